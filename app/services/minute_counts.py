"""How often somebody asks for something, counted in the database for all processes together."""

import hmac
from time import time

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.jobs.queue import insert_or_ignore
from app.models import MinuteCount

MINUTE_S = 60
KEPT_MINUTES = 60


def count(session: Session, asker: str, amount: int = 1) -> int:
    """These attempts included, how many there have been in this minute."""
    minute = this_minute()
    row = {"asker": asker, "minute": minute}
    session.execute(insert_or_ignore(session, MinuteCount).values(**row, count=0))
    counted = update(MinuteCount).filter_by(**row).values(count=MinuteCount.count + amount)
    attempts = session.scalars(counted.returning(MinuteCount.count)).one()
    if attempts == amount:  # not each time: it looks through the whole table
        session.execute(delete(MinuteCount).where(MinuteCount.minute < minute - KEPT_MINUTES))
    return attempts


def disguised(asker: str, minute: int, secret: str) -> str:
    """A digest, which all processes that share the secret find; in each minute another one."""
    digest = hmac.digest(secret.encode(), f"{minute} {asker}".encode(), "sha256")
    return f"caller:{digest.hex()}"


def this_minute() -> int:
    return int(time()) // MINUTE_S


def seconds_left() -> int:
    """Of this minute."""
    return MINUTE_S - int(time()) % MINUTE_S
