"""RES, UFN, MOG, VER: addresses, how far the contract is REST, and its version."""

import re
from typing import Any

from tests.profile.contract import (
    JSON,
    VERBS,
    Api,
    Found,
    answers,
    field_names,
    operations,
    paged,
    parameters,
)

PERSONAL = {
    "personalidentitynumber",
    "personnr",
    "personnummer",
    "pnr",
    "socialsecuritynumber",
    "ssn",
}
VERB_FIRST = re.compile(r"(get|post|put|delete|patch)-")
STATES = {"alpha", "beta", "active", "deprecated", "retired", "decommissioned", "decommisioned"}
API_INFO = {"apiName", "apiVersion", "apiReleased", "apiDocumentation", "apiStatus"}


def _servers(api: Api) -> list[str]:
    return [one["url"] for one in api.get("servers", [])]


def _segments(path: str) -> list[str]:
    return [one for one in path.split("/") if one and "{" not in one]


def res_01(api: Api) -> Found:
    for place, one in parameters(api, "path"):
        if one["name"].endswith("Id"):
            yield place, one["schema"].get("format") == "uuid"


def res_02(api: Api) -> Found:
    for place, one in [*parameters(api, "path"), *parameters(api, "query")]:
        yield place, one["name"].lower() not in PERSONAL
    for place, name in field_names(api):
        yield place, name.lower() not in PERSONAL


def res_06(api: Api) -> Found:
    """Plural nouns are for a reader to judge; see the stated deviations."""
    for path in api["paths"]:
        for segment in _segments(path):
            well_formed = re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", segment)
            yield f"{path} {segment}", bool(well_formed) and not VERB_FIRST.match(segment)


def ufn_01(api: Api) -> Found:
    for url in _servers(api):
        yield url, re.fullmatch(r"https://[^/]+/[^/]+/v[0-9]+", url) is not None


def ufn_02(api: Api) -> Found:
    for url in _servers(api):
        yield url, re.match(r"https://[^/:]+(:443)?/", url) is not None


def ufn_04(api: Api) -> Found:
    for place, query in paged(api):
        yield place, "page" in query and not query.keys() & {"order", "orderBy", "offset"}


def ufn_05(api: Api) -> Found:
    for url in _servers(api):
        for path in api["paths"]:
            yield f"{url}{path}", len(url + path) <= 2048


def ufn_07(api: Api) -> Found:
    for text in [*(url.replace(":", "") for url in _servers(api)), *api["paths"]]:
        plain = re.sub(r"\{[^{}]+\}", "", text)
        yield text, re.fullmatch(r"[a-z0-9/.~-]+", plain) is not None


def ufn_08(api: Api) -> Found:
    for path in api["paths"]:
        for segment in _segments(path):
            yield path, re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", segment) is not None


def ufn_09(api: Api) -> Found:
    names = [one["name"] for _, one in parameters(api, "path")]
    for text in [*_servers(api), *api["paths"], *names]:
        yield text, re.search(r"[\s_]", text) is None


def mog_01(api: Api) -> Found:
    verbs = {verb for item in api["paths"].values() for verb in item}
    yield "paths", len(api["paths"]) >= 2
    yield "verbs", len(verbs & set(VERBS)) >= 2
    for path, item in api["paths"].items():
        yield path, bool(item.keys() & set(VERBS))


def mog_02(api: Api) -> Found:
    yield (
        "_links",
        any(
            _has_links(media.get("schema", {}))
            for _, content in answers(api)
            for media in content.values()
        ),
    )


def _has_links(schema: Any) -> bool:
    branches = [one for kind in ("allOf", "anyOf", "oneOf") for one in schema.get(kind, [])]
    inner = [*branches, *([schema["items"]] if "items" in schema else [])]
    return "_links" in schema.get("properties", {}) or any(_has_links(one) for one in inner)


def ver_04(api: Api) -> Found:
    yield "info.version", re.fullmatch(r"\d+\.\d+\.\d+", api["info"]["version"]) is not None


def ver_05(api: Api) -> Found:
    for url in _servers(api):
        yield url, re.search(r"/v(0|[1-9][0-9]*)(/|$)", url) is not None


def ver_06(api: Api) -> Found:
    yield "/api-info", "get" in api["paths"].get("/api-info", {})


def _api_info(api: Api) -> Any:
    answer = api["paths"]["/api-info"]["get"]["responses"]["200"]
    return answer["content"][JSON]["schema"]


def ver_07(api: Api) -> Found:
    if "/api-info" in api["paths"]:
        for name in API_INFO:
            yield name, name in _api_info(api).get("required", [])


def ver_10(api: Api) -> Found:
    if "/api-info" in api["paths"]:
        status = _api_info(api).get("properties", {}).get("apiStatus", {})
        for state in status.get("enum", [status.get("const", "")]):
            yield state or "apiStatus", state in STATES


def ver_11(api: Api) -> Found:
    """Our own line: as long as nobody has to identify himself, it is a beta."""
    is_open = api.get("security") == [] or {} in api.get("security", [])
    yield "info.version", not is_open or api["info"]["version"].startswith("0.")


def for_02(api: Api) -> Found:
    """The linter's own: a GET has no body."""
    for place, operation in operations(api):
        if place.startswith("get "):
            yield place, "requestBody" not in operation
