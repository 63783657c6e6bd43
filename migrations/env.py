"""Runs the migrations on the settings' database, or on a connection that is handed over."""

from alembic import context
from sqlalchemy import Connection

from app.database import connect
from app.models import Base
from app.settings import settings


def migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is None:
    with connect(settings()).engine.begin() as opened:
        migrate(opened)
else:
    migrate(handed_over)
