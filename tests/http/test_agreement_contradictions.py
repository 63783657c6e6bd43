"""What an agreement may not be told over HTTP: days to come, circles, and ends that disagree."""

from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import Agreement
from tests import make
from tests.make import API

AGREEMENTS = f"{API}/agreements"
TO_COME = "2199-01-01"
AFTERWARDS = {
    "title": "Från källan",
    "level": "county",
    "registeredAfterwards": True,
    "signing": "signed",
    "provenance": {"sources": [{"name": "Länets egen lista"}]},
}


@pytest.fixture
def url(session: Session) -> str:
    """A complete agreement that is signed, from 2024 to 2027."""
    return _url(_complete(session, make.agreement(session, purposes=["Ökad trygghet"])))


def _complete(session: Session, agreement: Agreement) -> Agreement:
    make.prioritised_area(session, commitment_id=agreement.id)
    make.party(session, agreement, make.actor(session))
    make.party(session, agreement, make.actor(session, "Polisen", kind="policeAuthority"))
    return agreement


def _url(agreement: Agreement) -> str:
    return f"{AGREEMENTS}/{agreement.id}"


def names(answer: Any) -> list[str]:
    return [one["name"] for one in answer.json()["invalidParameters"]]


def amendment(**fields: Any) -> dict[str, Any]:
    days = {"revision": 2, "decidedOn": "2025-01-01", "effectiveOn": "2025-02-01"}
    return {**days, "reason": "Skäl", "changes": {"title": "Ny"}, **fields}


TERMINATION = {"decidedOn": "2025-01-01", "terminatedOn": "2025-04-01", "reason": "Skäl"}


def test_an_amendment_is_registered_when_it_has_taken_effect(client: TestClient, url: str) -> None:
    answer = client.post(f"{url}/amendments", json=amendment(effectiveOn=TO_COME))

    assert (answer.status_code, names(answer)) == (422, ["effectiveOn"])
    assert answer.json()["detail"] == (
        "Tillägget gäller inte än; registrera det när det har börjat gälla."
    )


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("amendments", amendment(decidedOn=TO_COME)),
        ("prolongations", {"decidedOn": TO_COME, "endsOn": "2199-12-31"}),
        ("terminations", {**TERMINATION, "decidedOn": TO_COME, "terminatedOn": "2199-04-01"}),
    ],
)
def test_nothing_is_decided_in_the_future(
    client: TestClient, url: str, action: str, body: dict[str, Any]
) -> None:
    answer = client.post(f"{url}/{action}", json=body)

    assert (answer.status_code, names(answer)) == (422, ["decidedOn"])


def test_an_amendment_changes_something(client: TestClient, url: str) -> None:
    answer = client.post(f"{url}/amendments", json=amendment(changes={}))

    assert (answer.status_code, names(answer)) == (422, ["changes"])
    assert client.get(url).json()["amendments"] == []


def test_nothing_is_terminated_before_its_first_day(client: TestClient, url: str) -> None:
    body = {**TERMINATION, "decidedOn": "2023-01-01", "terminatedOn": "2023-12-31"}

    answer = client.post(f"{url}/terminations", json=body)

    assert (answer.status_code, names(answer)) == (422, ["terminatedOn"])


def test_a_mistaken_termination_is_withdrawn_by_a_correction(client: TestClient, url: str) -> None:
    (made,) = client.post(f"{url}/terminations", json=TERMINATION).json()["terminations"]
    body = {"reason": "Fel överenskommelse.", "withdrawnTerminationIds": [made["id"]]}

    answer = client.post(f"{url}/corrections", json=body)

    assert answer.status_code == 201, answer.text
    assert answer.json()["terminations"] == []
    assert answer.json()["corrections"][0]["earlierValues"] == {"terminations": [made]}
    assert client.get(url, params={"asOf": "2025-04-01"}).json()["validity"] == "yes"
    again = client.post(f"{url}/corrections", json=body)
    assert (again.status_code, names(again)) == (422, ["withdrawnTerminationIds[0]"])
    assert client.post(f"{url}/terminations", json=TERMINATION).status_code == 201


def test_a_draft_does_not_become_registered_afterwards(
    client: TestClient, session: Session
) -> None:
    draft = make.draft(session)
    changes = {**AFTERWARDS, "title": "Utkastet"}

    answer = client.patch(_url(draft), json=changes)

    assert (answer.status_code, names(answer)) == (422, ["registeredAfterwards"])


@pytest.mark.parametrize("signing", ["proposed", "signed"])
def test_what_was_signed_elsewhere_names_its_source(client: TestClient, signing: str) -> None:
    without = {**AFTERWARDS, "signing": signing, "provenance": None}
    document = {"documents": [{"title": "Den undertecknade texten"}]}

    for body in (without, {**without, "provenance": {"sources": [{}]}}):
        answer = client.post(AGREEMENTS, json=body)
        assert (answer.status_code, names(answer)) == (422, ["provenance"])
    assert client.post(AGREEMENTS, json={**without, **document}).status_code == 201
    unsigned = client.post(AGREEMENTS, json={**without, "signing": "unsigned"}).json()
    later = client.patch(f"{AGREEMENTS}/{unsigned['id']}", json={"signing": signing})
    assert (later.status_code, names(later)) == (422, ["provenance"])


def test_what_was_signed_elsewhere_was_not_signed_tomorrow(client: TestClient) -> None:
    answer = client.post(AGREEMENTS, json={**AFTERWARDS, "signedOn": TO_COME})

    assert (answer.status_code, names(answer)) == (422, ["signedOn"])


def test_the_same_signature_is_registered_once(client: TestClient) -> None:
    made = client.post(AGREEMENTS, json=AFTERWARDS).json()
    url = f"{AGREEMENTS}/{made['id']}/signatures"
    for body in ({"title": "landshövding"}, {"title": "landshövding", "acting": True}):
        assert client.post(url, json=body).status_code == 201

    answer = client.post(url, json={"title": "landshövding"})

    assert answer.status_code == 409
    assert answer.json()["detail"] == "Underskriften är redan registrerad."


@pytest.mark.parametrize("action", ["corrections", "amendments"])
def test_a_change_that_leaves_too_little_says_so(client: TestClient, url: str, action: str) -> None:
    body = amendment(changes={"purposes": []})
    if action == "corrections":
        body = {"reason": "Fel", "changes": {"purposes": []}}

    answer = client.post(f"{url}/{action}", json=body)

    assert (answer.status_code, names(answer)) == (409, ["purposes"])
    assert answer.json()["detail"] == "Ändringen skulle lämna överenskommelsen ofullständig."


@pytest.mark.parametrize(
    "end_type", ["untilFurtherNotice", "untilReplaced", "notStated", "lengthOnly"]
)
def test_the_end_does_not_contradict_itself(client: TestClient, end_type: str) -> None:
    period = {"endsOn": "2024-12-31", "endType": end_type}
    body = {"title": "Ny", "level": "county", "period": period}

    answer = client.post(AGREEMENTS, json=body)

    assert (answer.status_code, names(answer)) == (422, ["period.endsOn"])
    assert client.post(AGREEMENTS, json={**AFTERWARDS, "period": period}).status_code == 201


def test_what_ends_on_a_day_says_which_before_it_is_signed(
    client: TestClient, session: Session
) -> None:
    values: dict[str, Any] = {"ends_on": None, "end_type": "fixed", "length_months": 12}
    draft = make.draft(session, purposes=["Ökad trygghet"], **values)
    party = make.party(session, _complete(session, draft), make.actor(session, "Bolaget"))
    body = {"partyId": str(party.id), "title": "vd", "signedOn": "2024-02-01"}

    answer = client.post(f"{_url(draft)}/signatures", json=body)

    assert (answer.status_code, names(answer)) == (409, ["period.endsOn"])


def test_replacements_make_no_circle(client: TestClient, session: Session) -> None:
    first, second, third = (make.draft(session, one) for one in ("Ett", "Två", "Tre"))

    def replace(newer: Agreement, older: Agreement) -> Any:
        return client.patch(_url(newer), json={"replaces": [{"replacedId": str(older.id)}]})

    assert replace(first, second).status_code == 200
    assert replace(second, third).status_code == 200
    for older in (first, second, third):
        answer = replace(third, older)
        assert (answer.status_code, names(answer)) == (422, ["replaces[0].replacedId"])


def test_nothing_is_ended_on_a_day_to_come(client: TestClient, url: str) -> None:
    answer = client.post(f"{url}/endings", json={"endedOn": TO_COME, "reason": "Dubblett."})

    assert (answer.status_code, names(answer)) == (422, ["endedOn"])
