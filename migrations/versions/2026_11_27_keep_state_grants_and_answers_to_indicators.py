"""keep state grants, and what municipalities and police answer to indicators."""

import app.models.base
import sqlalchemy as sa
from alembic import op

revision = "6e2f90b4c8d1"
down_revision = "c40d1b7ea925"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "state_grants",
        sa.Column("applicant_id", app.models.base.Key(length=36), nullable=False),
        sa.Column("municipality_code", sa.Text(), nullable=True),
        sa.Column("county_code", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("applied_amount", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("granted_amount", sa.Integer(), nullable=True),
        sa.Column("registry_number", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        *_of_resources(),
        sa.CheckConstraint(
            "applied_on <= decided_on",
            name=op.f("ck_state_grants_decided_on_not_before_applied_on"),
        ),
        sa.CheckConstraint(
            "(municipality_code IS NULL) <> (county_code IS NULL)",
            name=op.f("ck_state_grants_of_one_place"),
        ),
        sa.CheckConstraint(
            "granted_amount IS NULL OR decided_on IS NOT NULL",
            name=op.f("ck_state_grants_granted_on_a_day"),
        ),
        sa.ForeignKeyConstraint(
            ["applicant_id"], ["actors.id"], name=op.f("fk_state_grants_applicant_id")
        ),
        sa.ForeignKeyConstraint(
            ["county_code"], ["counties.code"], name=op.f("fk_state_grants_county_code")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code"],
            ["municipalities.code"],
            name=op.f("fk_state_grants_municipality_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_grants")),
    )
    op.create_table(
        "indicator_answers",
        sa.Column("actor_id", app.models.base.Key(length=36), nullable=False),
        sa.Column(
            "indicator",
            sa.Enum("I12", "I13c", "I13s", name="askedindicator", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum("yes", "partly", "no", name="strategyanswer", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        *_of_resources(),
        sa.CheckConstraint(
            "(indicator = 'I12') = (answer IS NOT NULL)",
            name=op.f("ck_indicator_answers_answer_that_fits"),
        ),
        sa.CheckConstraint(
            "(indicator = 'I12') = (grade IS NULL)",
            name=op.f("ck_indicator_answers_grade_that_fits"),
        ),
        sa.CheckConstraint(
            "grade BETWEEN 1 AND 5", name=op.f("ck_indicator_answers_grade_on_the_scale")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actors.id"], name=op.f("fk_indicator_answers_actor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_answers")),
        sa.UniqueConstraint(
            "actor_id",
            "indicator",
            "year",
            name=op.f("uq_indicator_answers_actor_id_indicator_year"),
        ),
    )
    for table, columns in (
        (
            "state_grants",
            ("applicant_id", "municipality_code", "county_code", "year", "sort_key", "updated_at"),
        ),
        ("indicator_answers", ("actor_id", "indicator", "year", "sort_key", "updated_at")),
    ):
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _of_resources() -> list[sa.Column]:
    return [
        sa.Column("id", app.models.base.Key(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", app.models.base.Instant(timezone=True), nullable=False),
        sa.Column("updated_at", app.models.base.Instant(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.Column(
            "sort_key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("search_text", sa.Text(), nullable=False),
    ]


def downgrade() -> None:
    op.drop_table("indicator_answers")
    op.drop_table("state_grants")
