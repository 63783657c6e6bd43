"""Documents of records whose own days decide their status."""

from functools import cache

from pydantic import BaseModel
from sqlalchemy import Select

from app import validity
from app.documents import documents
from app.models.base import Resource


@cache
def record_documents(shape: type[BaseModel], kind: type[Resource]) -> Select[str]:
    return documents(shape, kind, {"status": validity.record_status(kind)})
