"""FNS, HYP: how a list is asked for, and the links that it and its records carry."""

import re
from typing import Any

from tests.profile.contract import JSON, VERBS, Api, Found, answers, paged, parameters

CAMEL = re.compile(r"[a-z]+([A-Z][a-z]*)*")


def fns_01(api: Api) -> Found:
    for place, one in parameters(api, "query"):
        yield place, CAMEL.fullmatch(one["name"]) is not None


def fns_03(api: Api) -> Found:
    for place, one in parameters(api, "query"):
        yield place, one["name"][:1].isalpha()


def fns_05(api: Api) -> Found:
    for place, one in parameters(api, "query"):
        yield place, one.get("required") is False


def fns_06(api: Api) -> Found:
    for place, one in parameters(api, "query"):
        yield place, re.fullmatch(r"[a-zA-Z0-9._~-]+", one["name"]) is not None


def fns_07(api: Api) -> Found:
    for place, query in paged(api):
        yield place, "limit" in query


def _default(query: dict[str, Api], name: str) -> Any:
    return query.get(name, {}).get("schema", {}).get("default")


def fns_08(api: Api) -> Found:
    for place, query in paged(api):
        yield place, _default(query, "page") == 1


def fns_09(api: Api) -> Found:
    for place, query in paged(api):
        yield place, _default(query, "limit") == 20


def _pages(api: Api) -> list[tuple[str, Any]]:
    """The fields of what every paged operation answers."""
    lists = {place for place, _ in paged(api)}
    return [
        (place, content[JSON]["schema"]["properties"])
        for place, content in answers(api)
        if place.removesuffix(" 200") in lists
    ]


def fns_10(api: Api) -> Found:
    for place, fields in _pages(api):
        yield place, {"_meta", "_links"} <= fields.keys()


def fns_13(api: Api) -> Found:
    for place, fields in _pages(api):
        told = fields.get("_meta", {}).get("properties", {}).keys()
        yield place, {"totalRecords", "page", "limit", "count"} <= told


def _links(api: Api) -> list[tuple[str, Any]]:
    """The schema of one link, for every answer that has links of its own."""
    return [
        (place, content[JSON]["schema"]["properties"]["_links"]["items"])
        for place, content in answers(api)
        if "_links" in content.get(JSON, {}).get("schema", {}).get("properties", {})
    ]


def hyp_11(api: Api) -> Found:
    for place, link in _links(api):
        yield place, link.get("properties", {}).keys() == {"href", "rel", "method"}


def hyp_12(api: Api) -> Found:
    for place, link in _links(api):
        yield place, "href" in link.get("required", [])


def hyp_15(api: Api) -> Found:
    for place, link in _links(api):
        yield place, "rel" in link.get("required", [])


def hyp_16(api: Api) -> Found:
    for place, link in _links(api):
        method = link.get("properties", {}).get("method", {})
        verbs = {one.lower() for one in method.get("enum", ["?"])}
        yield place, verbs <= set(VERBS)


def hyp_17(api: Api) -> Found:
    for place, link in _links(api):
        yield place, "method" in link.get("required", [])
