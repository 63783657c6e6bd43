"""remind of what is due: calendars and mailings."""

import app.models.base
import sqlalchemy as sa
from alembic import op

revision = "5b8c31f7ad09"
down_revision = "5b1f7c2ad904"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("principal_id", app.models.base.Key(length=36), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("renewed_at", app.models.base.Instant(timezone=True), nullable=False),
        sa.Column("renewed_reason", sa.Text(), nullable=True),
        *_of_resources(),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["principals.id"], name=op.f("fk_calendars_principal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendars")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendars_digest")),
    )
    op.create_table(
        "mailings",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("week", sa.Text(), nullable=False),
        sa.Column("actor_id", app.models.base.Key(length=36), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "sending",
                "sent",
                "failed",
                "bounced",
                "nothingDue",
                name="mailingstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("item_count", sa.Integer(), nullable=False),
        sa.Column("overdue_count", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("sent_at", app.models.base.Instant(timezone=True), nullable=True),
        sa.Column("reply_code", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        *_of_resources(),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_mailings_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailings")),
        sa.UniqueConstraint(
            "week", "actor_id", "mailbox", name=op.f("uq_mailings_week_actor_id_mailbox")
        ),
    )
    for table, columns in (
        ("calendars", ("principal_id", "sort_key", "updated_at")),
        ("mailings", ("week", "actor_id", "state", "sort_key", "updated_at")),
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
    op.drop_table("mailings")
    op.drop_table("calendars")
