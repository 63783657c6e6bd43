"""The sessions that every request and job draws from the database."""

import math
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, TypeAlias

import psycopg
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.orm import Session, sessionmaker

from app.settings import Settings
from app.waiting import Connection, Pool, opened

RESTED_S = 5.0
PATIENCE_S = 2.5  # so that whoever waits in vain is told so within three seconds
NO_TRANSACTION = ""
# To compile a statement in machine code takes longer than any of ours takes to answer, and to plan
# a long one for its very values as long as to answer it. Those that decide on a plan are written
# out, but not in what is read in several questions, as for a report.
PLANNING = "-c jit=off -c plan_cache_mode=force_generic_plan"
SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL plan_cache_mode = auto"
# To write, and to read several.
SQLITE_BEGINS = ("BEGIN IMMEDIATE", "BEGIN")
POSTGRES_BEGINS = ("BEGIN", SNAPSHOT)
Begin: TypeAlias = Callable[[], AbstractContextManager[Session]]
Rows: TypeAlias = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Sessions:
    """Three ways in, of which only `begin` changes anything, and the others block no writer.

    `read` is a snapshot for several questions; `look` is for a single one, which is a snapshot in
    itself: it is asked without a transaction around it, in one round trip.
    """

    engine: Engine
    begin: Begin
    read: Begin
    look: Begin

    @property
    def waits_on_loop(self) -> bool:
        """Whether work that asks it may run on the event loop; SQLite works in its thread."""
        return isinstance(self.engine.pool, Pool)


def sessions_on(engine: Engine) -> Sessions:
    """Each begins in its own way; to be told it when it begins costs the driver nothing more."""
    ways = SQLITE_BEGINS if engine.dialect.name == "sqlite" else POSTGRES_BEGINS
    begin, read = (_maker(engine.execution_options(begin_as=one)).begin for one in ways)
    return Sessions(engine, begin, read, _maker(engine.execution_options(begin_as=NO_TRANSACTION)))


def connect(settings: Settings) -> Sessions:
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        return sessions_on(_sqlite_engine(settings))
    options = f"-c statement_timeout={settings.statement_timeout_s * 1000} {PLANNING}"
    engine = create_engine(
        url,
        poolclass=Pool,
        pool_size=settings.pool_size,
        max_overflow=0,
        pool_timeout=PATIENCE_S,
        pool_use_lifo=True,  # a connection that is warm has our statements prepared and at hand
        hide_parameters=True,
        paramstyle="numeric_dollar",
        connect_args={"options": options},
    )
    prepare_postgres(engine)
    ping_what_has_rested(engine)
    return sessions_on(engine)


def prepare_postgres(engine: Engine) -> None:
    """The parameters are PostgreSQL's own, `$1`, for which no statement need be read through."""

    @event.listens_for(engine, "do_connect")
    def open_one(_dialect: object, _record: object, to: Sequence[Any], said: Any) -> Connection:
        return opened(*to, **said)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.autocommit = True
        connection.cursor_factory = psycopg.RawCursor
        connection.server_cursor_factory = psycopg.RawServerCursor

    begin_as_told(engine)


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

    begin_as_told(engine)


def begin_as_told(engine: Engine) -> None:
    """Transactions are begun by us and not by the driver: each in its way, or none at all."""

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        how = connection.get_execution_options().get("begin_as", "BEGIN")
        if how:
            connection.exec_driver_sql(how)


def rows_of(session: Session, text: str, parameters: Any) -> Rows:
    """What the database answers: text and numbers, as the driver gives them.

    Where nothing has been begun in the session the driver itself is asked: to have the toolkit ask
    it takes as long as all else that a read does before and after. Errors are the toolkit's.
    """
    if not session.in_transaction():
        found = _rows_alone(session.get_bind(), text, parameters)
        if found is not None:
            return found
    return session.connection().exec_driver_sql(text, parameters).all()


def _rows_alone(engine: Any, text: str, parameters: Any) -> Rows | None:
    """None when the connection was gone, so that another one is asked."""
    dialect, connection = engine.dialect, None
    try:
        connection = engine.raw_connection()
        cursor = connection.cursor()
        cursor.execute(text, parameters)
        rows: Rows = cursor.fetchall()
    except dialect.dbapi.Error as error:
        if connection and dialect.is_disconnect(error, connection.dbapi_connection, None):
            connection.invalidate(error)
            return None
        raise DBAPIError.instance(
            text, None, error, dialect.dbapi.Error, hide_parameters=True, dialect=dialect
        ) from error
    except BaseException:  # broken off, most often: what is answered to it is for nobody
        if connection:
            connection.invalidate()
        raise
    finally:
        if connection:
            connection.close()
    return rows


def _maker(engine: Engine) -> sessionmaker[Session]:
    return sessionmaker(engine, expire_on_commit=False, autoflush=False)
