"""Statistics over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import reckoned
from app.http.asking import AskDep
from app.http.dependencies import ReadDep
from app.http.routing import Router
from app.schemas.statistics import (
    AgreementStatisticsRead,
    ReportStatisticsFilters,
    ReportStatisticsRead,
    StatisticsFilters,
    UseStatisticsRead,
)
from app.services import report_statistics, statistics

router = Router(prefix="/statistics", tags=["statistics"])

FiltersQuery = Annotated[StatisticsFilters, Query()]


@router.get("/agreements", response_model=AgreementStatisticsRead)
def count_agreements(filters: FiltersQuery, ask: AskDep, read: ReadDep) -> Response:
    """Överenskommelser per län och kommun, med de saknade namngivna. / Count agreements."""
    with read() as session:
        return reckoned(ask, statistics.agreements(session, filters).model_dump_json(by_alias=True))


@router.get("/methods", response_model=UseStatisticsRead)
def count_methods(filters: FiltersQuery, ask: AskDep, read: ReadDep) -> Response:
    """Metoder: överenskommelser och kommuner som har dem. / Count the use of methods."""
    with read() as session:
        return reckoned(ask, statistics.methods(session, filters).model_dump_json(by_alias=True))


@router.get("/areas", response_model=UseStatisticsRead)
def count_areas(filters: FiltersQuery, ask: AskDep, read: ReadDep) -> Response:
    """Områdeskategorier: överenskommelser och kommuner som har dem. / Count the areas."""
    with read() as session:
        return reckoned(ask, statistics.areas(session, filters).model_dump_json(by_alias=True))


@router.get("/annual-reports", response_model=ReportStatisticsRead)
def count_annual_reports(
    filters: Annotated[ReportStatisticsFilters, Query()], ask: AskDep, read: ReadDep
) -> Response:
    """Vilka län som lämnat in årets redovisning, och vilka som är sena. / Who has submitted.

    Bara det inlämnade räknas; hur långt ett utkast har kommit ser länet självt.

    Only what has been submitted counts; how far a draft has come only the county itself sees.
    """
    with read() as session:
        found = report_statistics.annual_reports(session, filters.asked())
        return reckoned(ask, found.model_dump_json(by_alias=True))
