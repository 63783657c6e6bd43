"""let each organisation keep its own keys."""

import app.models.base
import sqlalchemy as sa
from alembic import op

revision = "e41b7d90a6c3"
down_revision = "c27e94f0b1d8"
branch_labels = None
depends_on = None

# Kept by the register itself until somebody writes it anew.
NOBODY = "00000000-0000-0000-0000-000000000000"


def upgrade() -> None:
    with op.batch_alter_table("external_references") as batch:
        batch.add_column(
            sa.Column(
                "keeper_id", app.models.base.Key(length=36), nullable=False, server_default=NOBODY
            )
        )
        batch.drop_constraint(op.f("uq_external_references_system_external_id"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_external_references_keeper_id_system_external_id"),
            ["keeper_id", "system", "external_id"],
        )
    with op.batch_alter_table("external_references") as batch:
        batch.alter_column("keeper_id", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("external_references") as batch:
        batch.drop_constraint(
            op.f("uq_external_references_keeper_id_system_external_id"), type_="unique"
        )
        batch.create_unique_constraint(
            op.f("uq_external_references_system_external_id"), ["system", "external_id"]
        )
        batch.drop_column("keeper_id")
