"""The questions of the annual report about grants and answers, on known rows, on both engines."""

from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app import validity
from app.models import Actor
from app.models.actors import ActorKind
from app.queries.annual_report_answers import (
    indicators_answered,
    local_police_areas,
    state_grants_of,
)
from app.queries.annual_report_scope import about
from tests import make

DAY = validity.as_of(date(2024, 12, 31))


def asked(session: Session, question: Select[*tuple[Any, ...]], county: str) -> list[Any]:
    return [tuple(row) for row in session.execute(question, DAY | about(county, 2024))]


def town(session: Session, code: str, name: str) -> Actor:
    make.municipality(session, code, name)
    return make.actor(session, f"{name}s kommun", municipality_code=code)


def police_area(session: Session, name: str, *codes: str, **values: Any) -> Actor:
    row = make.actor(session, name, kind=ActorKind.LOCAL_POLICE_AREA, **values)
    for code in codes:
        make.municipality(session, code, f"Kommun {code}")
        make.area_of_work(session, row, code)
    return row


def test_grants_are_of_the_county_itself_or_of_a_municipality_in_it(session: Session) -> None:
    home, away = town(session, "0481", "Oxelösund"), town(session, "0580", "Linköping")
    make.state_grant(session, "Kommunens", applicant_id=home.id, municipality_code="0481")
    make.state_grant(session, "Länets", applicant_id=home.id, county_code="04")
    make.state_grant(session, "Annan kommuns", applicant_id=away.id, municipality_code="0580")
    make.state_grant(session, "Annat läns", applicant_id=home.id, county_code="05")

    rows = asked(session, state_grants_of(), "04")

    assert [(grant.title, who, where) for grant, who, where in rows] == [
        ("Kommunens", "Oxelösunds kommun", "Oxelösund"),
        ("Länets", "Oxelösunds kommun", None),
    ]


def test_grants_are_of_the_year_and_not_ended(session: Session) -> None:
    home = {"applicant_id": town(session, "0481", "Oxelösund").id, "municipality_code": "0481"}
    make.state_grant(session, "I år", **home)
    make.state_grant(session, "I fjol", year=2023, **home)
    make.state_grant(session, "Avslutad", ended_on=date(2024, 12, 31), **home)
    make.state_grant(session, "Avslutas sedan", ended_on=date(2025, 1, 1), **home)

    rows = asked(session, state_grants_of(), "04")

    assert [grant.title for grant, *_ in rows] == ["Avslutas sedan", "I år"]


def test_answers_tell_who_gave_them_and_its_municipality(session: Session) -> None:
    home = town(session, "0481", "Oxelösund")
    police = police_area(session, "Lokalpolisområde Nyköping", "0480", "0481")
    make.indicator_answer(session, police, "I13c", grade=2)
    make.indicator_answer(session, police, "I12", answer="partly")
    make.indicator_answer(session, home, "I13c", grade=4)

    rows = asked(session, indicators_answered(), "04")

    told = [(one.indicator, one.answer, one.grade, *who) for one, *who in rows]
    of_police = ("Lokalpolisområde Nyköping", "localPoliceArea", None, None)
    of_town = ("Oxelösunds kommun", "municipality", "0481", "Oxelösund")
    assert told == [
        ("I12", "partly", None, *of_police),
        ("I13c", None, 2, *of_police),
        ("I13c", None, 4, *of_town),
    ]


def test_answers_are_of_the_county_and_year_and_not_ended(session: Session) -> None:
    home, away = town(session, "0481", "Oxelösund"), town(session, "0580", "Linköping")
    make.indicator_answer(session, home, "I13c", grade=1)
    make.indicator_answer(session, home, "I13c", grade=2, year=2023)
    make.indicator_answer(session, home, "I13s", grade=3, ended_on=date(2024, 12, 31))
    make.indicator_answer(session, away, "I13c", grade=4)

    rows = asked(session, indicators_answered(), "04")

    assert [one.grade for one, *_ in rows] == [1]


def test_an_area_across_the_border_answers_in_both_counties(session: Session) -> None:
    police = police_area(session, "LPO", "0481", "0580")
    make.indicator_answer(session, police, "I12")

    counts = [len(asked(session, indicators_answered(), code)) for code in ("04", "05", "12")]

    assert counts == [1, 1, 0]


def test_police_areas_are_those_that_work_in_the_county_on_the_day(session: Session) -> None:
    police_area(session, "Åby", "0480", "0481")
    police_area(session, "Hemma i länet", county_code=make.county(session, "04").code)
    police_area(session, "Öster", "0480", valid_to=date(2024, 12, 31))
    police_area(session, "Nedlagt", "0480", valid_to=date(2024, 12, 30))
    police_area(session, "Nytt", "0480", valid_from=date(2025, 1, 1))
    police_area(session, "I annat län", "0580")
    moved = police_area(session, "Flyttat")
    make.area_of_work(session, moved, "0480").valid_to = date(2023, 12, 31)
    make.area_of_work(session, make.actor(session, "Hela området", kind="policeArea"), "0480")
    session.flush()

    names = [name for _, name in asked(session, local_police_areas(), "04")]

    assert names == ["Hemma i länet", "Åby", "Öster"]
