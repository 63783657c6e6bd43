"""The invented year of the demonstration: there once, and never taken for real."""

import json
from typing import Any

import pytest

from app.imports import supplement
from tests.databases import joined
from tests.imports.conftest import Register


@pytest.fixture
def example(register: Register) -> Any:
    with register.connection.begin_nested() as undone:
        with joined(register.connection).begin() as session:
            loaded = supplement.load(session)
        yield loaded
        undone.rollback()


def test_the_supplement_is_loaded_once(register: Register, example: supplement.Loaded) -> None:
    with joined(register.connection).begin() as session:
        again = supplement.load(session)

    assert example.added == example.records > 50
    assert again.added == 0


def test_every_invented_record_says_so() -> None:
    for entry in supplement.entries(supplement.INVENTED):
        assert "åhittat exempel" in json.dumps(entry["body"], ensure_ascii=False), entry["key"]


def test_the_forums_have_met_and_one_meeting_was_cancelled(
    register: Register, example: supplement.Loaded
) -> None:
    network = register.record("forums", "sodermanland-lan-2021#forum-1")
    steering = register.record("forums", "sodermanland-lan-2023#forum-1")

    held = {
        forum["kind"]: [one["cancelled"] for one in register.all("meetings", forumId=forum["id"])]
        for forum in (network, steering)
    }
    assert sorted(held["network"]) == [False, False, False, True]
    assert held["steeringGroup"] == [False, False]


def test_the_year_has_something_of_everything(
    register: Register, example: supplement.Loaded
) -> None:
    (plan,) = register.all("operating-plans", countyCode="04", year=2024)
    visits = register.all("activities", operatingPlanId=plan["id"], kind="municipalityVisit")
    assert len(visits) == 6
    kinds = {one["kind"] for one in register.all("follow-ups", year=2024)}
    assert kinds == {"production", "process", "effect"}
    for noun in ("support-needs", "situation-pictures", "action-plans", "council-reports"):
        assert register.all(noun), noun
    granted = {one["grantedAmount"] for one in register.all("state-grants", countyCode="04")}
    assert granted == {200_000, 0, None}
    answers = register.all("indicator-answers", countyCode="04", year=2024)
    assert {one["indicator"] for one in answers} == {"I12", "I13c", "I13s"}


def test_what_seed_002_counted_is_kept(register: Register, example: supplement.Loaded) -> None:
    agreement = register.record("agreements", "smakommuner-ac-bd-2014")

    (counted,) = register.all("follow-ups", commitmentId=agreement["id"])
    values = {one["what"]: one["value"] for one in counted["values"]}
    assert values["kunskapshöjande konferenser"] == 4
    assert values["varav nationella konferenser"] == 1
    assert values["nätverksträffar för samordnare, kontaktpersoner och polis"] == 5
