"""Annual reports over HTTP: requested here, compiled by the worker."""

from typing import Annotated, Any

from fastapi import Query, Response
from sqlalchemy import Select
from sqlalchemy.orm import Session

from app import snapshots
from app.errors import NotFoundError
from app.http.answers import (
    answered,
    created,
    listed,
    reckoned_page,
    reckoned_parts,
    shown,
)
from app.http.asking import Ask, AskDep, PostDep, SeenDep
from app.http.denying import note_download
from app.http.dependencies import (
    JSON,
    BeginDep,
    FormDep,
    Key,
    LookDep,
    MomentQuery,
    ReadDep,
    key_in_path,
)
from app.http.routing import Router
from app.http.workbooks import XLSX, handed_out
from app.models import AnnualReport
from app.queries.annual_reports import (
    annual_report_documents,
    annual_reports_matching,
    report_checksum,
    report_snapshot,
    report_workbook,
)
from app.queries.deliveries import delivery_documents
from app.queries.fetching import document, fetch_current, fetch_page, refuse_unless_admitted
from app.report_form import file_name
from app.schemas.annual_reports import (
    AnnualReportCreate,
    AnnualReportData,
    AnnualReportFilters,
    AnnualReportRead,
    AnnualReportUpdate,
    ApprovalCreate,
    CancellationCreate,
    CompilationCreate,
    ReissueCreate,
    ReturnCreate,
    SubmissionCreate,
    WorkbookRead,
)
from app.schemas.deliveries import DeliveryCreate, DeliveryRead
from app.schemas.pages import Page
from app.schemas.report_comparisons import ComparisonFilters, ReportComparisonRead
from app.services import annual_reports, deliveries, report_comparisons

router = Router(prefix="/annual-reports", tags=["annual-reports"])

AnnualReportId = Annotated[Key, key_in_path("annualReportId", "Redovisningen")]

NOT_COMPILED = "Redovisningen finns inte eller är inte sammanställd än."


@router.get("", response_model=Page[AnnualReportRead])
def list_annual_reports(
    filters: Annotated[AnnualReportFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista redovisningar och hur långt de kommit. / List annual reports and their progress."""
    with look() as session:
        matching = annual_reports_matching(filters)
        return listed(ask, fetch_page(session, annual_report_documents(), matching, filters))


@router.post("", status_code=202, response_model=AnnualReportRead)
def request_annual_report(ask: PostDep, body: AnnualReportCreate, begin: BeginDep) -> Response:
    """Beställ ett läns redovisning; den sammanställs i bakgrunden. / Request a county's report.

    Läget följs på adressen i Location (state, progress). När state är compiled finns
    arbetsboken och siffrorna där. Ett län kan ha högst fem redovisningar som väntar (429).

    Follow it at the address in Location (state, progress). When state is compiled the workbook
    and the figures are there. A county may have at most five waiting (429).
    """
    with begin() as session:
        report = annual_reports.request(session, body, _trace(ask))
        return created(ask, session, document(session, annual_report_documents(), report.id), 202)


@router.get("/{annualReportId}", response_model=AnnualReportRead)
def read_annual_report(
    annual_report_id: AnnualReportId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa en redovisning, dess läge och framsteg. / Show a report, its state and progress."""
    with look() as session:
        return shown(ask, session, annual_report_documents(), annual_report_id, at)


@router.patch("/{annualReportId}", response_model=AnnualReportRead)
def change_annual_report(
    ask: AskDep,
    annual_report_id: AnnualReportId,
    body: AnnualReportUpdate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Besvara formulärets frågor i löpande text. / Answer the questions of the form in words.

    Går när redovisningen är sammanställd och inte godkänd. Utkastet görs om med svaren.

    Possible when it has been compiled and not approved. The draft is made anew with the answers.
    """
    with begin() as session:
        report = fetch_current(session, AnnualReport, annual_report_id, seen)
        annual_reports.narrate(session, report, body)
        return answered(ask, document(session, annual_report_documents(), report.id))


@router.post("/{annualReportId}/compilations", status_code=202, response_model=AnnualReportRead)
def compile_annual_report(
    ask: PostDep,
    annual_report_id: AnnualReportId,
    body: CompilationCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Sammanställ igen, ur registret som det är nu. / Compile it again, from the register now.

    Det som redan är sammanställt står kvar tills det nya är klart, också om det misslyckas.

    What has been compiled stays until the new is there, also if that fails.
    """
    with begin() as session:
        report = fetch_current(session, AnnualReport, annual_report_id, seen)
        annual_reports.compile_again(session, report, body, _trace(ask))
        return created(ask, session, document(session, annual_report_documents(), report.id), 202)


@router.post("/{annualReportId}/cancellations", status_code=202, response_model=AnnualReportRead)
def cancel_annual_report(
    ask: PostDep,
    annual_report_id: AnnualReportId,
    body: CancellationCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Avbryt det som väntar eller pågår. / Cancel what waits or is under way."""
    with begin() as session:
        report = fetch_current(session, AnnualReport, annual_report_id, seen)
        annual_reports.cancel(session, report, body)
        return created(ask, session, document(session, annual_report_documents(), report.id), 202)


@router.post("/{annualReportId}/returns", status_code=201, response_model=AnnualReportRead)
def return_annual_report(
    ask: PostDep,
    annual_report_id: AnnualReportId,
    body: ReturnCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Återlämna till den som skriver, med en kommentar. / Return it with a comment.

    Ett godkännande som har getts gäller inte längre.

    An approval that has been given holds no longer.
    """
    with begin() as session:
        report = fetch_current(session, AnnualReport, annual_report_id, seen)
        annual_reports.send_back(session, report, body)
        return created(ask, session, document(session, annual_report_documents(), report.id))


@router.post("/{annualReportId}/approvals", status_code=201, response_model=AnnualReportRead)
def approve_annual_report(
    ask: PostDep,
    annual_report_id: AnnualReportId,
    body: ApprovalCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Godkänn redovisningen som den är. / Approve the report as it is.

    Görs av en annan än den som beställde eller sammanställde den och än den som senast skrev i
    den (403).

    By another than the one who ordered or compiled it and than the last who wrote in it (403).
    """
    with begin() as session:
        report = fetch_current(session, AnnualReport, annual_report_id, seen)
        annual_reports.approve(session, report, body)
        return created(ask, session, document(session, annual_report_documents(), report.id))


@router.post("/{annualReportId}/submissions", status_code=202, response_model=AnnualReportRead)
def submit_annual_report(
    ask: PostDep,
    annual_report_id: AnnualReportId,
    body: SubmissionCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Lämna in den godkända redovisningen till Brå. / Submit the approved report to Brå.

    Arbetsboken görs en sista gång, med svar, godkännande och tider, och fryses i bakgrunden. När
    state är submitted ändras den aldrig mer; ett fel rättas med en ny utgåva (reissues).

    The workbook is made for the last time, with answers, approval and times, and frozen in the
    background. When state is submitted it never changes; a fault is mended by a new issue.
    """
    with begin() as session:
        report = fetch_current(session, AnnualReport, annual_report_id, seen)
        annual_reports.submit(session, report, body, _trace(ask))
        return created(ask, session, document(session, annual_report_documents(), report.id), 202)


@router.post("/{annualReportId}/reissues", status_code=202, response_model=AnnualReportRead)
def reissue_annual_report(
    ask: PostDep,
    annual_report_id: AnnualReportId,
    body: ReissueCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Ge ut en inlämnad redovisning på nytt, rättad. / Issue a submitted report anew, corrected.

    Den nya utgåvan får nästa nummer, säger vad den ersätter och varför, och börjar med samma svar.
    Den gamla står kvar och kan läsas.

    The new issue has the next number, says what it replaces and why, and begins with the same
    answers. The old one stays and can be read.
    """
    with begin() as session:
        report = fetch_current(session, AnnualReport, annual_report_id, seen)
        anew = annual_reports.reissue(session, report, body, _trace(ask))
        return created(ask, session, document(session, annual_report_documents(), anew.id), 202)


@router.post("/{annualReportId}/deliveries", status_code=202, response_model=DeliveryRead)
def deliver_annual_report(
    ask: PostDep,
    annual_report_id: AnnualReportId,
    body: DeliveryCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Leverera en inlämnad redovisning till ett mål, också på nytt. / Deliver a report, or again.

    Till varje mål i inställningarna går en inlämnad redovisning av sig själv, en gång. Detta är för
    när det behövs igen, eller när målet har tillkommit efter inlämningen. Det nekas (409) medan en
    leverans till samma mål pågår.

    To each target of the settings a submitted report goes by itself, once. This is for when it is
    needed again, or when the target was added after the submission. It is refused (409) while a
    delivery to the same target is under way.
    """
    with begin() as session:
        report = fetch_current(session, AnnualReport, annual_report_id, seen)
        trace = ask.request.state.trace.traceparent
        made = deliveries.deliver_again(session, report, body, trace)
        found = document(session, delivery_documents(), made.id)
        return created(ask, session, found, 202, collection="/deliveries")


@router.get(
    "/{annualReportId}/workbook",
    response_model=WorkbookRead,
    responses={200: {"content": {XLSX: {}, JSON: {}}}},
)
def read_annual_report_workbook(
    annual_report_id: AnnualReportId, form: FormDep, ask: AskDep, read: ReadDep
) -> Response:
    """Hämta arbetsboken (Excel). / Download the workbook (Excel).

    Filen är en Excelarbetsbok. Med Accept: application/json ges i stället filens namn, storlek
    och kontrollsumma; utan Accept ges filen, så ett program som inte väntar sig den ska ange det.

    The file is an Excel workbook. With Accept: application/json the answer is its name, size
    and checksum instead; without Accept it is the file, so a program that does not expect it
    should say so.
    """
    with read() as session:
        refuse_unless_admitted(session, AnnualReport, annual_report_id)
        workbook, *which = _found(session, report_workbook(annual_report_id))
    return handed_out(ask, form, file_name(*which), workbook)


@router.get("/{annualReportId}/data", response_model=AnnualReportData)
def read_annual_report_data(
    annual_report_id: AnnualReportId, ask: AskDep, read: ReadDep
) -> Response:
    """Hämta allt som arbetsboken visar, som JSON. / All that the workbook shows, as JSON.

    Ur detta kan arbetsboken göras om till samma byte; kontrollsumman är av detta utan _links.

    The workbook can be made of it again, byte for byte; the checksum is of this without _links.
    """
    with read() as session:
        refuse_unless_admitted(session, AnnualReport, annual_report_id)
        (checksum,) = _found(session, report_checksum(annual_report_id))
        snapshot = report_snapshot(session, annual_report_id)
    note_download(ask.request, file=f"{annual_report_id}.json")
    return reckoned_parts(ask, snapshots.parts(snapshot), checksum)


@router.get("/{annualReportId}/comparison", response_model=ReportComparisonRead)
def compare_annual_reports(
    annual_report_id: AnnualReportId,
    filters: Annotated[ComparisonFilters, Query()],
    ask: AskDep,
    read: ReadDep,
) -> Response:
    """Jämför två utgåvor: vad som skiljer. / Compare two issues: what differs.

    Rad för rad, med det som stod och det som nu står. Utan with jämförs med den som ersätts.

    Row by row, with what stood and what now stands. Without with it is the one that is replaced.
    """
    with read() as session:
        found = report_comparisons.compared(session, annual_report_id, filters)
        text = found.model_dump_json(by_alias=True)
        return reckoned_page(ask, text, found.meta.total_records, filters)


def _trace(ask: Ask) -> str:
    """Of the request, for the job that it orders."""
    return str(ask.request.state.trace.traceparent)


def _found(session: Session, question: Select[*tuple[Any, ...]]) -> Any:
    row = session.execute(question).one_or_none()
    if row is None:
        raise NotFoundError(NOT_COMPILED)
    return row
