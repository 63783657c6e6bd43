"""Situation pictures over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import SituationPicture
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.situation_pictures import situation_picture_documents, situation_pictures_matching
from app.schemas.bodies import EndingCreate
from app.schemas.pages import Page
from app.schemas.situation_pictures import (
    SituationPictureCreate,
    SituationPictureFilters,
    SituationPictureRead,
    SituationPictureUpdate,
)
from app.services import changing

router = Router(prefix="/situation-pictures", tags=["situation-pictures"])

SituationPictureId = Annotated[Key, key_in_path("situationPictureId", "Lägesbilden")]


@router.get("", response_model=Page[SituationPictureRead])
def list_situation_pictures(
    filters: Annotated[SituationPictureFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista lägesbilder. / List situation pictures."""
    with look() as session:
        matching = situation_pictures_matching(filters)
        return listed(ask, fetch_page(session, situation_picture_documents(), matching, filters))


@router.post("", status_code=201, response_model=SituationPictureRead)
def register_situation_picture(
    ask: PostDep, body: SituationPictureCreate, begin: BeginDep
) -> Response:
    """Registrera en lägesbild. / Register a situation picture."""
    with begin() as session:
        picture = changing.add(session, SituationPicture, body)
        return created(ask, session, document(session, situation_picture_documents(), picture.id))


@router.get("/{situationPictureId}", response_model=SituationPictureRead)
def read_situation_picture(
    situation_picture_id: SituationPictureId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa en lägesbild. / Show a situation picture."""
    with look() as session:
        return shown(ask, session, situation_picture_documents(), situation_picture_id, at)


@router.patch("/{situationPictureId}", response_model=SituationPictureRead)
def change_situation_picture(
    ask: AskDep,
    situation_picture_id: SituationPictureId,
    body: SituationPictureUpdate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Ändra en lägesbild. / Change a situation picture."""
    with begin() as session:
        changing.change(
            session, fetch_current(session, SituationPicture, situation_picture_id, seen), body
        )
        return answered(ask, document(session, situation_picture_documents(), situation_picture_id))


@router.post("/{situationPictureId}/endings", status_code=201, response_model=SituationPictureRead)
def end_situation_picture(
    ask: PostDep,
    situation_picture_id: SituationPictureId,
    body: EndingCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Avsluta en lägesbild; den står kvar. / End a situation picture; it stays readable."""
    with begin() as session:
        changing.end(
            session, fetch_current(session, SituationPicture, situation_picture_id, seen), body
        )
        return created(
            ask, session, document(session, situation_picture_documents(), situation_picture_id)
        )
