"""A contract with its references followed, and the ways to go through it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Api = dict[str, Any]
Found = Iterator[tuple[str, bool]]
Rule = Callable[[Api], Found]

COMMITTED = Path(__file__).parents[2] / "openapi" / "openapi.json"
JSON = "application/json"
PROBLEM = "application/problem+json"
VERBS = ("get", "post", "put", "patch", "delete")
WRITING = ("post", "put", "patch", "delete")


def committed() -> Api:
    return resolved(json.loads(COMMITTED.read_text(encoding="utf-8")))


def resolved(document: Api) -> Api:
    """Every `$ref` replaced by what it points at; a circle stays a reference."""
    reader = Reader(document)
    return {name: reader.follow(one) for name, one in document.items()}


class Reader:
    def __init__(self, document: Api) -> None:
        self.document = document
        self.done: dict[str, Any] = {}

    def follow(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self.follow(one) for one in node]
        if not isinstance(node, dict):
            return node
        if isinstance(node.get("$ref"), str):
            return self.target(node["$ref"])
        return {name: self.follow(one) for name, one in node.items()}

    def target(self, ref: str) -> Any:
        if ref not in self.done:
            self.done[ref] = {"$ref": ref}
            node: Any = self.document
            for step in ref.removeprefix("#/").split("/"):
                node = node[step.replace("~1", "/").replace("~0", "~")]
            self.done[ref] = self.follow(node)
        return self.done[ref]


def operations(api: Api) -> Iterator[tuple[str, Api]]:
    for path, item in api["paths"].items():
        for verb, operation in item.items():
            yield f"{verb} {path}", operation


def bodies(api: Api) -> Iterator[tuple[str, Api]]:
    """The media types of every request body."""
    for place, operation in operations(api):
        if "requestBody" in operation:
            yield place, operation["requestBody"]["content"]


def responses(api: Api) -> Iterator[tuple[str, str, Api]]:
    for place, operation in operations(api):
        for status, response in operation["responses"].items():
            yield f"{place} {status}", status, response


def answers(api: Api) -> Iterator[tuple[str, Api]]:
    """The media types of every answer that is no error and has content."""
    for place, status, response in responses(api):
        if status < "400" and "content" in response:
            yield place, response["content"]


def faults(api: Api) -> Iterator[tuple[str, Api]]:
    """The media types of every error that has content."""
    for place, status, response in responses(api):
        if status >= "400" and "content" in response:
            yield place, response["content"]


def parameters(api: Api, where: str) -> Iterator[tuple[str, Api]]:
    for place, operation in operations(api):
        for one in operation.get("parameters", []):
            if one["in"] == where:
                yield f"{place} {one['name']}", one


def named(operation: Api, where: str) -> dict[str, Api]:
    found = operation.get("parameters", [])
    return {one["name"]: one for one in found if one["in"] == where}


def paged(api: Api) -> Iterator[tuple[str, dict[str, Api]]]:
    """The query parameters of every operation that is read in pages."""
    for place, operation in operations(api):
        query = named(operation, "query")
        if query.keys() & {"page", "offset"}:
            yield place, query


def schemas(api: Api) -> Iterator[tuple[str, Api]]:
    yield from api["components"]["schemas"].items()


def field_names(api: Api) -> Iterator[tuple[str, str]]:
    """The name of every field of every named schema, however deep it lies."""
    for schema, node in schemas(api):
        for name in _names_in(node):
            yield f"{schema}.{name}", name


def _names_in(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _names_in(one)
    elif isinstance(node, dict):
        yield from node.get("properties", ())
        for one in node.values():
            yield from _names_in(one)
