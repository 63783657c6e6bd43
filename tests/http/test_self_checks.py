"""The self-check against the law over HTTP: every answer with the records it rests on."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.clock import today, years_after
from app.models import Actor, ForumMember, Termination
from app.models.principals import Role
from app.reference.loading import load
from tests import make
from tests.conftest import At
from tests.make import API

DAY = "2024-12-31"
NAMES = {"0481": "Oxelösund", "0484": "Eskilstuna", "0480": "Nyköping"}


@pytest.fixture(autouse=True)
def places(session: Session) -> None:
    make.county(session, "04", "Södermanlands län")
    for code, name in NAMES.items():
        make.municipality(session, code, name)
    make.municipality(session, "1280", "Malmö")


def town(session: Session, code: str = "0481") -> Actor:
    return make.actor(session, f"{NAMES[code]} kommun", municipality_code=code)


def police(session: Session) -> Actor:
    return make.actor(session, "Lokalpolisområdet", kind="localPoliceArea")


def get(client: Any, what: str, as_of: str = DAY) -> Any:
    answer = client.get(f"{API}/{what}/self-check", params={"asOf": as_of})
    assert answer.status_code == 200, answer.text
    return answer.json()


def answers(client: Any, code: str = "0481", as_of: str = DAY) -> dict[str, Any]:
    found = get(client, f"municipalities/{code}", as_of)
    return {one["id"]: one for one in found["requirements"]}


def in_words(found: dict[str, Any], *ids: str) -> list[str]:
    return [found[one]["answer"] for one in ids]


def named(share: dict[str, Any], answer: str) -> list[str]:
    (count,) = (one for one in share["counts"] if one["answer"] == answer)
    assert count["n"] == len(count["places"])
    return [one["name"] for one in count["places"]]


def test_every_requirement_is_answered_and_said_to_be_a_self_check(client: TestClient) -> None:
    found = get(client, "municipalities/0481")

    assert (found["code"], found["name"], found["asOf"]) == ("0481", "Oxelösund", DAY)
    assert "självskattning" in found["statement"]
    ids = [one["id"] for one in found["requirements"]]
    assert ids == [f"L{number:02}" for number in range(2, 24) if number != 11]
    picture = found["requirements"][0]
    assert (picture["paragraph"], picture["strength"], picture["edition"]) == ("4 §", "ska", 1)
    assert (picture["answer"], picture["answerInWords"]) == ("noData", "? uppgift saknas")
    assert found["_links"][0]["href"].endswith(f"/municipalities/0481/self-check?asOf={DAY}")


def test_an_answer_says_which_records_it_rests_on_and_until_when(
    client: TestClient, session: Session
) -> None:
    picture = make.situation_picture(session, "Lägesbild 2024", made_on=date(2024, 2, 29))
    plan = make.action_plan(
        session,
        decided_on=date(2024, 5, 22),
        decided_by="Kommunfullmäktige",
        situation_picture_id=picture.id,
        other_planning="Översiktsplanen",
    )
    make.measure(session, action_plan_id=plan.id)
    done = make.follow_up(session, action_plan_id=plan.id, done_on=date(2024, 11, 5))

    found = answers(client)

    given = in_words(found, "L02", "L06", "L07", "L08", "L09", "L10")
    assert given == ["fulfilled"] * 6
    clock = found["L08"]
    assert clock["until"] == "2026-02-28"
    (evidence,) = clock["evidence"]
    assert (evidence["id"], evidence["version"]) == (str(picture.id), 1)
    assert (evidence["label"], evidence["day"]) == ("Lägesbild 2024", "2024-02-29")
    assert client.get(evidence["href"]).json()["id"] == str(picture.id)
    assert found["L09"]["until"] == "2026-11-05"
    assert [one["id"] for one in found["L09"]["evidence"]] == [str(done.id), str(plan.id)]
    assert [one["id"] for one in found["L07"]["evidence"]] == [str(plan.id), str(picture.id)]


def test_an_agreement_without_police_serves_and_one_of_the_county_does_not(
    client: TestClient, session: Session
) -> None:
    board = make.actor(session, "Länsstyrelsen", kind="countyAdministrativeBoard", county_code="04")
    regional = make.agreement(session, level="county", municipality_codes=list(NAMES))
    make.party(session, regional, board)
    make.party(session, regional, police(session))
    housing = make.actor(session, "Bostadsbolaget", kind="housingCompany")
    local = make.agreement(session, "Med bostadsbolaget")
    make.party(session, local, town(session))
    make.party(session, local, housing)

    assert in_words(answers(client, "0481"), "L12", "L13") == ["fulfilled", "noData"]
    assert in_words(answers(client, "0484"), "L12", "L13") == ["noData", "noData"]


def test_an_agreement_that_spans_municipalities_serves_each_of_its_parties(
    client: TestClient, session: Session
) -> None:
    joint = make.agreement(session, purposes=["Tryggare platser"])
    make.prioritised_area(session, commitment_id=joint.id)
    for code in ("0481", "0484"):
        make.party(session, joint, town(session, code))
    make.party(session, joint, police(session))

    county = get(client, "counties/04")

    shares = {one["id"]: one for one in county["requirements"]}
    for one in ("L12", "L13"):
        assert (shares[one]["n"], shares[one]["whole"]) == (2, 3)
        assert named(shares[one], "noData") == ["Nyköping"]
        assert sorted(named(shares[one], "fulfilled")) == ["Eskilstuna", "Oxelösund"]


def test_a_shared_council_is_led_by_any_of_its_municipalities(
    client: TestClient, session: Session
) -> None:
    leader = town(session, "0484")
    codes = ["0481", "0484"]
    members = [
        ForumMember(actor_id=one.id, leading_position=leads, position=place)
        for place, (one, leads) in enumerate([(leader, None), (police(session), True)])
    ]
    council = make.forum(session, municipality_codes=codes, leader_id=leader.id, members=members)
    assert in_words(answers(client), "L14", "L15", "L16") == ["fulfilled"] * 3

    council.leader_id = town(session, "0480").id
    session.flush()

    assert in_words(answers(client), "L14", "L15") == ["fulfilled", "notFulfilled"]


def test_a_correction_afterwards_changes_the_answer_of_the_day_that_is_asked_about(
    client: TestClient, session: Session
) -> None:
    picture = make.situation_picture(session, made_on=date(2022, 6, 1))
    assert in_words(answers(client), "L08") == ["notFulfilled"]
    read = client.get(f"{API}/situation-pictures/{picture.id}")

    address, seen = f"{API}/situation-pictures/{picture.id}", {"If-Match": read.headers["ETag"]}
    assert client.patch(address, json={"madeOn": "2023-06-01"}, headers=seen).status_code == 200

    corrected = answers(client)["L08"]
    assert (corrected["answer"], corrected["until"]) == ("fulfilled", "2025-06-01")
    assert corrected["evidence"][0]["version"] == 2


def test_what_came_after_the_day_does_not_count(client: TestClient, session: Session) -> None:
    make.situation_picture(session, made_on=date(2025, 1, 1))
    make.council_report(session, reported_on=date(2025, 1, 2))
    make.function(session, town(session), valid_from=date(2025, 1, 1))

    assert in_words(answers(client), "L02", "L17", "L22") == ["noData"] * 3
    later = answers(client, as_of="2025-06-01")
    assert in_words(later, "L02", "L17", "L22") == ["fulfilled"] * 3


def test_a_draft_shows_an_effort_once_it_is_shared_with_the_county(
    client: TestClient, session: Session
) -> None:
    draft = make.draft(session)
    make.party(session, draft, town(session))
    assert in_words(answers(client), "L12") == ["noData"]

    draft.shared_with_county = True
    session.flush()

    assert in_words(answers(client), "L12", "L13") == ["fulfilled", "noData"]


@pytest.mark.parametrize(
    ("day", "lawful", "planned"),
    [
        ("2023-06-30", "notApplicable", "notApplicable"),
        ("2023-07-01", "noData", "notApplicable"),
        ("2024-07-01", "noData", "noData"),
    ],
)
def test_the_law_is_asked_about_from_its_day(
    client: TestClient, day: str, lawful: str, planned: str
) -> None:
    assert in_words(answers(client, as_of=day), "L02", "L06") == [lawful, planned]
    share = get(client, "counties/04", day)["requirements"][0]
    assert share["whole"] == (0 if lawful == "notApplicable" else 3)


@pytest.mark.parametrize("what", ["municipalities/9999", "counties/99"])
def test_a_code_that_does_not_exist_is_not_found(client: TestClient, what: str) -> None:
    assert client.get(f"{API}/{what}/self-check").status_code == 404


@pytest.mark.parametrize("what", ["municipalities/0481", "counties/04"])
def test_more_than_five_years_ahead_nothing_is_known(client: TestClient, what: str) -> None:
    last = years_after(today(), 5)
    address = f"{API}/{what}/self-check"
    assert client.get(address, params={"asOf": str(last)}).status_code == 200

    answer = client.get(address, params={"asOf": str(last.replace(year=last.year + 1))})

    assert answer.status_code == 400
    (fault,) = answer.json()["invalidParameters"]
    assert (fault["name"], "fem år" in fault["reason"]) == ("asOf", True)


def test_the_whole_of_a_municipality_is_for_itself_and_its_board(at: At, session: Session) -> None:
    own, other = town(session), town(session, "0484")
    boards = [
        make.actor(session, name, kind="countyAdministrativeBoard", county_code=code)
        for name, code in (("Länsstyrelsen", "04"), ("En annan länsstyrelse", "12"))
    ]

    def asked(actor: Actor, what: str) -> int:
        return int(at(actor, Role.READER).get(f"{API}/{what}/self-check").status_code)

    callers = (own, other, *boards, police(session))
    assert [asked(one, "municipalities/0481") for one in callers] == [200, 403, 200, 403, 403]
    assert [asked(one, "counties/04") for one in callers] == [403, 403, 200, 403, 403]


def test_what_the_caller_may_not_read_is_no_evidence(at: At, session: Session) -> None:
    """Of a city district in the municipality, the board reads the coordinator."""
    own = town(session)
    district = make.actor(session, "Stadsdelen", kind="cityDistrict", municipality_code="0481")
    function = make.function(session, district)
    board = make.actor(session, "Länsstyrelsen", kind="countyAdministrativeBoard", county_code="04")

    assert in_words(answers(at(own, Role.READER)), "L17") == ["noData"]
    (evidence,) = answers(at(board, Role.READER))["L17"]["evidence"]
    assert evidence["id"] == str(function.id)


def test_a_county_shows_the_answers_of_each_municipality(
    client: TestClient, session: Session
) -> None:
    make.situation_picture(session, codes=("0480",), made_on=date(2024, 1, 1))

    found = get(client, "counties/04")

    assert (found["code"], found["name"]) == ("04", "Södermanlands län")
    names = [one["name"] for one in found["municipalities"]]
    assert names == ["Eskilstuna", "Nyköping", "Oxelösund"]
    nykoping = found["municipalities"][1]
    alone = client.get(nykoping["href"]).json()
    kept = ("answer", "answerInWords", "note", "until", "evidence")
    assert [{name: one[name] for name in kept} for one in alone["requirements"]] == [
        {name: one[name] for name in kept} for one in nykoping["answers"]
    ]
    share = found["requirements"][0]
    assert (share["id"], share["n"], share["whole"]) == ("L02", 1, 3)


def test_the_number_of_statements_does_not_grow_with_the_county(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    def asked() -> int:
        statements.clear()
        get(client, "counties/04")
        return len(statements)

    before = asked()
    for place, code in enumerate(NAMES):
        home = town(session, code)
        for number in range(3):
            agreement = make.agreement(session, f"{place} {number}")
            make.party(session, agreement, home)
            make.situation_picture(session, codes=(code,), made_on=date(2024, 1, 1 + number))
        make.function(session, home)
        make.council_report(session, municipality_code=code)
        make.forum(session, f"Rådet {code}", municipality_codes=[code])

    assert asked() == before <= 9


def test_on_gotland_the_region_is_the_municipality_and_elsewhere_it_is_another(
    at: At, session: Session
) -> None:
    """As the register is delivered; an agreement of a region is not one of the town it sits in."""
    load(session)
    gotland = session.scalars(select(Actor).where(Actor.name == "Region Gotland")).one()
    region = make.actor(session, "Regionen", kind="region", municipality_code="0480")
    agreement = make.agreement(session)
    for one in (region, police(session)):
        make.party(session, agreement, one)
    make.forum(
        session,
        municipality_codes=["0481"],
        members=[ForumMember(actor_id=region.id, leading_position=True)],
    )

    assert get(at(gotland, Role.READER), "municipalities/0980")["name"] == "Gotland"
    board = at(
        session.scalars(
            select(Actor).where(Actor.name.like("Länsstyrelsen i Södermanlands%"))
        ).one(),
        Role.READER,
    )
    assert in_words(answers(board, "0480"), "L12") == ["noData"]
    assert in_words(answers(board, "0481"), "L14", "L16") == ["fulfilled", "fulfilled"]


def test_a_long_report_is_known_by_its_first_line(client: TestClient, session: Session) -> None:
    make.council_report(session, f"Lägesrapport.\n{'x' * 9_000}", reported_on=date(2024, 6, 1))

    (evidence,) = answers(client)["L22"]["evidence"]

    assert evidence["label"] == "Lägesrapport."
    make.council_report(session, "x" * 9_995, reported_on=date(2024, 7, 1))
    due = client.get(f"{API}/due", params={"within": 365, "asOf": DAY, "kind": "councilReport"})
    assert [len(one["title"]) for one in due.json()["items"]] == [len("Oxelösund: ") + 200]


def test_an_agreement_serves_until_it_is_known_to_give_way(
    client: TestClient, session: Session
) -> None:
    agreement = make.agreement(session)
    make.party(session, agreement, town(session))
    assert answers(client)["L12"]["until"] == "2027-12-31"

    over = {"decided_on": date(2024, 6, 1), "terminated_on": date(2025, 9, 1), "reason": "Ny."}
    session.add(Termination(commitment_id=agreement.id, **over))
    session.flush()

    assert answers(client)["L12"]["until"] == "2025-08-31"
    assert answers(client, as_of="2025-08-31")["L12"]["answer"] == "fulfilled"
    assert answers(client, as_of="2025-09-01")["L12"]["answer"] == "noData"


def test_a_picture_without_a_day_says_nothing_of_days_before_it_was_registered(
    client: TestClient, session: Session
) -> None:
    make.situation_picture(session)

    assert in_words(answers(client), "L02") == ["noData"]
    assert in_words(answers(client, as_of=str(today())), "L02", "L08") == ["fulfilled", "noData"]
