"""Compiles a county's annual report: one snapshot read once, and the workbook made of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from app.clock import now
from app.database import Sessions
from app.errors import NotFoundError
from app.models import AnnualReport
from app.models.base import instant_text
from app.queries.annual_report import county_named
from app.queries.annual_reports import report_checksum
from app.queries.fetching import fetch
from app.report_form import FORM, narrated
from app.snapshots import Head, SheetSnapshot, Snapshot
from workers.annual_report.keeping import keep
from workers.annual_report.packing import packed_sheet
from workers.annual_report.render import rendered
from workers.annual_report.scope import ReportScope, report_scope
from workers.annual_report.sheets import SHEETS
from workers.annual_report.sheets import narrative as narrative_of

Progress: TypeAlias = Callable[[int, str], None]
READING = 80  # per cent of the work


@dataclass(frozen=True)
class Issue:
    """Which issue of the report this is, and what is known of it before it is compiled."""

    scope: ReportScope
    number: int = 1
    replaces: dict[str, Any] | None = None
    texts: tuple[tuple[str, str], ...] = ()


def compile_report(
    sessions: Sessions, payload: dict[str, Any], progress: Progress
) -> Callable[[Session], None]:
    """The work of a job: reads and computes, and says how the result is to be stored."""
    key, known_at = UUID(payload["annualReportId"]), now()
    with sessions.read() as session:
        issue = issue_of(session, fetch(session, AnnualReport, key), known_at)
        read = read_snapshot(session, issue, progress)
    compiled_at = now()
    snapshot = replace(read, head={**read.head, "compiledAt": instant_text(compiled_at)})
    progress(READING, "Arbetsboken")
    workbook = rendered(snapshot)
    progress(99, "Sparas")

    def store(session: Session) -> None:
        keep(session, key, snapshot, workbook)
        report = session.get_one(AnnualReport, key)
        report.known_at, report.compiled_at = known_at, compiled_at
        session.flush()

    return store


def compile_workbook(
    sessions: Sessions, county_code: str, year: int, known_at: datetime | None = None
) -> tuple[bytes, Snapshot]:
    """By hand, without a report in the register; the same snapshot gives the same bytes."""
    with sessions.read() as session:
        scope = _scope(session, county_code, year, known_at or now())
        snapshot = read_snapshot(session, Issue(scope), _unseen)
    return rendered(snapshot), snapshot


def _unseen(_percent: int, _message: str) -> None:
    """Nobody watches."""


def issue_of(session: Session, report: AnnualReport, known_at: datetime) -> Issue:
    return Issue(
        scope=_scope(session, report.county_code, report.year, known_at),
        number=report.issue,
        replaces=_replaced(session, report),
        texts=tuple((one.question, one.text) for one in report.narrative),
    )


def _replaced(session: Session, report: AnnualReport) -> dict[str, Any] | None:
    if report.replaces_id is None:
        return None
    before = session.get_one(AnnualReport, report.replaces_id)
    return {
        "issue": before.issue,
        "checksum": session.scalars(report_checksum(before.id)).one(),
        "reason": report.reissue_reason,
    }


def _scope(session: Session, county_code: str, year: int, known_at: datetime) -> ReportScope:
    name = session.scalar(county_named(county_code))
    if name is None:
        raise NotFoundError(f"Länet med koden {county_code} finns inte.")
    return report_scope(county_code, name, year, known_at)


def read_snapshot(session: Session, issue: Issue, progress: Progress) -> Snapshot:
    """All that the workbook will show, as the session sees the register."""
    scope, sheets = issue.scope, []
    for place, (name, make) in enumerate(SHEETS):
        progress(place * READING // len(SHEETS), name)
        sheets.append(packed_sheet(make(session, scope)))
    return with_narrative(Snapshot(_head(issue), tuple(sheets)), dict(issue.texts))


def _head(issue: Issue) -> Head:
    scope = issue.scope
    return {
        "form": FORM,
        "title": f"Redovisning till Brå {scope.year}, {scope.county_name}",
        "countyCode": scope.county_code,
        "countyName": scope.county_name,
        "year": scope.year,
        "issue": issue.number,
        "replaces": issue.replaces,
        "periodFrom": scope.first_day.isoformat(),
        "periodTo": scope.as_of.isoformat(),
        "asOf": scope.as_of.isoformat(),
        "knownAt": instant_text(scope.known_at),
        "compiledAt": instant_text(scope.known_at),
        "narrative": narrated(scope.as_of, {}),
        "approval": None,
        "submittedAt": None,
    }


def with_narrative(snapshot: Snapshot, texts: dict[str, str]) -> Snapshot:
    """With the sheet of the answers in its place; the questions are those that were asked."""
    asked = snapshot.head["narrative"]
    answers = [{**one, "text": texts.get(one["question"])} for one in asked]
    sheet = packed_sheet(narrative_of.narrative_sheet(answers, snapshot.head["year"]))
    others = [one for one in snapshot.sheets if one.name != narrative_of.NAME]
    head = {**snapshot.head, "narrative": answers}
    return replace(snapshot, head=head, sheets=_with(others, sheet))


def _with(others: list[SheetSnapshot], sheet: SheetSnapshot) -> tuple[SheetSnapshot, ...]:
    """Before what says of the data how good they are, which ends the workbook."""
    place = next(n for n, one in enumerate(others) if one.name == narrative_of.BEFORE)
    return (*others[:place], sheet, *others[place:])
