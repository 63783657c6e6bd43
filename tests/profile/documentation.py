"""DOK: what the contract says about the service as a whole and about each operation."""

import re

from tests.profile.contract import (
    JSON,
    Api,
    Found,
    answers,
    bodies,
    operations,
    responses,
)

ENGLISH = {"and", "of", "the", "in", "is", "to"}
SWEDISH = {"och", "av", "som", "är", "för", "det"}
LIMITS = ("begränsning", "limit", "problem")


def dok_01(api: Api) -> Found:
    docs = api.get("externalDocs")
    if docs is not None:
        for name in ("description", "url"):
            yield f"externalDocs.{name}", bool(docs.get(name, "").strip())


def dok_03(api: Api) -> Found:
    info = api["info"]
    for name in ("title", "version", "description", "termsOfService"):
        yield name, bool(info.get(name))
    for name in ("name", "url", "email"):
        yield f"contact.{name}", bool(info.get("contact", {}).get(name))
    for name in ("name", "url"):
        yield f"license.{name}", bool(info.get("license", {}).get(name))


def dok_06(api: Api) -> Found:
    words = set(re.findall(r"[a-zåäö]+", api["info"].get("description", "").lower()))
    yield "in Swedish", bool(words & SWEDISH)
    yield "in English", bool(words & ENGLISH)


def dok_07(api: Api) -> Found:
    yield "info.description", bool(api["info"].get("description"))


def dok_08(api: Api) -> Found:
    level = api["info"].get("x-sla", {})
    for name in ("availability", "responseTime", "support"):
        yield f"x-sla.{name}", bool(level.get(name))


def dok_09(api: Api) -> Found:
    said = api["info"].get("description", "").lower()
    yield "info", bool(api["info"].get("x-limitations")) or any(word in said for word in LIMITS)


def dok_11(api: Api) -> Found:
    yield "info.description", bool(api["info"].get("description", "").strip())


def dok_12(api: Api) -> Found:
    told = {one["name"]: one.get("description") for one in api.get("tags", [])}
    for place, operation in operations(api):
        for tag in operation.get("tags", [""]):
            yield f"{place} {tag}", bool(told.get(tag))


def dok_13(api: Api) -> Found:
    for place, operation in operations(api):
        kinds = {status[0] for status in operation["responses"]}
        yield place, "2" in kinds and kinds >= {"4", "5"}


def dok_15(api: Api) -> Found:
    """A response or a body has an example; `examples` inside a schema does not count."""
    for place, content in [*answers(api), *bodies(api)]:
        if JSON in content:
            shown = content[JSON].keys() & {"example", "examples"}
            yield place, bool(shown) or "example" in content[JSON].get("schema", {})


def dok_16(api: Api) -> Found:
    for place, content in [*answers(api), *bodies(api)]:
        if JSON in content:
            yield place, bool(content[JSON].get("schema"))


def dok_17(api: Api) -> Found:
    yield "openapi", re.fullmatch(r"3\.\d+\.\d+", api.get("openapi", "")) is not None


def dok_19(api: Api) -> Found:
    for place, operation in operations(api):
        yield place, bool(operation.get("summary") and operation.get("description"))


def dok_20(api: Api) -> Found:
    for place, _, response in responses(api):
        yield place, bool(response.get("description"))


def dok_21(api: Api) -> Found:
    """That nobody has to identify himself is said too, by an empty list."""
    stated = any("security" in operation for _, operation in operations(api))
    yield "security", isinstance(api.get("security"), list) or stated
