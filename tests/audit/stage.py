"""Changes by a named author, and the chain as it stands in the database."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
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


def tamper(sessions: Sessions, *statements: str) -> None:
    """As one who owns the database could: past the triggers and the foreign keys."""
    with sessions.begin() as session:
        connection = session.connection()
        for one in (*_unguarded(connection), *statements):
            connection.exec_driver_sql(one)


def _unguarded(connection: Connection) -> list[str]:
    if connection.dialect.name == "postgresql":
        return ["SET LOCAL session_replication_role = replica"]
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    names = connection.exec_driver_sql(triggers).scalars().all()
    return ["PRAGMA defer_foreign_keys = ON", *(f"DROP TRIGGER {name}" for name in names)]
