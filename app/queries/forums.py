"""Questions about forums."""

from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_

from app.models import Forum, ForumMember
from app.queries.narrowing import Conditions, narrowed
from app.queries.records import record_documents
from app.queries.territory import forums_in_county, forums_in_municipality
from app.schemas.forums import ForumFilters, ForumRead
from app.validity import valid_on


def _involving(key: UUID) -> ColumnElement[bool]:
    return or_(Forum.leader_id == key, Forum.members.any(ForumMember.actor_id == key))


MEANINGS: Conditions = {
    "kind": lambda kind: Forum.kind == kind,
    "county_code": lambda code: Forum.id.in_(forums_in_county(code)),
    "municipality_code": lambda code: Forum.id.in_(forums_in_municipality(code)),
    "actor_id": _involving,
    "valid_on": partial(valid_on, Forum),
}


def forum_documents() -> Select[str, str]:
    return record_documents(ForumRead, Forum)


def forums_matching(filters: ForumFilters) -> Select[Any]:
    return narrowed(Forum, filters, MEANINGS)
