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
# What was decided of a report stays as it was when it was submitted.
DECIDED = (
    "county_code",
    "year",
    "issue",
    "replaces_id",
    "reissue_reason",
    "as_of",
    "known_at",
    "compiled_at",
    "answered_at",
    "approved_at",
    "approved_as",
    "approved_by_id",
    "submitted_at",
)
REPORTS = sa.table(
    "annual_reports",
    *(
        sa.column(name)
        for name in (
            "id",
            "county_code",
            "year",
            "created_at",
            "compiled_at",
            "known_at",
            "job_id",
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
    keep_the_latest()
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


def keep_the_latest() -> None:
    """One for each county and year: their files are gone, and the latest is to be made again.

    What is deleted is drafts that nobody had answered, approved or submitted.
    """
    rows = op.get_bind().execute(
        sa.select(REPORTS.c.id, REPORTS.c.county_code, REPORTS.c.year).order_by(
            REPORTS.c.created_at, REPORTS.c.id
        )
    )
    latest = {(county, year): key for key, county, year in rows.all()}
    op.execute(REPORTS.delete().where(REPORTS.c.id.not_in(list(latest.values()))))
    op.execute(REPORTS.update().values(compiled_at=None, known_at=None, job_id=None))


def guard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        guard_postgresql()
    else:
        guard_sqlite()


def guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change_of_submitted() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    op.execute(
        "CREATE FUNCTION refuse_change_of_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ DECLARE kept record; BEGIN "
        "IF TG_OP = 'INSERT' THEN kept := NEW; ELSE kept := OLD; END IF; "
        "IF EXISTS (SELECT 1 FROM annual_reports "
        "WHERE id = kept.annual_report_id AND submitted_at IS NOT NULL) "
        f"THEN RAISE EXCEPTION '{REFUSED}'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    for table in FIXED:
        op.execute(
            f"CREATE TRIGGER {table}_fixed BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_kept()"
        )
    op.execute(
        "CREATE TRIGGER annual_reports_fixed BEFORE DELETE ON annual_reports FOR EACH ROW "
        "WHEN (OLD.submitted_at IS NOT NULL) EXECUTE FUNCTION refuse_change_of_submitted()"
    )
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in DECIDED)
    op.execute(
        "CREATE TRIGGER annual_reports_submitted BEFORE UPDATE ON annual_reports FOR EACH ROW "
        f"WHEN (OLD.submitted_at IS NOT NULL AND ({changed})) "
        "EXECUTE FUNCTION refuse_change_of_submitted()"
    )
    for table in ("annual_reports", *FIXED):
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_submitted()"
        )


def guard_sqlite() -> None:
    """INSERT OR REPLACE takes the old row away without firing its triggers for DELETE."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    for table in FIXED:
        for change, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                "WHEN EXISTS (SELECT 1 FROM annual_reports "
                f"WHERE id = {row}.annual_report_id AND submitted_at IS NOT NULL) {refuse}"
            )
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in DECIDED)
    for name, change, when in (
        ("fixed", "DELETE", "OLD.submitted_at IS NOT NULL"),
        ("submitted", "UPDATE", f"OLD.submitted_at IS NOT NULL AND ({changed})"),
        (
            "no_replace",
            "INSERT",
            "EXISTS (SELECT 1 FROM annual_reports WHERE id = NEW.id AND submitted_at IS NOT NULL)",
        ),
    ):
        op.execute(
            f"CREATE TRIGGER annual_reports_{name} BEFORE {change} ON annual_reports "
            f"WHEN {when} {refuse}"
        )


def downgrade() -> None:
    op.drop_table("annual_report_sheets")
    op.drop_table("annual_report_files")
    op.drop_table("annual_report_answers")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_kept()")
        op.execute("DROP FUNCTION refuse_change_of_submitted() CASCADE")
    else:
        for name in ("fixed", "submitted", "no_replace"):
            op.execute(f"DROP TRIGGER annual_reports_{name}")
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
