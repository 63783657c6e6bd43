"""call Gotland, whose region is the municipality, by the kind that has a municipality's duties."""

import sqlalchemy as sa
from alembic import op

revision = "a91d3c07be52"
down_revision = "5b8c31f7ad09"
branch_labels = None
depends_on = None

ACTORS = sa.table("actors", sa.column("kind"), sa.column("id"))
KEYS = sa.table(
    "external_references",
    *(sa.column(name) for name in ("resource_id", "system", "external_id")),
)


def upgrade() -> None:
    _call("region", "municipality")


def downgrade() -> None:
    _call("municipality", "region")


def _call(before: str, after: str) -> None:
    """The actor that the register was delivered with, and no other."""
    delivered = sa.select(KEYS.c.resource_id).where(
        KEYS.c.system == "reference", KEYS.c.external_id == "municipality-0980"
    )
    op.execute(
        ACTORS.update()
        .where(ACTORS.c.id.in_(delivered), ACTORS.c.kind == before)
        .values(kind=after)
    )
