"""Data quality over HTTP: faults with the record to mend, and a share to follow over time."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.clock import today, years_after
from app.models import Actor, Agreement, Cause, Goal, Municipality
from app.models.actors import ActorKind
from app.models.commitments import EndType
from app.models.measures import Progress
from app.models.principals import Role
from app.services.data_quality import quarter_ends
from tests import make
from tests.conftest import At
from tests.make import API
from workers.annual_report.scope import report_scope
from workers.annual_report.sheets.data_quality import data_quality_sheet

DAY = {"asOf": "2024-06-30", "limit": 100}
PLACES = ("/municipalities/0481/data-quality", "/counties/04/data-quality")


def town(session: Session, code: str = "0481", name: str = "Oxelösund") -> Actor:
    make.municipality(session, code, name)
    return make.actor(session, f"{name}s kommun", municipality_code=code)


def agreed(session: Session, home: Actor, title: str = "Avtalet", **values: Any) -> Agreement:
    given = {"municipality_codes": [home.municipality_code], "end_type": "fixed", **values}
    row = make.agreement(session, title, **given)
    make.party(session, row, home)
    return row


def ask(client: Any, address: str, **query: Any) -> Any:
    answer = client.get(f"{API}{address}", params={**DAY, **query})
    assert answer.status_code == 200, answer.text
    return answer.json()


def of_record(found: Any, row: Any) -> dict[str, Any]:
    """The faults of one record, by their fields."""
    return {
        one["field"]: one
        for one in found["faults"]
        if one["record"] is not None and one["record"]["id"] == str(row.id)
    }


@pytest.mark.parametrize("address", PLACES)
def test_a_fault_names_the_record_the_field_and_the_remedy(
    client: TestClient, session: Session, address: str
) -> None:
    row = agreed(session, town(session))

    fault = of_record(ask(client, address), row)["purposes"]

    shown = fault.pop("record")
    assert shown["href"] == f"https://register.test{API}/agreements/{row.id}"
    assert (shown["label"], shown["version"]) == ("Avtalet", 1)
    assert fault == {
        "id": "D07",
        "edition": 1,
        "kind": "missing",
        "kindInWords": "? saknas",
        "recordKind": "agreements",
        "recordKindInWords": "överenskommelse",
        "what": "syften saknas",
        "field": "purposes",
        "remedy": "Ange minst ett syfte (lagen 9 §).",
        "collection": f"https://register.test{API}/agreements",
        "municipalityCodes": ["0481"],
    }


def test_each_kind_of_record_is_checked(client: TestClient, session: Session) -> None:
    home = town(session)
    row = agreed(session, home, signed_on=date(2028, 1, 1))
    other = agreed(session, home, "Annat", starts_on=date(2023, 1, 1))
    elsewhere = make.prioritised_area(session, commitment_id=other.id)
    area = make.prioritised_area(session, commitment_id=row.id, parent_id=elsewhere.id)
    measure = make.measure(
        session, commitment_id=row.id, prioritised_area_id=elsewhere.id, ends_on=date(2023, 12, 1)
    )
    promise = make.citizen_promise(session, municipality_codes=["0481"])
    picture = make.situation_picture(session, made_on=date(2024, 5, 2))
    plan = make.action_plan(session, decided_on=date(2024, 5, 1), decided_by="nämnden")
    plan.situation_picture_id = picture.id
    in_plan = make.measure(session, "I planen", action_plan_id=plan.id, progress="ongoing")
    in_plan.ends_on = date(2024, 6, 1)
    undated = make.situation_picture(session, "Odaterad")
    follow_up = make.follow_up(session, measure_id=measure.id, done_on=date(2023, 12, 31))
    of_plan = make.follow_up(session, action_plan_id=plan.id)
    function = make.function(session, home)
    forum = make.forum(session, municipality_codes=["0481"])
    activity = make.activity(session, owner_id=home.id, starts_on=date(2024, 3, 1))
    need = make.support_need(session, asked_by_id=home.id, asked_on=date(2023, 1, 1))
    session.flush()

    found = ask(client, PLACES[0])

    def fields(record: Any) -> set[str]:
        return set(of_record(found, record))

    assert {"signedOn", "purposes"} <= fields(row)
    assert fields(area) == {"categoryCodes", "causes", "goals", "priorityGrounds", "parentId"}
    assert fields(measure) == {"actors", "progress", "startsOn", "prioritisedAreaId"}
    assert {"summary", "citizenDialogueOn", "communicatedOn"} <= fields(promise)
    assert fields(plan) == {"situationPictureId"}
    assert fields(in_plan) == {"actors", "progress"}
    assert of_record(found, in_plan)["progress"]["kind"] == "stale"
    assert fields(undated) >= {"madeOn"}
    assert fields(follow_up) == {"outcome", "doneOn"}
    assert fields(of_plan) == {"outcome", "doneOn"}
    assert of_record(found, of_plan)["doneOn"]["kind"] == "missing"
    assert {"mailbox", "percentOfFullTime"} <= fields(function)
    assert {"leaderId", "members"} <= fields(forum)
    assert fields(activity) == {"progress"}
    assert fields(need) == {"state"}
    assert all(one["municipalityCodes"] == ["0481"] for one in found["faults"])


def test_what_is_the_countys_own_is_only_in_the_countys_answer(
    client: TestClient, session: Session
) -> None:
    town(session)
    plan = make.operating_plan(session)
    assignment = make.review_assignment(session, data_quality_notes=["Uppdragsgivaren är okänd."])
    visit = make.activity(session, county_code="04", starts_on=date(2024, 3, 1))

    local, regional = (ask(client, address) for address in PLACES)

    for row in (plan, assignment, visit):
        assert of_record(local, row) == {}
        assert of_record(regional, row)
    assert set(of_record(regional, plan)) == {"decidedOn", "decidedByForumId"}
    (noted,) = of_record(regional, assignment).values()
    assert noted["what"] == "källan har en brist: Uppdragsgivaren är okänd."
    assert noted["municipalityCodes"] == []


def test_what_the_law_asks_is_missing_with_where_to_register_it(
    client: TestClient, session: Session
) -> None:
    town(session)

    found = ask(client, PLACES[0], asOf="2024-07-01")

    (first, *_) = found["faults"]
    assert (first["id"], first["record"], first["recordKind"]) == ("L02", None, "municipalities")
    assert first["collection"] == f"https://register.test{API}/situation-pictures"
    assert len(found["faults"]) == found["_meta"]["totalRecords"] == 19
    assert found["completeness"] == {"n": 0, "whole": 19, "share": 0.0}
    (of_law,) = found["recordKinds"]
    assert of_law["recordKindInWords"] == "självskattning"


def test_a_municipality_before_the_law_is_asked_nothing(
    client: TestClient, session: Session
) -> None:
    town(session)

    found = ask(client, PLACES[0], asOf="2020-01-01")

    assert found["completeness"] == {"n": 0, "whole": 0, "share": None}
    assert (found["faults"], found["recordKinds"]) == ([], [])


def test_the_share_counts_what_is_known_of_what_is_asked(
    client: TestClient, session: Session
) -> None:
    row = agreed(session, town(session), purposes=["Trygghet"])
    make.prioritised_area(
        session,
        commitment_id=row.id,
        causes=[Cause(text="Olåsta rum")],
        goals=[Goal(text="Färre stölder")],
    )

    found = ask(client, PLACES[0])

    shares = {one["recordKind"]: (one["n"], one["whole"]) for one in found["recordKinds"]}
    assert shares["prioritised-areas"] == (2, 4)
    assert shares["agreements"] == (6, 10)
    whole = found["completeness"]
    assert whole["n"] == sum(n for n, _ in shares.values())
    assert whole["whole"] == sum(asked for _, asked in shares.values())
    assert whole["share"] == round(whole["n"] / whole["whole"], 4)
    missing = [one for one in found["faults"] if one["kind"] == "missing"]
    assert len(missing) == whole["whole"] - whole["n"] == found["faultsByKind"]["missing"]


@pytest.mark.parametrize("quarters", [1, 3, 8])
def test_an_earlier_quarter_has_the_share_that_its_day_has(
    client: TestClient, session: Session, quarters: int
) -> None:
    home = town(session)
    agreed(session, home)
    agreed(session, home, "Senare", starts_on=date(2024, 5, 1), purposes=["Trygghet"])

    history = ask(client, PLACES[0], quarters=quarters)["earlierQuarters"]

    assert len(history) == quarters
    assert history[-1]["asOf"] == "2024-06-30"
    for past in history:
        then = ask(client, PLACES[0], asOf=past["asOf"])["completeness"]
        assert then == {name: past[name] for name in ("n", "whole", "share")}
    assert len({one["whole"] for one in history}) == min(quarters, 4)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2024, 6, 30), date(2024, 6, 30)),
        (date(2024, 6, 29), date(2024, 3, 31)),
        (date(2024, 1, 1), date(2023, 12, 31)),
        (date(2024, 12, 31), date(2024, 12, 31)),
    ],
)
def test_quarters_end_on_the_day_or_before_it(day: date, last: date) -> None:
    ends = quarter_ends(day, 5)

    assert ends[-1] == last
    assert len(ends) == 5
    assert all(one.month % 3 == 0 and one.day >= 30 for one in ends)
    assert quarter_ends(day, 0) == []


def test_on_a_past_day_only_what_there_was_is_asked_about(
    client: TestClient, session: Session
) -> None:
    home = town(session)
    row = agreed(session, home, starts_on=date(2024, 5, 1))
    over = agreed(session, home, "Över", starts_on=date(2023, 1, 1), ends_on=date(2024, 4, 30))
    for one in (row, over):
        one.created_at = datetime(2024, 6, 1, tzinfo=UTC)
    session.flush()

    def known(day: str) -> list[bool]:
        found = ask(client, PLACES[0], asOf=day)
        return [bool(of_record(found, one)) for one in (row, over)]

    assert known("2024-04-30") == [False, True]
    assert known("2024-05-01") == [True, False]
    row.ended_on = date(2024, 6, 1)
    session.flush()
    assert known("2024-06-01") == [False, False]


def test_a_doubt_is_told_with_its_reason(client: TestClient, session: Session) -> None:
    row = agreed(
        session, town(session), ends_on=date(2024, 5, 31), end_type=EndType.FIXED_WITH_OPTION
    )

    fault = of_record(ask(client, PLACES[0]), row)["period"]

    assert (fault["kind"], fault["kindInWords"]) == ("stale", "◷ för gammalt")
    assert fault["what"].endswith(": Sista dagen har passerat, men tiden kan ha förlängts.")


def test_the_kind_narrows_the_list_and_not_the_share(client: TestClient, session: Session) -> None:
    agreed(session, town(session), data_quality_notes=["Två perioder anges."])

    every, some = ask(client, PLACES[0]), ask(client, PLACES[0], kind="contradictory")

    assert [one["id"] for one in some["faults"]] == ["D41"]
    assert some["_meta"]["totalRecords"] == 1
    assert some["completeness"] == every["completeness"]
    assert some["faultsByKind"] == every["faultsByKind"]
    assert every["_meta"]["totalRecords"] == sum(every["faultsByKind"].values())


def test_the_list_is_given_page_by_page(client: TestClient, session: Session) -> None:
    agreed(session, town(session))
    every = [(one["id"], one["record"]) for one in ask(client, PLACES[0])["faults"]]

    pages = [ask(client, PLACES[0], limit=10, page=page) for page in (1, 2, 3, 4, 0)]

    shown = [(one["id"], one["record"]) for page in pages[:3] for one in page["faults"]]
    assert shown == every
    assert (pages[3]["faults"], pages[4]["faults"]) == ([], [])
    assert {page["_meta"]["totalRecords"] for page in pages} == {len(every)}
    counts = [page["_meta"]["count"] for page in pages]
    assert counts == [10, 10, len(every) - 20, 0, 0]
    assert (pages[1]["_meta"]["page"], pages[1]["_meta"]["limit"]) == (2, 10)
    links = {one["rel"]: one["href"] for one in pages[1]["_links"]}
    assert set(links) == {"self", "first", "last", "next", "prev"}
    assert links["next"] == (
        f"https://register.test{API}{PLACES[0]}?asOf=2024-06-30&limit=10&page=3"
    )


def test_the_workbook_says_the_same_as_the_api(client: TestClient, session: Session) -> None:
    agreed(session, town(session), data_quality_notes=["Två perioder anges."])
    make.operating_plan(session)
    scope = report_scope("04", "Södermanlands län", 2024, datetime(2025, 1, 20, tzinfo=UTC))

    faults = ask(client, PLACES[1], asOf="2024-12-31")["faults"]
    rows = data_quality_sheet(session, scope).rows

    assert [row[1:7] for row in rows] == [
        (
            one["recordKindInWords"],
            one["record"]["label"] if one["record"] else "Oxelösund",
            one["kindInWords"],
            one["what"],
            one["field"],
            one["remedy"],
        )
        for one in faults
    ]
    assert {row[0] for row in rows} == {"Oxelösund", "Södermanlands län"}


def test_what_the_caller_may_not_read_is_not_told(session: Session, at: At) -> None:
    home = town(session)
    unnamed = make.agreement(session, "Andras avtal", municipality_codes=["0481"])
    theirs = make.agreement(session, "Hemligt utkast", signing="unsigned")
    make.party(session, theirs, home, left_on=date(2020, 1, 1))
    board = make.actor(
        session, "Länsstyrelsen", kind=ActorKind.COUNTY_ADMINISTRATIVE_BOARD, county_code="04"
    )

    ours = ask(at(home, Role.READER), PLACES[0])
    boards = ask(at(board, Role.READER), PLACES[0])

    assert of_record(ours, unnamed) == {}
    assert "Andras avtal" not in str(ours)
    assert of_record(boards, unnamed)
    assert "Hemligt utkast" not in str(boards)


def test_an_answer_about_a_place_is_for_those_who_see_all_of_it(session: Session, at: At) -> None:
    home, nearby = town(session), town(session, "0480", "Nyköping")
    board = make.actor(
        session, "Länsstyrelsen", kind=ActorKind.COUNTY_ADMINISTRATIVE_BOARD, county_code="04"
    )

    def statuses(address: str) -> list[int]:
        asking = (home, nearby, board)
        return [at(one, Role.READER).get(f"{API}{address}").status_code for one in asking]

    assert statuses(PLACES[0]) == [200, 403, 200]
    assert statuses(PLACES[1]) == [403, 403, 200]
    assert statuses("/municipalities/9999/data-quality") == [404, 404, 404]


def test_a_municipality_that_is_gone_is_asked_about_as_it_was(
    client: TestClient, session: Session
) -> None:
    town(session)
    session.get_one(Municipality, "0481").valid_to = date(2023, 12, 31)
    session.flush()

    assert ask(client, PLACES[0])["completeness"]["whole"] == 0
    assert ask(client, PLACES[0], asOf="2023-12-31")["completeness"]["whole"] == 16


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"asOf": "2024-02-30"}, "asOf"),
        ({"asOf": years_after(today(), 6).isoformat()}, "asOf"),
        ({"kind": "wrong"}, "kind"),
        ({"quarters": 9}, "quarters"),
        ({"limit": 101}, "limit"),
        ({"page": -1}, "page"),
        ({"year": 2024}, "year"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(
    client: TestClient, session: Session, query: dict[str, Any], name: str
) -> None:
    town(session)

    answer = client.get(f"{API}{PLACES[0]}", params=query)

    assert answer.status_code == 400
    assert [one["name"] for one in answer.json()["invalidParameters"]] == [name]


def test_the_number_of_statements_does_not_grow_with_the_register(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    def asked(address: str, **query: Any) -> int:
        statements.clear()
        ask(client, address, **query)
        return len(statements)

    def everything(name: str) -> None:
        row = agreed(session, home, name)
        area = make.prioritised_area(session, commitment_id=row.id)
        measure = make.measure(session, commitment_id=row.id, prioritised_area_id=area.id)
        make.follow_up(session, measure_id=measure.id)
        make.citizen_promise(session, f"Löfte {name}", parent_id=row.id)
        plan = make.action_plan(session, f"Plan {name}")
        make.measure(session, action_plan_id=plan.id)
        make.situation_picture(session, f"Bild {name}")
        make.function(session, home)
        make.forum(session, name, municipality_codes=["0481"])
        make.activity(session, owner_id=home.id)
        make.support_need(session, asked_by_id=home.id)
        make.council_report(session)

    home = town(session)
    everything("Första")
    before = [asked(address) for address in PLACES]
    quarters = asked(PLACES[1], quarters=2)
    for number in range(3):
        everything(f"Till {number}")
        town(session, f"048{number + 2}", f"Ort {number}")

    assert [asked(address) for address in PLACES] == before
    assert asked(PLACES[1], quarters=2) == quarters
    assert max(before) <= 28


def test_a_picture_that_the_caller_may_not_read_contradicts_nothing(
    session: Session, at: At
) -> None:
    """Nor is the plan said to name none."""
    home = town(session)
    town(session, "1280", "Malmö")
    theirs = make.situation_picture(session, "Malmös", ("1280",), made_on=date(2024, 6, 1))
    make.action_plan(
        session,
        decided_on=date(2024, 5, 1),
        decided_by="Kommunfullmäktige",
        situation_picture_id=theirs.id,
    )

    found = ask(
        at(home, Role.READER),
        "/municipalities/0481/data-quality",
        asOf="2024-12-31",
        limit=100,
    )

    told = {one["id"]: one["what"] for one in found["faults"]}
    assert "D47" not in told
    assert told["L07"].endswith("uppgift saknas (lägesbilden som planen anger får du inte läsa)")


def test_of_a_measure_that_was_cancelled_nothing_is_asked(
    client: TestClient, session: Session
) -> None:
    row = agreed(session, town(session))
    measure = make.measure(session, commitment_id=row.id)
    assert of_record(ask(client, PLACES[0]), measure)

    measure.progress = Progress.CANCELLED
    session.flush()

    assert of_record(ask(client, PLACES[0]), measure) == {}
