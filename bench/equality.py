"""Whether a service answers what this project answers; links aside, which only it gives."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import httpx2 as httpx

from bench.load import Sent
from bench.servers import Running

MADE_ANEW = {"id", "createdAt", "updatedAt"}
INSTANTS = ("createdAt", "updatedAt")
NOTHING = "nothing"


class OtherAnswerError(Exception):
    """Two services that are to be compared do not do the same."""


def answers(
    of: Running, requests: list[Sent], headers: Mapping[str, str], status: int = 200
) -> dict[str, httpx.Response]:
    """By path; OtherAnswerError when one has another status."""
    found = {}
    with httpx.Client(base_url=of.address, headers=headers, timeout=60) as client:
        for one in requests:
            content, kind = one.body.encode() or None, {"Content-Type": "application/json"}
            tag = {"If-None-Match": one.known_tag} if one.known_tag else {}
            sent = {**tag, **(kind if content else {})}
            answer = client.request(one.method, one.path, content=content, headers=sent)
            if answer.status_code != status:
                raise OtherAnswerError(f"{of.name} {one}: {answer.status_code} {answer.text[:500]}")
            found[one.path] = answer
    return found


def refuse_others(
    ours: Running, other: Running, requests: list[Sent], headers: Mapping[str, str], status: int
) -> None:
    """OtherAnswerError names the first thing that differs."""
    expected = answers(ours, requests, headers, status)
    for path, found in answers(other, requests, {}, status).items():
        made = MADE_ANEW if status == 201 else set[str]()
        pair = (plain(json.loads(one.text), made) for one in (expected[path], found))
        for where, left, right in differences(*pair):
            raise OtherAnswerError(f"{path}{where}: {ours.name} {left!r}, {other.name} {right!r}")


def plain(value: Any, left_out: set[str]) -> Any:
    """Without links and what is made anew; an instant is one, however it is written."""
    if isinstance(value, list):
        return [plain(one, left_out) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: datetime.fromisoformat(one) if name in INSTANTS else plain(one, left_out)
        for name, one in value.items()
        if name != "_links" and name not in left_out
    }


def differences(left: Any, right: Any) -> Iterator[tuple[str, Any, Any]]:
    """Where two answers differ, and what stands there in each."""
    first, second = dict(leaves(left)), dict(leaves(right))
    for where in {**first, **second}:
        if first.get(where, NOTHING) != second.get(where, NOTHING):
            yield where, first.get(where, NOTHING), second.get(where, NOTHING)


def leaves(value: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that holds no others, and where it stands."""
    named: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        named = value.items()
    elif isinstance(value, list):
        named = enumerate(value)
    if not named or not value:
        yield where, value
    for name, one in named:
        yield from leaves(one, f"{where} {name}")
