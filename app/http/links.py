"""The links of a record and of a page: where they lead follows from the routes themselves."""

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from app.permissions import Caller, Facts, may

# Names of relations that IANA has registered for what the sub-resource is.
REGISTERED = {"workbook": "enclosure"}
# Facts that tell records apart, and not what may be done with them.
IDENTITY = {"id", "version", "others", "newer"}
ANY = "{id}"
OF_RECORD = re.compile(r"(/[a-z-]+)/\{\w+\}(/[a-z-]+)?")


class Action(NamedTuple):
    """Something that can be done at a record's address, or at one below it (`/endings`)."""

    operation: str
    rel: str
    method: str
    below: str


Actions = dict[str, list[Action]]


def actions_of(routes: Iterable[Any]) -> Actions:
    """By the collection's path: what its records offer beyond being read."""
    found: Actions = {}
    for route in routes:
        match = OF_RECORD.fullmatch(route.path)
        if match is not None:
            (method,) = route.methods
            collection, below = match[1], match[2] or ""
            offered = found.setdefault(collection, [])
            if below or method != "GET":
                name = below.removeprefix("/")
                rel = REGISTERED.get(name, name) or "edit"
                offered.append(Action(route.name, rel, method, below))
    return found


def link(href: str, rel: str, method: str = "GET") -> str:
    """As JSON text; addresses are made of our own host, paths and percent-encoded queries."""
    return f'{{"href":"{href}","rel":"{rel}","method":"{method}"}}'


def record_links(
    base: str, collection: str, offered: list[Action], facts: Facts, by: Caller
) -> str:
    """Itself, the list it stands in, and what the caller may do with it in its present state."""
    state = {name: fact for name, fact in facts.items() if name not in IDENTITY}
    links = _links_of_any(f"{base}{collection}", tuple(offered), json.dumps(state), by)
    return links.replace(ANY, facts["id"])


@lru_cache(1_000)
def _links_of_any(address: str, offered: tuple[Action, ...], state: str, by: Caller) -> str:
    """Most records of a list are in the same state, as to what may be done with them."""
    facts = json.loads(state)
    links = [link(f"{address}/{ANY}", "self"), link(address, "collection")]
    links += [
        link(f"{address}/{ANY}{one.below}", one.rel, one.method)
        for one in offered
        if may(by, one.operation, facts)
    ]
    return f"[{','.join(links)}]"


def page_links(address: str, query: list[tuple[str, str]], page: int, last: int) -> str:
    """self, first, last, next and prev; each keeps the other parameters of the query."""
    others = [(name, value) for name, value in query if name != "page"]

    def to(number: int) -> str:
        return f"{address}?{urlencode([*others, ('page', str(number))])}"

    links = [link(to(page), "self"), link(to(1), "first"), link(to(last), "last")]
    if page < last:
        links.append(link(to(page + 1), "next"))
    if page > 1:
        links.append(link(to(min(page - 1, last)), "prev"))
    return f"[{','.join(links)}]"
