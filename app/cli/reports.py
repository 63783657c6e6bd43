"""Commands for the annual report: what there is, and what an operator does without the API."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from sqlalchemy.orm import Session

from app.audit.exports import note_export
from app.cli.opening import by_operator, register, shaped, work_for
from app.clock import today
from app.database import Sessions
from app.errors import InvalidError, RuleViolationError
from app.models import AnnualReport, Job
from app.queries.annual_reports import issues_there_are, latest_issue, report_workbook
from app.queries.fetching import fetch, refuse_unless_admitted
from app.report_form import file_name
from app.report_life import IN_WORDS, ReportState
from app.schemas.annual_reports import (
    AnnualReportCreate,
    ApprovalCreate,
    CompilationCreate,
    SubmissionCreate,
)
from app.services import annual_reports
from app.settings import settings

report = typer.Typer(help="Den årliga redovisningen till Brå.", no_args_is_help=True)

ReportId = Annotated[str, typer.Argument(help="Redovisningens id, som report list visar det.")]
By = Annotated[str, typer.Option(help="Klientens id (client list) som det görs för.")]

NO_ID = "Ange redovisningens id, som report list visar det."
NOT_DONE = "Det gick inte: {why}"
TAKEN = "Arbetaren har tagit jobbet; följ det med report list."
NOT_SUBMITTED = "Redovisningen är inte inlämnad; det finns inget att hålla den mot."


@report.command("list")
def list_reports(
    county: Annotated[str | None, typer.Option(help="Länskod, två siffror.")] = None,
    year: Annotated[int | None, typer.Option(help="Året som redovisas.")] = None,
) -> None:
    """Visa redovisningarna: id, län, år, utgåva, läge och om den är sen."""
    with register().read() as session:
        for row, state in session.execute(issues_there_are(county, year)):
            typer.echo("\t".join(_described(row, ReportState(state))))


def _described(row: AnnualReport, state: ReportState) -> tuple[str, ...]:
    due_on = settings().report_due_days.get(row.year)
    late = bool(due_on and row.submitted_at is None and today() > due_on)
    named = (str(row.id), row.county_code, str(row.year), f"v{row.issue}", IN_WORDS[state])
    return (*named, f"sen, skulle lämnas {due_on}") if late else named


@report.command("compile")
def compile_report(
    county: Annotated[str, typer.Option(help="Länskod, två siffror.")],
    year: Annotated[int, typer.Option(help="Året som redovisas.")],
    out: Annotated[
        Path | None, typer.Option(help="Fil att också skriva arbetsboken till.", dir_okay=False)
    ] = None,
) -> None:
    """Sammanställ länets redovisning här och nu; finns den redan sammanställs den på nytt."""
    sessions = by_operator("report compile")
    if out is not None:
        out.open("ab").close()  # what cannot be written is said before anything is done
    with sessions.begin() as session:
        key, job = _ordered(session, county, year)
    _do(sessions, job)
    if out is not None:
        _write(sessions, key, out)
    typer.echo(f"Sammanställde {key}")


def _ordered(session: Session, county: str, year: int) -> tuple[UUID, UUID]:
    known = session.scalars(latest_issue(county, year)).one_or_none()
    if known is None:
        body = AnnualReportCreate.model_construct(county_code=county, year=year)
        known = annual_reports.request(session, body)
    else:
        known = fetch(session, AnnualReport, known.id)
        annual_reports.compile_again(session, known, CompilationCreate())
    return known.id, _job_of(known)


def _job_of(row: AnnualReport) -> UUID:
    if row.job_id is None:
        raise RuleViolationError(NOT_DONE.format(why="inget jobb"))
    return row.job_id


def _do(sessions: Sessions, job: UUID) -> None:
    """As a worker would; one that was quicker has it."""
    from workers.supervisor import do_now  # noqa: PLC0415 - only these commands pay for the worker

    outcome = do_now(sessions, job)
    if outcome == "refused":
        raise RuleViolationError(TAKEN)
    if outcome != "done":
        with sessions.read() as session:
            raise RuleViolationError(NOT_DONE.format(why=session.get_one(Job, job).error))


def _write(sessions: Sessions, key: UUID, out: Path) -> None:
    with out.open("wb") as file:
        with sessions.begin() as session:
            workbook, county, year, issue = session.execute(report_workbook(key)).one()
            note_export(session, workbook, county=county, year=year, issue=issue)
        file.write(workbook)
    typer.echo(f"Skrev {out}")


@report.command("approve")
def approve_report(
    report_id: ReportId,
    by: By,
    function: Annotated[str, typer.Option(help="Funktionen som godkänner, aldrig ett namn.")],
) -> None:
    """Godkänn en besvarad redovisning; inte för den som beställde den eller skrev i den."""
    with by_operator("report approve").begin() as session:
        work_for(session, by, "report approve", "approve_annual_report")
        refuse_unless_admitted(session, AnnualReport, _id(report_id))
        body = shaped(ApprovalCreate, {"approvedAs": function})
        annual_reports.approve(session, _fetched(session, report_id), body)
    typer.echo(f"Godkände {report_id}")


@report.command("submit")
def submit_report(report_id: ReportId) -> None:
    """Lämna in en godkänd redovisning: gör den sista arbetsboken och frys den, här och nu."""
    sessions = by_operator("report submit")
    with sessions.begin() as session:
        row = _fetched(session, report_id)
        annual_reports.submit(session, row, SubmissionCreate())
        job = _job_of(row)
    _do(sessions, job)
    typer.echo(f"Lämnade in {report_id}")


@report.command("verify")
def verify_report(report_id: ReportId) -> None:
    """Gör om en inlämnad redovisnings arbetsbok och säg om den är lika, annars var den skiljer."""
    from workers.annual_report.verification import faults_in_report  # noqa: PLC0415

    with register().read() as session:
        row = _fetched(session, report_id)
        if row.submitted_at is None:
            raise RuleViolationError(NOT_SUBMITTED)
        found = list(faults_in_report(session, row.id))
        name = file_name(row.county_code, row.year, row.issue)
    for fault in found:
        typer.echo(f"{name}: {fault}")
    if found:
        raise typer.Exit(1)
    typer.echo(f"{name}: lika")


def _fetched(session: Session, report_id: str) -> AnnualReport:
    return fetch(session, AnnualReport, _id(report_id))


def _id(report_id: str) -> UUID:
    try:
        return UUID(report_id)
    except ValueError:
        raise InvalidError(NO_ID) from None
