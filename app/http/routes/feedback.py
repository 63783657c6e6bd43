"""The feedback to a municipality over HTTP."""

import json
from typing import Annotated

from fastapi import Query, Response

from app.http.answers import reckoned
from app.http.asking import AskDep
from app.http.dependencies import JSON, FormDep, MunicipalityInPath, ReadDep
from app.http.routing import Router
from app.http.workbooks import XLSX, handed_out
from app.report_form import feedback_file_name
from app.schemas.feedback import FeedbackFilters, FeedbackRead
from app.services import feedback

router = Router(tags=["municipalities"])


@router.get(
    "/municipalities/{municipalityCode}/feedback",
    response_model=FeedbackRead,
    responses={200: {"content": {JSON: {}, XLSX: {}}}},
)
def read_municipality_feedback(
    municipality_code: MunicipalityInPath,
    filters: Annotated[FeedbackFilters, Query()],
    form: FormDep,
    ask: AskDep,
    read: ReadDep,
) -> Response:
    """Återföring: kommunens svar bredvid länets och landets. / Feedback to a municipality.

    Görs när länet har lämnat in årets redovisning, och på nytt när den nationella är klar; 404
    innan dess. Andra kommuners svar står inte i den, bara hur många. Accept avgör formen: JSON,
    eller en arbetsbok (Excel).

    Made when the county has submitted the report of the year, and again when there is a national
    one; 404 before that. It holds no other municipality's answers, only how many. Accept decides
    the form: JSON, or a workbook (Excel).
    """
    with read() as session:
        data, workbook, year = feedback.of_municipality(session, municipality_code, filters.year)
    if form == JSON:
        return reckoned(ask, json.dumps(data, ensure_ascii=False))
    return handed_out(ask, form, feedback_file_name(municipality_code, year), workbook)
