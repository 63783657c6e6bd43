"""Which measures use which method, and for which municipalities."""

from collections.abc import Sequence
from typing import TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from app.queries.annual_report_work import method_uses
from workers.annual_report.figures import grouped
from workers.annual_report.scope import ReportScope

Uses: TypeAlias = Sequence[tuple[UUID, str | None]]


def uses_of_methods(
    session: Session, scope: ReportScope
) -> tuple[dict[UUID, Uses], dict[str, Uses]]:
    """Measure and municipality for each method of the catalogue, and for each name outside it."""
    known: list[tuple[UUID, tuple[UUID, str | None]]] = []
    outside: list[tuple[str, tuple[UUID, str | None]]] = []
    for measure, method, stated, code in session.execute(method_uses(), scope.parameters):
        if method is not None:
            known.append((method, (measure, code)))
        elif stated is not None:
            outside.append((stated, (measure, code)))
    return dict(grouped(known)), dict(grouped(outside))


def municipalities_using(uses: Uses) -> set[str]:
    return {code for _, code in uses if code is not None}
