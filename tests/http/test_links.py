"""Links: absolute, complete, and only to what can be done with the record as it stands."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models.commitments import Signing
from tests import make
from tests.conftest import PUBLIC_URL
from tests.make import API

ROOT = f"{PUBLIC_URL}{API}"


ACTIONS = ("amendments", "corrections", "terminations", "prolongations")


ALWAYS = {"self", "collection", "history"}
ASSESSED = {"quality", "cycle"}


def links(answer: Any) -> dict[str, tuple[str, str]]:
    """By relation: address and method."""
    return {one["rel"]: (one["href"], one["method"]) for one in answer.json()["_links"]}


def test_a_record_leads_to_itself_its_list_and_what_can_be_done(
    client: TestClient, session: Session
) -> None:
    forum = make.forum(session)
    address = f"{ROOT}/forums/{forum.id}"

    found = links(client.get(address))

    assert found == {
        "self": (address, "GET"),
        "collection": (f"{ROOT}/forums", "GET"),
        "history": (f"{address}/history", "GET"),
        "edit": (address, "PATCH"),
        "endings": (f"{address}/endings", "POST"),
    }


def test_an_ended_record_can_only_be_read(client: TestClient, session: Session) -> None:
    address = f"{ROOT}/forums/{make.forum(session).id}"

    ended = client.post(f"{address}/endings", json={"endedOn": "2024-12-31", "reason": "Nedlagt."})

    assert set(links(ended)) == set(links(client.get(address))) == ALWAYS


@pytest.mark.parametrize(
    "signing, offered",
    [
        (Signing.UNSIGNED, {"edit", "signatures", "endings", *ASSESSED}),
        (Signing.SIGNED, {"edit", "endings", *ACTIONS, *ASSESSED}),
    ],
)
def test_an_agreement_offers_what_its_state_allows(
    client: TestClient, session: Session, signing: Signing, offered: set[str]
) -> None:
    agreement = make.agreement(session, signing=signing, registered_afterwards=False)

    found = links(client.get(f"{API}/agreements/{agreement.id}"))

    assert set(found) == {*ALWAYS, *offered}


def test_one_that_was_registered_afterwards_takes_more_signatures(
    client: TestClient, session: Session
) -> None:
    agreement = make.agreement(session, registered_afterwards=True)

    assert "signatures" in links(client.get(f"{API}/agreements/{agreement.id}"))


def test_what_belongs_to_an_agreement_offers_what_that_allows(
    client: TestClient, session: Session
) -> None:
    """Its areas stand as they were signed; its measures change until it ends, and end after it."""
    agreement = make.agreement(session)
    area = make.prioritised_area(session, commitment_id=agreement.id)
    measure = make.measure(session, commitment_id=agreement.id)
    shown = f"{API}/measures/{measure.id}"

    assert set(links(client.get(f"{API}/prioritised-areas/{area.id}"))) == ALWAYS
    assert {"edit", "endings"} <= set(links(client.get(shown)))
    ending = {"endedOn": "2024-12-31", "reason": "Uppgick i en annan."}
    client.post(f"{API}/agreements/{agreement.id}/endings", json=ending)
    assert set(links(client.get(shown))) == {*ALWAYS, "endings"}


def test_what_is_offered_in_a_list_is_what_the_record_offers(
    client: TestClient, session: Session
) -> None:
    make.agreement(session), make.draft(session)

    for item in client.get(f"{API}/agreements").json()["items"]:
        assert item["_links"] == client.get(item["_links"][0]["href"]).json()["_links"]


def test_a_page_leads_to_the_others_and_keeps_the_question(
    client: TestClient, session: Session
) -> None:
    for place in range(5):
        make.forum(session, f"Rådet för åtgärder & stöd {place}")
    asked = {"q": "åtgärder & stöd", "limit": "2", "kind": "localCouncil", "page": "2"}

    found = links(client.get(f"{API}/forums", params=asked))

    pages = {rel: dict(parse_qsl(urlsplit(href).query)) for rel, (href, _) in found.items()}
    assert {rel: one.pop("page") for rel, one in pages.items()} == {
        "self": "2",
        "first": "1",
        "last": "3",
        "next": "3",
        "prev": "1",
    }
    assert all(one == {k: v for k, v in asked.items() if k != "page"} for one in pages.values())
    assert all(href.startswith(f"{ROOT}/forums?") for href, _ in found.values())
    for href, method in found.values():
        assert client.request(method, href).json()["_meta"]["totalRecords"] == 5


@pytest.mark.parametrize(
    "page, offered",
    [
        (0, {"self", "first", "last", "next"}),
        (1, {"self", "first", "last", "next"}),
        (3, {"self", "first", "last", "prev"}),
        (99, {"self", "first", "last", "prev"}),
    ],
)
def test_there_is_no_link_past_the_ends(
    client: TestClient, session: Session, page: int, offered: set[str]
) -> None:
    for _ in range(3):
        make.forum(session)

    found = links(client.get(f"{API}/forums", params={"limit": 1, "page": page}))

    assert set(found) == offered
    assert found["last"][0].endswith("page=3")
    if page == 99:
        assert found["prev"] == found["last"]


def test_statistics_lead_to_themselves(client: TestClient) -> None:
    address = f"{ROOT}/statistics/methods?countyCode=04&asOf=2024-06-30"

    assert links(client.get(address)) == {"self": (address, "GET")}


def test_a_report_offers_its_files_when_it_has_been_compiled(
    client: TestClient, session: Session
) -> None:
    make.county(session)

    ordered = client.post(f"{API}/annual-reports", json={"countyCode": "04", "year": 2024})

    assert set(links(ordered)) == ALWAYS | {"cancellations"}
