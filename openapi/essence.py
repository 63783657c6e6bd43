"""What in a contract a program on the other side could trip over."""

from typing import Any

Node = dict[str, Any]

METHODS = ("get", "post", "put", "patch", "delete")
# Under these words stand names, which may well be "title" or "description".
NAMES = {"paths", "properties", "schemas", "responses", "content", "headers", "$defs"}
# Nothing that a program on the other side could trip over.
ONLY_READ = {"description", "summary", "title", "example", "examples", "default"}
ONLY_READ |= {"tags", "operationId", "servers", "contact", "license", "externalDocs"}


def essence(node: Any, names: bool = False) -> Any:
    """The document without what the comparison does not look at."""
    if isinstance(node, list):
        return [essence(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        key: essence(value, not names and key in NAMES)
        for key, value in node.items()
        if names or (key not in ONLY_READ and not key.startswith("x-"))
    }


def operations(document: Node) -> dict[str, Node]:
    """By method and path, every reference replaced by what it refers to."""
    essential = essence(document)
    everywhere = {"security": essential.get("security", [])}
    return {
        f"{method.upper()} {path}": everywhere | unfolded(item[method], essential)
        for path, item in essential["paths"].items()
        for method in METHODS
        if method in item
    }


def unfolded(node: Any, document: Node, inside: tuple[str, ...] = ()) -> Any:
    """A reference to what it stands in itself is left: the round before has told all of it."""
    if isinstance(node, list):
        return [unfolded(each, document, inside) for each in node]
    if not isinstance(node, dict):
        return node
    target = node.get("$ref")
    if not isinstance(target, str):
        return {key: unfolded(value, document, inside) for key, value in node.items()}
    if target in inside:
        return node
    found: Any = document
    for step in target.removeprefix("#/").split("/"):
        found = found[step]
    return unfolded(found, document, (*inside, target))
