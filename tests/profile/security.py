"""SAK, SPA: transport, how a caller is known, what is refused, and what can be traced."""

from app.permissions import PUBLIC
from tests.profile.contract import (
    VERBS,
    WRITING,
    Api,
    Found,
    named,
    operations,
    responses,
)


def _schemes(api: Api) -> list[tuple[str, Api]]:
    return list(api["components"].get("securitySchemes", {}).items())


def _headers(operation: Api) -> dict[str, Api]:
    return {name.lower(): one for name, one in named(operation, "header").items()}


def sak_01(api: Api) -> Found:
    for one in api.get("servers", []):
        yield one["url"], one["url"].startswith("https://")


def sak_08(api: Api) -> Found:
    """What is not public asks for a token, and says what comes of having none or too little."""
    for place, operation in operations(api):
        asked = operation.get("security", api.get("security")) or []
        if operation["operationId"] not in PUBLIC:
            refusals = operation["responses"].keys() & {"401", "403"}
            yield place, bool(asked) and {} not in asked and len(refusals) == 2


def sak_09(api: Api) -> Found:
    for name, one in _schemes(api):
        if "scheme" in one:
            yield name, one["scheme"].lower() not in {"basic", "digest"}


def sak_10(api: Api) -> Found:
    for name, one in _schemes(api):
        if "scheme" in one:
            yield name, one["scheme"] == "bearer"


def sak_13(api: Api) -> Found:
    """By a token, whichever way it was obtained: each way asks for the same scope."""
    for place, operation in operations(api):
        for one in operation["security"]:
            yield place, set(one) <= {"oauth2", "bearer"}


def sak_15(api: Api) -> Found:
    for name, one in _schemes(api):
        if one["type"] == "apiKey":
            yield name, one["in"] != "query"


def sak_16(api: Api) -> Found:
    for name, one in _schemes(api):
        if one["type"] == "apiKey":
            yield name, one["in"] == "header"


def sak_18(api: Api) -> Found:
    for name, one in _schemes(api):
        if one["type"] == "oauth2":
            for kind, flow in one["flows"].items():
                urls = [url for field, url in flow.items() if field.endswith("Url")]
                yield f"{name}.{kind}", bool(urls) and all(u.startswith("https://") for u in urls)


def sak_29(api: Api) -> Found:
    for place, operation in operations(api):
        if place.split()[0] in WRITING and "requestBody" in operation:
            yield place, "415" in operation["responses"]


def spa_02(api: Api) -> Found:
    for place, operation in operations(api):
        if place.split()[0] in VERBS:
            header = _headers(operation).get("traceparent", {"required": True})
            yield place, not header.get("required", False)


def spa_04(api: Api) -> Found:
    for place, _, response in responses(api):
        yield place, "schema" in response.get("headers", {}).get("traceparent", {})


def spa_07(api: Api) -> Found:
    for place, operation in operations(api):
        headers = _headers(operation)
        yield place, "x-request-id" not in headers or "traceparent" in headers
