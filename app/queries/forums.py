"""Questions about forums."""

from typing import Any

from sqlalchemy import Select, or_

from app.models import Forum, ForumMember
from app.queries.narrowing import narrowed
from app.queries.records import record_documents
from app.queries.territory import forums_in_county, forums_in_municipality
from app.schemas.forums import ForumFilters, ForumRead


def forum_documents() -> Select[str]:
    return record_documents(ForumRead, Forum)


def forums_matching(filters: ForumFilters) -> Select[Any]:
    question = narrowed(Forum, filters)
    if filters.kind is not None:
        question = question.where(Forum.kind == filters.kind)
    if filters.county_code is not None:
        question = question.where(Forum.id.in_(forums_in_county(filters.county_code)))
    if filters.municipality_code is not None:
        there = forums_in_municipality(filters.municipality_code)
        question = question.where(Forum.id.in_(there))
    if filters.actor_id is not None:
        members = Forum.members.any(ForumMember.actor_id == filters.actor_id)
        question = question.where(or_(Forum.leader_id == filters.actor_id, members))
    return question
