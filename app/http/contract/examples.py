"""Examples of whole bodies and answers, put together from the examples of their fields."""

from typing import Any

Schema = dict[str, Any]
Components = dict[str, Schema]

IDENTIFIER = "018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e77"
BY_FORMAT = {"uuid": IDENTIFIER, "date": "2024-06-30", "date-time": "2024-06-30T08:15:00.000Z"}
BY_TYPE: dict[str, Any] = {"string": "text", "integer": 1, "number": 1.5, "boolean": True}
OF_A_CHANGE = 2


def example_of(schema: Schema, components: Components, *, whole: bool) -> Any:
    """`whole`: with every field, as in an answer; else what is needed or well worth sending."""
    schema = resolved(schema, components)
    if "example" in schema:
        return schema["example"]
    if "anyOf" in schema:
        return None if any(one.get("type") == "null" for one in schema["anyOf"]) else _first(schema)
    if schema.get("type") == "object":
        return _object(schema, components, whole=whole)
    if schema.get("type") == "array":
        return [example_of(schema["items"], components, whole=whole)]
    return _plain(schema)


def resolved(schema: Schema, components: Components) -> Schema:
    """Behind a reference, with what stands beside it."""
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rpartition("/")[2]
    return {**components[name], **{key: one for key, one in schema.items() if key != "$ref"}}


def _first(schema: Schema) -> Any:
    return _plain(schema["anyOf"][0])


def _plain(schema: Schema) -> Any:
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema["type"]
    if kind in ("integer", "number"):
        return max(BY_TYPE[kind], schema.get("minimum", 0))
    return BY_FORMAT.get(schema.get("format", ""), BY_TYPE[kind])


def _object(schema: Schema, components: Components, *, whole: bool) -> dict[str, Any]:
    needed = schema.get("required", [])
    fields = {
        name: field
        for name, field in schema.get("properties", {}).items()
        if whole or name in needed or _worth_sending(field, components)
    }
    return {name: example_of(one, components, whole=whole) for name, one in fields.items()}


def _worth_sending(field: Schema, components: Components) -> bool:
    """It has an example of its own, or is made of fields that do and refers to no other record."""
    field = resolved(field, components)
    if "example" in field:
        return field["example"] not in (None, [])
    if field.get("type") == "array":
        return _is_shape_worth_sending(field["items"], components)
    return _is_shape_worth_sending(field, components)


def _is_shape_worth_sending(schema: Schema, components: Components) -> bool:
    schema = resolved(schema, components)
    fields: Components = schema.get("properties", {})
    needed = (fields[name] for name in schema.get("required", []))
    if any(resolved(one, components).get("format") == "uuid" for one in needed):
        return False
    return any(_worth_sending(one, components) for one in fields.values())


def example_of_change(schema: Schema, components: Components) -> Any:
    """A change sends only what is to be different: some words, in which nothing is lost."""
    sent = example_of(schema, components, whole=False)
    texts = [name for name in sent if _is_text(schema["properties"][name], components)]
    return {name: sent[name] for name in (texts or list(sent))[:OF_A_CHANGE]}


def _is_text(field: Schema, components: Components) -> bool:
    field = resolved(field, components)
    kinds = field.get("anyOf", [field])
    return any(one.get("type") == "string" and not {"enum", "format"} & set(one) for one in kinds)
