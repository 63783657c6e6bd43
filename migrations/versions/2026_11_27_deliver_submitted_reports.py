"""deliver submitted reports: to whom each issue went, and every attempt at it."""

import app.models.base
import sqlalchemy as sa
from alembic import op

revision = "e7a2c94d5f18"
down_revision = "6e2f90b4c8d1"
branch_labels = None
depends_on = None

INDEXED = ("target", "state", "sort_key", "updated_at")


def upgrade() -> None:
    op.create_table(
        "deliveries",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("annual_report_id", app.models.base.Key(length=36), nullable=True),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("redelivery_reason", sa.Text(), nullable=True),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "sending",
                "delivered",
                "failed",
                name="deliverystate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("job_id", app.models.base.Key(length=36), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("delivered_at", app.models.base.Instant(timezone=True), nullable=True),
        sa.Column("workbook_checksum", sa.Text(), nullable=True),
        sa.Column("data_checksum", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
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
        sa.CheckConstraint(
            "CASE WHEN annual_report_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_deliveries_one_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["annual_report_id"],
            ["annual_reports.id"],
            name=op.f("fk_deliveries_annual_report_id"),
        ),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_deliveries_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "annual_report_id",
            "target",
            "round",
            name=op.f("uq_deliveries_annual_report_id_target_round"),
        ),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_deliveries_{column}"), "deliveries", [column], unique=False)
    op.create_table(
        "delivery_attempts",
        sa.Column("delivery_id", app.models.base.Key(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("job_id", app.models.base.Key(length=36), nullable=False),
        sa.Column("started_at", app.models.base.Instant(timezone=True), nullable=False),
        sa.Column("ended_at", app.models.base.Instant(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "delivered",
                "postponed",
                "failed",
                "interrupted",
                name="attemptoutcome",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reply_code", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("id", app.models.base.Key(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_delivery_attempts_delivery_id")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_delivery_attempts_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_attempts")),
        sa.UniqueConstraint(
            "delivery_id", "number", name=op.f("uq_delivery_attempts_delivery_id_number")
        ),
    )


def downgrade() -> None:
    op.drop_table("delivery_attempts")
    op.drop_table("deliveries")
