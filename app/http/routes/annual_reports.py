"""Annual reports over HTTP: requested here, compiled by the worker."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.http.answers import computed, created, listed, reckoned, shown
from app.http.asking import AskDep, PostDep
from app.http.denying import note_download
from app.http.dependencies import JSON, BeginDep, FormDep, Key, MomentQuery, ReadDep, key_in_path
from app.models import AnnualReport
from app.queries.annual_reports import (
    annual_report_documents,
    annual_reports_matching,
    report_data,
    report_workbook,
)
from app.queries.fetching import document, fetch_page, refuse_unless_admitted
from app.schemas.annual_reports import (
    AnnualReportCreate,
    AnnualReportData,
    AnnualReportFilters,
    AnnualReportRead,
    WorkbookRead,
)
from app.schemas.pages import Page
from app.services import annual_reports

router = APIRouter(prefix="/annual-reports", tags=["annual-reports"])

AnnualReportId = Annotated[Key, key_in_path("annualReportId", "Redovisningen")]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_COMPILED = "Redovisningen finns inte eller är inte sammanställd än."


@router.get("", response_model=Page[AnnualReportRead])
def list_annual_reports(
    filters: Annotated[AnnualReportFilters, Query()], ask: AskDep, read: ReadDep
) -> Response:
    """Lista redovisningar och hur långt de kommit. / List annual reports and their progress."""
    with read() as session:
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
        report = annual_reports.request(session, body, ask.request.state.trace.traceparent)
        found = document(session, annual_report_documents(), report.id)
        return created(ask, session, found, 202)


@router.get("/{annualReportId}", response_model=AnnualReportRead)
def read_annual_report(
    annual_report_id: AnnualReportId, at: MomentQuery, ask: AskDep, read: ReadDep
) -> Response:
    """Visa en redovisning, dess läge och framsteg. / Show a report, its state and progress."""
    with read() as session:
        return shown(ask, session, annual_report_documents(), annual_report_id, at)


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
        workbook, county, year = _found(session, report_workbook(annual_report_id))
    name = f"bra-redovisning-{county}-{year}.xlsx"
    if form == JSON:
        facts = annual_reports.workbook_of(name, workbook)
        return reckoned(ask, facts.model_dump_json(by_alias=True))
    note_download(ask.request, file=name)
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return computed(ask, workbook, XLSX, **disposition)


@router.get("/{annualReportId}/data", response_model=AnnualReportData)
def read_annual_report_data(
    annual_report_id: AnnualReportId, ask: AskDep, read: ReadDep
) -> Response:
    """Hämta samma siffror som JSON. / The same figures as JSON.

    Samma siffror som i arbetsboken, blad för blad.

    The same figures as in the workbook, sheet by sheet.
    """
    with read() as session:
        refuse_unless_admitted(session, AnnualReport, annual_report_id)
        (data,) = _found(session, report_data(annual_report_id))
    note_download(ask.request, file=f"{annual_report_id}.json")
    return reckoned(ask, json.dumps(data, ensure_ascii=False))


def _found(session: Session, question: Select[*tuple[Any, ...]]) -> Any:
    row = session.execute(question).one_or_none()
    if row is None:
        raise NotFoundError(NOT_COMPILED)
    return row
