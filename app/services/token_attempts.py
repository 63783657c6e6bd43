"""How often somebody asks for tokens, counted in the database for all processes together."""

from time import time

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.jobs.queue import insert_or_ignore
from app.models import TokenAttempts

MINUTE_S = 60
KEPT_MINUTES = 60


def count(session: Session, asker: str) -> int:
    """This attempt included, how many there have been in this minute."""
    minute = int(time()) // MINUTE_S
    row = {"asker": asker, "minute": minute}
    session.execute(insert_or_ignore(session, TokenAttempts).values(**row, count=0))
    counted = update(TokenAttempts).filter_by(**row).values(count=TokenAttempts.count + 1)
    attempts = session.scalars(counted.returning(TokenAttempts.count)).one()
    if attempts == 1:  # not each time: it looks through the whole table
        session.execute(delete(TokenAttempts).where(TokenAttempts.minute < minute - KEPT_MINUTES))
    return attempts


def seconds_left() -> int:
    """Of this minute."""
    return MINUTE_S - int(time()) % MINUTE_S
