"""What the register tells of a record's past: who changed what, and what was known then."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.util.concurrency import in_greenlet
from starlette.testclient import TestClient

from app.clock import now
from app.database import connect
from app.main import create_app
from app.models.actors import ActorKind
from app.models.base import instant_text
from app.models.principals import Role
from app.queries import recalled
from app.settings import Settings
from tests import make
from tests.callers import As, Known, Trusting
from tests.conftest import identified_by
from tests.make import API

FORUMS = f"{API}/forums"
AGREEMENTS = f"{API}/agreements"


@pytest.fixture
def forum(client: TestClient) -> dict[str, Any]:
    body = {"kind": "network", "name": "Nätverket"}
    made: dict[str, Any] = client.post(FORUMS, json=body).json()
    return made


def _history(client: Any, address: str, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(f"{address}/history", params=asked)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_a_history_says_which_field_went_from_what_to_what(
    client: TestClient, forum: dict[str, Any]
) -> None:
    one = f"{FORUMS}/{forum['id']}"
    client.patch(one, json={"name": "Länsnätverket"})
    client.post(f"{one}/endings", json={"endedOn": "2024-12-31", "reason": "Nedlagt."})

    ending, change, registration = _history(client, one)

    assert [ending["kind"], ending["reason"], ending["version"]] == ["ending", "Nedlagt.", 3]
    assert change["changes"] == [
        {"field": "name", "earlier": "Nätverket", "later": "Länsnätverket"}
    ]
    assert (registration["kind"], registration["operation"]) == ("registration", "register_forum")
    assert {"field": "name", "earlier": None, "later": "Nätverket"} in registration["changes"]


def test_of_a_list_only_what_differs_is_told(client: TestClient, session: Session) -> None:
    codes = [make.municipality(session, code, code).code for code in ("0480", "0481", "0482")]
    body = {"kind": "network", "name": "Nätverket", "municipalityCodes": codes[:2]}
    one = f"{FORUMS}/{client.post(FORUMS, json=body).json()['id']}"
    client.patch(one, json={"municipalityCodes": codes[1:]})

    (change, _) = _history(client, one)

    assert change["changes"] == [
        {"field": "municipalityCodes", "earlier": ["0480"], "later": ["0482"]}
    ]


def test_corrections_are_told_from_amendments(client: TestClient, session: Session) -> None:
    agreement = make.agreement(session, registered_afterwards=True)
    one = f"{AGREEMENTS}/{agreement.id}"
    correction = {"reason": "Felskriven.", "changes": {"title": "Rätt titel"}}
    client.post(f"{one}/corrections", json=correction)
    amendment = {
        "revision": 2,
        "decidedOn": "2024-05-01",
        "effectiveOn": "2024-06-01",
        "reason": "Parterna utvidgar.",
        "changes": {"geographicScope": "Hela kommunen"},
    }
    client.post(f"{one}/amendments", json=amendment)

    told = [(one["kind"], one["reason"]) for one in _history(client, one)]

    assert told == [("amendment", "Parterna utvidgar."), ("correction", "Felskriven.")]


def test_a_history_is_paged(client: TestClient, forum: dict[str, Any]) -> None:
    one = f"{FORUMS}/{forum['id']}"
    for name in ("A", "B", "C"):
        client.patch(one, json={"name": name})

    answer = client.get(f"{one}/history", params={"limit": 3, "page": 2}).json()

    assert (answer["_meta"]["totalRecords"], len(answer["items"])) == (4, 1)
    assert answer["items"][0]["kind"] == "registration"
    assert answer["_links"][0]["href"].endswith("/history?limit=3&page=2")


def test_what_was_known_is_told_by_the_instant(client: TestClient, forum: dict[str, Any]) -> None:
    one = f"{FORUMS}/{forum['id']}"
    client.patch(one, json={"name": "Länsnätverket"})
    changed, registered = (event["happenedAt"] for event in _history(client, one))

    first = client.get(one, params={"knownAt": registered})
    then = client.get(one, params={"knownAt": changed})

    assert [first.json()["name"], first.json()["version"]] == ["Nätverket", 1]
    assert [then.json()["name"], then.json()["version"]] == ["Länsnätverket", 2]
    assert [link["rel"] for link in first.json()["_links"]] == ["self"]


def test_before_it_was_registered_nothing_was_known(
    client: TestClient, forum: dict[str, Any]
) -> None:
    before = instant_text(now() - timedelta(hours=1))

    answer = client.get(f"{FORUMS}/{forum['id']}", params={"knownAt": before})

    assert answer.status_code == 404
    assert answer.json()["detail"] == "Registret kände inte till posten då."


def test_what_was_known_is_recalled_in_a_thread(database_url: str) -> None:
    """A register is made for it, which takes longer than others may wait on the event loop."""
    settings = Settings(database_url=database_url)
    sessions = connect(settings)
    client = TestClient(create_app(sessions, settings, identity=Trusting()), "http://localhost")
    made = client.post(FORUMS, json={"kind": "network", "name": "Nätverket"}).json()
    on_the_loop = []

    def note(*_: Any) -> None:
        on_the_loop.append(in_greenlet())

    event.listen(recalled.MEMORY, "connect", note)
    try:
        answer = client.get(f"{FORUMS}/{made['id']}", params={"knownAt": instant_text(now())})
    finally:
        event.remove(recalled.MEMORY, "connect", note)
        sessions.engine.dispose()

    assert answer.json()["name"] == "Nätverket"
    assert on_the_loop == [False]


@pytest.mark.parametrize("day", ["2019-06-01", "2024-06-01", "2026-06-01", "2029-06-01"])
def test_the_day_is_still_the_day_whose_status_is_asked_for(
    client: TestClient, session: Session, day: str
) -> None:
    """What is known by now, asked in both ways, is the same."""
    agreement = make.agreement(session, registered_afterwards=True)
    one = f"{AGREEMENTS}/{agreement.id}"
    client.post(f"{one}/corrections", json={"reason": "Fel.", "changes": {"title": "Rätt"}})
    ended = {"decidedOn": "2025-11-01", "terminatedOn": "2026-01-01", "reason": "Uppsagd."}
    client.post(f"{one}/terminations", json=ended)

    asked = {"asOf": day, "knownAt": instant_text(now() + timedelta(seconds=1))}
    known = client.get(one, params=asked).json()

    today = client.get(one, params={"asOf": day}).json()
    assert {**known, "_links": []} == {**today, "_links": []}


def test_a_later_replacement_was_not_known_then(client: TestClient, session: Session) -> None:
    older = make.agreement(session, "Den äldre", registered_afterwards=True)
    one = f"{AGREEMENTS}/{older.id}"
    client.post(f"{one}/corrections", json={"reason": "Fel.", "changes": {"title": "Rätt"}})
    then = _history(client, one)[0]["happenedAt"]
    newer = {
        "title": "Den nyare",
        "level": "municipality",
        "registeredAfterwards": True,
        "signing": "signed",
        "period": {"startsOn": "2025-01-01", "endType": "untilFurtherNotice"},
        "replaces": [{"replacedId": str(older.id), "replacedOn": "2025-01-01"}],
        "documents": [{"title": "Avtalet", "url": "https://www.oxelosund.se/avtal.pdf"}],
    }
    assert client.post(AGREEMENTS, json=newer).status_code == 201
    since = instant_text(now() + timedelta(seconds=1))

    asked = {"asOf": "2025-06-01"}
    before = client.get(one, params={**asked, "knownAt": then}).json()
    after = client.get(one, params={**asked, "knownAt": since}).json()

    assert (before["status"], after["status"]) == ("valid", "superseded")


class TestWhoMayKnow:
    """A draft's making is its writers'; what was agreed is for the county board too."""

    @pytest.fixture(autouse=True)
    def known(self, client: TestClient) -> Iterator[None]:
        with identified_by(client, Known()):
            yield

    @pytest.fixture
    def town(self, client: TestClient, session: Session) -> As:
        code = make.municipality(session).code
        actor = make.actor(session, municipality_code=code, county_code="04")
        return As(client, make.principal(session, actor, Role.EDITOR))

    @pytest.fixture
    def board(self, client: TestClient, session: Session) -> As:
        kind, code = ActorKind.COUNTY_ADMINISTRATIVE_BOARD, make.county(session).code
        actor = make.actor(session, "Länsstyrelsen", kind=kind, county_code=code)
        return As(client, make.principal(session, actor, Role.COORDINATOR))

    def test_the_board_learns_of_a_draft_from_when_it_was_shared(self, town: As, board: As) -> None:
        body = {"title": "Hemligt", "level": "municipality", "municipalityCodes": ["0481"]}
        made = town.post(AGREEMENTS, body).json()
        one = f"{AGREEMENTS}/{made['id']}"
        assert board.get(f"{one}/history").status_code == 404
        town.patch(one, {"title": "Klart"})
        shared = town.patch(one, {"sharedWithCounty": True}).json()

        (seen,) = _history(board, one)

        assert seen["version"] == shared["version"]
        assert "Hemligt" not in str(seen)
        assert len(_history(town, one)) == 3
        then = {"knownAt": _history(town, one)[-1]["happenedAt"]}
        assert board.get(one, params=then).status_code == 404
        assert town.get(one, params=then).json()["title"] == "Hemligt"

    def test_the_feed_tells_only_of_what_may_be_read(self, town: As, board: As) -> None:
        made = town.post(f"{API}/forums", {"kind": "network", "name": "Kommunens"}).json()
        body = {"title": "Utkast", "level": "municipality", "municipalityCodes": ["0481"]}
        draft = town.post(AGREEMENTS, body).json()

        own = town.get(f"{API}/changes").json()
        others = board.get(f"{API}/changes").json()

        assert [one["recordId"] for one in own["changes"]] == [made["id"], draft["id"]]
        assert others["changes"] == []


def test_the_feed_goes_on_where_it_was_left(client: TestClient, forum: dict[str, Any]) -> None:
    one = f"{FORUMS}/{forum['id']}"
    client.patch(one, json={"name": "Länsnätverket"})
    client.post(f"{one}/endings", json={"endedOn": "2024-12-31", "reason": "Nedlagt."})

    first = client.get(f"{API}/changes", params={"limit": 2}).json()
    rest = client.get(f"{API}/changes", params={"after": first["lastSequence"]}).json()

    assert [one["change"] for one in first["changes"]] == ["registered", "changed"]
    assert (first["hasMore"], rest["hasMore"]) == (True, False)
    (ended,) = rest["changes"]
    assert (ended["change"], ended["version"], ended["recordKind"]) == ("ended", 3, "forums")
    assert client.get(ended["address"]).json()["id"] == forum["id"]
    (following,) = [link["href"] for link in rest["_links"] if link["rel"] == "next"]
    assert client.get(following).json()["changes"] == []


def test_a_number_far_beyond_the_log_is_answered_with_nothing(client: TestClient) -> None:
    far = 9_000_000_000_000_000

    answer = client.get(f"{API}/changes", params={"after": far})

    assert answer.status_code == 200, answer.text
    assert (answer.json()["lastSequence"], answer.json()["changes"]) == (far, [])


def test_what_has_no_history_is_not_asked_what_was_known_of_it(
    client: TestClient, session: Session
) -> None:
    code = make.municipality(session).code

    answer = client.get(
        f"{API}/municipalities/{code}", params={"knownAt": "2024-06-30T08:15:00.000Z"}
    )

    assert answer.status_code == 400
    assert answer.json()["invalidParameters"][0]["name"] == "knownAt"
