"""The contract itself over HTTP: an operation like the others, so that it refuses as they do."""

import json
from typing import Any

from fastapi import Response

from app.http.answers import computed
from app.http.asking import AskDep
from app.http.routing import Router

router = Router()


@router.get("/openapi.json", include_in_schema=False)
def read_contract(ask: AskDep) -> Response:
    """Hämta kontraktet (OpenAPI). / The contract."""
    return computed(ask, _text(ask.request.app))


def _text(api: Any) -> str:
    """Written once: it is large, and says the same as long as the process lives."""
    if not hasattr(api.state, "contract"):
        api.state.contract = json.dumps(api.openapi(), ensure_ascii=False)
    return str(api.state.contract)
