"""put the counties' reports together: national reports, and feedback to each municipality."""

import sqlalchemy as sa
from alembic import op

import app.models.base

revision = "d7a1c5e08b34"
down_revision = "e7a2c94d5f18"
branch_labels = None
depends_on = None

REFUSED = "a national report is never changed"
FIXED = ("national_report_files", "national_report_sheets")


def key(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, app.models.base.Key(length=36), nullable=nullable)


def instant(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, app.models.base.Instant(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "national_reports",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        key("job_id", nullable=True),
        instant("known_at", nullable=True),
        instant("compiled_at", nullable=True),
        key("id"),
        sa.Column("version", sa.Integer(), nullable=False),
        instant("created_at"),
        instant("updated_at"),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.Column(
            "sort_key",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_national_reports_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_national_reports")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_national_reports_year_number")),
    )
    op.create_index("ix_national_reports_sort_key", "national_reports", ["sort_key"])
    op.create_index("ix_national_reports_updated_at", "national_reports", ["updated_at"])
    op.create_table(
        "national_report_parts",
        key("national_report_id"),
        sa.Column("county_code", sa.Text(), nullable=False),
        key("annual_report_id"),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
        key("id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["national_report_id"],
            ["national_reports.id"],
            name=op.f("fk_national_report_parts_national_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["county_code"], ["counties.code"], name=op.f("fk_national_report_parts_county_code")
        ),
        sa.ForeignKeyConstraint(
            ["annual_report_id"],
            ["annual_reports.id"],
            name=op.f("fk_national_report_parts_annual_report_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_national_report_parts")),
        sa.UniqueConstraint(
            "national_report_id",
            "county_code",
            name=op.f("uq_national_report_parts_national_report_id_county_code"),
        ),
    )
    op.create_table(
        "national_report_files",
        key("national_report_id"),
        sa.Column("checksum", sa.Text(), nullable=False),
        sa.Column("head", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("workbook", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["national_report_id"],
            ["national_reports.id"],
            name=op.f("fk_national_report_files_national_report_id"),
        ),
        sa.PrimaryKeyConstraint("national_report_id", name=op.f("pk_national_report_files")),
    )
    op.create_table(
        "national_report_sheets",
        key("national_report_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("head", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["national_report_id"],
            ["national_reports.id"],
            name=op.f("fk_national_report_sheets_national_report_id"),
        ),
        sa.PrimaryKeyConstraint(
            "national_report_id", "position", name=op.f("pk_national_report_sheets")
        ),
    )
    op.create_table(
        "municipality_feedback",
        sa.Column("municipality_code", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        key("annual_report_id"),
        key("national_report_id", nullable=True),
        instant("compiled_at"),
        sa.Column("data", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("workbook", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_code"],
            ["municipalities.code"],
            name=op.f("fk_municipality_feedback_municipality_code"),
        ),
        sa.ForeignKeyConstraint(
            ["annual_report_id"],
            ["annual_reports.id"],
            name=op.f("fk_municipality_feedback_annual_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["national_report_id"],
            ["national_reports.id"],
            name=op.f("fk_municipality_feedback_national_report_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "year", name=op.f("pk_municipality_feedback")),
    )
    guard()


def guard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change_of_national() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
        )
        op.execute(
            "CREATE FUNCTION refuse_addition_to_national() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF EXISTS (SELECT 1 FROM national_reports "
            "WHERE id = NEW.national_report_id AND compiled_at IS NOT NULL) "
            f"THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN NEW; END $$"
        )
        for table in FIXED:
            op.execute(
                f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_national()"
            )
            op.execute(
                f"CREATE TRIGGER {table}_whole BEFORE INSERT ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_addition_to_national()"
            )
            op.execute(
                f"CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_national()"
            )
        return
    for table in FIXED:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
        op.execute(
            f"CREATE TRIGGER {table}_no_insert BEFORE INSERT ON {table} "
            "WHEN EXISTS (SELECT 1 FROM national_reports "
            "WHERE id = NEW.national_report_id AND compiled_at IS NOT NULL) "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )


def downgrade() -> None:
    op.drop_table("municipality_feedback")
    op.drop_table("national_report_sheets")
    op.drop_table("national_report_files")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_addition_to_national()")
        op.execute("DROP FUNCTION refuse_change_of_national()")
    op.drop_table("national_report_parts")
    op.drop_table("national_reports")
