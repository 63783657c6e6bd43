"""Definitions over HTTP: each edition with its rule and the days between which it holds."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.completeness.checks import CHECKS
from app.law.requirements import REQUIREMENTS
from app.quality.criteria import CRITERIA
from app.report_form import MEASURES
from app.schemas.definitions import DefinitionFilters, DefinitionKind
from app.services.definitions import Definition, matching
from tests.make import API

ADDRESS = f"{API}/definitions"


def ask(client: TestClient, **query: Any) -> Any:
    answer = client.get(ADDRESS, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_what_is_asked_is_told_with_its_rule_source_and_edition(client: TestClient) -> None:
    found = ask(client, kind="requirement", limit=100)

    assert [one["id"] for one in found["items"]] == [one.id for one in REQUIREMENTS]
    clock = next(one for one in found["items"] if one["id"] == "L08")
    assert clock == {
        "kind": "requirement",
        "id": "L08",
        "edition": 1,
        "validFrom": None,
        "validTo": None,
        "wording": "Lägesbilden är uppdaterad inom två år",
        "rule": "den senaste lägesbilden är högst 24 månader gammal",
        "source": "lag (2023:196), 6 §",
    }


@pytest.mark.parametrize(
    ("kind", "ids"),
    [
        ("criterion", [one.id for one in CRITERIA]),
        ("step", ["S1", "S2", "S3", "S4", "S5"]),
        ("indicator", [one.id for one in MEASURES]),
    ],
)
def test_all_that_is_asked_is_there(client: TestClient, kind: str, ids: list[str]) -> None:
    found = ask(client, kind=kind, limit=100)

    assert [one["id"] for one in found["items"]] == ids


def test_a_check_of_several_kinds_of_records_is_told_once(client: TestClient) -> None:
    ids = [one["id"] for one in ask(client, kind="check", limit=100)["items"]]

    assert len(ids) == len(set(ids))
    assert set(ids) == {one.id for every in CHECKS.values() for one in every}


def test_they_come_page_by_page(client: TestClient) -> None:
    every = ask(client, kind="requirement", limit=100)["items"]
    second = ask(client, kind="requirement", limit=5, page=2)

    assert second["items"] == every[5:10]
    assert second["_meta"]["totalRecords"] == len(every)
    assert ask(client, page=0)["items"] == []


@pytest.mark.parametrize(
    ("query", "editions"),
    [
        ({"asOf": "2025-12-31"}, [1]),
        ({"asOf": "2026-01-01"}, [2]),
        ({"asOf": "2026-01-01", "everyEdition": True}, [1, 2]),
        ({"asOf": "2026-01-01", "kind": "indicator", "everyEdition": True}, []),
    ],
)
def test_an_edition_is_shown_on_its_days_and_every_one_on_request(
    query: dict[str, Any], editions: list[int]
) -> None:
    first = replace(REQUIREMENTS[0], valid_to=date(2025, 12, 31))
    second = replace(first, edition=2, valid_from=date(2026, 1, 1), valid_to=None)
    words = ("Ordalydelse", "regel", "källa")
    every = [Definition(DefinitionKind.REQUIREMENT, one, *words) for one in (first, second)]

    found = matching(every, DefinitionFilters.model_validate(query))

    assert [one.of.edition for one in found] == editions


def test_an_unknown_kind_is_refused(client: TestClient) -> None:
    answer = client.get(ADDRESS, params={"kind": "åsikt"})

    assert answer.status_code == 400
    assert [one["name"] for one in answer.json()["invalidParameters"]] == ["kind"]
