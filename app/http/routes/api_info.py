"""What the interface says of itself."""

from fastapi import Response

from app.http.answers import reckoned
from app.http.asking import AskDep
from app.http.origin import origin
from app.http.routing import Router
from app.release import RELEASED, STATUS, VERSION
from app.schemas.api_info import ApiInfo, ApiInfoRead

router = Router(tags=["api-info"])


@router.get("/api-info", response_model=ApiInfoRead)
async def read_api_info(ask: AskDep) -> Response:
    """Gränssnittets namn, version och läge. / The interface's name, version and state."""
    api = ask.request.app
    info = ApiInfo(
        api_name=api.title,
        api_version=VERSION,
        api_released=RELEASED,
        api_documentation=f"{origin(ask.request.scope, api.state.settings)}/docs",
        api_status=STATUS,
    )
    return reckoned(ask, info.model_dump_json(by_alias=True))
