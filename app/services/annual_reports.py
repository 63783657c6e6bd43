"""The life of an annual report: ordered, compiled, answered, approved, submitted, issued anew.

What takes time is a job that is enqueued with the change, in one transaction.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from app.clock import now, today
from app.errors import (
    BusyError,
    Fault,
    ForbiddenError,
    InvalidError,
    RuleViolationError,
)
from app.jobs import queue
from app.models import AnnualReport, AnnualReportAnswer, County
from app.queries.annual_reports import (
    annual_reports_under_way,
    latest_issue,
    state_of_report,
)
from app.queries.visibility import caller_in
from app.report_form import questions_on
from app.report_life import IN_WORDS, ReportState, states_for
from app.schemas.annual_reports import (
    AnnualReportCreate,
    AnnualReportUpdate,
    ApprovalCreate,
    CancellationCreate,
    CompilationCreate,
    ReissueCreate,
    ReturnCreate,
    SubmissionCreate,
    Workbook,
    WorkbookChecksum,
)
from app.services import changing

FIRST_YEAR = 2017  # the year the county administrative boards were given the task
COMPILE, DRAFT, SUBMIT = "annual_report", "annual_report_draft", "annual_report_submission"
MOST_UNDER_WAY = 5

EXISTS = (
    "Länet har redan en redovisning för året (utgåva {issue}). Sammanställ den på nytt "
    "(compilations), eller ge ut en rättad (reissues) när den är inlämnad."
)
NOT_NOW = "Redovisningen är {words}, och då går det inte. Det går när den är: {when}."
OVER = "Jobbet hann ta slut; det finns inget att avbryta. Läs redovisningen igen."
TWO_PERSONS = (
    "Den som beställde eller sammanställde redovisningen, eller som senast skrev i den, får inte "
    "godkänna den. Låt någon annan med rollen approver göra det."
)
NO_PERSON = "Ett godkännande ges av någon; ange vem som godkänner."
UNKNOWN_QUESTION = "Formuläret har ingen sådan fråga; frågorna står i GET /definitions."
ANSWERED_TWICE = "Frågan är redan besvarad i listan; ge ett svar på var fråga."
NEWER = "Det finns redan en senare utgåva; arbeta vidare med den."


def request(
    session: Session, body: AnnualReportCreate, traceparent: str | None = None
) -> AnnualReport:
    """`traceparent` is of the request that orders it; the worker's log names the same trace."""
    refuse_wrong_year(body.year)
    county = locked_county(session, body.county_code)
    known = session.scalars(latest_issue(county.code, body.year)).one_or_none()
    if known is not None:
        raise RuleViolationError(EXISTS.format(issue=known.issue))
    refuse_one_too_many(session, county.code)
    report = _new(county, body.year, issue=1)
    report.requested_by_id = _principal(session)
    return _ordered(session, report, traceparent)


def request_by_schedule(session: Session, county_code: str, year: int) -> AnnualReport | None:
    """None where somebody has been first: the schedule asks for what is missing, once."""
    county = locked_county(session, county_code)
    if session.scalars(latest_issue(county.code, year)).one_or_none() is not None:
        return None
    report = _new(county, year, issue=1)
    report.by_schedule = True
    return _ordered(session, report, None)


def locked_county(session: Session, code: str) -> County:
    """Orders at the same moment are taken one by one."""
    county = session.get(County, code, with_for_update={"key_share": True})
    if county is None:
        reason = "Länskoden finns inte; koderna står i listan över län."
        raise InvalidError("Länet finns inte.", [Fault("countyCode", reason)])
    return county


def _new(county: County, year: int, issue: int) -> AnnualReport:
    return AnnualReport(
        title=f"Redovisning till Brå {year}, {county.name}",
        county_code=county.code,
        year=year,
        issue=issue,
        as_of=date(year, 12, 31),
        narrative=[],
    )


def _ordered(session: Session, report: AnnualReport, traceparent: str | None) -> AnnualReport:
    session.add(report)
    session.flush()
    _enqueue(session, report, COMPILE, traceparent)
    return report


def _enqueue(session: Session, report: AnnualReport, kind: str, traceparent: str | None) -> None:
    payload = {"annualReportId": str(report.id)}
    report.job_id = queue.enqueue(session, kind, payload, traceparent=traceparent).id
    changing.touch(session, report)


def _principal(session: Session) -> UUID | None:
    """Who is calling, where that is not the register itself."""
    caller = caller_in(session)
    return None if caller.unbounded else caller.id


def refuse_one_too_many(session: Session, county_code: str) -> None:
    """The county's row is locked, so orders at the same moment are counted one by one."""
    if session.scalars(annual_reports_under_way(county_code)).one() >= MOST_UNDER_WAY:
        raise BusyError(
            f"Länet har redan {MOST_UNDER_WAY} redovisningar som väntar eller sammanställs. "
            "Vänta tills någon av dem är klar och beställ sedan igen."
        )


def refuse_wrong_year(year: int) -> None:
    if not FIRST_YEAR <= year <= today().year:
        reason = f"Ska vara ett år från {FIRST_YEAR} till och med i år."
        raise InvalidError(f"Året kan inte redovisas. {reason}", [Fault("year", reason)])


def refuse_unless_possible(session: Session, report: AnnualReport, operation: str) -> ReportState:
    """The state, where the operation may be done in it."""
    state = ReportState(session.scalars(state_of_report(report.id)).one())
    possible = states_for(operation)
    if state not in possible:
        when = " eller ".join(IN_WORDS[one] for one in ReportState if one in possible)
        raise RuleViolationError(NOT_NOW.format(words=IN_WORDS[state], when=when))
    return state


def compile_again(
    session: Session,
    report: AnnualReport,
    body: CompilationCreate,
    traceparent: str | None = None,
) -> None:
    """From the register as it now is; what was compiled before stays until the new is there."""
    refuse_unless_possible(session, report, "compile_annual_report")
    refuse_one_too_many(session, locked_county(session, report.county_code).code)
    report.compiled_for_id = _principal(session) or report.compiled_for_id
    report.returned_at = report.return_comment = None
    _enqueue(session, report, COMPILE, traceparent)
    changing.log_false_alarm(session, report, body)


def cancel(session: Session, report: AnnualReport, body: CancellationCreate) -> None:
    refuse_unless_possible(session, report, "cancel_annual_report")
    changing.touch(session, report)  # first the report and then its job, as the worker locks them
    if report.job_id is None or not queue.request_cancel(session, report.job_id):
        raise RuleViolationError(OVER)
    changing.log_false_alarm(session, report, body)


def narrate(session: Session, report: AnnualReport, body: AnnualReportUpdate) -> None:
    """Its draft is made anew with the answers, so that whoever approves sees them in place."""
    refuse_unless_possible(session, report, "change_annual_report")
    faults = list(_faults_in(report, body))
    if faults:
        raise InvalidError("Svaren kan inte sparas.", faults)
    _answer(report, {one.question: one.text for one in body.narrative})
    report.returned_at = report.return_comment = None
    report.narrated_by_id = _principal(session) or report.narrated_by_id
    report.answered_at = now() if _is_answered(report) else None
    changing.touch(session, report)
    changing.log_false_alarm(session, report, body)
    draft = {"annualReportId": str(report.id)}
    queue.enqueue(session, DRAFT, draft, dedupe_key=f"{DRAFT}@{report.id}@{report.version}")


def _answer(report: AnnualReport, texts: dict[str, str]) -> None:
    known = {one.question: one for one in report.narrative}
    for question in known.keys() - texts.keys():
        report.narrative.remove(known[question])
    for question, text in texts.items():
        if question in known:
            known[question].text = text
        else:
            report.narrative.append(AnnualReportAnswer(question=question, text=text))


def _faults_in(report: AnnualReport, body: AnnualReportUpdate) -> Iterator[Fault]:
    known, seen = {one.id for one in questions_on(report.as_of)}, set()
    for place, one in enumerate(body.narrative):
        name = f"narrative[{place}].question"
        if one.question not in known:
            yield Fault(name, UNKNOWN_QUESTION)
        if one.question in seen:
            yield Fault(name, ANSWERED_TWICE)
        seen.add(one.question)


def _is_answered(report: AnnualReport) -> bool:
    needed = {one.id for one in questions_on(report.as_of) if one.required}
    return needed <= {one.question for one in report.narrative}


def send_back(session: Session, report: AnnualReport, body: ReturnCreate) -> None:
    refuse_unless_possible(session, report, "return_annual_report")
    report.returned_at, report.return_comment = now(), body.comment
    report.approved_at = report.approved_as = report.approved_by_id = None
    changing.touch(session, report)
    changing.log_false_alarm(session, report, body)


def approve(session: Session, report: AnnualReport, body: ApprovalCreate) -> None:
    """By another than those who ordered it and than the last who wrote in it."""
    refuse_unless_possible(session, report, "approve_annual_report")
    principal = _principal(session)
    if principal is None:
        raise ForbiddenError(NO_PERSON)
    if principal in {getattr(report, name) for name in AnnualReport.BARRED}:
        raise ForbiddenError(TWO_PERSONS)
    report.approved_at, report.approved_as = now(), body.approved_as
    report.approved_by_id = principal
    changing.touch(session, report)
    changing.log_false_alarm(session, report, body)


def submit(
    session: Session,
    report: AnnualReport,
    body: SubmissionCreate,
    traceparent: str | None = None,
) -> None:
    """The worker makes the final workbook and freezes it."""
    refuse_unless_possible(session, report, "submit_annual_report")
    _enqueue(session, report, SUBMIT, traceparent)
    changing.log_false_alarm(session, report, body)


def reissue(
    session: Session, report: AnnualReport, body: ReissueCreate, traceparent: str | None = None
) -> AnnualReport:
    """A new issue that replaces the submitted one, which stays as it is; its answers go along."""
    refuse_unless_possible(session, report, "reissue_annual_report")
    county = locked_county(session, report.county_code)
    if session.scalars(latest_issue(county.code, report.year)).one().id != report.id:
        raise RuleViolationError(NEWER)
    anew = _new(county, report.year, report.issue + 1)
    anew.replaces_id, anew.reissue_reason = report.id, body.reason
    anew.requested_by_id = _principal(session)
    anew.narrated_by_id = report.narrated_by_id
    _answer(anew, {one.question: one.text for one in report.narrative})
    anew.answered_at = now() if _is_answered(anew) else None
    _ordered(session, anew, traceparent)
    changing.log_false_alarm(session, anew, body)
    return anew


def workbook_of(name: str, content: bytes) -> Workbook:
    checksum = WorkbookChecksum(algorithm="sha256", value=sha256(content).hexdigest())
    return Workbook(file_name=name, size=len(content), checksum=checksum)
