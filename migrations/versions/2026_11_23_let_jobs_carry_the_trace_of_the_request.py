"""let jobs carry the trace of the request."""

import sqlalchemy as sa
from alembic import op

revision = "7c41d90e6b35"
down_revision = "5b0c1de7a9f2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jobs", sa.Column("traceparent", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("jobs", "traceparent")
