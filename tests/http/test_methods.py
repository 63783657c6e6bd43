"""The catalogue over HTTP: methods, and the categories of areas."""

from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.reference.loading import load
from tests import make
from tests.make import API

METHODS = f"{API}/methods"
CATEGORIES = f"{API}/area-categories"
EST = {
    "code": "est",
    "name": "Effektiv samordning för trygghet (EST)",
    "aliases": ["E.S.T.", "Effektiv samordning för ökad trygghet"],
    "kinds": ["process"],
    "problemAreas": ["public-places", "safety"],
    "evidence": "unclear",
    "evidenceQuality": "processOnly",
    "caution": "Metoden är prövad i sju kommuner.",
    "evidenceSource": "Brå 2018",
    "evidenceYear": 2018,
}


def test_a_method_is_answered_as_it_is_read(client: TestClient) -> None:
    answer = client.post(METHODS, json=EST)

    assert answer.status_code == 201, answer.text
    method = answer.json()
    assert EST.items() <= method.items()
    assert client.get(f"{METHODS}/{method['id']}").json() == method


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"q": "e.s.t"}, ["est"]),
        ({"q": "ÖKAD trygghet"}, ["est"]),
        ({"problemArea": "safety"}, ["est"]),
        ({"problemArea": "drugs"}, ["sspf"]),
        ({"problemArea": "public"}, []),
        ({"evidence": "positive"}, ["sspf"]),
        ({"code": "est"}, ["est"]),
        ({}, ["est", "sspf"]),
    ],
)
def test_a_method_is_found_by_alias_problem_and_evidence(
    client: TestClient, session: Session, query: dict[str, str], codes: list[str]
) -> None:
    client.post(METHODS, json=EST)
    make.method(session, "sspf", evidence="positive", problem_areas=["youth", "drugs"])

    answer = client.get(METHODS, params=query)

    assert answer.status_code == 200, answer.text
    assert [one["code"] for one in answer.json()["items"]] == codes


@pytest.mark.parametrize("code", ["EST", "e s t", "-est", "est_1", "åtgärd", ""])
def test_a_code_has_one_form(client: TestClient, code: str) -> None:
    answer = client.post(METHODS, json=EST | {"code": code})

    assert answer.status_code == 422
    assert answer.json()["invalidParameters"][0]["name"] == "code"


@pytest.mark.parametrize(
    ("address", "body", "sentence"),
    [
        (METHODS, EST, "En metod med samma kod finns redan."),
        (
            CATEGORIES,
            {"code": "youth", "name": "Barn och unga"},
            "En kategori med samma kod finns redan.",
        ),
    ],
)
def test_a_code_is_given_once_and_not_changed(
    client: TestClient, address: str, body: dict[str, Any], sentence: str
) -> None:
    key = client.post(address, json=body).json()["id"]

    again = client.post(address, json=body)
    assert (again.status_code, again.json()["detail"]) == (409, sentence)
    changed = client.patch(f"{address}/{key}", json={"code": "another"})
    assert (changed.status_code, changed.json()["invalidParameters"][0]["name"]) == (422, "code")


def test_a_category_is_used_between_its_days(client: TestClient, session: Session) -> None:
    body = {"code": "threats", "name": "Hot mot förtroendevalda", "validFrom": "2022-01-01"}
    category = client.post(CATEGORIES, json=body).json()
    make.area_category(session, "youth", name="Barn och unga", aliases=["Ungdomar"])

    def codes(**query: str) -> list[str]:
        return [one["code"] for one in client.get(CATEGORIES, params=query).json()["items"]]

    assert category["status"] == "valid"
    assert codes() == ["youth", "threats"]
    assert codes(status="valid", asOf="2021-12-31") == ["youth"]
    assert codes(code="threats") == ["threats"]
    assert codes(q="ungdom") == ["youth"]


def test_where_a_method_is_chosen_stands_what_is_known_of_it(
    client: TestClient, session: Session
) -> None:
    """Grannsamverkan's 36 per cent is never shown without the caution."""
    load(session)
    (method,) = client.get(METHODS, params={"code": "grannsamverkan"}).json()["items"]
    draft = make.draft(session)
    body = {"name": "Grannsamverkan i Peterslund", "commitmentId": str(draft.id)}

    chosen = client.post(f"{API}/measures", json=body | {"methodId": method["id"]}).json()
    without = client.post(f"{API}/measures", json=body).json()

    known = chosen["methodEvidence"]
    assert (known["evidence"], known["evidenceQuality"]) == ("positive", "severalStudies")
    assert (known["evidenceSource"], known["evidenceYear"]) == ("Brå", 2008)
    assert "36 procenten" in known["caution"]
    assert "36 procent" not in known["evidenceNote"]
    assert known == {name: method[name] for name in known}
    assert without["methodEvidence"] is None


def test_a_measure_has_another_tag_when_more_is_known_of_its_method(
    client: TestClient, session: Session
) -> None:
    method = make.method(session)
    measure = make.measure(session, method_id=method.id)
    before = client.get(f"{API}/measures/{measure.id}").headers["etag"]

    client.patch(f"{METHODS}/{method.id}", json={"evidenceQuality": "limited"})

    assert client.get(f"{API}/measures/{measure.id}").headers["etag"] != before


@pytest.mark.parametrize("address", [METHODS, CATEGORIES])
def test_a_list_of_the_catalogue_takes_one_statement(
    client: TestClient, session: Session, statements: list[str], address: str
) -> None:
    make.method(session)
    make.area_category(session)
    statements.clear()

    client.get(address)

    assert len(statements) == 1
