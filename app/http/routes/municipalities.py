"""Municipalities over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import listed, shown
from app.http.asking import AskDep
from app.http.dependencies import LookDep, MunicipalityInPath
from app.http.routing import Router
from app.queries.fetching import fetch_page
from app.queries.municipalities import municipalities_matching, municipality_documents
from app.schemas.filters import AsOf
from app.schemas.municipalities import MunicipalityFilters, MunicipalityRead
from app.schemas.pages import Page

router = Router(prefix="/municipalities", tags=["municipalities"])


@router.get("", response_model=Page[MunicipalityRead])
def list_municipalities(
    filters: Annotated[MunicipalityFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista kommuner. / List municipalities."""
    matching = municipalities_matching(filters)
    with look() as session:
        return listed(ask, fetch_page(session, municipality_documents(), matching, filters))


@router.get("/{municipalityCode}", response_model=MunicipalityRead)
def read_municipality(
    municipality_code: MunicipalityInPath,
    at: Annotated[AsOf, Query()],
    ask: AskDep,
    look: LookDep,
) -> Response:
    """Visa en kommun. / Show a municipality."""
    with look() as session:
        return shown(ask, session, municipality_documents(), municipality_code, at)
