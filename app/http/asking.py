"""Who asks, and under which conditions: what a route needs to know to answer."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from app.database import Begin
from app.http.dependencies import JSON, BeginDep
from app.http.identity import refuse_unless_possible
from app.http.origin import base_url
from app.permissions import Caller
from app.services import idempotency
from app.services.idempotency import Answer, Claim

OURS = re.compile(r'"([0-9]{1,9}-[0-9a-f]{8})[0-9a-f]{16}"')


@dataclass(frozen=True)
class Ask:
    """The request, and the key that a retry of it will bear, if any."""

    request: Request
    claim: Claim | None = None

    @property
    def caller(self) -> Caller:
        """Who makes it: known once its transaction has begun."""
        caller: Caller = self.request.state.caller
        return caller

    @property
    def operation(self) -> str:
        return str(self.request.scope["route"].name)

    @cached_property
    def base(self) -> str:
        """The contract's root as the caller knows it."""
        return base_url(self.request)

    @cached_property
    def collection(self) -> str:
        """`/forums`, for every route about forums."""
        return "/" + str(self.request.scope["route"].path).split("/")[1]

    @property
    def view(self) -> str:
        """What a document depends on beside its record and the day."""
        state: Any = self.request.app.state
        return f"{self.caller.rights} {self.base} {state.view}"


async def asking(request: Request) -> Ask:
    return Ask(request)


class AnsweredBefore(Exception):  # noqa: N818 - no error: the retry gets its answer
    """The work was done the first time; this is what was answered."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


async def posting(
    request: Request,
    begin: BeginDep,
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            min_length=1,
            max_length=100,
            pattern=r"^[\x21-\x7e]+$",
            description=(
                "Frivillig nyckel som gör det ofarligt att skicka samma förfrågan igen: svaret på "
                "den första sparas i 24 timmar och ges även till de följande. Använd en ny UUID "
                "för varje ny förfrågan. / Optional key that makes a retry safe."
            ),
        ),
    ] = None,
) -> AsyncIterator[Ask]:
    if len(request.headers.getlist("idempotency-key")) > 1:
        raise HTTPException(400)
    if key is None:
        yield Ask(request)
        return
    token = request.state.token
    whose = f"{token.issuer} {token.subject}"
    claim = Claim(whose, key, request.scope["state"]["fingerprint"])
    answer = await run_in_threadpool(_claimed, begin, claim)
    if answer is not None:
        raise AnsweredBefore(answer)
    try:
        yield Ask(request, claim)
    except Exception:
        await run_in_threadpool(_released, begin, claim)
        raise


def _claimed(begin: Begin, claim: Claim) -> Answer | None:
    """What was answered is given again only to one who may still do such things."""
    with begin() as session:
        answer = idempotency.claim(session, claim)
        if answer is not None:
            refuse_unless_possible(session)
        return answer


def _released(begin: Begin, claim: Claim) -> None:
    with begin() as session:
        idempotency.release(session, claim)


async def answer_again(_request: Request, before: Any) -> Response:
    answer: Answer = before.answer
    headers = {"Location": answer.location, "ETag": answer.entity_tag}
    said = {name: value for name, value in headers.items() if value is not None}
    return Response(answer.body, answer.status, said, JSON)


async def versions_seen(
    request: Request,
    sent: Annotated[
        str | None,
        Header(
            alias="If-Match",
            max_length=1_000,
            description=(
                "ETag från svaret när posten senast lästes. Har posten ändrats sedan dess nekas "
                "ändringen (412). / ETag of the record as it was last read."
            ),
            examples=['"3-5feceb668f14e45fceea167a"'],
        ),
    ] = None,
) -> frozenset[str]:
    """The versions of records that the caller has seen: of a tag, day and rights do not matter.

    A change that is right on the version is no lost update because midnight has passed. What is
    no tag of ours, `*` too, names no version and so is stale.
    """
    if sent is None:
        raise HTTPException(428)
    every = ",".join(request.headers.getlist("if-match"))
    tags = (OURS.fullmatch(one.strip()) for one in every.split(","))
    return frozenset(tag[1] for tag in tags if tag is not None)


AskDep = Annotated[Ask, Depends(asking)]
PostDep = Annotated[Ask, Depends(posting)]
SeenDep = Annotated[frozenset[str], Depends(versions_seen)]
