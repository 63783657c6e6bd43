"""Area categories over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import AreaCategory
from app.queries.area_categories import area_categories_matching, area_category_documents
from app.queries.fetching import document, fetch_current, fetch_page
from app.schemas.area_categories import (
    AreaCategoryCreate,
    AreaCategoryFilters,
    AreaCategoryRead,
    AreaCategoryUpdate,
)
from app.schemas.bodies import EndingCreate
from app.schemas.pages import Page
from app.services import changing

router = Router(prefix="/area-categories", tags=["area-categories"])

AreaCategoryId = Annotated[Key, key_in_path("areaCategoryId", "Kategorin")]


@router.get("", response_model=Page[AreaCategoryRead])
def list_area_categories(
    filters: Annotated[AreaCategoryFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista kategorier av prioriterade områden. / List area categories."""
    with look() as session:
        return listed(
            ask,
            fetch_page(
                session, area_category_documents(), area_categories_matching(filters), filters
            ),
        )


@router.post("", status_code=201, response_model=AreaCategoryRead)
def register_area_category(ask: PostDep, body: AreaCategoryCreate, begin: BeginDep) -> Response:
    """Registrera en kategori. / Register an area category."""
    with begin() as session:
        category = changing.add(session, AreaCategory, body)
        return created(ask, session, document(session, area_category_documents(), category.id))


@router.get("/{areaCategoryId}", response_model=AreaCategoryRead)
def read_area_category(
    area_category_id: AreaCategoryId, at: MomentQuery, ask: AskDep, look: LookDep
) -> Response:
    """Visa en kategori. / Show an area category."""
    with look() as session:
        return shown(ask, session, area_category_documents(), area_category_id, at)


@router.patch("/{areaCategoryId}", response_model=AreaCategoryRead)
def change_area_category(
    ask: AskDep,
    area_category_id: AreaCategoryId,
    body: AreaCategoryUpdate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Ändra en kategori. / Change an area category."""
    with begin() as session:
        changing.change(session, fetch_current(session, AreaCategory, area_category_id, seen), body)
        return answered(ask, document(session, area_category_documents(), area_category_id))


@router.post("/{areaCategoryId}/endings", status_code=201, response_model=AreaCategoryRead)
def end_area_category(
    ask: PostDep,
    area_category_id: AreaCategoryId,
    body: EndingCreate,
    seen: SeenDep,
    begin: BeginDep,
) -> Response:
    """Avsluta en kategori; den står kvar som avslutad. / End an area category."""
    with begin() as session:
        changing.end(session, fetch_current(session, AreaCategory, area_category_id, seen), body)
        return created(ask, session, document(session, area_category_documents(), area_category_id))
