"""The last workbook of an issue: frozen with its answers, its approval and its times."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from app.clock import now
from app.database import Sessions
from app.errors import RuleViolationError
from app.jobs import deliveries, queue
from app.models import AnnualReport
from app.models.base import instant_text
from app.queries.annual_reports import locked_report, report_snapshot
from app.queries.fetching import fetch
from app.snapshots import Snapshot
from workers.annual_report.compile import with_narrative
from workers.annual_report.keeping import keep
from workers.annual_report.render import rendered

Progress: TypeAlias = Callable[[int, str], None]
Store: TypeAlias = Callable[[Session], None]
NOT_APPROVED = "Redovisningen är inte godkänd, eller redan inlämnad."


def submit_report(sessions: Sessions, payload: dict[str, Any], progress: Progress) -> Store:
    """The work of a job: what was approved, and nothing read anew."""
    key, submitted_at = UUID(payload["annualReportId"]), now()
    with sessions.read() as session:
        report = fetch(session, AnnualReport, key)
        if report.approved_at is None or report.submitted_at is not None:
            raise RuleViolationError(NOT_APPROVED)
        snapshot = _answered(session, report)
    approval = {
        "approvedAs": report.approved_as,
        "approvedAt": instant_text(report.approved_at),
    }
    head = {**snapshot.head, "approval": approval, "submittedAt": instant_text(submitted_at)}
    final = replace(snapshot, head=head)
    feedback = {"year": report.year, "countyCode": report.county_code}
    progress(20, "Arbetsboken")
    workbook = rendered(final)
    progress(99, "Sparas")

    def store(session: Session) -> None:
        """The bytes first: those of a submitted report the database refuses to change."""
        keep(session, key, final, workbook)
        submitted = session.get_one(AnnualReport, key)
        submitted.submitted_at = submitted_at
        session.flush()
        deliveries.order_all(session, submitted)
        queue.enqueue(session, "feedback", feedback)

    return store


def draft_report(sessions: Sessions, payload: dict[str, Any], progress: Progress) -> Store:
    """The work of a job: the draft as it was compiled, with the answers as they now are."""
    key = UUID(payload["annualReportId"])
    with sessions.read() as session:
        draft = _answered(session, fetch(session, AnnualReport, key))
    progress(20, "Utkastet")
    workbook = rendered(draft)

    def store(session: Session) -> None:
        """Unless there are newer figures or answers, whose own job makes the draft."""
        session.execute(locked_report(key))
        report = fetch(session, AnnualReport, key)
        latest = _answered(session, report)
        if report.submitted_at is None and latest.head == draft.head:
            keep(session, key, draft, workbook)

    return store


def _answered(session: Session, report: AnnualReport) -> Snapshot:
    texts = {one.question: one.text for one in report.narrative}
    return with_narrative(report_snapshot(session, report.id), texts)
