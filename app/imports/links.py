"""How the records of a file hang together, and in which order they can be imported."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Replaced:
    """An older record that a newer one replaces, as either of the two says."""

    older: str
    replaced_on: Any
    is_inferred: bool


@dataclass
class Links:
    """Over the whole file, because both ends of a link may tell of it."""

    parents: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, list[Replaced]] = field(default_factory=dict)

    def before(self, key: str) -> Iterator[str]:
        """What must be in the register before the record, so that it can refer to it."""
        if key in self.parents:
            yield self.parents[key]
        yield from (one.older for one in self.replaced.get(key, []))


def links_of(records: dict[str, dict[str, Any]]) -> Links:
    links = Links()
    for key, record in records.items():
        parent = record.get("parent_id")
        if isinstance(parent, str):
            links.parents[key] = parent
        _note_replacements(links, records, key, record)
    for key, record in records.items():
        for promise in _objects(record.get("medborgarloften")):
            told = promise.get("record_id")
            if isinstance(told, str) and told != key:
                links.parents.setdefault(told, key)
    return links


def _note_replacements(
    links: Links, records: dict[str, dict[str, Any]], key: str, record: dict[str, Any]
) -> None:
    for older in _texts(record.get("replaces")):
        _replace(links, key, older, records.get(older, {}), record)
    newer = record.get("replaced_by")
    if isinstance(newer, str):
        _replace(links, newer, key, record, records.get(newer, {}))


def _replace(
    links: Links, newer: str, older: str, old: dict[str, Any], new: dict[str, Any]
) -> None:
    known = links.replaced.setdefault(newer, [])
    if older == newer or any(one.older == older for one in known):
        return
    day = old.get("replaced_on") if old.get("replaced_by") in (newer, None) else None
    inferred = any(one.get("replacement_is_inferred") is True for one in (old, new))
    known.append(Replaced(older, day, inferred))


def in_order(records: dict[str, dict[str, Any]], links: Links) -> list[str]:
    """Parents and replaced ones first; county agreements before all, for they name police areas."""
    ordered: dict[str, None] = {}
    first = sorted(records, key=lambda key: records[key].get("kind") != "regional_overenskommelse")
    for key in first:
        _visit(key, records, links, ordered)
    return list(ordered)


def _visit(
    key: str, records: dict[str, dict[str, Any]], links: Links, ordered: dict[str, None]
) -> None:
    """A circle is broken where it closes; without recursion, for chains may be long."""
    open_, stack = {key}, [key]
    while stack:
        waits = [
            one
            for one in links.before(stack[-1])
            if one in records and one not in ordered and one not in open_
        ]
        if waits:
            open_.add(waits[0])
            stack.append(waits[0])
        else:
            ordered.setdefault(stack.pop())


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, str)]
