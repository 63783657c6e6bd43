"""The history of any record over HTTP: the same for every kind, below each one's own address."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Path, Query, Response
from pydantic.alias_generators import to_camel

from app.http.answers import paged
from app.http.asking import AskDep
from app.http.dependencies import Key, ReadDep
from app.http.routing import Router
from app.models.base import Resource
from app.queries.kinds import KINDS
from app.queries.visibility import NOUNS
from app.schemas.histories import HistoryEntryRead, HistoryFilters
from app.schemas.pages import Page
from app.services import histories

router = Router()


def _reading(kind: type[Resource], parameter: str) -> Callable[..., Response]:
    id_in_path = Path(alias=parameter, description="Postens id (UUID).")

    def read_history(
        key: Annotated[Key, id_in_path],
        filters: Annotated[HistoryFilters, Query()],
        ask: AskDep,
        read: ReadDep,
    ) -> Response:
        """Visa postens historik. / Show the record's history.

        Vem som ändrade vilket fält, från vad till vad, det nyaste först. Rättelser av
        registreringen skiljs från tillägg som parterna beslutat. Länsstyrelsen och Brå ser
        historiken från det att utkastet delades eller undertecknades.

        Who changed which field from what to what, the newest first; corrections of the
        registration apart from amendments by the parties. The county board and Brå see it from
        when the draft was shared or signed.
        """
        with read() as session:
            found, total = histories.history(session, kind, key, filters)
            items = [one.model_dump_json(by_alias=True) for one in found]
            return paged(ask, f"/{key}/history", items, total, filters)

    return read_history


for one, known in KINDS.items():
    name = to_camel(f"{NOUNS[one]}_id")
    router.add_api_route(
        f"{known.path}/{{{name}}}/history",
        _reading(one, name),
        methods=["GET"],
        name=f"read_{NOUNS[one]}_history",
        response_model=Page[HistoryEntryRead],
        tags=[known.name],
    )
