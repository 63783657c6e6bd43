"""Questions about citizen promises."""

from typing import Any

from sqlalchemy import Select

from app.models import CitizenPromise
from app.queries.commitments import commitment_documents, meanings
from app.queries.narrowing import narrowed
from app.schemas.citizen_promises import CitizenPromiseFilters, CitizenPromiseRead


def citizen_promise_documents() -> Select[str, str]:
    return commitment_documents(CitizenPromiseRead, CitizenPromise)


def citizen_promises_matching(filters: CitizenPromiseFilters) -> Select[Any]:
    return narrowed(CitizenPromise, filters, meanings(CitizenPromise))
