"""Forums over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import answered, created, listed, shown
from app.http.asking import AskDep, PostDep, SeenDep
from app.http.dependencies import BeginDep, Key, LookDep, MomentQuery, key_in_path
from app.http.routing import Router
from app.models import Forum
from app.queries.fetching import document, fetch_current, fetch_page
from app.queries.forums import forum_documents, forums_matching
from app.schemas.bodies import EndingCreate
from app.schemas.forums import ForumCreate, ForumFilters, ForumRead, ForumUpdate
from app.schemas.pages import Page
from app.services import changing

router = Router(prefix="/forums", tags=["forums"])

ForumId = Annotated[Key, key_in_path("forumId", "Forumet")]


@router.get("", response_model=Page[ForumRead])
def list_forums(filters: Annotated[ForumFilters, Query()], ask: AskDep, look: LookDep) -> Response:
    """Lista forum: råd, styrgrupper, nätverk och arbetsgrupper. / List forums."""
    with look() as session:
        return listed(
            ask, fetch_page(session, forum_documents(), forums_matching(filters), filters)
        )


@router.post("", status_code=201, response_model=ForumRead)
def register_forum(ask: PostDep, body: ForumCreate, begin: BeginDep) -> Response:
    """Registrera ett forum. / Register a forum."""
    with begin() as session:
        forum = changing.add(session, Forum, body)
        return created(ask, session, document(session, forum_documents(), forum.id))


@router.get("/{forumId}", response_model=ForumRead)
def read_forum(forum_id: ForumId, at: MomentQuery, ask: AskDep, look: LookDep) -> Response:
    """Visa ett forum. / Show a forum."""
    with look() as session:
        return shown(ask, session, forum_documents(), forum_id, at)


@router.patch("/{forumId}", response_model=ForumRead)
def change_forum(
    ask: AskDep, forum_id: ForumId, body: ForumUpdate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Ändra ett forum. / Change a forum."""
    with begin() as session:
        changing.change(session, fetch_current(session, Forum, forum_id, seen), body)
        return answered(ask, document(session, forum_documents(), forum_id))


@router.post("/{forumId}/endings", status_code=201, response_model=ForumRead)
def end_forum(
    ask: PostDep, forum_id: ForumId, body: EndingCreate, seen: SeenDep, begin: BeginDep
) -> Response:
    """Avsluta ett forum; det står kvar som avslutat. / End a forum; it stays readable."""
    with begin() as session:
        changing.end(session, fetch_current(session, Forum, forum_id, seen), body)
        return created(ask, session, document(session, forum_documents(), forum_id))
