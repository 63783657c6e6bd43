"""Indicator answers over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import IndicatorAnswer
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.indicator_answers import indicator_answer_documents, indicator_answers_matching
from app.schemas.bodies import EndingCreate
from app.schemas.indicator_answers import (
    IndicatorAnswerCreate,
    IndicatorAnswerFilters,
    IndicatorAnswerRead,
    IndicatorAnswerUpdate,
)
from app.schemas.pages import Page
from app.services import changing, indicator_answers

router = Router(prefix="/indicator-answers", tags=["indicator-answers"])

IndicatorAnswerId = Annotated[Key, key_in_path("indicatorAnswerId", "Svaret")]


@router.get("", response_model=Page[IndicatorAnswerRead])
def list_indicator_answers(
    filters: Annotated[IndicatorAnswerFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista indikatorsvar. / List indicator answers."""
    with look() as session:
        matching = indicator_answers_matching(filters)
        return listed(ask, fetch_page(session, indicator_answer_documents(), matching, filters))


@router.post("", status_code=201, response_model=IndicatorAnswerRead)
def register_indicator_answer(
    ask: PostDep, body: IndicatorAnswerCreate, begin: BeginDep
) -> Response:
    """Registrera svaret på en indikator. / Register the answer to an indicator."""
    with begin() as session:
        answer = indicator_answers.register(session, body)
        return created(ask, session, document(session, indicator_answer_documents(), answer.id))


@router.get("/{indicatorAnswerId}", response_model=IndicatorAnswerRead)
def read_indicator_answer(
    indicator_answer_id: IndicatorAnswerId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa ett indikatorsvar. / Show an indicator answer."""
    with look() as session:
        return shown(ask, session, indicator_answer_documents(), indicator_answer_id, at)


@router.patch("/{indicatorAnswerId}", response_model=IndicatorAnswerRead)
def change_indicator_answer(
    ask: AskDep,
    indicator_answer_id: IndicatorAnswerId,
    body: IndicatorAnswerUpdate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Ändra ett indikatorsvar. / Change an indicator answer."""
    with begin() as session:
        indicator_answers.change(
            session, fetch_current(session, IndicatorAnswer, indicator_answer_id, seen), body
        )
        return answered(ask, document(session, indicator_answer_documents(), indicator_answer_id))


@router.post("/{indicatorAnswerId}/endings", status_code=201, response_model=IndicatorAnswerRead)
def end_indicator_answer(
    ask: PostDep,
    indicator_answer_id: IndicatorAnswerId,
    body: EndingCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Avsluta ett indikatorsvar; det står kvar. / End an indicator answer; it stays readable."""
    with begin() as session:
        changing.end(
            session, fetch_current(session, IndicatorAnswer, indicator_answer_id, seen), body
        )
        return created(
            ask, session, document(session, indicator_answer_documents(), indicator_answer_id)
        )
