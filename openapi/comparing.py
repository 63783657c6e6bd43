"""What a client of one contract would trip over in another, in sentences."""

from collections.abc import Iterator

from openapi.essence import Node, operations
from openapi.schema_changes import Place, branches, schema_changes


def breaking_changes(old: Node, new: Node) -> list[str]:
    before, after = operations(old), operations(new)
    gone = [f"{name} is gone" for name in before if name not in after]
    changed = [
        change
        for name, operation in before.items()
        if name in after
        for change in operation_changes(name, operation, after[name])
    ]
    return gone + changed


def operation_changes(name: str, old: Node, new: Node) -> Iterator[str]:
    if open_to_all(old) and not open_to_all(new):
        yield f"{name}: nobody may call it without credentials any longer"
    yield from parameter_changes(name, old, new)
    yield from body_changes(name, old.get("requestBody"), new.get("requestBody", {}))
    for status, response in old["responses"].items():
        yield from response_changes(f"{name} {status}", response, new["responses"].get(status))


def open_to_all(operation: Node) -> bool:
    return not operation["security"] or {} in operation["security"]


def parameter_changes(name: str, old: Node, new: Node) -> Iterator[str]:
    before, after = parameters(old), parameters(new)
    for key, parameter in after.items():
        place = Place(name, f"{key[0]} parameter", request=True, field=key[1])
        if parameter.get("required") and not before.get(key, {}).get("required"):
            yield place.says("became required" if key in before else "is new and required")
    for key, parameter in before.items():
        place = Place(name, f"{key[0]} parameter", request=True, field=key[1])
        if key in after:
            yield from schema_changes(place, sendable(parameter), sendable(after[key]))
        else:
            yield place.says("is gone")


def parameters(operation: Node) -> dict[tuple[str, str], Node]:
    return {(each["in"], each["name"]): each for each in operation.get("parameters", [])}


def sendable(parameter: Node) -> Node:
    """An address and a header can hold no null, whatever the schema says."""
    kinds = [each for each in branches(parameter.get("schema", {})) if each.get("type") != "null"]
    return {"anyOf": kinds}


def body_changes(name: str, old: Node | None, new: Node) -> Iterator[str]:
    if new.get("required") and not (old or {}).get("required"):
        yield f"{name}: the body became required"
    place = Place(name, "request field", request=True)
    yield from content_changes(place, (old or {}).get("content", {}), new.get("content", {}))


def response_changes(name: str, old: Node, new: Node | None) -> Iterator[str]:
    if new is None:
        yield f"{name} is gone"
        return
    kept = {header.lower() for header in new.get("headers", {})}
    for header in old.get("headers", {}):
        if header.lower() not in kept:
            yield f"{name}: header `{header}` is gone"
    place = Place(name, "field", request=False)
    yield from content_changes(place, old.get("content", {}), new.get("content", {}))


def content_changes(place: Place, old: Node, new: Node) -> Iterator[str]:
    for media_type, content in old.items():
        if media_type in new:
            was, is_now = content.get("schema", {}), new[media_type].get("schema", {})
            yield from schema_changes(place, was, is_now)
        else:
            yield place.says(f"in `{media_type}` is gone")
