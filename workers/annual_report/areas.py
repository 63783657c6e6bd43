"""The prioritised areas of a report, and those whose causes are analysed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import PrioritisedArea
from app.queries.annual_report_work import areas_prioritised, causes_of_areas
from workers.annual_report.scope import ReportScope


@dataclass(frozen=True)
class Areas:
    rows: Sequence[PrioritisedArea]
    analysed: set[UUID]


def areas_of(session: Session, scope: ReportScope) -> Areas:
    rows = [row for row, *_ in session.execute(areas_prioritised(), scope.parameters)]
    caused = {key for key, _ in session.execute(causes_of_areas(), scope.parameters)}
    above = {row.id: row.parent_id for row in rows}
    return Areas(rows, {row.id for row in rows if caused & _lineage(row.id, above)})


def _lineage(key: UUID, above: Mapping[UUID, UUID | None]) -> set[UUID]:
    """The area and those that it is a part of, also where the parts go round in a ring."""
    found: set[UUID] = set()
    up: UUID | None = key
    while up is not None and up not in found:
        found.add(up)
        up = above.get(up)
    return found
