"""say which other planning an action plan is part of."""

import sqlalchemy as sa
from alembic import op

revision = "5b0c9f2e7d14"
down_revision = "e41b7d90a6c3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("action_plans") as batch:
        batch.add_column(sa.Column("other_planning", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("action_plans") as batch:
        batch.drop_column("other_planning")
