"""Indicator answers over HTTP."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.clock import today
from app.models import Actor
from tests import make
from tests.make import API

ANSWERS = f"{API}/indicator-answers"

FITS_ANSWER = (
    "answer",
    "I12 besvaras med answer (yes, partly eller no); I13c och I13s besvaras med grade i stället.",
)
FITS_GRADE = (
    "grade",
    "I13c och I13s besvaras med grade (1-5); I12 besvaras med answer i stället.",
)
POLICE_ANSWER = "I12 besvaras av ett lokalpolisområde; ange ett sådant."
BOTH_ANSWER = "I13c och I13s besvaras av en kommun eller ett lokalpolisområde; ange en sådan aktör."
SAID: dict[str, dict[str, Any]] = {
    "I12": {"answer": "partly"},
    "I13c": {"grade": 4},
    "I13s": {"grade": 1},
}


@pytest.fixture
def police(session: Session) -> Actor:
    return make.actor(session, "Lokalpolisområde Nyköping", kind="localPoliceArea")


def body(by: Actor, indicator: str = "I13c", **values: Any) -> dict[str, Any]:
    asked = {"actorId": str(by.id), "indicator": indicator, "year": 2024}
    return {**asked, "answeredOn": "2025-01-15", **(values or SAID[indicator])}


def refused(client: TestClient, sent: dict[str, Any]) -> list[tuple[str, str]]:
    answer = client.post(ANSWERS, json=sent)
    assert answer.status_code == 422, answer.text
    return [(one["name"], one["reason"]) for one in answer.json()["invalidParameters"]]


@pytest.mark.parametrize("indicator", ["I12", "I13c", "I13s"])
def test_an_answer_names_who_gave_it(client: TestClient, police: Actor, indicator: str) -> None:
    answer = client.post(ANSWERS, json=body(police, indicator))

    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (told["actorName"], told["actorKind"]) == (
        "Lokalpolisområde Nyköping",
        "localPoliceArea",
    )
    said = {"answer": None, "grade": None} | SAID[indicator]
    assert {name: told[name] for name in said} == said


@pytest.mark.parametrize(
    ("indicator", "said", "fault"),
    [
        ("I12", {"grade": 3}, FITS_ANSWER),
        ("I12", {"note": "Inget svar."}, FITS_ANSWER),
        ("I12", {"answer": "yes", "grade": 3}, FITS_GRADE),
        ("I13c", {"answer": "yes"}, FITS_ANSWER),
        ("I13c", {"note": "Inget svar."}, FITS_GRADE),
        ("I13s", {"answer": "yes", "grade": 3}, FITS_ANSWER),
    ],
)
def test_each_indicator_is_answered_in_its_own_way(
    client: TestClient, police: Actor, indicator: str, said: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert refused(client, body(police, indicator, **said)) == [fault]


def test_another_indicator_takes_another_answer(client: TestClient, police: Actor) -> None:
    one = client.post(ANSWERS, json=body(police, "I13c")).json()
    turned = {"indicator": "I12", "answer": "no"}

    answer = client.patch(f"{ANSWERS}/{one['id']}", json=turned)

    assert [one["name"] for one in answer.json()["invalidParameters"]] == ["grade"]
    whole = client.patch(f"{ANSWERS}/{one['id']}", json=turned | {"grade": None})
    assert (whole.status_code, whole.json()["answer"]) == (200, "no")


@pytest.mark.parametrize(
    ("grade", "reason"),
    [(0, "Ska vara minst 1."), (6, "Får vara högst 5."), (2.5, "Ska vara ett heltal.")],
)
def test_the_scale_goes_from_one_to_five(
    client: TestClient, police: Actor, grade: Any, reason: str
) -> None:
    assert refused(client, body(police, "I13s", grade=grade)) == [("grade", reason)]


@pytest.mark.parametrize(
    ("kind", "indicator", "sentence"),
    [
        ("municipality", "I12", POLICE_ANSWER),
        ("policeArea", "I12", POLICE_ANSWER),
        ("policeArea", "I13c", BOTH_ANSWER),
        ("countyAdministrativeBoard", "I13s", BOTH_ANSWER),
    ],
)
def test_only_those_who_are_asked_answer(
    client: TestClient, session: Session, kind: str, indicator: str, sentence: str
) -> None:
    stranger = make.actor(session, "Annan", kind=kind)

    assert refused(client, body(stranger, indicator)) == [("actorId", sentence)]
    assert client.get(ANSWERS).json()["items"] == []


def test_an_answer_is_not_moved_to_one_who_is_not_asked(
    client: TestClient, session: Session, police: Actor
) -> None:
    one = f"{ANSWERS}/{make.indicator_answer(session, police, 'I12').id}"

    answer = client.patch(one, json={"actorId": str(make.actor(session).id)})

    assert answer.json()["invalidParameters"] == [{"name": "actorId", "reason": POLICE_ANSWER}]
    assert client.get(one).json()["actorName"] == police.name


@pytest.mark.parametrize("indicator", ["I13c", "I13s"])
def test_a_municipality_answers_how_it_works_with_others(
    client: TestClient, session: Session, indicator: str
) -> None:
    assert client.post(ANSWERS, json=body(make.actor(session), indicator)).status_code == 201


@pytest.mark.parametrize("verb", ["post", "patch"])
def test_a_year_is_answered_for_when_it_has_begun(
    client: TestClient, session: Session, police: Actor, verb: str
) -> None:
    path = ANSWERS
    if verb == "patch":
        path = f"{ANSWERS}/{make.indicator_answer(session, police).id}"
    answers = [
        client.request(verb, path, json=body(police) | {"year": year})
        for year in (today().year + 1, 2016, today().year)
    ]

    faults = [one.json().get("invalidParameters") for one in answers]
    assert faults == [
        [{"name": "year", "reason": "Året har inte börjat än; ange senast i år."}],
        [{"name": "year", "reason": "Ska vara minst 2017."}],
        None,
    ]


def test_an_actor_answers_once_for_each_indicator_and_year(
    client: TestClient, session: Session, police: Actor
) -> None:
    sent = body(police)
    again = "Aktören har redan svarat på indikatorn för året; ändra det svaret i stället."

    assert client.post(ANSWERS, json=sent).status_code == 201
    answer = client.post(ANSWERS, json=sent | {"grade": 1})

    assert (answer.status_code, answer.json()["detail"]) == (409, again)
    for other in ({"year": 2023}, {"indicator": "I13s"}, {"actorId": str(make.actor(session).id)}):
        added = client.post(ANSWERS, json=sent | other)
        assert added.status_code == 201
    moved = client.patch(f"{ANSWERS}/{added.json()['id']}", json={"actorId": sent["actorId"]})
    assert (moved.status_code, moved.json()["detail"]) == (409, again)


@pytest.mark.parametrize(
    ("query", "grades"),
    [
        ({"countyCode": "04"}, [1, 2, 3]),
        ({"countyCode": "04", "asOf": "2023-12-31"}, [2, 3]),
        ({"countyCode": "05"}, [1, 4]),
        ({"municipalityCode": "0481"}, [1, 2, 3]),
        ({"actorId": "home"}, [2, 3]),
        ({"indicator": "I13s"}, [2]),
        ({"year": 2023}, [3]),
        ({"indicator": "I13c", "year": 2024, "municipalityCode": "0580"}, [1, 4]),
    ],
)
def test_answers_are_narrowed(
    client: TestClient, session: Session, police: Actor, query: dict[str, Any], grades: list[int]
) -> None:
    home = make.actor(session, municipality_code=make.municipality(session, "0481").code)
    away = make.actor(session, municipality_code=make.municipality(session, "0580").code)
    make.area_of_work(session, police, "0481").valid_from = date(2024, 1, 1)
    make.area_of_work(session, police, "0580")
    make.indicator_answer(session, police, grade=1)
    make.indicator_answer(session, home, "I13s", grade=2)
    make.indicator_answer(session, home, grade=3, year=2023)
    make.indicator_answer(session, away, grade=4)
    session.flush()
    asked = {name: str(home.id) if value == "home" else value for name, value in query.items()}

    answer = client.get(ANSWERS, params=asked)

    assert sorted(one["grade"] for one in answer.json()["items"]) == grades
