"""The operations of the contract: what each takes and how each may answer."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from app.http.contract.examples import Components, example_of
from app.http.contract.manners import manner_of, needs
from app.http.contract.parts import PROBLEM_NAMES, headers_of
from app.permissions import PUBLIC

Operation = dict[str, Any]

EVERYWHERE = (400, 406, 414, 429, 431, 500, 503)
SIGNED_IN = (401, 403)
WITH_KEY = (404,)
WITH_BODY = (409, 413, 415, 422)
WITH_IF_MATCH = (412, 428)
REFUSED = frozenset({*EVERYWHERE, *SIGNED_IN, *WITH_KEY, *WITH_BODY, *WITH_IF_MATCH})
MADE = {"201", "202"}
PAGED = "_meta"


def operations_in(document: dict[str, Any]) -> Iterator[tuple[str, str, Operation]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def complete(document: dict[str, Any]) -> None:
    components = document["components"]["schemas"]
    for path, method, operation in operations_in(document):
        _describe(operation, changes="patch" in document["paths"][path])
        _say_parameters(method, operation)
        _inline_page(operation, components)
        _say_answers(path, method, operation)
    for name in [one for one in components if _is_page(one, components)]:
        del components[name]
    link_by_id(document)


def _describe(operation: Operation, *, changes: bool) -> None:
    """The docstring: one line in both languages, then what only this operation needs said."""
    line, *more = operation["description"].split("\n\n")
    names = line.split(" / ")
    name = operation["operationId"]
    told = zip_longest(names, more, manner_of(name, changes=changes), needs(name), fillvalue="")
    operation["summary"] = " / ".join(one.rstrip(".") for one in names)
    languages = (" ".join(" ".join(part for part in one if part).split()) for one in told)
    operation["description"] = "\n\n".join(languages)


def _say_parameters(method: str, operation: Operation) -> None:
    """A parameter can be left out but not be null; If-Match cannot be left out."""
    parameters = operation.setdefault("parameters", [])
    for one in parameters:
        schema = one["schema"]
        if "anyOf" in schema:
            (kind,) = (kind for kind in schema.pop("anyOf") if kind != {"type": "null"})
            schema.update(kind)
        if "example" in schema:
            one["example"] = schema.pop("example")
        one.pop("examples", None)
        schema.pop("description", None)
        if one["name"] == "If-Match":
            one["required"] = True
    shared = ("IfNoneMatch", "traceparent") if method == "get" else ("traceparent",)
    parameters += [{"$ref": f"#/components/parameters/{name}"} for name in shared]


def _inline_page(operation: Operation, components: Components) -> None:
    """A page stands where it is used: its `_meta` is no field of a thing with a name."""
    content = operation["responses"].get("200", {}).get("content", {})
    answer = content.get("application/json", {})
    name = answer.get("schema", {}).get("$ref", "").rpartition("/")[2]
    if _is_page(name, components):
        page = {key: one for key, one in components[name].items() if key != "example"}
        answer["schema"] = page
        answer["example"] = example_of(page, components, whole=True)


def _is_page(name: str, components: Components) -> bool:
    return PAGED in components.get(name, {}).get("properties", {})


def _say_answers(path: str, method: str, operation: Operation) -> None:
    responses = {status: one for status, one in operation["responses"].items() if int(status) < 400}
    for status, one in responses.items():
        one["description"] = ANSWERED[int(status)]
        one["headers"] = headers_of(int(status))
    if method == "get":
        responses["304"] = {"description": ANSWERED[304], "headers": headers_of(304)}
    for status in sorted(_refusals(path, operation)):
        reference = f"#/components/responses/{PROBLEM_NAMES[status]}"
        responses[str(status)] = {"$ref": reference}
    operation["responses"] = responses


ANSWERED = {
    200: "Svaret på frågan. / The answer.",
    201: "Posten som den nu är; Location säger var den finns. / The record as it now is.",
    202: "Beställningen är mottagen; Location säger var den kan följas. / Accepted.",
    304: "Inget har ändrats sedan svaret med den ETag som If-None-Match anger. / Not modified.",
}


def _refusals(path: str, operation: Operation) -> set[int]:
    refusals = {*EVERYWHERE}
    if operation["operationId"] not in PUBLIC:
        refusals |= {*SIGNED_IN}
    if "{" in path:
        refusals |= {*WITH_KEY}
    if "requestBody" in operation:
        refusals |= {*WITH_BODY}
    if _takes_if_match(operation):
        refusals |= {*WITH_IF_MATCH}
    return refusals


def _takes_if_match(operation: Operation) -> bool:
    return any(one.get("name") == "If-Match" for one in operation["parameters"])


def link_by_id(document: dict[str, Any]) -> None:
    """From what has been made to everything that can then be done with it (OpenAPI links)."""
    for path, method, operation in list(operations_in(document)):
        if method == "post" and "{" not in path:
            (made,) = operation["responses"].keys() & MADE
            operation["responses"][made]["links"] = dict(_links_below(document, path))


def _links_below(document: dict[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for below, _, operation in operations_in(document):
        if below.startswith(f"{path}/{{"):
            (key,) = (one["name"] for one in operation["parameters"] if one.get("in") == "path")
            parameters = {key: "$response.body#/id"}
            if _takes_if_match(operation):
                parameters["If-Match"] = "$response.header.ETag"
            name = operation["operationId"]
            yield name, {"operationId": name, "parameters": parameters}
