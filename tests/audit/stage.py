"""Changes by a named author, and the chain as it stands in the database."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from app.audit.authors import Author, acting
from app.audit.verifying import Checkpoint, Verdict, verify
from app.database import Sessions, connect
from app.models import Actor, AuditEntry, AuditPayload
from app.models.actors import ActorKind
from app.settings import Settings

EDITOR = Author(
    name="Ärendesystemet",
    operation="change_actor",
    principal_id=UUID("018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e01"),
    organisation_id=UUID("018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e02"),
    roles=("editor", "signatory"),
    token_id="t-1",
    trace_id="4bf92f3577b34da6a3ce929d0e0e4736",
)


@contextmanager
def opened(database_url: str, pool_size: int = 10) -> Iterator[Sessions]:
    """As the application would connect, by the editor."""
    sessions = connect(Settings(database_url=database_url, pool_size=pool_size))
    yield acting(sessions, EDITOR)
    sessions.engine.dispose()


def actor(session: Session, name: str = "Oxelösunds kommun") -> Actor:
    row = Actor(name=name, kind=ActorKind.MUNICIPALITY)
    session.add(row)
    session.flush()
    return row


def registered(sessions: Sessions, *names: str) -> list[UUID]:
    """One actor and one transaction per name."""
    keys = []
    for name in names:
        with sessions.begin() as session:
            keys.append(actor(session, name).id)
    return keys


def entries(sessions: Sessions) -> list[AuditEntry]:
    with sessions.read() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.seq)))


def payload(sessions: Sessions, seq: int) -> AuditPayload:
    with sessions.read() as session:
        return session.get_one(AuditPayload, seq)


def read(document: str | None) -> Any:
    return json.loads(document or "null")


def verdict(sessions: Sessions, *checkpoints: Checkpoint) -> Verdict:
    with sessions.read() as session:
        return verify(session, checkpoints)


def tamper(engine: Engine, *statements: str) -> None:
    """As one who owns the database could: without triggers, without foreign keys."""
    with engine.connect() as connection:
        connection.exec_driver_sql(_unguarded(engine))
        for name in _triggers(engine):
            connection.exec_driver_sql(name)
        for one in statements:
            connection.execute(text(one))
        connection.commit()


def _unguarded(engine: Engine) -> str:
    """Foreign keys are triggers too on PostgreSQL; on SQLite they can be put off."""
    if engine.dialect.name == "postgresql":
        return "SET session_replication_role = replica"
    return "PRAGMA defer_foreign_keys = ON"


def _triggers(engine: Engine) -> list[str]:
    if engine.dialect.name == "postgresql":
        return []
    with engine.connect() as connection:
        found = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        return [f"DROP TRIGGER {name}" for (name,) in found]
