"""Statistics over HTTP: n of N, the missing named, the unknown apart, nothing counted twice."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import ActionPlan, Commitment, Municipality
from tests import make
from tests.make import API

STATISTICS = f"{API}/statistics"
DAY = {"asOf": "2024-06-30"}
PLACES = {
    "2418": "Malå",
    "2417": "Norsjö",
    "2422": "Sorsele",
    "2505": "Arvidsjaur",
    "2506": "Arjeplog",
    "2580": "Luleå",
}


@pytest.fixture(autouse=True)
def places(session: Session) -> None:
    """Three municipalities in each of two counties."""
    make.county(session, "24", "Västerbottens län")
    make.county(session, "25", "Norrbottens län")
    for code, name in PLACES.items():
        make.municipality(session, code, name)


def agreement_of(session: Session, *codes: str, **values: Any) -> Commitment:
    """With the municipalities as parties."""
    agreement = make.agreement(session, municipality_codes=list(codes), **values)
    for code in codes:
        home = make.actor(session, f"{PLACES[code]} kommun", municipality_code=code)
        make.party(session, agreement, home)
    return agreement


def ask(client: TestClient, what: str, **query: Any) -> Any:
    answer = client.get(f"{STATISTICS}/{what}", params={**DAY, **query})
    assert answer.status_code == 200, answer.text
    return answer.json()


def names(places: list[dict[str, str]]) -> list[str]:
    return [one["name"] for one in places]


def test_an_agreement_of_five_municipalities_in_two_counties_is_counted_once(
    client: TestClient, session: Session
) -> None:
    agreement_of(session, "2418", "2417", "2422", "2505", "2506")

    found = ask(client, "agreements")

    assert found["asOf"] == "2024-06-30"
    assert found["total"]["agreements"] == 1
    assert [(one["name"], one["agreements"]) for one in found["counties"]] == [
        ("Norrbottens län", 1),
        ("Västerbottens län", 1),
    ]
    share = found["total"]["municipalities"]
    assert (share["n"], share["whole"], names(share["missing"])) == (5, 6, ["Luleå"])
    norrbotten = found["counties"][0]["municipalities"]
    assert (norrbotten["n"], norrbotten["whole"], norrbotten["unknown"]) == (2, 3, [])
    assert {one["hasOwnAgreement"] for one in found["municipalities"]} == {"yes", "no"}


def test_a_county_agreement_gives_no_municipality_one_of_its_own(
    client: TestClient, session: Session
) -> None:
    board = make.actor(session, "Länsstyrelsen", kind="countyAdministrativeBoard", county_code="25")
    agreement = make.agreement(session, level="county", municipality_codes=["2505"])
    make.party(session, agreement, board)
    make.agreement(session, "Utan kända parter", level="county", municipality_codes=["2505"])

    found = ask(client, "agreements", countyCode="25")

    assert [one["code"] for one in found["counties"]] == ["25"]
    assert found["total"]["agreements"] == 2
    assert found["total"]["municipalities"]["n"] == 0
    assert names(found["total"]["municipalities"]["missing"]) == ["Arjeplog", "Arvidsjaur", "Luleå"]


def test_taking_part_in_an_agreement_is_not_having_one(
    client: TestClient, session: Session
) -> None:
    agreement = agreement_of(session, "2505")
    agreement.municipality_codes.append("2580")
    lulea = make.actor(session, "Luleå kommun", municipality_code="2580")
    housing = make.actor(session, "Bostadsbolaget", kind="housingCompany", municipality_code="2506")
    make.party(session, agreement, lulea, role="participating")
    make.party(session, agreement, housing)

    share = ask(client, "agreements", countyCode="25")["total"]["municipalities"]

    assert (share["n"], names(share["missing"])) == (1, ["Arjeplog", "Luleå"])


def test_where_no_party_is_known_the_municipalities_covered_have_the_agreement(
    client: TestClient, session: Session
) -> None:
    make.agreement(session, municipality_codes=["2580"])

    assert ask(client, "agreements")["total"]["municipalities"]["n"] == 1


def test_what_is_unknown_is_never_a_no(client: TestClient, session: Session) -> None:
    agreement_of(session, "2580", ends_on=None, end_type="notStated")
    agreement_of(session, "2505", ends_on=date(2024, 5, 31))

    found = ask(client, "agreements", countyCode="25")

    share = found["total"]["municipalities"]
    assert (share["n"], share["whole"]) == (0, 3)
    assert names(share["unknown"]) == ["Luleå"]
    assert names(share["missing"]) == ["Arjeplog", "Arvidsjaur"]
    assert (found["total"]["agreements"], found["total"]["agreementsUnknown"]) == (0, 1)
    registered = {one["name"]: one["agreementsRegistered"] for one in found["municipalities"]}
    assert registered == {"Arjeplog": 0, "Arvidsjaur": 1, "Luleå": 1}


def test_one_certain_agreement_outweighs_an_uncertain_one(
    client: TestClient, session: Session
) -> None:
    agreement_of(session, "2580", ends_on=None, end_type="notStated")
    agreement_of(session, "2580")

    (lulea,) = ask(client, "agreements", municipalityCode="2580")["municipalities"]

    assert (lulea["hasOwnAgreement"], lulea["agreements"], lulea["agreementsUnknown"]) == (
        "yes",
        1,
        1,
    )


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ({"year": 2023}, 0),
        ({"year": 2024}, 1),
        ({"asOf": "2024-01-01"}, 1),
        ({"asOf": "2028-01-01"}, 0),
    ],
)
def test_the_figures_are_those_of_a_day(
    client: TestClient, session: Session, query: dict[str, Any], n: int
) -> None:
    agreement_of(session, "2580")

    answer = client.get(f"{STATISTICS}/agreements", params=query)

    assert answer.json()["total"]["municipalities"]["n"] == n
    assert answer.json()["asOf"] == query.get("asOf", f"{query.get('year')}-12-31")


def test_a_municipality_that_is_gone_is_not_counted(client: TestClient, session: Session) -> None:
    gone = session.get_one(Municipality, "2580")
    gone.valid_to = date(2023, 12, 31)
    session.flush()

    assert ask(client, "agreements")["total"]["municipalities"]["whole"] == 5
    assert ask(client, "agreements", asOf="2023-12-31")["total"]["municipalities"]["whole"] == 6


def test_one_municipality_counts_only_its_own(client: TestClient, session: Session) -> None:
    agreement_of(session, "2580")
    agreement_of(session, "2505")

    found = ask(client, "agreements", municipalityCode="2580")

    assert (found["total"]["agreements"], found["total"]["municipalities"]["whole"]) == (1, 1)


def test_methods_are_counted_by_agreement_and_by_municipality(
    client: TestClient, session: Session
) -> None:
    est, sspf = make.method(session, "est"), make.method(session, "sspf")
    joint = agreement_of(session, "2418", "2505")
    other = agreement_of(session, "2580")
    for name in ("Möten", "Vandringar"):
        make.measure(session, name, commitment_id=joint.id, method_id=est.id)
    make.measure(session, "Annat", commitment_id=other.id)
    cancelled = {"method_id": est.id, "progress": "cancelled"}
    make.measure(session, "Inställd", commitment_id=other.id, **cancelled)
    plan = ActionPlan(title="Planen", kind="statutory", municipality_code="2506")
    session.add(plan)
    session.flush()
    make.measure(session, "I planen", action_plan_id=plan.id, method_id=sspf.id)

    by_est, by_sspf = ask(client, "methods")["items"]

    assert (by_est["code"], by_est["total"]["agreements"]) == ("est", 1)
    assert by_est["total"]["agreementsInAll"] == 2
    share = by_est["total"]["municipalities"]
    assert (share["n"], share["whole"]) == (2, 6)
    assert names(share["missing"]) == ["Arjeplog", "Luleå", "Norsjö", "Sorsele"]
    assert [one["municipalities"]["n"] for one in by_est["counties"]] == [1, 1]
    assert (by_sspf["total"]["agreements"], by_sspf["total"]["municipalities"]["n"]) == (0, 1)


def test_an_agreement_whose_content_is_not_registered_leaves_its_methods_unknown(
    client: TestClient, session: Session
) -> None:
    make.method(session, "est")
    make.area_category(session, "youth")
    agreement_of(session, "2580")

    for what in ("methods", "areas"):
        (one,) = ask(client, what, countyCode="25")["items"]
        share = one["total"]["municipalities"]
        assert (share["n"], names(share["unknown"])) == (0, ["Luleå"])
        assert names(share["missing"]) == ["Arjeplog", "Arvidsjaur"]


def test_areas_are_counted_by_category(client: TestClient, session: Session) -> None:
    make.area_category(session, "theft")
    make.area_category(session, "youth")
    make.area_category(session, "traffic", valid_to=date(2020, 12, 31))
    both = agreement_of(session, "2418", "2505")
    uncertain = agreement_of(session, "2580", ends_on=None, end_type="notStated")
    make.prioritised_area(session, commitment_id=both.id, category_codes=["theft", "youth"])
    make.prioritised_area(session, commitment_id=both.id, category_codes=["theft"])
    make.prioritised_area(session, commitment_id=uncertain.id, category_codes=["theft"])

    theft, youth = ask(client, "areas")["items"]

    assert (theft["code"], theft["total"]["agreements"]) == ("theft", 1)
    assert theft["total"]["municipalities"]["n"] == 2
    assert names(theft["total"]["municipalities"]["unknown"]) == ["Luleå"]
    assert youth["total"]["municipalities"]["unknown"] == []


def test_what_has_ended_holds_no_area_and_leaves_none_open(
    client: TestClient, session: Session
) -> None:
    make.area_category(session, "theft")
    day = date(2022, 1, 1)
    over = {"signed_on": day, "starts_on": day, "ends_on": date(2023, 12, 31), "end_type": "fixed"}
    described = agreement_of(session, "2418", **over)
    agreement_of(session, "2417", **over)
    make.prioritised_area(session, commitment_id=described.id, category_codes=["theft"])

    (theft,) = ask(client, "areas")["items"]

    assert theft["total"]["agreements"] == theft["total"]["agreementsInAll"] == 0
    assert names(theft["total"]["municipalities"]["missing"]) == sorted(PLACES.values())


def test_each_county_counts_its_own_areas(client: TestClient, session: Session) -> None:
    make.area_category(session, "theft")
    make.area_category(session, "youth")
    for code, areas in (("2418", ["theft"]), ("2417", ["theft", "youth"]), ("2505", ["youth"])):
        agreement = agreement_of(session, code)
        make.prioritised_area(session, commitment_id=agreement.id, category_codes=areas)

    theft, youth = ask(client, "areas")["items"]

    assert [
        (one["code"], one["agreements"], one["agreementsInAll"]) for one in theft["counties"]
    ] == [
        ("25", 0, 1),
        ("24", 2, 2),
    ]
    assert [one["agreements"] for one in youth["counties"]] == [1, 1]
    assert [one["municipalities"]["n"] for one in youth["counties"]] == [1, 1]


def test_a_category_that_is_used_is_told_after_its_last_day(
    client: TestClient, session: Session
) -> None:
    make.area_category(session, "traffic", valid_to=date(2020, 12, 31))
    make.area_category(session, "unused", valid_to=date(2020, 12, 31))
    agreement = agreement_of(session, "2418")
    make.prioritised_area(session, commitment_id=agreement.id, category_codes=["traffic"])

    (traffic,) = ask(client, "areas")["items"]

    assert (traffic["code"], traffic["total"]["agreements"]) == ("traffic", 1)
    assert ask(client, "areas", countyCode="25")["items"] == []


def test_a_method_after_its_last_day_is_told_where_it_is_used(
    client: TestClient, session: Session
) -> None:
    method = make.method(session, "est", valid_to=date(2020, 12, 31))
    agreement = agreement_of(session, "2418")
    make.measure(session, commitment_id=agreement.id, method_id=method.id)

    assert [one["code"] for one in ask(client, "methods")["items"]] == ["est"]
    assert ask(client, "methods", municipalityCode="2505")["items"] == []


def test_a_year_and_a_day_are_not_asked_about_at_once(client: TestClient) -> None:
    answer = client.get(f"{STATISTICS}/areas", params={"year": 2024, "asOf": "2024-06-30"})

    assert answer.status_code == 400
    assert [one["name"] for one in answer.json()["invalidParameters"]] == ["year", "asOf"]


@pytest.mark.parametrize("what", ["agreements", "methods", "areas"])
def test_the_number_of_statements_does_not_grow_with_the_register(
    client: TestClient, session: Session, statements: list[str], what: str
) -> None:
    def asked() -> int:
        statements.clear()
        ask(client, what)
        return len(statements)

    before = asked()
    for code in PLACES:
        agreement = agreement_of(session, code)
        method = make.method(session, f"method-{code}")
        category = make.area_category(session, f"category-{code}")
        make.measure(session, commitment_id=agreement.id, method_id=method.id)
        make.prioritised_area(session, commitment_id=agreement.id, category_codes=[category.code])

    assert asked() == before <= 7
