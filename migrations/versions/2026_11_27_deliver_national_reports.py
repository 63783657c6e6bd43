"""deliver national reports too: a delivery is of a county's report or of a national one."""

import sqlalchemy as sa
from alembic import op

import app.models.base

revision = "b8e5d20f61c7"
down_revision = "d7a1c5e08b34"
branch_labels = None
depends_on = None

OF_EITHER = (
    "CASE WHEN annual_report_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN national_report_id IS NULL THEN 0 ELSE 1 END = 1"
)
OF_COUNTY = "CASE WHEN annual_report_id IS NULL THEN 0 ELSE 1 END = 1"
UNIQUE = "uq_deliveries_national_report_id_target_round"


def upgrade() -> None:
    with op.batch_alter_table("deliveries") as batch:
        key = app.models.base.Key(length=36)
        batch.add_column(sa.Column("national_report_id", key, nullable=True))
        batch.create_foreign_key(
            op.f("fk_deliveries_national_report_id"),
            "national_reports",
            ["national_report_id"],
            ["id"],
        )
        batch.create_unique_constraint(UNIQUE, ["national_report_id", "target", "round"])
        replace_check(batch, OF_EITHER)


def downgrade() -> None:
    national = "SELECT id FROM deliveries WHERE national_report_id IS NOT NULL"
    op.execute(f"DELETE FROM delivery_attempts WHERE delivery_id IN ({national})")
    op.execute("DELETE FROM deliveries WHERE national_report_id IS NOT NULL")
    with op.batch_alter_table("deliveries") as batch:
        replace_check(batch, OF_COUNTY)
        batch.drop_constraint(UNIQUE, type_="unique")
        batch.drop_constraint("fk_deliveries_national_report_id", type_="foreignkey")
        batch.drop_column("national_report_id")


def replace_check(batch: object, condition: str) -> None:
    """Where the table is copied its old checks do not come along."""
    if op.get_bind().dialect.name == "postgresql":
        batch.drop_constraint(op.f("ck_deliveries_one_subject"), type_="check")
    batch.create_check_constraint(op.f("ck_deliveries_one_subject"), condition)
