"""National reports over HTTP: requested here, put together by the worker."""

from typing import Annotated, Any

from fastapi import Query, Response
from sqlalchemy import Select
from sqlalchemy.orm import Session

from app import snapshots
from app.errors import NotFoundError
from app.http.answers import created, listed, reckoned_parts, shown
from app.http.asking import AskDep, PostDep, SeenDep
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
from app.models import NationalReport
from app.queries.deliveries import delivery_documents
from app.queries.fetching import document, fetch_current, fetch_page, refuse_unless_admitted
from app.queries.kept_snapshots import NATIONAL, snapshot_kept
from app.queries.national_reports import (
    national_checksum,
    national_report_documents,
    national_reports_matching,
    national_workbook,
)
from app.report_form import national_file_name
from app.schemas.annual_reports import WorkbookRead
from app.schemas.deliveries import DeliveryCreate, DeliveryRead
from app.schemas.national_reports import (
    NationalReportCreate,
    NationalReportData,
    NationalReportFilters,
    NationalReportRead,
)
from app.schemas.pages import Page
from app.services import deliveries, national_reports

router = Router(prefix="/national-reports", tags=["national-reports"])

NationalReportId = Annotated[Key, key_in_path("nationalReportId", "Den nationella redovisningen")]

NOT_COMPILED = "Den nationella redovisningen finns inte eller är inte sammanställd än."


@router.get("", response_model=Page[NationalReportRead])
def list_national_reports(
    filters: Annotated[NationalReportFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista nationella redovisningar och hur långt de kommit. / List national reports."""
    with look() as session:
        matching = national_reports_matching(filters)
        return listed(ask, fetch_page(session, national_report_documents(), matching, filters))


@router.post("", status_code=202, response_model=NationalReportRead)
def request_national_report(ask: PostDep, body: NationalReportCreate, begin: BeginDep) -> Response:
    """Beställ årets nationella redovisning; den görs i bakgrunden. / Request a national report.

    Den sammanställer länens inlämnade redovisningar, den senaste utgåvan av var och en, och
    namnger de län som saknas. Läget följs på adressen i Location (state, progress). Ett län som
    lämnar in senare kommer med i nästa, som har nästa nummer.

    It puts together what the counties have submitted, the latest issue of each, and names the
    counties that are missing. Follow it at the address in Location (state, progress). A county
    that submits later is in the next one, which has the next number.
    """
    with begin() as session:
        report = national_reports.request(session, body, ask.request.state.trace.traceparent)
        return created(ask, session, document(session, national_report_documents(), report.id), 202)


@router.get("/{nationalReportId}", response_model=NationalReportRead)
def read_national_report(
    national_report_id: NationalReportId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa en nationell redovisning, dess läge och framsteg. / Show a national report."""
    with look() as session:
        return shown(ask, session, national_report_documents(), national_report_id, at)


@router.get(
    "/{nationalReportId}/workbook",
    response_model=WorkbookRead,
    responses={200: {"content": {XLSX: {}, JSON: {}}}},
)
def read_national_report_workbook(
    national_report_id: NationalReportId, form: FormDep, ask: AskDep, read: ReadDep
) -> Response:
    """Hämta den nationella arbetsboken (Excel). / Download the national workbook (Excel).

    Filen är en Excelarbetsbok. Med Accept: application/json ges i stället filens namn, storlek
    och kontrollsumma.

    The file is an Excel workbook. With Accept: application/json the answer is its name, size
    and checksum instead.
    """
    with read() as session:
        refuse_unless_admitted(session, NationalReport, national_report_id)
        workbook, *which = _found(session, national_workbook(national_report_id))
    return handed_out(ask, form, national_file_name(*which), workbook)


@router.get("/{nationalReportId}/data", response_model=NationalReportData)
def read_national_report_data(
    national_report_id: NationalReportId, ask: AskDep, read: ReadDep
) -> Response:
    """Hämta allt som den nationella arbetsboken visar, som JSON. / What it shows, as JSON.

    Kontrollsumman är av detta utan _links.

    The checksum is of this without _links.
    """
    with read() as session:
        refuse_unless_admitted(session, NationalReport, national_report_id)
        (checksum,) = _found(session, national_checksum(national_report_id))
        snapshot = snapshot_kept(session, NATIONAL, national_report_id)
    note_download(ask.request, file=f"{national_report_id}.json")
    return reckoned_parts(ask, snapshots.parts(snapshot), checksum)


@router.post("/{nationalReportId}/deliveries", status_code=202, response_model=DeliveryRead)
def deliver_national_report(
    ask: PostDep,
    national_report_id: NationalReportId,
    body: DeliveryCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Leverera en nationell redovisning till ett mål, också på nytt. / Deliver it, or again.

    Till varje nationellt mål i inställningarna går den av sig själv när den är sammanställd, en
    gång. Detta är för när det behövs igen, eller när målet har tillkommit efteråt. Det nekas (409)
    medan en leverans till samma mål pågår.

    To each national target of the settings it goes by itself when it has been compiled, once.
    This is for when it is needed again, or when the target was added afterwards. It is refused
    (409) while a delivery to the same target is under way.
    """
    with begin() as session:
        report = fetch_current(session, NationalReport, national_report_id, seen)
        made = deliveries.deliver_again(session, report, body, ask.request.state.trace.traceparent)
        found = document(session, delivery_documents(), made.id)
        return created(ask, session, found, 202, collection="/deliveries")


def _found(session: Session, question: Select[*tuple[Any, ...]]) -> Any:
    row = session.execute(question).one_or_none()
    if row is None:
        raise NotFoundError(NOT_COMPILED)
    return row
