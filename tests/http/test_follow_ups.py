"""Follow-ups over HTTP."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pydantic.alias_generators import to_camel
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import FollowUpRule, Indicator, IndicatorValue
from app.models.follow_ups import SUBJECTS
from tests import make
from tests.make import API

FOLLOW_UPS = f"{API}/follow-ups"


def _subjects(session: Session) -> dict[str, UUID]:
    """One of each, all of the same agreement in Oxelösund where they have one."""
    code = make.municipality(session, "0481").code
    agreement = make.agreement(session, "Överenskommelsen", municipality_codes=[code])
    area = make.prioritised_area(session, "Stöld", commitment_id=agreement.id)
    plan = make.action_plan(session, "Planen", commitment_id=agreement.id)
    return {
        "commitmentId": agreement.id,
        "prioritisedAreaId": area.id,
        "measureId": make.measure(session, "Åtgärden", action_plan_id=plan.id).id,
        "actionPlanId": plan.id,
        "operatingPlanId": make.operating_plan(session, title="Verksamhetsplanen").id,
    }


def _rule(session: Session, commitment_id: UUID) -> FollowUpRule:
    rule = FollowUpRule(commitment_id=commitment_id, as_stated="En gång om året")
    session.add(rule)
    session.flush()
    return rule


@pytest.mark.parametrize(
    ("subject", "name", "expected"),
    [
        ("commitmentId", "commitmentTitle", "Överenskommelsen"),
        ("prioritisedAreaId", "prioritisedAreaName", "Stöld"),
        ("measureId", "measureName", "Åtgärden"),
        ("actionPlanId", "actionPlanTitle", "Planen"),
        ("operatingPlanId", "operatingPlanTitle", "Verksamhetsplanen"),
    ],
)
def test_a_follow_up_names_its_subject_and_is_found_by_it(
    client: TestClient, session: Session, subject: str, name: str, expected: str
) -> None:
    subjects = {one: str(key) for one, key in _subjects(session).items()}
    make.follow_up(session)
    body = {"kind": "effect", subject: subjects[subject]}

    answer = client.post(FOLLOW_UPS, json=body)

    assert answer.status_code == 201, answer.text
    assert answer.json()[name] == expected
    found = client.get(FOLLOW_UPS, params={subject: subjects[subject]}).json()["items"]
    assert [one["id"] for one in found] == [answer.json()["id"]]


@pytest.mark.parametrize("chosen", [(), ("commitmentId", "measureId")])
def test_a_follow_up_is_of_precisely_one_thing(
    client: TestClient, session: Session, chosen: tuple[str, ...]
) -> None:
    subjects = _subjects(session)

    answer = client.post(
        FOLLOW_UPS, json={"kind": "process", **{one: str(subjects[one]) for one in chosen}}
    )

    assert answer.status_code == 422
    assert answer.json()["detail"] == "Ange precis en sak som uppföljningen gäller."


def test_values_may_be_of_a_known_indicator_or_in_the_sources_words(
    client: TestClient, session: Session
) -> None:
    agreement = make.agreement(session)
    area = make.prioritised_area(
        session, commitment_id=agreement.id, indicators=[Indicator(name="Anmälda stölder")]
    )
    known = {"indicatorId": str(area.indicators[0].id), "what": "Stölder", "value": 112.5}
    stated = {"what": "Tryggheten", "valueAsStated": "ökade", "unit": "procent"}

    answer = client.post(
        FOLLOW_UPS,
        json={"kind": "effect", "commitmentId": str(agreement.id), "values": [known, stated]},
    )

    assert answer.status_code == 201, answer.text
    first, second = answer.json()["values"]
    assert first == {
        **known,
        "indicatorName": "Anmälda stölder",
        "valueAsStated": None,
        "unit": None,
    }
    assert second == {**stated, "indicatorId": None, "indicatorName": None, "value": None}


def test_a_colour_is_never_alone(client: TestClient, session: Session) -> None:
    follow_up = make.follow_up(session)

    answer = client.patch(f"{FOLLOW_UPS}/{follow_up.id}", json={"outcome": "green"})

    assert answer.status_code == 422
    assert [one["name"] for one in answer.json()["invalidParameters"]] == ["outcomeWord"]
    both = {"outcome": "green", "outcomeWord": "Genomfört"}
    assert client.patch(f"{FOLLOW_UPS}/{follow_up.id}", json=both).status_code == 200


@pytest.mark.parametrize("subject", ["commitmentId", "prioritisedAreaId", "measureId"])
def test_a_follow_up_answers_a_rule_of_its_own_agreement(
    client: TestClient, session: Session, subject: str
) -> None:
    subjects = _subjects(session)
    own = _rule(session, subjects["commitmentId"])
    others = _rule(session, make.agreement(session).id)
    body = {"kind": "production", subject: str(subjects[subject])}

    refused = client.post(FOLLOW_UPS, json={**body, "ruleId": str(others.id)})
    taken = client.post(FOLLOW_UPS, json={**body, "ruleId": str(own.id)})

    assert refused.status_code == 422
    assert [one["name"] for one in refused.json()["invalidParameters"]] == ["ruleId"]
    assert taken.status_code == 201, taken.text
    assert taken.json()["ruleAsStated"] == "En gång om året"
    moved = client.patch(
        f"{FOLLOW_UPS}/{taken.json()['id']}",
        json={subject: None, "operatingPlanId": str(subjects["operatingPlanId"])},
    )
    assert moved.status_code == 422


@pytest.mark.parametrize("subject", [one for one in SUBJECTS if one != "operating_plan_id"])
def test_follow_ups_belong_where_their_subject_belongs(
    client: TestClient, session: Session, subject: str
) -> None:
    subjects = _subjects(session)
    make.municipality(session, "0580")
    kept = make.follow_up(session, "Gjort.", **{subject: subjects[to_camel(subject)]})
    make.follow_up(session)

    def found(**query: str) -> list[str]:
        return [one["id"] for one in client.get(FOLLOW_UPS, params=query).json()["items"]]

    assert found(countyCode="04") == [str(kept.id)]
    assert found(municipalityCode="0481") == [str(kept.id)]
    assert found(countyCode="05") == found(municipalityCode="0580") == []


@pytest.mark.parametrize(
    ("query", "summaries"),
    [
        ({"kind": "effect"}, ["b"]),
        ({"outcome": "red"}, ["c"]),
        ({"year": 2022}, ["a"]),
        ({"year": 2023}, ["b"]),
        ({"year": 2024}, ["c"]),
        ({"countyCode": "04"}, ["d"]),
    ],
)
def test_follow_ups_are_narrowed(
    client: TestClient, session: Session, query: dict[str, str], summaries: list[str]
) -> None:
    """Dated by the day it was done, else by the end of its period, else by publication."""
    early, later, last = date(2022, 5, 1), date(2023, 5, 1), date(2024, 5, 1)
    rows: list[dict[str, Any]] = [
        {"summary": "a", "done_on": early, "period_ends_on": later, "published_on": last},
        {"summary": "b", "period_ends_on": later, "published_on": last, "kind": "effect"},
        {"summary": "c", "published_on": last, "outcome": "red", "outcome_word": "Inte gjort"},
        {"summary": "d", "operating_plan_id": make.operating_plan(session).id},
    ]
    for row in rows:
        make.follow_up(session, **row)

    answer = client.get(FOLLOW_UPS, params=query)

    assert [one["summary"] for one in answer.json()["items"]] == summaries


def test_an_indicator_with_values_is_not_taken_away(client: TestClient, session: Session) -> None:
    area = make.prioritised_area(session, indicators=[Indicator(name="Anmälda stölder")])
    measured = IndicatorValue(what="Stölder", indicator_id=area.indicators[0].id)
    make.follow_up(session, values=[measured])

    answer = client.patch(f"{API}/prioritised-areas/{area.id}", json={"indicators": []})

    assert answer.status_code == 409, answer.text
    assert answer.json()["detail"].startswith("Något annat i registret hänvisar till")


@pytest.mark.parametrize("name", ["actorId", "categoryCode", "methodCode"])
def test_follow_ups_are_found_through_what_was_followed_up(
    client: TestClient, session: Session, name: str
) -> None:
    agreement = make.agreement(session)
    party, doer, method = make.actor(session), make.actor(session, "Polis"), make.method(session)
    make.party(session, agreement, party)
    code = make.area_category(session).code
    area = make.prioritised_area(session, commitment_id=agreement.id, category_codes=[code])
    inside = make.measure(session, prioritised_area_id=area.id, commitment_id=agreement.id)
    elsewhere = make.measure(session, method_id=method.id)
    make.measure_actor(session, elsewhere, doer)
    make.follow_up(session, "avtalet", commitment_id=agreement.id)
    make.follow_up(session, "området", prioritised_area_id=area.id)
    make.follow_up(session, "åtgärden", measure_id=inside.id)
    make.follow_up(session, "en annan", measure_id=elsewhere.id)

    def found(value: object) -> list[str]:
        items = client.get(FOLLOW_UPS, params={name: str(value)}).json()["items"]
        return [one["summary"] for one in items]

    expected: dict[str, list[tuple[object, list[str]]]] = {
        "actorId": [(party.id, ["avtalet", "området", "åtgärden"]), (doer.id, ["en annan"])],
        "categoryCode": [(code, ["området", "åtgärden"]), ("other", [])],
        "methodCode": [(method.code, ["en annan"]), ("other", [])],
    }
    for value, summaries in expected[name]:
        assert found(value) == summaries
