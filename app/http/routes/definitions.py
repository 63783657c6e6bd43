"""Definitions over HTTP: what is asked, by which rule, and since when."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import paged
from app.http.asking import AskDep
from app.http.dependencies import ReadDep
from app.http.routing import Router
from app.schemas.definitions import DefinitionFilters, DefinitionRead
from app.schemas.pages import Page
from app.services.definitions import definitions

router = Router(prefix="/definitions", tags=["definitions"])


@router.get("", response_model=Page[DefinitionRead])
def list_definitions(
    filters: Annotated[DefinitionFilters, Query()], ask: AskDep, read: ReadDep
) -> Response:
    """Lista definitioner och deras utgåvor. / List definitions and their editions.

    Vad registret frågar och räknar, med regeln i ord. Ett svar om en viss dag ges av den utgåva
    som gällde den dagen, så ett gammalt svar kan räknas om som det var.

    What the register asks and reckons, with the rule in words. An answer about a day is given by
    the edition of that day, so that an old answer can be computed again as it was.
    """
    with read() as session:
        found = definitions(session, filters)
    start = max(filters.page - 1, 0) * filters.limit
    shown = found[start : start + filters.limit] if filters.page else []
    items = [one.model_dump_json(by_alias=True) for one in shown]
    return paged(ask, "", items, len(found), filters)
