"""Council reports over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import CouncilReport
from app.queries.council_reports import council_report_documents, council_reports_matching
from app.queries.fetching import document, fetch_current, fetch_page
from app.schemas.bodies import EndingCreate
from app.schemas.council_reports import (
    CouncilReportCreate,
    CouncilReportFilters,
    CouncilReportRead,
    CouncilReportUpdate,
)
from app.schemas.pages import Page
from app.services import changing

router = Router(prefix="/council-reports", tags=["council-reports"])

CouncilReportId = Annotated[Key, key_in_path("councilReportId", "Rapporten")]


@router.get("", response_model=Page[CouncilReportRead])
def list_council_reports(
    filters: Annotated[CouncilReportFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista rapporter till kommunfullmäktige. / List reports to the municipal council."""
    with look() as session:
        matching = council_reports_matching(filters)
        return listed(ask, fetch_page(session, council_report_documents(), matching, filters))


@router.post("", status_code=201, response_model=CouncilReportRead)
def register_council_report(ask: PostDep, body: CouncilReportCreate, begin: BeginDep) -> Response:
    """Registrera en rapport till kommunfullmäktige. / Register a council report."""
    with begin() as session:
        report = changing.add(session, CouncilReport, body)
        return created(ask, session, document(session, council_report_documents(), report.id))


@router.get("/{councilReportId}", response_model=CouncilReportRead)
def read_council_report(
    council_report_id: CouncilReportId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa en rapport till kommunfullmäktige. / Show a report to the municipal council."""
    with look() as session:
        return shown(ask, session, council_report_documents(), council_report_id, at)


@router.patch("/{councilReportId}", response_model=CouncilReportRead)
def change_council_report(
    ask: AskDep,
    council_report_id: CouncilReportId,
    body: CouncilReportUpdate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Ändra en rapport till kommunfullmäktige. / Change a report to the municipal council."""
    with begin() as session:
        changing.change(
            session, fetch_current(session, CouncilReport, council_report_id, seen), body
        )
        return answered(ask, document(session, council_report_documents(), council_report_id))


@router.post("/{councilReportId}/endings", status_code=201, response_model=CouncilReportRead)
def end_council_report(
    ask: PostDep,
    council_report_id: CouncilReportId,
    body: EndingCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Avsluta en rapport; den står kvar som avslutad. / End a report; it stays readable."""
    with begin() as session:
        changing.end(session, fetch_current(session, CouncilReport, council_report_id, seen), body)
        return created(
            ask, session, document(session, council_report_documents(), council_report_id)
        )
