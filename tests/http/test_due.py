"""What is due over HTTP: what stands in the register, for whom, and at what cost."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.clock import today
from app.models import Actor, Agreement, FollowUpRule, ForumRhythm
from app.models.actors import ActorKind
from app.models.commitments import Signing
from app.models.measures import Progress
from app.models.principals import Role
from app.settings import settings
from tests import make
from tests.conftest import At
from tests.make import API

DUE = f"{API}/due"
DAY = "2025-06-15"


def items(client: Any, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(DUE, params={"asOf": DAY, "limit": 100, **asked})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    assert answer.json()["_meta"]["totalRecords"] == len(found)
    return found


def told(client: Any, **asked: Any) -> list[tuple[str, str, bool]]:
    return [(one["kind"], one["day"], one["overdue"]) for one in items(client, **asked)]


@pytest.fixture
def town(session: Session) -> Actor:
    make.municipality(session, "0481")
    return make.actor(session, municipality_code="0481")


@pytest.fixture
def police(session: Session) -> Actor:
    return make.actor(session, "Lokalpolisområdet", kind=ActorKind.LOCAL_POLICE_AREA)


@pytest.fixture
def board(session: Session) -> Actor:
    kind = ActorKind.COUNTY_ADMINISTRATIVE_BOARD
    return make.actor(session, "Länsstyrelsen", kind=kind, county_code=make.county(session).code)


def ending(session: Session, town: Actor, ends_on: str = "2025-08-31", **values: Any) -> Agreement:
    row = make.agreement(session, ends_on=date.fromisoformat(ends_on), **values)
    make.party(session, row, town)
    return row


def test_an_agreement_that_ends_says_what_is_to_be_done(
    client: TestClient, session: Session, town: Actor
) -> None:
    row = ending(session, town)

    assert items(client) == [
        {
            "kind": "agreementEnds",
            "word": "överenskommelse löper ut",
            "day": "2025-08-31",
            "overdue": False,
            "overdueWord": "○ kommande",
            "title": "Samverkansöverenskommelse",
            "action": (
                "Besluta om överenskommelsen ska förlängas, ersättas eller upphöra, och "
                "registrera det."
            ),
            "record": {
                "href": f"https://register.test{API}/agreements/{row.id}",
                "id": str(row.id),
                "version": 1,
                "label": "Samverkansöverenskommelse",
                "day": None,
            },
            "municipalityCodes": ["0481"],
        }
    ]
    (late,) = items(client, asOf="2025-09-01")
    assert (late["overdue"], late["overdueWord"]) == (True, "▲ försenat")


def test_a_draft_and_what_has_been_ended_or_replaced_ask_for_nothing(
    client: TestClient, session: Session, town: Actor
) -> None:
    ending(session, town, signing=Signing.UNSIGNED)
    ending(session, town, signing=Signing.PROPOSED)
    ending(session, town, ended_on=date(2025, 1, 1), ended_reason="Fel.")
    older, newer = ending(session, town), ending(session, town, "2029-12-31")
    assert len(items(client)) == 1
    make.replacement(session, newer, older)
    assert items(client) == []


def test_promises_end_and_are_fed_back(client: TestClient, session: Session) -> None:
    make.citizen_promise(session, "Snart slut", ends_on=date(2025, 8, 1))
    make.citizen_promise(session, "Slut", ends_on=date(2025, 5, 31))
    told_of = {"ends_on": date(2025, 5, 31), "fed_back_on": date(2025, 6, 1)}
    make.citizen_promise(session, "Återkopplat", **told_of)

    assert told(client) == [
        ("promiseNotFedBack", "2025-05-31", True),
        ("promiseEnds", "2025-08-01", False),
    ]
    assert items(client)[0]["record"]["href"].startswith(f"https://register.test{API}/citizen-")


def test_the_clocks_of_the_law_run_for_each_municipality(
    client: TestClient, session: Session
) -> None:
    make.municipality(session, "0481")
    make.municipality(session, "0480", "Nyköping")
    picture = {"made_on": date(2023, 7, 1)}
    make.situation_picture(session, "Gemensam", ("0480", "0481"), **picture)
    plan = make.action_plan(
        session, municipality_code="0481", decided_on=date(2023, 1, 1), decided_by="KF"
    )
    make.council_report(session, municipality_code="0481", reported_on=date(2024, 6, 12))

    assert told(client, municipalityCode="0481") == [
        ("planClock", "2025-01-01", True),
        ("councilReport", "2025-06-12", True),
        ("pictureClock", "2025-07-01", False),
    ]
    assert told(client, municipalityCode="0480") == [("pictureClock", "2025-07-01", False)]
    assert len(told(client, kind="pictureClock")) == 2
    make.follow_up(session, action_plan_id=plan.id, done_on=date(2024, 12, 1))
    assert told(client, kind="planClock") == []


def test_a_follow_up_is_behind_the_agreed_rhythm_until_it_is_done(
    client: TestClient, session: Session, town: Actor
) -> None:
    row = ending(session, town, "2029-12-31", starts_on=date(2024, 7, 1))
    for times in (1, None):
        rule = FollowUpRule(commitment_id=row.id, as_stated="Årligen.", times_per_year=times)
        session.add(rule)
    session.flush()
    assert told(client) == [("followUpBehind", "2025-07-01", False)]

    area = make.prioritised_area(session, commitment_id=row.id)
    make.follow_up(session, prioritised_area_id=area.id, done_on=date(2024, 9, 1))
    assert told(client) == [("followUpBehind", "2025-09-01", False)]
    make.follow_up(session, commitment_id=row.id, done_on=date(2025, 6, 16))
    assert told(client) == [("followUpBehind", "2025-09-01", False)]
    assert told(client, asOf="2025-06-16") == []


def test_a_follow_up_by_one_rule_does_not_serve_another(
    client: TestClient, session: Session, town: Actor
) -> None:
    row = ending(session, town, "2029-12-31", starts_on=date(2024, 7, 1))
    rules = [
        FollowUpRule(commitment_id=row.id, as_stated=text, times_per_year=1, position=place)
        for place, text in enumerate(("Produktion.", "Effekt."))
    ]
    session.add_all(rules)
    session.flush()
    make.follow_up(session, commitment_id=row.id, rule_id=rules[0].id, done_on=date(2025, 1, 10))

    assert told(client, within=365) == [
        ("followUpBehind", "2025-07-01", False),
        ("followUpBehind", "2026-01-10", False),
    ]


def test_meetings_are_held_in_the_agreed_rhythm(
    client: TestClient, session: Session, town: Actor
) -> None:
    row = ending(session, town, "2029-12-31")
    forum = make.forum(session, municipality_codes=["0481"])
    named = {"commitment_id": row.id, "forum_id": forum.id, "name_as_stated": "Rådet"}
    session.add(ForumRhythm(times_per_year=4, **named))
    session.flush()
    make.meeting(session, "2025-02-01", forum_id=forum.id)
    make.meeting(session, "2025-06-01", forum_id=forum.id, cancelled=True)

    (found,) = items(client)

    assert (found["kind"], found["day"], found["overdue"]) == ("meetingBehind", "2025-05-01", True)
    assert (found["title"], found["municipalityCodes"]) == ("Lokala rådet", ["0481"])
    make.meeting(session, "2025-06-10", forum_id=forum.id)
    assert told(client) == [("meetingBehind", "2025-09-10", False)]
    make.meeting(session, "2025-09-02", forum_id=forum.id)
    assert told(client) == []


def test_measures_and_reviews_have_their_days(
    client: TestClient, session: Session, town: Actor
) -> None:
    signed = ending(session, town, "2029-12-31")
    last = {"ends_on": date(2025, 6, 1)}
    for progress in (*Progress, None):
        make.measure(session, str(progress), commitment_id=signed.id, progress=progress, **last)
    make.measure(session, "I utkastet", progress=Progress.ONGOING, **last)
    for published_on in (None, date(2025, 6, 1)):
        make.review_assignment(
            session, county_code="04", due_on=date(2025, 8, 1), published_on=published_on
        )

    found = items(client)

    assert [(one["kind"], one["title"]) for one in found[:2]] == [
        ("measureEnds", "ongoing"),
        ("measureEnds", "planned"),
    ]
    assert [(one["kind"], one["overdue"]) for one in found[2:]] == [("reviewDue", False)]
    assert found[0]["municipalityCodes"] == ["0481"]


@pytest.fixture
def report_days(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SAMVERKAN_REPORT_DUE_DAYS", '{"2024": "2025-07-01"}')
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def test_a_report_is_due_on_the_day_that_has_been_set(
    client: TestClient, session: Session, report_days: None
) -> None:
    make.county(session)

    (none_yet,) = items(client)

    assert (none_yet["kind"], none_yet["day"], none_yet["record"]) == (
        "reportDue",
        "2025-07-01",
        None,
    )
    assert none_yet["title"] == "Redovisning till Brå 2024, Södermanlands län"
    report = make.annual_report(session, 2024)
    (ordered,) = items(client)
    assert ordered["record"]["id"] == str(report.id)
    report.submitted_at = report.compiled_at
    session.flush()
    assert items(client) == []


def test_without_a_set_day_no_report_is_due(client: TestClient, session: Session) -> None:
    make.county(session)

    assert items(client, within=1_830) == []


def test_each_organisation_is_told_of_its_own(
    at: At, session: Session, town: Actor, police: Actor, board: Actor
) -> None:
    make.municipality(session, "0480", "Nyköping")
    neighbour = make.actor(session, "Nyköpings kommun", municipality_code="0480")
    make.party(session, ending(session, town), police, position=1)
    make.situation_picture(session, codes=("0481",), made_on=date(2023, 7, 1))
    own = ["pictureClock", "agreementEnds"]

    def kinds(actor: Actor, *roles: Role) -> list[str]:
        return [one["kind"] for one in items(at(actor, *(roles or (Role.READER,))))]

    assert kinds(town) == own
    assert kinds(board) == own
    assert kinds(police) == ["agreementEnds"]
    assert kinds(neighbour) == []
    assert kinds(town, Role.SYSTEM_ADMINISTRATOR) == []


def test_bra_is_not_told_that_what_it_cannot_see_is_missing(
    at: At, session: Session, town: Actor
) -> None:
    """It reads the agreements of a county whose report was submitted, and no follow-ups."""
    row = ending(session, town)
    session.add(FollowUpRule(commitment_id=row.id, as_stated="Årligen.", times_per_year=1))
    report = make.annual_report(session, 2024)
    report.submitted_at = report.compiled_at
    session.flush()
    council = make.actor(session, "Brå", kind=ActorKind.NATIONAL_AUTHORITY)

    assert told(at(council, Role.RECEIVER)) == [("agreementEnds", "2025-08-31", False)]
    assert ("followUpBehind", "2025-01-01", True) in told(at(town, Role.READER))


def test_a_county_can_be_asked_about(client: TestClient, session: Session, town: Actor) -> None:
    ending(session, town)

    assert len(items(client, countyCode="04")) == len(items(client, municipalityCode="0481")) == 1
    assert items(client, countyCode="05") == items(client, municipalityCode="0480") == []


def test_it_is_paged_in_order_of_day(client: TestClient, session: Session, town: Actor) -> None:
    for last in ("2025-08-31", "2025-07-31", "2025-06-30"):
        ending(session, town, last)

    answers = [
        client.get(DUE, params={"asOf": DAY, "limit": 2, "page": page}).json()
        for page in (0, 1, 2, 3)
    ]

    days = [[one["day"][5:7] for one in answer["items"]] for answer in answers]
    assert days == [[], ["06", "07"], ["08"], []]
    assert {answer["_meta"]["totalRecords"] for answer in answers} == {3}
    assert [one["rel"] for one in answers[1]["_links"]] == ["self", "first", "last", "next"]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"within": 0}, "within"),
        ({"within": 1_831}, "within"),
        ({"kind": "everything"}, "kind"),
        ({"countyCode": "4"}, "countyCode"),
        ({"asOf": (today() + timedelta(days=1_900)).isoformat()}, "asOf"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    client: TestClient, asked: dict[str, Any], name: str
) -> None:
    answer = client.get(DUE, params=asked)

    assert answer.status_code == 400
    assert [one["name"] for one in answer.json()["invalidParameters"]] == [name]


def test_the_number_of_statements_does_not_grow_with_the_register(
    client: TestClient, session: Session, statements: list[str], town: Actor, report_days: None
) -> None:
    def asked() -> int:
        statements.clear()
        items(client)
        return len(statements)

    before = asked()
    for code in ("0480", "0482", "0483", "0484"):
        make.municipality(session, code, f"Ort {code}")
        make.situation_picture(session, codes=(code,), made_on=date(2023, 7, 1))
        row = ending(session, make.actor(session, code, municipality_code=code))
        session.add(FollowUpRule(commitment_id=row.id, as_stated="Årligen.", times_per_year=1))
        forum = make.forum(session, municipality_codes=[code])
        named = {"commitment_id": row.id, "forum_id": forum.id, "name_as_stated": "Rådet"}
        session.add(ForumRhythm(times_per_year=1, **named))
        make.measure(
            session, commitment_id=row.id, progress=Progress.ONGOING, ends_on=date(2025, 6, 1)
        )
    session.flush()

    assert asked() == before <= 19
    assert len(items(client)) > 15


def test_what_is_followed_up_of_a_measure_in_the_plan_is_of_the_agreement(
    client: TestClient, session: Session, town: Actor
) -> None:
    row = ending(session, town, "2029-12-31")
    rule = FollowUpRule(commitment_id=row.id, as_stated="varje år", times_per_year=1)
    session.add(rule)
    session.flush()
    assert told(client, kind="followUpBehind") == [("followUpBehind", "2025-01-01", True)]

    plan = make.action_plan(session, kind="operational", commitment_id=row.id)
    measure = make.measure(session, action_plan_id=plan.id)
    make.follow_up(session, measure_id=measure.id, rule_id=rule.id, done_on=date(2025, 6, 1))

    assert told(client, kind="followUpBehind") == []


def test_nobody_is_asked_for_the_measures_of_what_is_over(
    client: TestClient, session: Session, town: Actor
) -> None:
    row = ending(session, town, "2029-12-31")
    plan = make.action_plan(session)
    planned: dict[str, Any] = {"progress": Progress.PLANNED, "ends_on": date(2025, 7, 1)}
    make.measure(session, commitment_id=row.id, **planned)
    make.measure(session, action_plan_id=plan.id, **planned)
    assert len(told(client, kind="measureEnds")) == 2

    for one in (row, plan):
        one.ended_on, one.ended_reason = date(2025, 6, 1), "Upphörde."
    session.flush()

    assert told(client, kind="measureEnds") == []
