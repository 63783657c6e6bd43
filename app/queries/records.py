"""Documents of records whose own days decide their status."""

from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select

from app import validity
from app.documents import documents, relations
from app.models.base import Resource
from app.queries.written import made_once


@made_once
def record_documents(
    shape: type[BaseModel], kind: type[Resource], **facts: ColumnElement[Any]
) -> Select[str, str]:
    given = {"status": validity.record_status(kind)}
    return documents(shape, kind, given, {"relations": relations(kind), **facts})
