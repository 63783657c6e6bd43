"""The sessions that every request and job draws from the database."""

import math
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, TypeAlias

import psycopg
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session, sessionmaker

from app.settings import Settings

RESTED_S = 5.0
Begin: TypeAlias = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True)
class Sessions:
    """Three ways in, of which only `begin` changes anything, and the others block no writer.

    `read` is a snapshot for several questions; `look` is for a single one, which is a snapshot in
    itself: on PostgreSQL it is asked without a transaction around it, in one round trip.
    """

    engine: Engine
    begin: Begin
    read: Begin
    look: Begin


def sessions_on(engine: Engine) -> Sessions:
    writing = engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
    reading = engine.execution_options(**_snapshot_options(engine))
    looking = engine.execution_options(**_single_options(engine))
    return Sessions(engine, *(_maker(one).begin for one in (writing, reading, looking)))


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
        pool_timeout=3,
        hide_parameters=True,
        paramstyle="numeric_dollar",
        connect_args={"options": options},
    )
    send_as_it_is(engine)
    ping_what_has_rested(engine)
    return sessions_on(engine)


def send_as_it_is(engine: Engine) -> None:
    """The parameters are PostgreSQL's own, `$1`, for which no statement need be read through."""

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.cursor_factory = psycopg.RawCursor
        connection.server_cursor_factory = psycopg.RawServerCursor


def ping_what_has_rested(engine: Engine) -> None:
    """A connection that has just been in use is there still; to ask costs as much as a read."""

    @event.listens_for(engine, "checkin")
    def rest(_connection: Any, record: Any) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ping(connection: Any, record: Any, _fairy: Any) -> None:
        if time.monotonic() - record.info.get("rests_since", math.inf) > RESTED_S:
            try:
                engine.dialect.do_ping(connection)
            except psycopg.Error as error:
                raise DisconnectionError from error  # for which the pool opens another


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


def _single_options(engine: Engine) -> dict[str, Any]:
    if engine.dialect.name == "sqlite":
        return _snapshot_options(engine)
    return {"isolation_level": "AUTOCOMMIT"}


def _maker(engine: Engine) -> sessionmaker[Session]:
    return sessionmaker(engine, expire_on_commit=False, autoflush=False)
