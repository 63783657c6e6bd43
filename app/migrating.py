"""Whether the database has the tables that this version expects, and giving it them."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from app.errors import RuleViolationError

MIGRATIONS = Path(__file__).parent.parent / "migrations"
REVISION = "f3b6a08c2d71"  # that of the last migration, so that none is read just to ask
UNMIGRATED = "Databasen har inte den här versionens tabeller. Kör: samverkan db upgrade"


def upgrade(engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415 - only whoever migrates pays for Alembic
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_migrated(connection: Connection) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    known: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return known == REVISION


def refuse_unmigrated(engine: Engine) -> None:
    with engine.connect() as connection:
        if not is_migrated(connection):
            raise RuleViolationError(UNMIGRATED)
