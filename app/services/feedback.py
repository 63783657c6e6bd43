"""Handing out the feedback that a municipality has been given; the worker makes it."""

from typing import Any

from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import Municipality
from app.queries.feedback import feedback_kept
from app.services.places import admitted_to

NONE_YET = (
    "Det finns ingen återföring till kommunen än; den görs när länet har lämnat in årets "
    "redovisning till Brå."
)


def of_municipality(
    session: Session, code: str, year: int | None
) -> tuple[dict[str, Any], bytes, int]:
    admitted_to(session, Municipality, code)
    found = session.execute(feedback_kept(code, year)).one_or_none()
    if found is None:
        raise NotFoundError(NONE_YET)
    data, workbook, found_year = found
    return data, workbook, found_year
