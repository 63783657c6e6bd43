"""Questions about forums."""

from typing import Any

from sqlalchemy import Select, or_

from app.models import Forum, ForumMember, ForumMunicipality, Municipality
from app.queries.narrowing import narrowed
from app.queries.records import record_documents
from app.schemas.forums import ForumFilters, ForumRead


def forum_documents() -> Select[str]:
    return record_documents(ForumRead, Forum)


def forums_matching(filters: ForumFilters) -> Select[Any]:
    question = narrowed(Forum, filters)
    if filters.kind is not None:
        question = question.where(Forum.kind == filters.kind)
    if filters.county_code is not None:
        question = question.where(_in_county(filters.county_code))
    if filters.municipality_code is not None:
        links = Forum.municipality_links
        question = question.where(
            links.any(ForumMunicipality.municipality_code == filters.municipality_code)
        )
    if filters.actor_id is not None:
        members = Forum.members.any(ForumMember.actor_id == filters.actor_id)
        question = question.where(or_(Forum.leader_id == filters.actor_id, members))
    return question


def _in_county(code: str) -> Any:
    """The county's own forums, and those of its municipalities."""
    local = ForumMunicipality.municipality_code == Municipality.code
    return or_(
        Forum.county_code == code,
        Forum.municipality_links.any(local & (Municipality.county_code == code)),
    )
