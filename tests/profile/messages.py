"""AME, ARQ, ARP, FEL, DOT: what is sent and what is answered."""

import re

from tests.profile.contract import (
    JSON,
    PROBLEM,
    Api,
    Found,
    answers,
    bodies,
    faults,
    field_names,
    operations,
    parameters,
    responses,
    schemas,
)

CAMEL = re.compile(r"[a-z]+([A-Z][a-z]*)*")
# The profile names these two itself, and the linter lets them through.
RESERVED = {"_links", "_embedded"}
# The linter wants these in forms that HTTP does not have; undeclared they are heeded all the same.
UNDECLARED = {"date", "cache-control", "etag", "connection"}
PROBLEM_FIELDS = {"type", "title", "status", "detail", "instance"}
DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME = re.compile(rf"{DATE.pattern}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{{1,6}})?")
ZONE = re.compile(r"Z|[+-](0\d|1[0-4]):[0-5]\d")


def ame_01(api: Api) -> Found:
    for place, content in [*answers(api), *bodies(api)]:
        yield place, JSON in content


def ame_02(api: Api) -> Found:
    for place, content in bodies(api):
        yield place, JSON in content


def ame_04(api: Api) -> Found:
    for place, name in field_names(api):
        yield place, name in RESERVED or CAMEL.fullmatch(name) is not None


def ame_05(api: Api) -> Found:
    """One style in the whole of the contract: camelCase."""
    for place, name in field_names(api):
        yield place, "_" not in name.removeprefix("_")


def ame_07(api: Api) -> Found:
    for place, name in field_names(api):
        yield place, re.fullmatch(r"[a-zA-Z0-9_]+", name) is not None


def arq_01(api: Api) -> Found:
    for place, content in bodies(api):
        yield place, JSON in content


def arq_03(api: Api) -> Found:
    for place, _ in operations(api):
        yield place, True
    for place, one in parameters(api, "header"):
        yield place, one["name"].lower() not in UNDECLARED


def arq_05(api: Api) -> Found:
    for place, one in parameters(api, "header"):
        schema = one.get("schema", {})
        yield place, schema.get("type") != "object" and schema.get("format") != "binary"


def arp_03(api: Api) -> Found:
    for place, status, response in responses(api):
        if status == "201":
            yield place, "Location" in response.get("headers", {})


def arp_04(api: Api) -> Found:
    for place, status, response in responses(api):
        if status == "202":
            yield place, "Location" in response.get("headers", {})


def fel_01(api: Api) -> Found:
    for place, content in faults(api):
        schema = content.get(PROBLEM, {}).get("schema", {})
        told = set(schema.get("properties", {})) & set(schema.get("required", []))
        yield place, schema.get("type") == "object" and told >= PROBLEM_FIELDS


def fel_02(api: Api) -> Found:
    for place, content in faults(api):
        yield place, list(content) == [PROBLEM]


def _days(api: Api) -> list[tuple[str, str, str]]:
    """Place, format and singular example of every field that is a day or a moment."""
    return [
        (f"{schema}.{name}", field["format"], str(field.get("example", "")))
        for schema, node in schemas(api)
        for name, field in node.get("properties", {}).items()
        if field.get("format") in {"date", "date-time"}
    ]


def _forms(field: Api) -> set[str]:
    return {one.get("format", "") for one in [field, *field.get("anyOf", [])]}


def dot_01(api: Api) -> Found:
    """What happened on a day is a day, what happened at a moment is a moment."""
    for schema, node in schemas(api):
        for name, field in node.get("properties", {}).items():
            if name.endswith(("On", "At")):
                form = "date" if name.endswith("On") else "date-time"
                yield f"{schema}.{name}", form in _forms(field)


def dot_02(api: Api) -> Found:
    for place, form, example in _days(api):
        parts = DATE.fullmatch(example) if form == "date" else TIME.match(example)
        yield place, parts is not None


def dot_04(api: Api) -> Found:
    """A day has no zone."""
    for place, form, example in _days(api):
        rest = DATE if form == "date" else ZONE
        yield place, rest.fullmatch(TIME.sub("", example, count=1)) is not None
