"""The schemas of the contract: their limits, their formats and the examples of whole objects."""

from collections.abc import Iterator
from typing import Any

from app.http.contract.examples import BY_FORMAT, Components, Schema, example_of, example_of_change

LENGTH_OF = {"uuid": 36, "date": 10, "date-time": 35}
DAYS_AND_INSTANTS = ("date", "date-time")
INT32 = 2**31 - 1
DATA = frozenset({"example", "examples", "enum", "default"})
# What pydantic writes of a limit on days, which JSON Schema has no word for.
UNKNOWN_WORDS = ("ge", "le", "title")


def say_in_full(document: dict[str, Any]) -> None:
    """Every schema in the document, wherever it stands."""
    for schema in list(_schemas_in(document)):
        _drop_unknown_words(schema)
        _keep_one_example(schema)
        _limit(schema)


def give_examples(components: Components) -> None:
    """To every object that crosses the boundary; the parts first, since wholes are made of them."""
    bodies = {name: _example(name, components) for name in sorted(components)}
    for name, example in bodies.items():
        if isinstance(example, dict):
            components[name]["example"] = example


def _example(name: str, components: Components) -> Any:
    if name.endswith("Update"):
        return example_of_change(components[name], components)
    return example_of(components[name], components, whole=not name.endswith(("Create", "-Input")))


def _schemas_in(node: Any) -> Iterator[Schema]:
    """What stands inside an example is data, not a schema."""
    inside: Any = node if isinstance(node, list) else ()
    if isinstance(node, dict):
        inside = [one for key, one in node.items() if key not in DATA]
        if _is_schema(node):
            yield node
    for one in inside:
        yield from _schemas_in(one)


def _is_schema(node: Schema) -> bool:
    """By its type; what may be anything has examples and, unlike a parameter, no schema."""
    if isinstance(node.get("type"), str) or "anyOf" in node or "$ref" in node:
        return True
    return isinstance(node.get("examples"), list) and "schema" not in node


def _drop_unknown_words(schema: Schema) -> None:
    for word in UNKNOWN_WORDS:
        if not isinstance(schema.get(word), dict):
            schema.pop(word, None)


def _keep_one_example(schema: Schema) -> None:
    """The national profile looks for `example`, and pydantic writes `examples`."""
    if isinstance(schema.get("examples"), list):
        (schema["example"],) = schema.pop("examples")


def _limit(schema: Schema) -> None:
    kind, form = schema.get("type"), schema.get("format")
    if kind == "string" and form in LENGTH_OF and "enum" not in schema:
        schema.setdefault("maxLength", LENGTH_OF[form])
    if kind == "string" and form in DAYS_AND_INSTANTS:
        schema.setdefault("example", BY_FORMAT[form])
    if kind == "integer":
        for bound in ("minimum", "maximum"):
            if bound in schema:
                schema[bound] = int(schema[bound])
        schema["format"] = "int32" if schema.get("maximum", 0) <= INT32 else "int64"
