"""Whether the database has the tables that this version expects, and giving it them."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from app.errors import RuleViolationError

MIGRATIONS = Path(__file__).parent.parent / "migrations"
UNMIGRATED = "Databasen har inte den här versionens tabeller. Kör: samverkan db upgrade"


def upgrade(engine: Engine) -> None:
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_migrated(connection: Connection) -> bool:
    return MigrationContext.configure(connection).get_current_revision() == _head()


def refuse_unmigrated(engine: Engine) -> None:
    with engine.connect() as connection:
        if not is_migrated(connection):
            raise RuleViolationError(UNMIGRATED)


@cache
def _head() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
