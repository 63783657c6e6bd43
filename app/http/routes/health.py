"""Whether the process lives and the database answers; outside the contract."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from app.migrating import UNMIGRATED, is_migrated

router = APIRouter(prefix="/health", include_in_schema=False)


@router.get("/live")
async def live() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/ready")
def ready(request: Request) -> JSONResponse:
    try:
        with request.app.state.sessions.read() as session:
            migrated = is_migrated(session.connection())
    except SQLAlchemyError:
        return JSONResponse({"status": "Databasen svarar inte."}, 503)
    return JSONResponse(
        {"status": "ok"} if migrated else {"status": UNMIGRATED}, 200 if migrated else 503
    )
