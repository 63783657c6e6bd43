"""name earlier versions in the plural, as every list in the contract."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "5b0c1de7a9f2"
down_revision = "2d3566ab7073"
branch_labels = None
depends_on = None

OLD, NEW = '"versionHistory":', '"earlierVersions":'


def upgrade() -> None:
    rename(OLD, NEW)


def downgrade() -> None:
    rename(NEW, OLD)


def rename(old: str, new: str) -> None:
    """JSON is kept as the text that was written, on both engines; SQLite has no type to cast to."""
    postgres = op.get_bind().dialect.name == "postgresql"
    for name in ("commitments", "review_assignments"):
        table = sa.table(name, sa.column("provenance", sa.Text))
        text = sa.cast(table.c.provenance, sa.Text)
        changed = sa.func.replace(text, old, new)
        kept = sa.cast(changed, postgresql.JSON) if postgres else changed
        op.execute(table.update().where(text.like(f"%{old}%")).values(provenance=kept))
