"""keep one chain of entries."""

import app.models.base
import sqlalchemy as sa
from alembic import op

revision = "8a5d20c47e1b"
down_revision = "3f1c86ab2d04"
branch_labels = None
depends_on = None

TABLES = ("audit_entries", "audit_payloads", "audit_disposals", "audit_head")
FIXED = {
    "audit_entries": ("UPDATE", "DELETE"),
    "audit_payloads": ("UPDATE",),
    "audit_disposals": ("UPDATE", "DELETE"),
    "audit_head": ("DELETE",),
}
REFUSED = "the audit chain is only added to"


def upgrade() -> None:
    create_tables()
    op.execute(
        "INSERT INTO audit_head (id, seq, digest, at) "
        f"VALUES (1, 0, '{'0' * 64}', '2000-01-01T00:00:00.000Z')"
    )
    if op.get_bind().dialect.name == "postgresql":
        guard_postgresql()
    else:
        guard_sqlite()


def create_tables() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", app.models.base.Instant(timezone=True), nullable=False),
        sa.Column(
            "event",
            sa.Enum(
                "change",
                "denial",
                "failedToken",
                "throttled",
                "download",
                "export",
                "disposal",
                native_enum=False,
                length=40,
                name="eventkind",
            ),
            nullable=False,
        ),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("record_kind", sa.Text(), nullable=True),
        sa.Column("record_id", app.models.base.Key(length=36), nullable=True),
        sa.Column("record_version", sa.Integer(), nullable=True),
        sa.Column("principal_id", app.models.base.Key(length=36), nullable=True),
        sa.Column("principal_title", sa.Text(), nullable=False),
        sa.Column("organisation_id", app.models.base.Key(length=36), nullable=True),
        sa.Column("roles", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("token_id", sa.Text(), nullable=True),
        sa.Column("trace_id", sa.Text(), nullable=True),
        sa.Column("result", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("payload_digest", sa.Text(), nullable=True),
        sa.Column("previous_digest", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entries")),
    )
    op.create_index(op.f("ix_audit_entries_at"), "audit_entries", ["at"])
    for column in ("record_id", "principal_id", "organisation_id", "event"):
        op.create_index(op.f(f"ix_audit_entries_{column}_seq"), "audit_entries", [column, "seq"])
    op.create_table(
        "audit_payloads",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["seq"], ["audit_entries.seq"], name=op.f("fk_audit_payloads_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_payloads")),
    )
    op.create_table(
        "audit_disposals",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("disposed_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seq"], ["audit_entries.seq"], name=op.f("fk_audit_disposals_seq")
        ),
        sa.ForeignKeyConstraint(
            ["disposed_by"], ["audit_entries.seq"], name=op.f("fk_audit_disposals_disposed_by")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_disposals")),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", app.models.base.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )


def guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    op.execute(
        "CREATE FUNCTION refuse_groundless_disposal() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF EXISTS (SELECT 1 FROM audit_disposals WHERE seq = OLD.seq) "
        f"THEN RETURN OLD; END IF; RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    for table, changes in FIXED.items():
        op.execute(
            f"CREATE TRIGGER {table}_fixed BEFORE {' OR '.join(changes)} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()"
        )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
        )
    op.execute(
        "CREATE TRIGGER audit_payloads_kept_without_ground BEFORE DELETE ON audit_payloads "
        "FOR EACH ROW EXECUTE FUNCTION refuse_groundless_disposal()"
    )
    op.execute(
        "CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head FOR EACH ROW "
        "WHEN (NEW.id <> OLD.id OR NEW.seq <= OLD.seq) EXECUTE FUNCTION refuse_audit_change()"
    )


def guard_sqlite() -> None:
    """INSERT OR REPLACE takes the old row away without firing its triggers for DELETE."""
    refuse = f"SELECT RAISE(ABORT, '{REFUSED}')"
    for table, changes in FIXED.items():
        for change in changes:
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN {refuse}; END"
            )
    for table in TABLES:
        key = "id" if table == "audit_head" else "seq"
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) BEGIN {refuse}; END"
        )
    op.execute(
        "CREATE TRIGGER audit_payloads_kept_without_ground BEFORE DELETE ON audit_payloads "
        "WHEN NOT EXISTS (SELECT 1 FROM audit_disposals WHERE seq = OLD.seq) "
        f"BEGIN {refuse}; END"
    )
    op.execute(
        "CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head "
        f"WHEN NEW.id <> OLD.id OR NEW.seq <= OLD.seq BEGIN {refuse}; END"
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_groundless_disposal()")
        op.execute("DROP FUNCTION refuse_audit_change()")
