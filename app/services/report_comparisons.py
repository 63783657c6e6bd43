"""Comparing two issues of an annual report, row by row, from what was kept of each."""

from collections import Counter
from typing import TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from app.comparison import Difference, differences
from app.errors import Fault, InvalidError, NotFoundError
from app.models import AnnualReport
from app.queries.annual_reports import is_compiled, report_snapshot
from app.queries.fetching import fetch, refuse_unless_admitted
from app.schemas.pages import Meta
from app.schemas.report_comparisons import (
    ComparisonFilters,
    IssueCompared,
    ReportComparison,
    RowCompared,
    SheetCompared,
    ValueChanged,
)
from app.snapshots import Snapshot

Counts: TypeAlias = Counter[tuple[str, str]]

REPLACES_NONE = "Utgåvan ersätter ingen; ange vilken den ska jämföras med."
OTHER_COUNTY = "Båda utgåvorna ska vara av samma läns redovisning."
NOT_COMPILED = "Redovisningen finns inte eller är inte sammanställd än."


def compared(session: Session, key: UUID, filters: ComparisonFilters) -> ReportComparison:
    """NotFoundError when the caller may not read both; the years may differ."""
    report = _readable(session, key)
    other_key = filters.with_ or report.replaces_id
    if other_key is None:
        raise InvalidError(REPLACES_NONE, [Fault("with", REPLACES_NONE)])
    other = _readable(session, other_key)
    if other.county_code != report.county_code:
        raise InvalidError(OTHER_COUNTY, [Fault("with", OTHER_COUNTY)])
    before, after = report_snapshot(session, other.id), report_snapshot(session, report.id)
    return _told(_issue(other, before), _issue(report, after), before, after, filters)


def _readable(session: Session, key: UUID) -> AnnualReport:
    refuse_unless_admitted(session, AnnualReport, key)
    if not session.scalars(is_compiled(key)).one():
        raise NotFoundError(NOT_COMPILED)
    return fetch(session, AnnualReport, key)


def _issue(report: AnnualReport, snapshot: Snapshot) -> IssueCompared:
    form = str(snapshot.head["form"])
    return IssueCompared(annual_report_id=report.id, issue=report.issue, form=form)


def _told(
    before: IssueCompared,
    after: IssueCompared,
    old: Snapshot,
    new: Snapshot,
    filters: ComparisonFilters,
) -> ReportComparison:
    count: Counts = Counter()
    first = max(filters.page - 1, 0) * filters.limit
    shown = []
    for place, one in enumerate(differences(old, new)):
        count[one.sheet, one.kind] += 1
        if filters.page and first <= place < first + filters.limit:
            shown.append(_row(one))
    told = {
        "before": before,
        "after": after,
        "meta": Meta.model_validate(
            {
                "totalRecords": count.total(),
                "page": filters.page,
                "limit": filters.limit,
                "count": len(shown),
            }
        ),
        "sheets": _counted(count),
        "rows": shown,
    }
    return ReportComparison.model_validate(told)


def _counted(count: Counts) -> list[SheetCompared]:
    return [
        SheetCompared(
            sheet=name,
            added=count[name, "added"],
            removed=count[name, "removed"],
            changed=count[name, "changed"],
        )
        for name in dict.fromkeys(name for name, _ in list(count))
    ]


def _row(one: Difference) -> RowCompared:
    changes = [
        ValueChanged(column=change.column, before=change.before, after=change.after)
        for change in one.changes
    ]
    return RowCompared(sheet=one.sheet, difference=one.kind, row=one.row, changes=changes)
