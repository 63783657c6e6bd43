"""What every field of the contract says about itself: its name, its meaning, its limits."""

import re
from collections.abc import Iterator
from typing import Any

from tests.contract import CONTRACT

SHAPES: dict[str, dict[str, Any]] = CONTRACT["components"]["schemas"]
FIELDS = {
    f"{shape}.{name}": field
    for shape in sorted(SHAPES)
    for name, field in SHAPES[shape].get("properties", {}).items()
}

# A format that says how long the text is.
EXACT = {"uuid", "date", "date-time"}
LIMITS = {
    "string": {"maxLength"},
    "integer": {"minimum", "maximum"},
    "number": {"minimum", "maximum"},
    "array": {"maxItems"},
}
# The REST API profile names these itself (FNS.10, HYP.03).
RESERVED = {"_meta", "_links"}
# What is said of the things instead of what they are: such words have no plural.
WITHOUT_PLURAL = {
    "added",
    "changed",
    "evidence",
    "key",
    "missing",
    "narrative",
    "next",
    "replacedBy",
    "unknown",
}
PLURAL_IN_GREEK = {"criteria"}
# HTTP's own words are explained by its standard.
VERBS = {"GET", "POST", "PATCH"}


def _name(field: str) -> str:
    return field.rpartition(".")[2]


def _referred(field: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = CONTRACT if "$ref" in field else {}
    for step in field.get("$ref", "").split("/")[1:]:
        found = found[step]
    return found


def _parts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The field's own schema, its alternatives and what its list or object holds."""
    yield schema
    inner = [schema.get("items"), schema.get("additionalProperties")]
    for one in [*schema.get("anyOf", []), *schema.get("oneOf", []), *inner]:
        if isinstance(one, dict):
            yield from _parts(one)


def _described(field: dict[str, Any]) -> str:
    """By itself, or by the shape that it refers to when both would say the same."""
    description: str = {**_referred(field), **field}.get("description", "")
    return description


def _codes(field: dict[str, Any]) -> set[str]:
    lists = [{**_referred(part), **part}.get("enum", []) for part in _parts(field)]
    return {str(code) for codes in lists for code in codes} - VERBS


def _limits_lacking(field: dict[str, Any]) -> set[str]:
    return {limit for part in _parts(field) for limit in _lacking_in(part)}


def _lacking_in(part: dict[str, Any]) -> set[str]:
    if part.keys() & {"enum", "const"} or part.get("format") in EXACT:
        return set()
    return LIMITS.get(part.get("type", ""), set()) - part.keys()


def _is_list(field: dict[str, Any]) -> bool:
    return any(part.get("type") == "array" for part in _parts(field))


def test_there_are_fields_to_look_at() -> None:
    assert len(FIELDS) > 1_000


def test_every_field_is_described_in_sentences() -> None:
    wordless = [one for one in FIELDS if not re.fullmatch(r"\S.*\.", _described(FIELDS[one]))]

    assert wordless == []


def test_every_code_is_explained_where_it_is_used() -> None:
    """As `code = what it means`."""
    unexplained = [
        (one, code)
        for one, field in FIELDS.items()
        for code in sorted(_codes(field))
        if not re.search(rf"\b{re.escape(code)} = ", _described(field))
    ]

    assert unexplained == []


def test_every_field_has_limits() -> None:
    lacking = {one: _limits_lacking(field) for one, field in FIELDS.items()}

    assert {one: limits for one, limits in lacking.items() if limits} == {}


def test_every_parameter_has_limits() -> None:
    lacking = {
        f"{verb} {path} {one['name']}": _limits_lacking(one["schema"])
        for path, operations in CONTRACT["paths"].items()
        for verb, operation in operations.items()
        for one in ({**_referred(each), **each} for each in operation.get("parameters", []))
    }

    assert {one: limits for one, limits in lacking.items() if limits} == {}


def test_every_field_is_named_in_lower_camel_case_by_letters_only() -> None:
    odd = [one for one in FIELDS if not re.fullmatch(r"[a-z]+([A-Z][a-z]*)*", _name(one))]

    assert [one for one in odd if _name(one) not in RESERVED] == []


def test_every_list_is_named_in_the_plural() -> None:
    names = {_name(one) for one, field in FIELDS.items() if _is_list(field)}

    assert {
        one for one in names - WITHOUT_PLURAL - PLURAL_IN_GREEK if not one.endswith("s")
    } == set()
