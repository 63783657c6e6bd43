"""What a client that knows one schema would trip over in another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from openapi.essence import Node

UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
# The form itself says how long these are; a length beside it narrows nothing.
OF_ONE_LENGTH = {"uuid", "date", "date-time"}


@dataclass(frozen=True)
class Place:
    """Where in the contract, so that a sentence can begin with it."""

    operation: str
    part: str
    request: bool
    field: str = ""

    def under(self, name: str) -> "Place":
        return replace(self, field=f"{self.field}.{name}" if self.field else name)

    def each(self) -> "Place":
        return replace(self, field=f"{self.field}[]")

    def says(self, what: str) -> str:
        subject = f"{self.part} `{self.field}`" if self.field else "the body"
        return f"{self.operation}: {subject} {what}"


def schema_changes(place: Place, old: Node, new: Node) -> Iterator[str]:
    """Whatever could be sent must still be taken, and what now comes must have been expected."""
    sent, taken = (old, new) if place.request else (new, old)
    for one in branches(sent):
        takers = [each for each in branches(taken) if takes(each, one)]
        if not takers:
            what = "no longer takes" if place.request else "may now be"
            yield place.says(f"{what} {one.get('type', 'just anything')}")
            continue
        pairs = [(one, each) if place.request else (each, one) for each in takers]
        yield from min((list(kind_changes(place, *pair)) for pair in pairs), key=len)


def branches(schema: Node) -> list[Node]:
    """The schema as one for each type; FastAPI writes no allOf."""
    for word in ("anyOf", "oneOf"):
        if word in schema:
            shared = {key: value for key, value in schema.items() if key != word}
            return [shared | one for each in schema[word] for one in branches(each)]
    if isinstance(schema.get("type"), list):
        return [schema | {"type": kind} for kind in schema["type"]]
    return [schema]


def takes(taker: Node, sent: Node) -> bool:
    kinds = (taker.get("type"), sent.get("type"))
    return "$ref" in sent or kinds[0] in {None, kinds[1]} or kinds == ("number", "integer")


def kind_changes(place: Place, old: Node, new: Node) -> Iterator[str]:
    """Between two schemas of one type."""
    if "$ref" in old or "$ref" in new or old.get("type") == "null":
        return
    yield from format_changes(place, old, new)
    if place.request:
        yield from limit_changes(place, old, new)
        yield from value_changes(place, old, new)
    yield from field_changes(place, old, new)
    if new.get("type") == "array":
        yield from schema_changes(place.each(), old.get("items") or {}, new.get("items") or {})


def format_changes(place: Place, old: Node, new: Node) -> Iterator[str]:
    """Of texts only: a number's int32 is one more limit, and its limits are told as such."""
    was, is_now = old.get("format"), new.get("format")
    demanded = is_now if place.request else was
    if demanded and was != is_now and new.get("type") == "string":
        yield place.says(f"changed format from {was or 'none'} to {is_now or 'none'}")


def limit_changes(place: Place, old: Node, new: Node) -> Iterator[str]:
    for word in UPPER + LOWER:
        was, is_now = old.get(word), new.get(word)
        if word == "maxLength" and new.get("format") in OF_ONE_LENGTH:
            continue
        if is_now is not None and narrower(word, was, is_now):
            yield place.says(f"got {word} {is_now} (was {'none' if was is None else was})")
    if new.get("pattern") not in {None, old.get("pattern")}:
        yield place.says("got another pattern")


def narrower(word: str, was: float | None, is_now: float) -> bool:
    if word in UPPER:
        return was is None or is_now < was
    if was is None and word.startswith("min") and word != "minimum":
        was = 0
    return was is None or is_now > was


def value_changes(place: Place, old: Node, new: Node) -> Iterator[str]:
    was, is_now = values(old), values(new)
    if is_now is None:
        return
    if was is None:
        yield place.says("takes only named values now")
        return
    gone = [f"`{value}`" for value in was if value not in is_now]
    if gone:
        yield place.says(f"no longer takes {', '.join(gone)}")


def values(schema: Node) -> list[Any] | None:
    return [schema["const"]] if "const" in schema else schema.get("enum")


def field_changes(place: Place, old: Node, new: Node) -> Iterator[str]:
    before, after = old.get("properties", {}), new.get("properties", {})
    for name, schema in before.items():
        if name in after:
            yield from schema_changes(place.under(name), schema, after[name])
        else:
            yield place.under(name).says("is gone")
    yield from (required_of_requests if place.request else promised_in_responses)(place, old, new)
    yield from unnamed_changes(place, old, new)


def required_of_requests(place: Place, old: Node, new: Node) -> Iterator[str]:
    for name in new.get("required", []):
        if name not in old.get("required", []):
            known = name in old.get("properties", {})
            yield place.under(name).says("became required" if known else "is new and required")


def promised_in_responses(place: Place, old: Node, new: Node) -> Iterator[str]:
    for name in old.get("required", []):
        if name not in new.get("required", []) and name in new.get("properties", {}):
            yield place.under(name).says("may now be missing")


def unnamed_changes(place: Place, old: Node, new: Node) -> Iterator[str]:
    was, is_now = old.get("additionalProperties", True), new.get("additionalProperties", True)
    if isinstance(was, dict) and isinstance(is_now, dict):
        yield from schema_changes(place.under("*"), was, is_now)
    elif place.request and was is not False and is_now is not True:
        yield place.says("takes no fields but the named ones any longer")
