"""How an idle worker hears of a new job at once, where the database can tell it."""

import time

import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from app.database import NO_TRANSACTION
from app.jobs.queue import CHANNEL


class Listener:
    """Waits for PostgreSQL to announce a job; on SQLite, or without a connection, only waits."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.connection: Connection | None = None

    def wait(self, seconds: float) -> bool:
        """True as soon as a job is announced, False when the time is up."""
        if self.engine.dialect.name == "postgresql":
            try:
                return self._hear(seconds)
            except (psycopg.Error, SQLAlchemyError):
                self.close()
        time.sleep(seconds)
        return False

    def _hear(self, seconds: float) -> bool:
        driver = self._listening().connection.driver_connection
        assert isinstance(driver, psycopg.Connection)  # noqa: S101 - only narrows the type
        return any(True for _ in driver.notifies(timeout=seconds, stop_after=1))

    def _listening(self) -> Connection:
        if self.connection is None:
            self.connection = self.engine.connect().execution_options(begin_as=NO_TRANSACTION)
            self.connection.execute(text(f"LISTEN {CHANNEL}"))
        return self.connection

    def close(self) -> None:
        if self.connection is not None:
            self.connection.invalidate()
            self.connection.close()
            self.connection = None
