"""Compiles the national report: of what is kept of the counties' reports, never of the register."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from app.clock import now
from app.database import Sessions
from app.errors import RuleViolationError
from app.jobs import deliveries, queue
from app.models import NationalReport, NationalReportPart
from app.models.base import instant_text
from app.queries.fetching import fetch
from app.queries.kept_snapshots import NATIONAL, snapshot_kept
from app.queries.national_reports import counties_known, latest_compiled
from app.report_due import due_on
from app.snapshots import Head, Snapshot
from workers.annual_report.keeping import keep
from workers.annual_report.packing import packed_sheet
from workers.national_report.counties import CountyReport, county_reports
from workers.national_report.doubles import read_doubles
from workers.national_report.figures import county_figures, earlier_figures
from workers.national_report.render import rendered
from workers.national_report.scope import NationalScope
from workers.national_report.sheets import SHEETS
from workers.national_report.summing import Earlier

Progress: TypeAlias = Callable[[int, str], None]
Store: TypeAlias = Callable[[Session], None]

FORM = "1"
READING = 80  # per cent of the work
NOBODY = "Inget län har lämnat in någon redovisning för året."


def compile_national_report(
    sessions: Sessions, payload: dict[str, Any], progress: Progress
) -> Store:
    """The work of a job: reads and computes, and says how the result is to be stored."""
    key, known_at = UUID(payload["nationalReportId"]), now()
    with sessions.read() as session:
        report = fetch(session, NationalReport, key)
        scope = national_scope(session, report.year, known_at)
        read = read_snapshot(scope, report.number, progress)
    compiled_at = now()
    snapshot = replace(read, head={**read.head, "compiledAt": instant_text(compiled_at)})
    progress(READING, "Arbetsboken")
    workbook = rendered(snapshot)
    progress(99, "Sparas")

    def store(session: Session) -> None:
        keep(session, key, snapshot, workbook, NATIONAL)
        report = fetch(session, NationalReport, key)
        report.known_at, report.compiled_at = known_at, compiled_at
        report.parts = [_part(one) for one in scope.reports]
        session.flush()
        deliveries.order_all(session, report)
        queue.enqueue(session, "feedback", {"year": report.year})

    return store


def national_scope(session: Session, year: int, known_at: datetime) -> NationalScope:
    reports = county_reports(session, year)
    if not reports:
        raise RuleViolationError(NOBODY)
    return NationalScope(
        session=session,
        year=year,
        known_at=known_at,
        due_on=due_on(year),
        counties=dict(session.execute(counties_known()).all()),
        reports=reports,
        figures=county_figures(session, reports),
        doubles=read_doubles(session, reports),
        earlier=_earlier(session, year - 1),
    )


def _earlier(session: Session, year: int) -> Earlier:
    key = session.scalars(latest_compiled(year)).one_or_none()
    return {} if key is None else earlier_figures(snapshot_kept(session, NATIONAL, key))


def read_snapshot(scope: NationalScope, number: int, progress: Progress) -> Snapshot:
    """All that the workbook will show."""
    sheets = []
    for place, (name, make) in enumerate(SHEETS):
        progress(place * READING // len(SHEETS), name)
        sheets.append(packed_sheet(make(scope)))
    return Snapshot(_head(scope, number), tuple(sheets))


def _head(scope: NationalScope, number: int) -> Head:
    return {
        "form": FORM,
        "title": f"Nationell redovisning {scope.year}",
        "year": scope.year,
        "number": number,
        "periodFrom": date(scope.year, 1, 1).isoformat(),
        "periodTo": date(scope.year, 12, 31).isoformat(),
        "dueOn": scope.due_on and scope.due_on.isoformat(),
        "knownAt": instant_text(scope.known_at),
        "compiledAt": instant_text(scope.known_at),
        "counties": [_included(one) for one in scope.reports],
        "missing": [{"code": code, "name": name} for code, name in scope.missing.items()],
    }


def _included(one: CountyReport) -> Head:
    return {
        "code": one.code,
        "name": one.name,
        "reportId": str(one.id),
        "issue": one.issue,
        "checksum": one.checksum,
        "form": one.form,
        "submittedAt": instant_text(one.submitted_at),
    }


def _part(one: CountyReport) -> NationalReportPart:
    return NationalReportPart(
        county_code=one.code, annual_report_id=one.id, issue=one.issue, checksum=one.checksum
    )
