"""Questions about indicator answers."""

from typing import Any

from sqlalchemy import Select

from app.models import IndicatorAnswer
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.territory import actors_in_county, actors_in_municipality
from app.schemas.indicator_answers import IndicatorAnswerFilters, IndicatorAnswerRead

MEANINGS: Conditions = {
    "actor_id": lambda key: IndicatorAnswer.actor_id == key,
    "indicator": lambda indicator: IndicatorAnswer.indicator == indicator,
    "year": lambda year: IndicatorAnswer.year == year,
    "county_code": lambda code: IndicatorAnswer.actor_id.in_(actors_in_county(code)),
    "municipality_code": lambda code: IndicatorAnswer.actor_id.in_(actors_in_municipality(code)),
}


def indicator_answer_documents() -> Select[str, str]:
    return record_documents(IndicatorAnswerRead, IndicatorAnswer)


def indicator_answers_matching(filters: IndicatorAnswerFilters) -> Select[Any]:
    return narrowed(IndicatorAnswer, filters, MEANINGS)
