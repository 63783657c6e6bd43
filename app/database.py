"""The sessions that every request and job draws from the database."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

from app.settings import Settings

Begin: TypeAlias = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True)
class Sessions:
    """Two ways in: `begin` for a change, `read` for a snapshot that never blocks a writer."""

    engine: Engine
    begin: Begin
    read: Begin


def sessions_on(engine: Engine) -> Sessions:
    writing = engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
    reading = engine.execution_options(**_snapshot_options(engine))
    return Sessions(engine, _maker(writing).begin, _maker(reading).begin)


def connect(settings: Settings) -> Sessions:
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        return sessions_on(_sqlite_engine(settings))
    # To compile a statement in machine code takes longer than any of ours takes to answer.
    options = f"-c statement_timeout={settings.statement_timeout_s * 1000} -c jit=off"
    engine = create_engine(
        url,
        pool_size=settings.pool_size,
        max_overflow=0,
        pool_pre_ping=True,
        pool_timeout=3,
        hide_parameters=True,
        connect_args={"options": options},
    )
    return sessions_on(engine)


def _sqlite_engine(settings: Settings) -> Engine:
    engine = create_engine(
        settings.database_url,
        pool_size=settings.pool_size,
        max_overflow=0,
        hide_parameters=True,
        paramstyle="named",  # a value that stands in many places is converted once
    )
    prepare_sqlite(engine)
    return engine


def prepare_sqlite(engine: Engine) -> None:
    """Foreign keys on, WAL, and transactions begun by us: the driver would begin them too late."""

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA synchronous=NORMAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        how = connection.get_execution_options().get("sqlite_begin", "BEGIN")
        connection.exec_driver_sql(how)


def _snapshot_options(engine: Engine) -> dict[str, Any]:
    if engine.dialect.name == "sqlite":
        return {"sqlite_begin": "BEGIN"}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _maker(engine: Engine) -> sessionmaker[Session]:
    return sessionmaker(engine, expire_on_commit=False, autoflush=False)
