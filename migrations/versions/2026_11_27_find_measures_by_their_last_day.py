"""find measures by their last day, for what is due."""

from alembic import op

revision = "f3b6a08c2d71"
down_revision = "b8e5d20f61c7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_measures_ends_on"), "measures", ["ends_on"])


def downgrade() -> None:
    op.drop_index(op.f("ix_measures_ends_on"), table_name="measures")
