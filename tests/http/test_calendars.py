"""Calendars: what is due at a private address, with the rights of its maker, and no longer."""

import json
import logging
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from httpx2 import Response
from icalendar import Calendar as Feed
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.clock import today
from app.logs import JsonLines
from app.models import Actor, Agreement, Calendar, MinuteCount
from app.models.actors import ActorKind
from app.models.principals import Role
from app.permissions import Scope
from app.services import minute_counts
from tests import make
from tests.callers import As
from tests.conftest import At
from tests.make import API

CALENDARS = f"{API}/calendars"
TITLE = {"title": "Samordnarens kalender"}
REASON = {"reason": "Den hade skickats vidare."}


@pytest.fixture
def town(session: Session) -> Actor:
    make.municipality(session, "0481")
    return make.actor(session, municipality_code="0481")


@pytest.fixture
def coordinator(at: At, town: Actor) -> As:
    return at(town, Role.EDITOR)


@pytest.fixture
def ending(session: Session, town: Actor) -> Agreement:
    row = make.agreement(session, 'Samverkan; "2024", å', ends_on=today() + timedelta(days=30))
    make.party(session, row, town)
    return row


def made(caller: As) -> dict[str, Any]:
    answer = caller.post(CALENDARS, TITLE)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def fetched(client: TestClient, address: str, **headers: str) -> Response:
    assert address.startswith("https://register.test/calendars/smk_")
    return client.get(address.removeprefix("https://register.test"), headers=headers)


def events(answer: Response) -> list[Any]:
    assert answer.status_code == 200, answer.text
    return list(Feed.from_ical(answer.content).walk("VEVENT"))


def test_a_calendar_is_read_at_its_address_without_a_token(
    coordinator: As, bare: TestClient, ending: Agreement
) -> None:
    answer = fetched(bare, made(coordinator)["address"])

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["referrer-policy"] == "no-referrer"
    (event,) = events(answer)
    assert event["SUMMARY"] == f"överenskommelse löper ut: {ending.title}"
    assert event["DTSTART"].dt == ending.ends_on
    assert event["UID"] == f"agreementEnds-{ending.id}@register.test"
    assert event["URL"] == f"https://register.test{API}/agreements/{ending.id}"
    assert event["DESCRIPTION"].startswith("Besluta om överenskommelsen ska förlängas")
    assert event["TRANSP"] == "TRANSPARENT"
    calendar = Feed.from_ical(answer.content)
    assert (calendar["X-WR-CALNAME"], calendar["VERSION"]) == (TITLE["title"], "2.0")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H" in answer.content
    assert b"\r\n" in answer.content


def test_what_is_late_says_so_in_words_and_keeps_its_name(
    coordinator: As, bare: TestClient, ending: Agreement, session: Session
) -> None:
    address = made(coordinator)["address"]
    (before,) = events(fetched(bare, address))
    ending.ends_on = today() - timedelta(days=1)
    session.flush()

    (event,) = events(fetched(bare, address))

    assert event["SUMMARY"].startswith("▲ försenat: överenskommelse löper ut")
    assert event["UID"] == before["UID"]


def test_the_same_is_answered_with_the_same_bytes_and_then_not_at_all(
    coordinator: As, bare: TestClient, ending: Agreement
) -> None:
    address = made(coordinator)["address"]
    first, second = fetched(bare, address), fetched(bare, address)

    assert first.content == second.content
    known = fetched(bare, address, **{"If-None-Match": first.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")


def test_the_address_is_shown_once_and_kept_as_a_digest(coordinator: As, session: Session) -> None:
    headers = {"Idempotency-Key": "engang"}
    first = coordinator.post(CALENDARS, TITLE, headers=headers)
    again = coordinator.post(CALENDARS, TITLE, headers=headers)

    address = first.json()["address"]
    secret = address.rpartition("/")[2].removesuffix(".ics")
    assert again.json() == {**first.json(), "address": None}
    one = f"{CALENDARS}/{first.json()['id']}"
    told = [coordinator.get(path).text for path in (CALENDARS, one, f"{one}/history")]
    row = session.scalars(select(Calendar)).one()
    kept = [str(value) for value in vars(row).values()]
    assert len(secret) >= 47
    for text in (*told, *kept):
        assert secret not in text
    assert all(row.digest not in text for text in told)
    assert coordinator.get(one).json()["hint"] == secret[:8]


def test_no_two_addresses_are_alike(coordinator: As) -> None:
    assert len({made(coordinator)["address"] for _ in range(5)}) == 5


def test_a_renewed_address_opens_and_the_one_before_does_not(
    coordinator: As, bare: TestClient
) -> None:
    first = made(coordinator)
    tag = coordinator.get(f"{CALENDARS}/{first['id']}").headers["etag"]
    headers = {"If-Match": tag}

    renewed = coordinator.post(f"{CALENDARS}/{first['id']}/addresses", REASON, headers=headers)

    assert renewed.status_code == 201, renewed.text
    assert fetched(bare, first["address"]).status_code == 404
    assert fetched(bare, renewed.json()["address"]).status_code == 200
    assert (renewed.json()["version"], renewed.json()["renewedReason"]) == (2, REASON["reason"])


def shut_out(how: str, session: Session, caller: As, calendar: dict[str, Any]) -> None:
    assert caller.principal is not None
    principal = caller.principal
    match how:
        case "calendar ended":
            ending = {"endedOn": today().isoformat(), "reason": "Behövs inte."}
            answer = caller.post(f"{CALENDARS}/{calendar['id']}/endings", ending)
            assert answer.status_code == 201, answer.text
        case "principal ended":
            principal.ended_on, principal.ended_reason = today(), "Slutat."
        case "role withdrawn":
            principal.roles = [Role.SYSTEM_ADMINISTRATOR, Role.ORGANISATION_ADMINISTRATOR]
    session.flush()


@pytest.mark.parametrize("how", ["calendar ended", "principal ended", "role withdrawn"])
def test_what_has_been_withdrawn_opens_nothing_from_that_moment(
    coordinator: As, bare: TestClient, session: Session, how: str
) -> None:
    calendar = made(coordinator)
    assert fetched(bare, calendar["address"]).status_code == 200

    shut_out(how, session, coordinator, calendar)

    gone = fetched(bare, calendar["address"])
    nowhere = bare.get(f"/calendars/smk_{'x' * 49}.ics")
    assert (gone.status_code, gone.text) == (nowhere.status_code, nowhere.text)
    assert gone.status_code == 404


def test_it_shows_what_its_maker_may_read_now(
    coordinator: As, bare: TestClient, ending: Agreement, session: Session, town: Actor
) -> None:
    address = made(coordinator)["address"]
    elsewhere = make.agreement(session, "Andras", ends_on=today() + timedelta(days=30))
    make.party(session, elsewhere, make.actor(session, "Nyköpings kommun"))
    assert len(events(fetched(bare, address))) == 1

    town.kind = ActorKind.CIVIL_SOCIETY
    make.situation_picture(session, codes=("0481",), made_on=date(2020, 1, 1))
    session.flush()

    assert [one["UID"][:9] for one in events(fetched(bare, address))] == ["agreement"]


@pytest.mark.parametrize(
    "path", ["x", "x.ics", "smk_x.ics", "%00.ics", "å.ics", f"{'y' * 500}.ics"]
)
def test_what_is_no_address_opens_nothing(bare: TestClient, path: str) -> None:
    answer = bare.get(f"/calendars/{path}")

    assert answer.status_code == 404
    assert path not in answer.text


def test_it_can_only_be_read(coordinator: As, bare: TestClient) -> None:
    address = made(coordinator)["address"].removeprefix("https://register.test")

    assert bare.head(address).status_code == 200
    assert bare.post(address, json={}).status_code == 405
    assert bare.delete(address).status_code == 405


def test_no_log_holds_the_address(
    coordinator: As, bare: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    calendar = made(coordinator)
    secret = calendar["address"].rpartition("/")[2].removesuffix(".ics")
    with caplog.at_level(logging.DEBUG, "samverkan"):
        fetched(bare, calendar["address"])
        bare.get(f"/calendars/{secret}x.ics")

    form = JsonLines()
    lines = [json.loads(form.format(one)) for one in caplog.records if "samverkan" in one.name]
    assert [one["route"] for one in lines if one["event"] == "request"] == [
        "/calendars/{secret}.ics"
    ] * 2
    assert [one["calendar"] for one in lines if one["event"] == "calendar"] == [calendar["id"]]
    assert secret[8:] not in json.dumps(lines)


@pytest.fixture
def twice_a_minute(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(minute_counts, "time", lambda: 1_800_000_015.0)
    host: Any = client.app
    usual = host.state.settings
    host.state.settings = usual.model_copy(update={"heavy_requests_per_minute": 2})
    yield
    host.state.settings = usual


def test_each_address_may_be_read_so_often(
    coordinator: As, bare: TestClient, session: Session, twice_a_minute: None
) -> None:
    address, other = made(coordinator)["address"], made(coordinator)["address"]

    answers = [fetched(bare, address) for _ in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2].headers["retry-after"] == "45"
    assert fetched(bare, other).status_code == 200
    askers = session.scalars(select(MinuteCount.asker)).all()
    assert all("smk_" not in one for one in askers)
    before = len(askers)
    bare.get("/calendars/smk_nobody.ics")
    assert len(session.scalars(select(MinuteCount.asker)).all()) == before


def test_it_is_counted_among_the_callers_requests(coordinator: As, bare: TestClient) -> None:
    answer = fetched(bare, made(coordinator)["address"])

    assert answer.headers["ratelimit-policy"] == '"default";q=300000;w=60'


def test_nobody_has_more_calendars_than_it_can_watch(coordinator: As) -> None:
    for _ in range(10):
        made(coordinator)

    answer = coordinator.post(CALENDARS, TITLE)

    assert answer.status_code == 409
    assert "avsluta någon" in answer.json()["detail"]


def test_a_token_that_only_reads_makes_no_address(coordinator: As) -> None:
    reading = As(coordinator.client, coordinator.principal, (Scope.READ,))

    assert reading.post(CALENDARS, TITLE).status_code == 403


def test_colleagues_do_not_get_each_others_addresses_but_may_have_them_ended(
    coordinator: As, at: At, town: Actor
) -> None:
    calendar = f"{CALENDARS}/{made(coordinator)['id']}"
    colleague, administrator = at(town, Role.EDITOR), at(town, Role.ORGANISATION_ADMINISTRATOR)
    ending = {"endedOn": today().isoformat(), "reason": "Behövs inte."}

    assert colleague.get(calendar).status_code == 404
    assert administrator.post(f"{calendar}/addresses", REASON).status_code == 403
    assert administrator.post(f"{calendar}/endings", ending).status_code == 201
    assert coordinator.post(f"{calendar}/addresses", REASON).status_code == 409


def test_nothing_that_looks_like_a_persons_number_names_a_calendar(coordinator: As) -> None:
    answer = coordinator.post(CALENDARS, {"title": "Kalender 811218-9876"})

    assert answer.status_code == 422
