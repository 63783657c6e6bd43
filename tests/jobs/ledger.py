"""A table that says what was stored, and how often: it would take the same entry twice."""

from sqlalchemy import Column, MetaData, Table, Text, insert, select
from sqlalchemy.orm import Session

LEDGER = Table("ledger", MetaData(), Column("entry", Text), Column("result", Text))


def make(session: Session) -> None:
    LEDGER.create(session.connection())


def enter(session: Session, entry: str, result: str | None = None) -> None:
    session.execute(insert(LEDGER).values(entry=entry, result=result))


def entries(session: Session) -> list[str]:
    return list(session.scalars(select(LEDGER.c.entry)))
