"""dispose of what old entries say."""

import app.models.base
import sqlalchemy as sa
from alembic import op

revision = "c27e94f0b1d8"
down_revision = "8a5d20c47e1b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "disposals",
        sa.Column("record_kind", sa.Text(), nullable=True),
        sa.Column("before_on", sa.Date(), nullable=False),
        sa.Column("decision_reference", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("job_id", app.models.base.Key(length=36), nullable=True),
        sa.Column("disposed_at", app.models.base.Instant(timezone=True), nullable=True),
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
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_disposals_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposals")),
    )
    for column in ("sort_key", "updated_at"):
        op.create_index(op.f(f"ix_disposals_{column}"), "disposals", [column], unique=False)


def downgrade() -> None:
    op.drop_table("disposals")
