"""know who may call and who owns a record."""

import app.models.base
import sqlalchemy as sa
from alembic import op

revision = "3f1c86ab2d04"
down_revision = "7c41d90e6b35"
branch_labels = None
depends_on = None

OWNED = ("commitments", "forums", "activities")


def upgrade() -> None:
    op.create_table(
        "principals",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("client", "person", native_enum=False, length=40, name="principalkind"),
            nullable=False,
        ),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("actor_id", app.models.base.Key(length=36), nullable=False),
        sa.Column("key_set", sa.JSON(none_as_null=True), nullable=True),
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
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_principals_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_principals")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_principals_issuer_subject")),
    )
    for column in ("actor_id", "sort_key", "updated_at"):
        op.create_index(op.f(f"ix_principals_{column}"), "principals", [column], unique=False)
    op.create_table(
        "grants",
        sa.Column("principal_id", app.models.base.Key(length=36), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "reader",
                "editor",
                "signatory",
                "organisationAdministrator",
                "coordinator",
                "approver",
                "receiver",
                "auditor",
                "systemAdministrator",
                "archivist",
                native_enum=False,
                length=40,
                name="role",
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["principals.id"], name=op.f("fk_grants_principal_id")
        ),
        sa.PrimaryKeyConstraint("principal_id", "role", name=op.f("pk_grants")),
    )
    op.create_table(
        "client_secrets",
        sa.Column("principal_id", app.models.base.Key(length=36), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("made_at", app.models.base.Instant(timezone=True), nullable=False),
        sa.Column("expires_at", app.models.base.Instant(timezone=True), nullable=False),
        sa.Column("last_used_at", app.models.base.Instant(timezone=True), nullable=True),
        sa.Column("id", app.models.base.Key(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["principals.id"], name=op.f("fk_client_secrets_principal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_secrets")),
        sa.UniqueConstraint("digest", name=op.f("uq_client_secrets_digest")),
    )
    op.create_index(op.f("ix_client_secrets_principal_id"), "client_secrets", ["principal_id"])
    op.create_table(
        "used_assertions",
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("token_id", sa.Text(), nullable=False),
        sa.Column("expires_at", app.models.base.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("client", "token_id", name=op.f("pk_used_assertions")),
    )
    op.create_index(op.f("ix_used_assertions_expires_at"), "used_assertions", ["expires_at"])
    op.create_table(
        "minute_counts",
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("asker", "minute", name=op.f("pk_minute_counts")),
    )
    for table in OWNED:
        key = sa.ForeignKey("actors.id", name=op.f(f"fk_{table}_owner_id"))
        column = sa.Column("owner_id", app.models.base.Key(length=36), key, nullable=True)
        op.add_column(table, column, inline_references=True)
        op.create_index(op.f(f"ix_{table}_owner_id"), table, ["owner_id"], unique=False)
    shared = sa.Column(
        "shared_with_county", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("commitments", shared)
    submitted = sa.Column("submitted_at", app.models.base.Instant(timezone=True), nullable=True)
    op.add_column("annual_reports", submitted)


def downgrade() -> None:
    op.drop_column("annual_reports", "submitted_at")
    op.drop_column("commitments", "shared_with_county")
    for table in reversed(OWNED):
        op.drop_index(op.f(f"ix_{table}_owner_id"), table_name=table)
        with op.batch_alter_table(table) as changing:
            changing.drop_column("owner_id")
    for table in ("minute_counts", "used_assertions", "client_secrets", "grants", "principals"):
        op.drop_table(table)
