"""Questions about methods."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast

from app.models import Method
from app.queries.narrowing import ESCAPE, Conditions, escaped, narrowed
from app.queries.records import record_documents
from app.schemas.methods import MethodFilters, MethodRead


def _against(problem_area: str) -> ColumnElement[bool]:
    """The stored list is JSON text, in which a code stands between quotation marks."""
    written = cast(Method.problem_areas, Text)
    return written.like(f'%"{escaped(problem_area)}"%', escape=ESCAPE)


MEANINGS: Conditions = {
    "code": lambda code: Method.code == code,
    "problem_area": _against,
    "evidence": lambda evidence: Method.evidence == evidence,
}


def method_documents() -> Select[str, str]:
    return record_documents(MethodRead, Method)


def methods_matching(filters: MethodFilters) -> Select[Any]:
    return narrowed(Method, filters, MEANINGS)
