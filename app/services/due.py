"""What is due in the words of the contract."""

from sqlalchemy.orm import Session

from app.due.reading import due
from app.due.rules import Due
from app.schemas.due import DueFilters, DueRead
from app.schemas.evidence import evidence_read
from app.words import DUE_KIND, DUE_STATE


def page(session: Session, filters: DueFilters, base: str) -> tuple[list[DueRead], int]:
    """A page of it, and how much is due in all."""
    found = due(session, filters)
    start = max(filters.page - 1, 0) * filters.limit
    shown = found[start : start + filters.limit] if filters.page else []
    return [_read(one, base) for one in shown], len(found)


def _read(one: Due, base: str) -> DueRead:
    return DueRead(
        kind=one.kind,
        word=DUE_KIND[one.kind],
        day=one.day,
        overdue=one.overdue,
        overdue_word=DUE_STATE["overdue" if one.overdue else "upcoming"],
        title=one.title,
        action=one.action,
        record=None if one.record is None else evidence_read(one.record, base),
        municipality_codes=list(one.codes),
    )
