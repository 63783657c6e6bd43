"""The contract itself over HTTP: an operation like the others, so that it refuses as they do."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

router = APIRouter()


@router.get("/openapi.json", include_in_schema=False)
async def read_contract(request: Request) -> JSONResponse:
    """Hämta kontraktet (OpenAPI). / The contract."""
    return JSONResponse(request.app.openapi())
