"""Questions about reports to the municipal council."""

from typing import Any

from sqlalchemy import Select

from app.models import CouncilReport
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.spans import in_year
from app.queries.territory import municipalities_in
from app.schemas.council_reports import CouncilReportFilters, CouncilReportRead

MEANINGS: Conditions = {
    "county_code": lambda code: CouncilReport.municipality_code.in_(municipalities_in(code)),
    "municipality_code": lambda code: CouncilReport.municipality_code == code,
    "year": lambda year: in_year(CouncilReport.reported_on, year),
}


def council_report_documents() -> Select[str, str]:
    return record_documents(CouncilReportRead, CouncilReport)


def council_reports_matching(filters: CouncilReportFilters) -> Select[Any]:
    return narrowed(CouncilReport, filters, MEANINGS)
