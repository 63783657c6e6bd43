"""give annual reports a life: issues, answers, approval, submission, and a snapshot that stays.

What had been compiled before was drafts, which are compiled again from the register.
"""

import sqlalchemy as sa
from alembic import op

import app.models.base

revision = "c40d1b7ea925"
down_revision = "a91d3c07be52"
branch_labels = None
depends_on = None

REFUSED = "a submitted report is never changed"
FIXED = ("annual_report_files", "annual_report_sheets")
REPORTS = sa.table(
    "annual_reports",
    *(
        sa.column(name)
        for name in (
            "id",
            "county_code",
            "year",
            "issue",
            "created_at",
            "compiled_at",
            "known_at",
        )
    ),
)
PERSONS = ("requested_by_id", "compiled_for_id", "narrated_by_id", "approved_by_id")
INSTANTS = ("answered_at", "returned_at", "approved_at")
TEXTS = ("reissue_reason", "return_comment", "approved_as")


def upgrade() -> None:
    op.drop_table("annual_report_files")
    with op.batch_alter_table("annual_reports") as batch:
        batch.add_column(sa.Column("issue", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("replaces_id", app.models.base.Key(length=36), nullable=True))
        batch.add_column(
            sa.Column("by_schedule", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        for name in INSTANTS:
            instant = app.models.base.Instant(timezone=True)
            batch.add_column(sa.Column(name, instant, nullable=True))
        for name in TEXTS:
            batch.add_column(sa.Column(name, sa.Text(), nullable=True))
        for name in PERSONS:
            batch.add_column(sa.Column(name, app.models.base.Key(length=36), nullable=True))
        batch.drop_column("checksum")
    number_issues()
    with op.batch_alter_table("annual_reports") as batch:
        batch.alter_column("issue", server_default=None)
        batch.alter_column("by_schedule", server_default=None)
        batch.drop_index("ix_annual_reports_county_code_year")
        batch.create_unique_constraint(
            "uq_annual_reports_county_code_year_issue", ["county_code", "year", "issue"]
        )
        batch.create_foreign_key(
            "fk_annual_reports_replaces_id", "annual_reports", ["replaces_id"], ["id"]
        )
        batch.create_index("ix_annual_reports_replaces_id", ["replaces_id"])
        for name in PERSONS:
            batch.create_foreign_key(f"fk_annual_reports_{name}", "principals", [name], ["id"])
    op.create_table(
        "annual_report_answers",
        sa.Column("annual_report_id", app.models.base.Key(length=36), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", app.models.base.Key(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["annual_report_id"],
            ["annual_reports.id"],
            name=op.f("fk_annual_report_answers_annual_report_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_report_answers")),
        sa.UniqueConstraint(
            "annual_report_id",
            "question",
            name=op.f("uq_annual_report_answers_annual_report_id_question"),
        ),
    )
    op.create_table(
        "annual_report_files",
        sa.Column("annual_report_id", app.models.base.Key(length=36), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
        sa.Column("head", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("workbook", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["annual_report_id"],
            ["annual_reports.id"],
            name=op.f("fk_annual_report_files_annual_report_id"),
        ),
        sa.PrimaryKeyConstraint("annual_report_id", name=op.f("pk_annual_report_files")),
    )
    op.create_table(
        "annual_report_sheets",
        sa.Column("annual_report_id", app.models.base.Key(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("head", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["annual_report_id"],
            ["annual_reports.id"],
            name=op.f("fk_annual_report_sheets_annual_report_id"),
        ),
        sa.PrimaryKeyConstraint(
            "annual_report_id", "position", name=op.f("pk_annual_report_sheets")
        ),
    )
    guard()


def number_issues() -> None:
    """In the order that they were asked for; their files are gone, so they wait to be made."""
    rows = op.get_bind().execute(
        sa.select(REPORTS.c.id, REPORTS.c.county_code, REPORTS.c.year).order_by(
            REPORTS.c.county_code, REPORTS.c.year, REPORTS.c.created_at, REPORTS.c.id
        )
    )
    count = {}
    for key, county, year in rows.all():
        count[county, year] = count.get((county, year), 0) + 1
        op.execute(
            REPORTS.update()
            .where(REPORTS.c.id == key)
            .values(issue=count[county, year], compiled_at=None, known_at=None)
        )


def guard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change_of_submitted() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF EXISTS (SELECT 1 FROM annual_reports "
            "WHERE id = OLD.annual_report_id AND submitted_at IS NOT NULL) "
            f"THEN RAISE EXCEPTION '{REFUSED}'; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        )
        for table in FIXED:
            op.execute(
                f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_submitted()"
            )
        return
    for table in FIXED:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                "WHEN EXISTS (SELECT 1 FROM annual_reports "
                "WHERE id = OLD.annual_report_id AND submitted_at IS NOT NULL) "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )


def downgrade() -> None:
    op.drop_table("annual_report_sheets")
    op.drop_table("annual_report_files")
    op.drop_table("annual_report_answers")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_submitted()")
    with op.batch_alter_table("annual_reports") as batch:
        for name in PERSONS:
            batch.drop_constraint(f"fk_annual_reports_{name}", type_="foreignkey")
        batch.drop_index("ix_annual_reports_replaces_id")
        batch.drop_constraint("fk_annual_reports_replaces_id", type_="foreignkey")
        batch.drop_constraint("uq_annual_reports_county_code_year_issue", type_="unique")
        batch.create_index("ix_annual_reports_county_code_year", ["county_code", "year"])
        for name in (*PERSONS, *TEXTS, *INSTANTS, "by_schedule", "replaces_id", "issue"):
            batch.drop_column(name)
        batch.add_column(sa.Column("checksum", sa.Text(), nullable=True))
    op.execute(REPORTS.update().values(compiled_at=None, known_at=None))
    op.create_table(
        "annual_report_files",
        sa.Column("annual_report_id", app.models.base.Key(length=36), nullable=False),
        sa.Column("workbook", sa.LargeBinary(), nullable=False),
        sa.Column("data", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["annual_report_id"],
            ["annual_reports.id"],
            name=op.f("fk_annual_report_files_annual_report_id"),
        ),
        sa.PrimaryKeyConstraint("annual_report_id", name=op.f("pk_annual_report_files")),
    )
