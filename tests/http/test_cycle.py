"""The working cycle over HTTP: steps, tests, evidence, and an overview of many."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.clock import today, years_after
from app.models import (
    Actor,
    Agreement,
    Cause,
    CitizenPromise,
    FollowUpRule,
    ForumRhythm,
    Goal,
    PrioritisedArea,
)
from app.models.actors import ActorKind
from app.models.commitments import Signing
from app.models.principals import Role
from tests import make
from tests.conftest import At
from tests.make import API

DAY = {"asOf": "2024-06-30"}
SMART = dict.fromkeys(
    ("is_specific", "is_measurable", "is_accepted", "is_realistic", "is_time_bound"), True
)
SIGNED_ON = date(2023, 12, 12)


def town(session: Session, code: str = "0481", name: str = "Oxelösund") -> Actor:
    make.municipality(session, code, name)
    return make.actor(session, f"{name}s kommun", municipality_code=code)


def police(session: Session) -> Actor:
    return make.actor(session, "Lokalpolisområdet", kind=ActorKind.LOCAL_POLICE_AREA)


def agreed(
    session: Session, home: Actor, officers: Actor, title: str = "Avtalet", **values: Any
) -> Agreement:
    """Signed by a municipality and its police."""
    given = {"signed_on": SIGNED_ON, "municipality_codes": [home.municipality_code], **values}
    row = make.agreement(session, title, **given)
    make.party(session, row, home)
    make.party(session, row, officers)
    return row


def worked_through(session: Session, home: Actor, officers: Actor, title: str) -> Agreement:
    """All the way round the cycle by the middle of 2024."""
    group = make.forum(session, f"Styrgruppen {title}", kind="steeringGroup")
    row = agreed(session, home, officers, title, roles=[{"text": "Samordnaren kallar."}])
    session.add(ForumRhythm(commitment_id=row.id, forum_id=group.id, name_as_stated="styrgruppen"))
    session.add(FollowUpRule(commitment_id=row.id, as_stated="varje år"))
    lead = {"kind": "communicationLead", "title": "Kommunikatör"}
    make.function(session, home, **lead)
    make.meeting(session, "2024-01-20", forum_id=group.id)
    codes = (str(home.municipality_code),)
    for actor in (home, officers):
        own = {"kind": "own", "made_by_id": actor.id, "made_on": date(2023, 9, 1)}
        make.situation_picture(session, f"Egen {actor.name}", codes, **own)
    make.situation_picture(session, "Gemensam", codes, made_on=date(2023, 10, 1))
    heard = {"citizen_dialogue_on": date(2023, 10, 5), "staff_dialogue_on": date(2023, 9, 14)}
    promise = make.citizen_promise(
        session, f"Löftet {title}", parent_id=row.id, fed_back_on=date(2024, 6, 1), **heard
    )
    assert promise.signing is Signing.SIGNED
    area = an_area(session, row)
    plan = make.action_plan(
        session,
        kind="operational",
        commitment_id=row.id,
        adopted_by_forum_id=group.id,
        decided_on=date(2024, 2, 1),
    )
    done: dict[str, Any] = {"progress": "done", "note": "Gjord.", "cause_id": area.causes[0].id}
    make.measure(session, action_plan_id=plan.id, prioritised_area_id=area.id, **done)
    reported: dict[str, Any] = {"done_on": date(2024, 5, 20), "reported_to_forum_id": group.id}
    for kind in ("effect", "production", "process"):
        make.follow_up(session, kind=kind, prioritised_area_id=area.id, **reported)
    return row


def an_area(session: Session, row: Agreement, name: str = "Stöld") -> PrioritisedArea:
    return make.prioritised_area(
        session,
        name,
        commitment_id=row.id,
        priority_grounds=["mostCommon"],
        causes=[Cause(text="Olåsta rum")],
        goals=[Goal(text="Färre stölder", **SMART)],
    )


def ask(client: Any, address: str, **query: Any) -> Any:
    answer = client.get(f"{API}{address}", params={**DAY, **query})
    assert answer.status_code == 200, answer.text
    return answer.json()


def cycle_of(client: Any, row: Agreement, **query: Any) -> Any:
    return ask(client, f"/agreements/{row.id}/cycle", **query)


def answers(found: Any) -> dict[str, str]:
    return {test["id"]: test["answer"] for step in found["steps"] for test in step["tests"]}


def test_an_agreement_that_is_worked_through_has_finished_every_step(
    client: TestClient, session: Session
) -> None:
    row = worked_through(session, town(session), police(session), "Avtalet")

    found = cycle_of(client, row)

    assert set(answers(found).values()) == {"done"}, answers(found)
    assert [(step["id"], step["n"], step["whole"]) for step in found["steps"]] == [
        ("S1", 4, 4),
        ("S2", 3, 3),
        ("S3", 5, 5),
        ("S4", 7, 7),
        ("S5", 5, 5),
    ]
    assert {step["answerInWords"] for step in found["steps"]} == {"✓ klart"}
    assert found["currentStep"] is None
    assert found["next"] == ["Alla fem stegen är klara: börja nästa varv med en ny lägesbild."]
    evidence = [test["evidence"] for step in found["steps"] for test in step["tests"]]
    assert all(evidence)


def test_each_piece_of_evidence_can_be_followed_to_its_record(
    client: TestClient, session: Session
) -> None:
    row = worked_through(session, town(session), police(session), "Avtalet")

    found = cycle_of(client, row)

    shown = [one for step in found["steps"] for test in step["tests"] for one in test["evidence"]]
    for one in shown:
        record = client.get(one["href"].removeprefix("https://register.test"))
        assert (record.status_code, record.json()["version"]) == (200, one["version"])
    (signed,) = found["steps"][2]["tests"][4]["evidence"]
    assert (signed["id"], signed["day"], signed["label"]) == (str(row.id), "2023-12-12", "Avtalet")


def test_what_only_is_signed_stands_in_the_first_step_and_is_told_what_it_wants(
    client: TestClient, session: Session
) -> None:
    row = agreed(session, town(session), police(session))
    an_area(session, row)
    session.add(PrioritisedArea(commitment_id=row.id, name="Trygga ungdomar", position=1))
    session.flush()

    found = cycle_of(client, row)

    given = answers(found)
    done = [test for test, answer in given.items() if answer == "done"]
    assert done == ["S1.1", "S2.3", "S3.5"]
    assert set(given.values()) == {"done", "noData"}
    assert (found["currentStep"], len(found["next"])) == ("S1", 3)
    (analysed,) = [
        test for step in found["steps"] for test in step["tests"] if test["id"] == "S3.4"
    ]
    assert analysed["wanted"].endswith("Återstår: Trygga ungdomar.")
    assert analysed["answerInWords"] == "? uppgift saknas"
    assert [one["label"] for one in analysed["evidence"]] == ["Stöld", "Trygga ungdomar"]


def test_before_its_days_what_was_done_was_not_done(client: TestClient, session: Session) -> None:
    row = worked_through(session, town(session), police(session), "Avtalet")

    found = cycle_of(client, row, asOf="2023-06-30")

    given = answers(found)
    assert {test for test, answer in given.items() if answer == "notDone"} == {
        "S1.1",
        "S2.2",
        "S3.3",
        "S3.5",
        "S4.3",
        "S5.1",
        "S5.2",
        "S5.3",
        "S5.4",
        "S5.5",
    }
    assert (given["S2.1"], given["S3.1"], given["S2.3"]) == ("noData", "noData", "noData")
    assert found["steps"][0]["answerInWords"] == "✗ inte klart"


def test_what_was_ended_in_the_register_counts_no_more(
    client: TestClient, session: Session
) -> None:
    row = worked_through(session, town(session), police(session), "Avtalet")
    for promise in session.query(CitizenPromise):
        promise.ended_on = date(2024, 6, 30)
    session.flush()

    given = answers(cycle_of(client, row))

    assert (given["S4.4"], given["S5.5"], given["S3.3"]) == ("noData", "noData", "noData")
    assert answers(cycle_of(client, row, asOf="2024-06-29"))["S4.4"] == "done"


def test_part_one_over_two_agreements_counts_for_both(client: TestClient, session: Session) -> None:
    home, officers = town(session), police(session)
    over = agreed(session, home, officers, "Del 1", has_part_one=True, roles=[{"text": "Leder."}])
    middle = make.agreement(session, "Mellan", parent_id=over.id, has_part_one=False)
    under = make.agreement(session, "Del 2", parent_id=middle.id, has_part_one=False)
    over.parent_id = under.id  # a loop in the register does no harm
    session.flush()

    given = answers(cycle_of(client, under))

    assert (given["S1.1"], given["S1.2"], given["S1.3"]) == ("done", "done", "noData")


def test_a_joint_picture_counts_when_it_covers_all_the_municipalities(
    client: TestClient, session: Session
) -> None:
    home, officers = town(session), police(session)
    town(session, "0480", "Nyköping")
    both = agreed(session, home, officers, municipality_codes=["0480", "0481"])
    alone = agreed(session, home, officers, "Ensam")
    linked = make.situation_picture(session, "Utpekad", ("0480",), made_on=SIGNED_ON)
    make.situation_picture(session, "För en", ("0481",), made_on=SIGNED_ON)

    assert answers(cycle_of(client, both))["S3.1"] == "noData"
    assert answers(cycle_of(client, alone))["S3.1"] == "done"
    both.situation_picture_id = linked.id
    session.flush()
    assert answers(cycle_of(client, both))["S3.1"] == "done"


def test_an_overview_tells_where_each_agreement_stands(
    client: TestClient, session: Session
) -> None:
    home, officers = town(session), police(session)
    worked_through(session, home, officers, "A, genomarbetad")
    agreed(session, home, officers, "B, bara tecknad")
    agreed(session, home, officers, "C, utkast", signing=Signing.UNSIGNED, signed_on=None)
    agreed(session, home, officers, "D, oklar", ends_on=None)
    agreed(session, home, officers, "E, över", ends_on=date(2024, 5, 31))
    elsewhere = town(session, "1280", "Malmö")
    agreed(session, elsewhere, police(session), "I ett annat län")

    for address in ("/municipalities/0481/cycle", "/counties/04/cycle"):
        found = ask(client, address)

        stand = [
            (one["agreement"]["label"][0], one["status"], one["currentStep"])
            for one in found["collaborations"]
        ]
        assert stand == [
            ("A", "valid", None),
            ("B", "valid", "S1"),
            ("C", "draft", "S1"),
            ("D", "unknown", "S1"),
        ]
        first = found["steps"][0]
        assert (first["id"], first["n"], first["whole"], first["standing"]) == ("S1", 1, 4, 3)
        assert [one["n"] for one in found["steps"]][1:] == [1, 1, 1, 1]
        assert found["collaborations"][1]["next"][0].startswith("Ange vilka roller")
        assert [one["n"] for one in found["collaborations"][0]["steps"]] == [4, 3, 5, 7, 5]
    assert ask(client, "/municipalities/0481/cycle")["name"] == "Oxelösund"


def test_an_agreement_across_the_border_stands_in_both_counties(
    client: TestClient, session: Session
) -> None:
    home, away = town(session), town(session, "1280", "Malmö")
    row = agreed(session, home, police(session))
    make.party(session, row, away)

    for code in ("04", "12"):
        (one,) = ask(client, f"/counties/{code}/cycle")["collaborations"]
        assert one["agreement"]["id"] == str(row.id)


def test_what_the_caller_may_not_read_is_no_evidence(
    client: TestClient, session: Session, at: At
) -> None:
    home, officers = town(session), police(session)
    row = worked_through(session, home, officers, "Avtalet")
    make.area_of_work(session, officers, "0481")
    stranger = make.actor(session, "Annan polis", kind=ActorKind.LOCAL_POLICE_AREA)

    seen = cycle_of(at(home, Role.READER), row)

    assert set(answers(seen).values()) >= {"done"}
    hidden = at(stranger, Role.READER).get(f"{API}/agreements/{row.id}/cycle")
    assert hidden.status_code == 404


def test_a_function_that_is_hidden_is_not_named(session: Session, at: At) -> None:
    """Municipalities do not find each other's functions, not even in one agreement."""
    home, nearby = town(session), town(session, "0480", "Nyköping")
    row = agreed(session, home, nearby)
    make.function(session, nearby, kind="communicationLead", title="Hemlig funktion")

    theirs = at(nearby, Role.READER).get(f"{API}/agreements/{row.id}/cycle", params=DAY)
    ours = at(home, Role.READER).get(f"{API}/agreements/{row.id}/cycle", params=DAY)

    assert answers(theirs.json())["S1.4"] == "done"
    assert answers(ours.json())["S1.4"] == "noData"
    assert "Hemlig" not in ours.text


def test_a_picture_a_meeting_and_an_agreement_above_that_are_hidden_are_not_named(
    session: Session, at: At
) -> None:
    home, nearby = town(session), town(session, "0480", "Nyköping")
    officers = police(session)
    over = agreed(session, home, officers, "Hemlig del 1", roles=[{"text": "Leder."}])
    unsigned: dict[str, Any] = {"signing": Signing.UNSIGNED, "signed_on": None}
    row = agreed(session, home, nearby, parent_id=over.id, **unsigned)
    own = {"kind": "own", "made_by_id": home.id, "staff_dialogue_on": SIGNED_ON}
    make.situation_picture(session, "Hemlig bild", ("0481",), **own)
    group = make.forum(session, "Hemlig grupp", kind="steeringGroup", leader_id=home.id)
    session.add(ForumRhythm(commitment_id=row.id, forum_id=group.id, name_as_stated="gruppen"))
    make.meeting(session, "2024-02-01", forum_id=group.id, topic="Hemligt inställt", cancelled=True)
    held = make.meeting(session, "2024-01-20", forum_id=group.id, topic="Hemligt möte")
    session.flush()
    address = f"{API}/agreements/{row.id}/cycle"

    ours = at(home, Role.READER).get(address, params=DAY)
    theirs = at(nearby, Role.READER).get(address, params=DAY)

    (informed,) = [test for test in ours.json()["steps"][1]["tests"] if test["id"] == "S2.3"]
    assert [one["id"] for one in informed["evidence"]] == [str(held.id)]
    tests = ("S1.1", "S1.2", "S2.2", "S2.3")
    assert [answers(ours.json())[test] for test in tests] == ["done"] * 4
    assert {answers(theirs.json())[test] for test in tests} == {"noData"}
    assert "Heml" not in theirs.text


def test_an_answer_about_a_place_is_for_those_who_see_all_of_it(session: Session, at: At) -> None:
    home, nearby = town(session), town(session, "0480", "Nyköping")
    kind = ActorKind.COUNTY_ADMINISTRATIVE_BOARD
    board = make.actor(session, "Länsstyrelsen", kind=kind, county_code="04")
    make.county(session, "12", "Skåne län")
    other = make.actor(session, "En annan länsstyrelse", kind=kind, county_code="12")

    def statuses(address: str) -> list[int]:
        asking = (home, nearby, board, other, police(session))
        return [at(one, Role.READER).get(f"{API}{address}").status_code for one in asking]

    assert statuses("/municipalities/0481/cycle") == [200, 403, 200, 403, 403]
    assert statuses("/counties/04/cycle") == [403, 403, 200, 403, 403]


@pytest.mark.parametrize(
    "address",
    [
        f"/agreements/{UUID(int=1)}/cycle",
        "/municipalities/9999/cycle",
        "/counties/99/cycle",
    ],
)
def test_what_is_not_there_is_404(session: Session, at: At, address: str) -> None:
    assert at(town(session), Role.READER).get(f"{API}{address}").status_code == 404


@pytest.mark.parametrize("address", ["/municipalities/9999/cycle", "/counties/99/cycle"])
def test_the_register_itself_finds_no_more(client: TestClient, address: str) -> None:
    assert client.get(f"{API}{address}").status_code == 404


def test_a_promise_has_no_cycle_of_its_own(client: TestClient, session: Session) -> None:
    promise = make.citizen_promise(session)

    assert client.get(f"{API}/agreements/{promise.id}/cycle").status_code == 404


@pytest.mark.parametrize("day", ["2024-02-30", "igår", "1899-12-31"])
def test_a_day_that_is_none_is_refused(client: TestClient, session: Session, day: str) -> None:
    make.municipality(session)

    answer = client.get(f"{API}/municipalities/0481/cycle", params={"asOf": day})

    assert answer.status_code == 400
    assert [one["name"] for one in answer.json()["invalidParameters"]] == ["asOf"]


def test_five_years_ahead_is_as_far_as_can_be_asked(client: TestClient, session: Session) -> None:
    make.municipality(session)
    address = f"{API}/municipalities/0481/cycle"
    for years, status in ((5, 200), (6, 400)):
        day = years_after(today(), years).isoformat()
        assert client.get(address, params={"asOf": day}).status_code == status


def test_an_answer_that_has_not_changed_is_not_given_again(
    client: TestClient, session: Session
) -> None:
    row = agreed(session, town(session), police(session))
    address = f"{API}/agreements/{row.id}/cycle"
    tag = client.get(address, params=DAY).headers["etag"]

    assert client.get(address, params=DAY, headers={"If-None-Match": tag}).status_code == 304
    assert cycle_of(client, row)["_links"] == [
        {
            "href": f"https://register.test{address}?asOf=2024-06-30",
            "rel": "self",
            "method": "GET",
        }
    ]


def test_the_number_of_statements_does_not_grow_with_the_register(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    def asked(address: str) -> int:
        statements.clear()
        ask(client, address)
        return len(statements)

    home, officers = town(session), police(session)
    row = worked_through(session, home, officers, "Första")
    addresses = (
        f"/agreements/{row.id}/cycle",
        "/municipalities/0481/cycle",
        "/counties/04/cycle",
    )
    before = [asked(address) for address in addresses]
    for number in range(4):
        worked_through(session, home, officers, f"Till {number}")
    for number in range(5):
        an_area(session, row, f"Område {number}")

    assert [asked(address) for address in addresses] == before
    assert max(before) <= 20
