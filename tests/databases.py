"""Databases for the tests: migrated, empty, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, QueuePool, create_engine, text
from sqlalchemy.orm import sessionmaker

from app.audit.authors import Author, acting
from app.database import Sessions, connect, rows_of
from app.settings import Settings

ENGINES = ("sqlite", "postgresql")
ROOT = Path(__file__).parent.parent
AUTHOR = Author("provet", "test")


def migrated(engine: Engine, revision: str = "head") -> None:
    config = Config(toml_file=ROOT / "pyproject.toml")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def engine_at(url: str) -> Engine:
    """As the application would connect, with room for few connections."""
    return connect(Settings(database_url=url, pool_size=10)).engine


@contextmanager
def fresh_postgres(server_url: str) -> Iterator[str]:
    """The address of a new, empty database on the server."""
    name = f"test_{uuid4().hex}"
    admin = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield server_url.rpartition("/")[0] + "/" + name
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


def joined(connection: Connection) -> Sessions:
    """Commits go into a savepoint of a transaction that the end undoes; their author is a test."""
    maker = sessionmaker(
        connection,
        join_transaction_mode="create_savepoint",
        expire_on_commit=False,
        autoflush=False,
    )
    sessions = Sessions(connection.engine, maker.begin, maker.begin, maker.begin)
    return acting(sessions, AUTHOR)


def end(engine: Engine, number: int) -> None:
    """Of the server's processes, as the server does when it is stopped: by another connection."""
    another = create_engine(engine.url)
    with another.begin() as connection:
        connection.execute(text(f"SELECT pg_terminate_backend({number}, 5000)"))
    another.dispose()


def lent(sessions: Sessions) -> int:
    """How many of its connections the pool has not got back."""
    pool = sessions.engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()


def asked_alone(sessions: Sessions, question: str = "SELECT pg_backend_pid()") -> int:
    """The number that answers a single question; of who answered, unless told otherwise."""
    with sessions.look() as session:
        ((number,),) = rows_of(session, question, ())
        return int(number)
