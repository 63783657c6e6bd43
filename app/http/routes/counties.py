"""Counties over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import listed, shown
from app.http.asking import AskDep
from app.http.dependencies import CountyInPath, LookDep
from app.http.routing import Router
from app.queries.counties import counties_matching, county_documents
from app.queries.fetching import fetch_page
from app.schemas.counties import CountyFilters, CountyRead
from app.schemas.pages import Page

router = Router(prefix="/counties", tags=["counties"])


@router.get("", response_model=Page[CountyRead])
def list_counties(
    filters: Annotated[CountyFilters, Query()], ask: AskDep, look: LookDep
) -> Response:
    """Lista län. / List counties."""
    with look() as session:
        return listed(
            ask, fetch_page(session, county_documents(), counties_matching(filters), filters)
        )


@router.get("/{countyCode}", response_model=CountyRead)
def read_county(county_code: CountyInPath, ask: AskDep, look: LookDep) -> Response:
    """Visa ett län. / Show a county."""
    with look() as session:
        return shown(ask, session, county_documents(), county_code)
