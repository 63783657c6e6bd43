"""Measures outside the prioritised areas, counted by the agreement, promise or plan they are in."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import Measure
from app.models.measures import Progress
from app.queries.annual_report_work import measures_held
from workers.annual_report.figures import grouped
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import Column

HEADINGS = ("Åtgärder utanför områden", "varav knutna till en orsak")
# Hidden: for those who add up several counties' reports.
OUTSIDE = tuple(Column(one, 12, hidden=True) for one in HEADINGS)


@dataclass(frozen=True)
class Outside:
    """None where there is none."""

    by_home: Mapping[UUID, list[Measure]]

    def cells(self, home: UUID) -> tuple[int | None, int | None]:
        held = self.by_home.get(home)
        return (len(held), sum(one.cause_id is not None for one in held)) if held else (None, None)


def outside_areas(session: Session, scope: ReportScope) -> Outside:
    """The cancelled are not counted, as in the indicator."""
    found = session.execute(measures_held(), scope.parameters)
    return Outside(
        grouped(
            (home, row)
            for row, *_ in found
            if (home := row.commitment_id or row.action_plan_id)
            and row.prioritised_area_id is None
            and row.progress != Progress.CANCELLED
        )
    )
