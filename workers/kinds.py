"""The kinds of work: what a job's `kind` makes a worker do."""

from collections.abc import Callable
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from app.database import Sessions

Payload: TypeAlias = dict[str, Any]
Progress: TypeAlias = Callable[[int, str], None]
Store: TypeAlias = Callable[[Session], None]

# Computes, outside any write transaction, and says how its result is to be stored. That runs in
# the transaction that ends the job, so it is stored exactly when the job is done, and once.
Work: TypeAlias = Callable[[Sessions, Payload, Progress], Store]


def annual_report(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    from workers.annual_report.compile import (  # noqa: PLC0415 - only this work pays for Excel
        compile_report,
    )

    return compile_report(sessions, payload, progress)


def annual_report_draft(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    from workers.annual_report.submission import draft_report  # noqa: PLC0415

    return draft_report(sessions, payload, progress)


def annual_report_submission(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    from workers.annual_report.submission import submit_report  # noqa: PLC0415

    return submit_report(sessions, payload, progress)


def annual_reports(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    from workers.annual_report.yearly import order_reports  # noqa: PLC0415

    return order_reports(sessions, payload, progress)


def delivery(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    from workers.delivery.delivering import deliver  # noqa: PLC0415

    return deliver(sessions, payload, progress)


def national_report(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    from workers.national_report.compile import compile_national_report  # noqa: PLC0415

    return compile_national_report(sessions, payload, progress)


def feedback(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    from workers.feedback.compile import make_feedback  # noqa: PLC0415

    return make_feedback(sessions, payload, progress)


def disposal(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    from workers.disposal import dispose  # noqa: PLC0415

    return dispose(sessions, payload, progress)


def audit_checkpoint(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    from workers.checkpoint import write_checkpoint  # noqa: PLC0415

    return write_checkpoint(sessions, payload, progress)


def digest(sessions: Sessions, payload: Payload, progress: Progress) -> Store:
    from workers.digest.sending import send_digest  # noqa: PLC0415

    return send_digest(sessions, payload, progress)


KINDS: dict[str, Work] = {
    "annual_report": annual_report,
    "annual_report_draft": annual_report_draft,
    "annual_report_submission": annual_report_submission,
    "annual_reports": annual_reports,
    "audit_checkpoint": audit_checkpoint,
    "delivery": delivery,
    "digest": digest,
    "disposal": disposal,
    "feedback": feedback,
    "national_report": national_report,
}
