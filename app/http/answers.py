"""Answers: the text that the database has written, with the caller's links and an entity tag."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from itertools import chain
from typing import Any, Protocol
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.clock import today
from app.errors import ForbiddenError
from app.http.asking import Ask
from app.http.dependencies import JSON
from app.http.links import link, page_links, record_links
from app.permissions import is_admitted
from app.queries.fetching import (
    Document,
    PageOfDocuments,
    document_seen,
    kind_of,
    state,
    version_of,
)
from app.schemas.filters import AsOf, Moment
from app.services import histories, idempotency
from app.services.idempotency import Answer
from app.waiting import aside

NOW = Moment()
PIECE = 65_536
KEEPING = ("register_", "request_", "change_")
NOT_YOURS = (
    "Posten skulle höra till en annan organisation än din, eller så saknar du rollen som krävs. "
    "Ange din egen organisation, kommun eller ditt eget län."
)


class Paging(Protocol):
    """Which page was asked for."""

    @property
    def page(self) -> int: ...

    @property
    def limit(self) -> int: ...


def shown(
    ask: Ask, session: Session, question: Select[str, str], key: Any, at: AsOf = NOW
) -> Response:
    """The record; or, if the caller has it already, only that nothing has changed."""
    if isinstance(at, Moment) and at.known_at is not None:
        return _remembered(ask, session, question, key, at)
    day = at.as_of
    if "if-none-match" in ask.request.headers:
        tag = _tag(ask, Document("", state(session, question, key, day)), day)
        if _is_known(ask.request, tag):
            return Response(status_code=304, headers={"ETag": tag})
    return _answer(ask, document_seen(session, question, key, day), day)


def _remembered(
    ask: Ask, session: Session, question: Select[str, str], key: Any, at: Moment
) -> Response:
    """As the register knew it then; what can be done with it today is not said."""
    known = aside(histories.known_on, session, kind_of(question), key, at)
    address = (
        f"{ask.base}{ask.collection}/{key}?{urlencode(ask.request.query_params.multi_items())}"
    )
    text = json.dumps(known, ensure_ascii=False)
    return computed(ask, with_links(f"[{link(address, 'self')}]", text))


def answered(ask: Ask, found: Document) -> Response:
    """The record as the caller has left it, which must still be the caller's to change."""
    refuse_to_give_away(ask, found)
    return _answer(ask, found)


def _answer(ask: Ask, found: Document, day: date | None = None) -> Response:
    return Response(_linked(ask, found), 200, _tagged(ask, found, day), JSON)


def refuse_to_give_away(ask: Ask, found: Document) -> None:
    """Whoever registers a record, or rewrites it, cannot make it somebody else's."""
    relations = found.facts.get("relations", {})
    if ask.operation.startswith(KEEPING) and not is_admitted(ask.caller, ask.operation, relations):
        raise ForbiddenError(NOT_YOURS)


def created(
    ask: Ask,
    session: Session,
    found: Document,
    status: int = 201,
    said_once: Mapping[str, str] | None = None,
    collection: str | None = None,
) -> Response:
    """The record that was made or acted on, and where it is or will be found.

    In another `collection` than that of the address, where it is not the record acted on. Kept
    for a retry in the transaction of the work itself, but for `said_once`: to a retry that is
    null.
    """
    refuse_to_give_away(ask, found)
    where = collection or ask.collection
    headers, text = _tagged(ask, found), _linked_in(ask, where, found)
    location = f"{ask.base}{where}/{found.facts['id']}"
    if ask.claim is not None:
        kept = _adding(text, dict.fromkeys(said_once or {}))
        idempotency.keep(session, ask.claim, Answer(status, location, headers["ETag"], kept))
    answer = _adding(text, said_once or {})
    return Response(answer, status, {"Location": location, **headers}, JSON)


def created_together(
    ask: Ask, session: Session, operation: str, collection: str, made: Sequence[Document]
) -> Response:
    """Several records of another collection; each must be the caller's to make, one by one."""
    for one in made:
        if not is_admitted(ask.caller, operation, one.facts["relations"]):
            raise ForbiddenError(NOT_YOURS)
    items = ",".join(_linked_in(ask, collection, one) for one in made)
    location = f"{ask.base}{collection}"
    text = f'{{"_links":[{link(location, "collection")}],"{collection[1:]}":[{items}]}}'
    tag = _tag_of(text.encode())
    if ask.claim is not None:
        idempotency.keep(session, ask.claim, Answer(201, location, tag, text))
    return Response(text, 201, {"Location": location, "ETag": tag}, JSON)


def _adding(text: str, members: Mapping[str, str | None]) -> str:
    """Behind the last member of a JSON object."""
    added = "".join(f",{json.dumps(name)}:{json.dumps(one)}" for name, one in members.items())
    return f"{text[:-1]}{added}}}"


def listed(ask: Ask, page: PageOfDocuments) -> Response:
    items = [_linked(ask, one) for one in page.documents]
    return paged(ask, "", items, page.total, page)


def paged(ask: Ask, below: str, items: Sequence[str], total: int, asked: Paging) -> Response:
    """One page of a list at the collection's address, or at one below it (`/ID/history`)."""
    last = max(1, -(-total // asked.limit))
    query = ask.request.query_params.multi_items()
    links = page_links(f"{ask.base}{ask.collection}{below}", query, asked.page, last)
    meta = (
        f'{{"totalRecords":{total},"page":{asked.page},"limit":{asked.limit},"count":{len(items)}}}'
    )
    return computed(ask, f'{{"_meta":{meta},"_links":{links},"items":[{",".join(items)}]}}')


def reckoned(ask: Ask, text: str) -> Response:
    """An answer of its own, such as statistics, with the link to itself."""
    query = urlencode(ask.request.query_params.multi_items())
    address = f"{_own_address(ask)}?{query}".rstrip("?")
    return computed(ask, with_links(f"[{link(address, 'self')}]", text))


def reckoned_parts(ask: Ask, parts: Iterator[str], checksum: str) -> Response:
    """As `reckoned`, of an answer that may be long: it is sent while it is made."""
    links = f"[{link(_own_address(ask), 'self')}]"
    tag = _tag_of(f"{checksum} {links}".encode())
    if _is_known(ask.request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    linked = chain([with_links(links, next(parts))], parts)
    return StreamingResponse(_in_pieces(linked), 200, {"ETag": tag}, JSON)


def _in_pieces(parts: Iterable[str]) -> Iterator[bytes]:
    """Each piece is a visit to another thread."""
    waiting = bytearray()
    for part in parts:
        waiting += part.encode()
        if len(waiting) >= PIECE:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


def reckoned_page(ask: Ask, text: str, total: int, asked: Paging) -> Response:
    """As `reckoned`, where the answer ends in a list of which it holds one page."""
    last = max(1, -(-total // asked.limit))
    query = ask.request.query_params.multi_items()
    return computed(ask, with_links(page_links(_own_address(ask), query, asked.page, last), text))


def _own_address(ask: Ask) -> str:
    request = ask.request
    return f"{ask.base}{request.url.path.removeprefix(request.app.state.root)}"


def computed(ask: Ask, content: str | bytes, media_type: str = JSON, **headers: str) -> Response:
    """What has no version of its own is known by its content."""
    body = content.encode() if isinstance(content, str) else content
    tag = _tag_of(body)
    if _is_known(ask.request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    return Response(body, 200, {"ETag": tag, **headers}, media_type)


def _tag_of(body: bytes) -> str:
    return f'"{sha256(body).hexdigest()[:32]}"'


def with_links(links: str, text: str) -> str:
    """As the first member of a JSON object that has others."""
    return f'{{"_links":{links},{text[1:]}'


def _linked(ask: Ask, found: Document) -> str:
    return _linked_in(ask, ask.collection, found)


def _linked_in(ask: Ask, collection: str, found: Document) -> str:
    offered = ask.request.app.state.actions[collection]
    links = record_links(ask.base, collection, offered, found.facts, ask.caller)
    return with_links(links, found.text)


def _tagged(ask: Ask, found: Document, day: date | None = None) -> dict[str, str]:
    return {"ETag": _tag(ask, found, day)}


def _tag(ask: Ask, found: Document, day: date | None) -> str:
    """Strong: the version in clear, then all else that the answer depends on."""
    seen, facts = f"{found.state} {day or today()} {ask.view}", found.facts
    read = version_of(facts["id"], facts.get("version", 0))
    return f'"{read}{sha256(seen.encode()).hexdigest()[:16]}"'


def _is_known(request: Request, tag: str) -> bool:
    """If-None-Match compares weakly (RFC 9110 13.1.2)."""
    sent = ",".join(request.headers.getlist("if-none-match"))
    known = {one.strip().removeprefix("W/") for one in sent.split(",")}
    return tag in known or "*" in known
