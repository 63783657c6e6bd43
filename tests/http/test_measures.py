"""Measures over HTTP."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import Cause, Goal, PrioritisedArea, Signature
from tests import make
from tests.make import API

MEASURES = f"{API}/measures"


def area_in(
    session: Session, commitment_id: UUID, name: str = "Stöld", **values: Any
) -> PrioritisedArea:
    """With one cause and one goal."""
    return make.prioritised_area(
        session,
        name,
        commitment_id=commitment_id,
        causes=[Cause(text="Olåsta cykelrum")],
        goals=[Goal(text="Färre stölder")],
        **values,
    )


def belonging(area: PrioritisedArea, **other: PrioritisedArea) -> dict[str, str]:
    """The area, its cause and its goal, or those of another area."""
    return {
        "prioritisedAreaId": str(other.get("area", area).id),
        "causeId": str(other.get("cause", area).causes[0].id),
        "goalId": str(other.get("goal", area).goals[0].id),
    }


def test_a_measure_is_shown_with_the_names_of_what_it_belongs_to(
    client: TestClient, session: Session
) -> None:
    draft = make.draft(session, "Överenskommelse för Oxelösund")
    area = area_in(session, draft.id)
    method = make.method(session, "est", name="EST")
    actor = make.actor(session, "Oxelösunds kommun")
    body = {
        "name": "Veckomöten",
        "commitmentId": str(draft.id),
        "methodId": str(method.id),
        "progress": "planned",
        "actors": [
            {"actorId": str(actor.id), "role": "responsible"},
            {"asStated": "socialtjänsten", "role": "participating", "undertakes": "Deltar"},
        ],
        **belonging(area),
    }

    answer = client.post(MEASURES, json=body)

    assert answer.status_code == 201, answer.text
    measure = answer.json()
    assert measure["commitmentTitle"] == "Överenskommelse för Oxelösund"
    assert measure["prioritisedAreaName"] == "Stöld"
    assert (measure["methodCode"], measure["methodName"]) == ("est", "EST")
    assert [(one["actorName"], one["asStated"]) for one in measure["actors"]] == [
        ("Oxelösunds kommun", None),
        (None, "socialtjänsten"),
    ]
    assert client.get(f"{MEASURES}/{measure['id']}").json() == measure


def test_a_measure_may_lack_area_and_method(client: TestClient, session: Session) -> None:
    body = {"name": "Kommunbesök", "commitmentId": str(make.draft(session).id)}

    answer = client.post(MEASURES, json=body)

    assert answer.status_code == 201, answer.text
    assert (answer.json()["prioritisedAreaId"], answer.json()["methodCode"]) == (None, None)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"name": "Hemlös"}, "commitmentId"),
        ({"name": "Utan aktör", "actors": [{"role": "responsible"}]}, "actors"),
        ({"name": "Baklänges", "startsOn": "2024-02-01", "endsOn": "2024-01-31"}, "endsOn"),
        ({"name": "Okänd metod", "methodId": "018f3b5e-0000-7000-8000-000000000000"}, "methodId"),
    ],
)
def test_a_measure_that_says_too_little_or_too_much_is_refused(
    client: TestClient, session: Session, body: dict[str, Any], name: str
) -> None:
    home = {} if name == "commitmentId" else {"commitmentId": str(make.draft(session).id)}

    answer = client.post(MEASURES, json=body | home)

    assert answer.status_code == 422
    assert answer.json()["invalidParameters"][0]["name"] == name
    assert client.get(MEASURES).json()["_meta"]["totalRecords"] == 0


@pytest.mark.parametrize("strange", ["cause", "goal"])
def test_cause_and_goal_belong_to_the_area(
    client: TestClient, session: Session, strange: str
) -> None:
    draft = make.draft(session)
    area, other = area_in(session, draft.id), area_in(session, draft.id, "Ett annat")
    body = {"name": "Möten", "commitmentId": str(draft.id)}

    answer = client.post(MEASURES, json=body | belonging(area, **{strange: other}))

    assert answer.status_code == 422
    assert [one["name"] for one in answer.json()["invalidParameters"]] == [f"{strange}Id"]


def test_the_area_belongs_to_the_commitment_of_the_measure_or_of_its_plan(
    client: TestClient, session: Session
) -> None:
    draft, other = make.draft(session), make.draft(session, "Ett annat")
    plan = make.action_plan(session, commitment_id=draft.id)
    loose = make.action_plan(session, "En fristående plan")
    own, strange = area_in(session, draft.id), area_in(session, other.id)

    def status(home: dict[str, str], area: PrioritisedArea) -> int:
        body = {"name": "Möten", **home, **belonging(area)}
        return client.post(MEASURES, json=body).status_code

    assert status({"commitmentId": str(draft.id)}, own) == 201
    assert status({"commitmentId": str(draft.id)}, strange) == 422
    assert status({"actionPlanId": str(plan.id)}, own) == 201
    assert status({"actionPlanId": str(plan.id)}, strange) == 422
    assert status({"actionPlanId": str(loose.id)}, strange) == 201


def test_a_cause_without_its_area_is_refused(client: TestClient, session: Session) -> None:
    draft = make.draft(session)
    body = {"name": "Möten", "commitmentId": str(draft.id)} | belonging(area_in(session, draft.id))
    measure = client.post(MEASURES, json=body).json()

    answer = client.patch(f"{MEASURES}/{measure['id']}", json={"prioritisedAreaId": None})

    assert answer.status_code == 422
    assert answer.json()["invalidParameters"][0]["name"] == "prioritisedAreaId"


def test_work_goes_on_under_a_signed_commitment(client: TestClient, session: Session) -> None:
    signed = make.agreement(session)
    added = client.post(MEASURES, json={"name": "Ny", "commitmentId": str(signed.id)})
    assert added.status_code == 201, added.text
    here = f"{MEASURES}/{added.json()['id']}"

    followed = client.patch(
        here, json={"name": "Ny", "progress": "done", "endsOn": "2024-06-30", "note": "Klart."}
    )
    assert followed.status_code == 200, followed.text
    assert followed.json()["progress"] == "done"
    ending = {"endedOn": "2024-07-01", "reason": "Fel registrerad."}
    assert client.post(f"{here}/endings", json=ending).status_code == 201


@pytest.mark.parametrize(
    "change", [{"name": "Något annat"}, {"methodAsStated": "EST"}, {"isNamedMethod": True}]
)
def test_what_was_signed_is_not_reworded(
    client: TestClient, session: Session, change: dict[str, Any]
) -> None:
    measure = make.measure(session, "Möten", commitment_id=make.agreement(session).id)
    own = make.measure(session, "Utkastets", commitment_id=make.draft(session).id)

    answer = client.patch(f"{MEASURES}/{measure.id}", json=change)

    assert answer.status_code == 409
    assert [one["name"] for one in answer.json()["invalidParameters"]] == list(change)
    assert client.patch(f"{MEASURES}/{own.id}", json=change).status_code == 200


def test_nothing_is_planned_under_a_commitment_that_has_ended(
    client: TestClient, session: Session
) -> None:
    ended = make.agreement(session, ended_on=date(2024, 6, 30))
    measure = make.measure(session, commitment_id=ended.id)
    here = f"{MEASURES}/{measure.id}"

    new = client.post(MEASURES, json={"name": "Ny", "commitmentId": str(ended.id)})
    changed = client.patch(here, json={"progress": "done"})

    assert (new.status_code, changed.status_code) == (409, 409), new.text
    ending = {"endedOn": "2024-06-30", "reason": "Överenskommelsen är avslutad."}
    assert client.post(f"{here}/endings", json=ending).status_code == 201


def test_a_measure_does_not_move_to_another_commitment(
    client: TestClient, session: Session
) -> None:
    measure = make.measure(session, commitment_id=make.draft(session).id)
    other = make.draft(session, "Ett annat")

    answer = client.patch(f"{MEASURES}/{measure.id}", json={"commitmentId": str(other.id)})

    assert answer.status_code == 422


@pytest.fixture
def work(session: Session) -> dict[str, str]:
    """Ids by name: one measure of an agreement in Oxelösund, one of a plan in Örebro."""
    make.municipality(session, "0481")
    make.municipality(session, "1880", "Örebro")
    agreement = make.agreement(session, municipality_codes=["0481"])
    plan = make.action_plan(session, municipality_code="1880")
    area = area_in(
        session, agreement.id, category_codes=[make.area_category(session, "theft").code]
    )
    method = make.method(session, "est")
    actor = make.actor(session)
    meetings = make.measure(
        session,
        "Möten",
        commitment_id=agreement.id,
        prioritised_area_id=area.id,
        method_id=method.id,
        progress="ongoing",
        starts_on=date(2023, 6, 1),
        ends_on=date(2024, 1, 1),
    )
    make.measure_actor(session, meetings, actor)
    make.measure(
        session,
        "Vandring",
        action_plan_id=plan.id,
        progress="done",
        starts_on=date(2025, 1, 1),
    )
    rows = {"agreement": agreement, "plan": plan, "area": area, "method": method, "actor": actor}
    return {name: str(row.id) for name, row in rows.items()}


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("commitmentId", "agreement", ["Möten"]),
        ("actionPlanId", "plan", ["Vandring"]),
        ("prioritisedAreaId", "area", ["Möten"]),
        ("methodId", "method", ["Möten"]),
        ("methodCode", "est", ["Möten"]),
        ("actorId", "actor", ["Möten"]),
        ("progress", "done", ["Vandring"]),
        ("municipalityCode", "0481", ["Möten"]),
        ("municipalityCode", "1880", ["Vandring"]),
        ("countyCode", "18", ["Vandring"]),
        ("q", "vandr", ["Vandring"]),
        ("categoryCode", "theft", ["Möten"]),
        ("year", "2023", ["Möten"]),
        ("year", "2024", ["Möten"]),
        ("year", "2025", ["Vandring"]),
    ],
)
def test_measures_are_found_by_what_they_belong_to_in_one_statement(
    client: TestClient,
    work: dict[str, str],
    statements: list[str],
    name: str,
    value: str,
    found: list[str],
) -> None:
    statements.clear()

    answer = client.get(MEASURES, params={name: work.get(value, value)})

    assert answer.status_code == 200, answer.text
    assert [one["name"] for one in answer.json()["items"]] == found
    assert len(statements) == 1


def test_what_is_being_signed_is_not_reworded_through_its_measures(
    client: TestClient, session: Session
) -> None:
    """A measure of a draft is part of what is signed: its draft gets a new version with it."""
    draft = make.draft(session)
    measure = make.measure(session, commitment_id=draft.id)
    address, agreement = f"{API}/measures/{measure.id}", f"{API}/agreements/{draft.id}"
    read = client.get(agreement).headers["etag"]

    assert client.patch(address, json={"name": "EST"}).status_code == 200
    assert client.get(agreement).headers["etag"] != read
    session.add(Signature(commitment_id=draft.id, title="ordförande"))
    session.flush()

    assert client.patch(address, json={"name": "Något annat"}).status_code == 409
    new = {"name": "Ny", "commitmentId": str(draft.id)}
    assert client.post(f"{API}/measures", json=new).status_code == 409
    ending = {"endedOn": "2024-12-31", "reason": "Fel."}
    assert client.post(f"{address}/endings", json=ending).status_code == 409
    rels = {one["rel"] for one in client.get(address).json()["_links"]}
    assert rels == {"self", "collection", "history"}
