"""Deliveries over HTTP: what went where, and asking for one again."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx2 import Response
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.clock import now
from app.database import Sessions
from app.models import AnnualReport, Delivery, Job, NationalReport
from app.models.actors import ActorKind
from app.models.deliveries import DeliveryState
from app.models.jobs import JobState
from app.models.principals import Role
from app.queries.deliverables import Report, deliverable
from app.queries.kept_snapshots import NATIONAL, checksum_kept
from tests import make
from tests.conftest import At, Sets
from tests.make import API
from tests.workers.national_report.submitted import submit, two_counties
from workers.supervisor import drain

DELIVERIES = f"{API}/deliveries"
BOARD = ActorKind.COUNTY_ADMINISTRATIVE_BOARD
NATIONAL_NAME = "bra-redovisning-nationell-2024-v1"
AGAIN = {"reason": "Brå har bytt mottagare."}
ASKED = {"target": "bra", **AGAIN}


def target(key: str = "bra", place: str = "/srv/bra", **told: object) -> dict[str, object]:
    return {"key": key, "title": key.title(), "directory": f"file://{place}", **told}


@pytest.fixture
def configured(sets: Sets, tmp_path: Path) -> None:
    targets = [
        target(place=str(tmp_path)),
        target("lan", countyCode="04"),
        target("annat-lan", countyCode="05"),
        target("nationellt", str(tmp_path / "riket"), national=True),
    ]
    sets(DELIVERY_TARGETS=json.dumps(targets))


@pytest.fixture
def report(session: Session) -> AnnualReport:
    return make.annual_report(session, submitted_at=now())


def address_of(report: Report) -> str:
    return API + deliverable(report).path


def ask(client: TestClient, report: Report, **body: object) -> Response:
    answer: Response = client.post(f"{address_of(report)}/deliveries", json={**ASKED, **body})
    return answer


def rels(client: TestClient, report: Report) -> set[str]:
    found = client.get(address_of(report)).json()["_links"]
    return {one["rel"] for one in found}


@pytest.mark.usefixtures("configured")
def test_a_report_is_delivered_again_when_somebody_asks(
    client: TestClient,
    session: Session,
    sessions: Sessions,
    report: AnnualReport,
    tmp_path: Path,
) -> None:
    make.delivery(session, report)
    sent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    address = f"{API}/annual-reports/{report.id}/deliveries"

    answer = client.post(address, json=ASKED, headers={"traceparent": sent})

    assert answer.status_code == 202, answer.text
    made = answer.json()
    where = f"{DELIVERIES}/{made['id']}"
    assert answer.headers["location"] == f"https://register.test{where}"
    assert {one["rel"]: one["href"] for one in made["_links"]}["self"].endswith(where)
    assert (made["round"], made["state"], made["redeliveryReason"]) == (
        2,
        "queued",
        ASKED["reason"],
    )
    assert (made["annualReportId"], made["target"]) == (str(report.id), "bra")
    assert (made["countyCode"], made["year"], made["issue"]) == ("04", 2024, 1)
    assert (made["title"], made["attempts"]) == ("bra-redovisning-04-2024-v1 till Bra", [])
    queued = select(Job).where(Job.kind == "delivery", Job.state == JobState.QUEUED)
    assert session.scalars(queued).one().traceparent == answer.headers["traceparent"]

    drain(sessions)

    found = client.get(where).json()
    assert (found["state"], found["reason"]) == ("delivered", None)
    (attempt,) = found["attempts"]
    assert (attempt["number"], attempt["outcome"], attempt["reason"]) == (1, "delivered", None)
    assert attempt["endedAt"] >= attempt["startedAt"]
    assert len(list(tmp_path.iterdir())) == 2
    assert client.get(f"{where}/history").json()["_meta"]["totalRecords"] == 3


@pytest.mark.usefixtures("configured")
def test_a_target_that_was_added_later_begins_with_the_first_round(
    client: TestClient, session: Session, report: AnnualReport
) -> None:
    make.delivery(session, report)

    assert ask(client, report, target="lan").json()["round"] == 1


@pytest.mark.usefixtures("configured")
def test_a_retry_with_the_same_key_is_the_same_delivery(
    client: TestClient, session: Session, report: AnnualReport
) -> None:
    address = f"{API}/annual-reports/{report.id}/deliveries"
    key = {"Idempotency-Key": str(uuid4())}

    first, second = (client.post(address, json=ASKED, headers=key) for _ in range(2))

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json() == second.json()
    assert first.headers["location"] == second.headers["location"]
    assert len(session.scalars(select(Delivery)).all()) == 1


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize(
    ("state", "status"),
    [
        (DeliveryState.QUEUED, 409),
        (DeliveryState.SENDING, 409),
        (DeliveryState.DELIVERED, 202),
        (DeliveryState.FAILED, 202),
    ],
)
def test_one_at_a_time(
    client: TestClient, session: Session, report: AnnualReport, state: DeliveryState, status: int
) -> None:
    make.delivery(session, report, state=state)

    answer = ask(client, report)

    assert answer.status_code == status
    assert ask(client, report, target="lan").status_code == 202
    if status == 409:
        assert answer.json()["detail"].startswith("En leverans till målet väntar eller pågår redan")


@pytest.mark.usefixtures("configured")
def test_what_its_job_has_left_behind_has_failed_and_may_be_asked_for_again(
    client: TestClient, session: Session, report: AnnualReport
) -> None:
    left = make.delivery(session, report, state=DeliveryState.SENDING, delivered_at=None)
    before = client.get(f"{DELIVERIES}/{left.id}")
    died = {"state": JobState.FAILED, "error": "Arbetet dog 3 gånger utan att bli klart."}
    session.execute(update(Job).where(Job.id == left.job_id).values(died))

    after = client.get(f"{DELIVERIES}/{left.id}")

    assert (before.json()["state"], before.json()["reason"]) == ("sending", None)
    assert (after.json()["state"], after.json()["reason"]) == ("failed", died["error"])
    assert before.headers["etag"] != after.headers["etag"]
    listed = client.get(DELIVERIES, params={"state": "failed"}).json()["items"]
    assert [one["id"] for one in listed] == [str(left.id)]
    assert ask(client, report).status_code == 202


@pytest.mark.usefixtures("configured")
def test_only_what_is_submitted_is_delivered(client: TestClient, session: Session) -> None:
    draft, sent = (
        make.annual_report(session, issue=issue, submitted_at=instant)
        for issue, instant in ((1, None), (2, now()))
    )

    refused = ask(client, draft)

    assert refused.status_code == 409
    assert refused.json()["detail"].startswith("Redovisningen är inte inlämnad")
    assert "deliveries" not in rels(client, draft)
    assert "deliveries" in rels(client, sent)
    assert session.scalars(select(Job)).all() == []


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"target": "okand"}, "target", "ange något av: bra, lan."),
        ({"target": "annat-lan"}, "target", "ange något av: bra, lan."),
        ({"target": "nationellt"}, "target", "ange något av: bra, lan."),
        ({"target": "file:///etc"}, "target", ""),
        ({"reason": ""}, "reason", ""),
        ({"reason": None}, "reason", ""),
        ({"reason": "Till 19811218-9876"}, "reason", ""),
        ({"directory": "file:///tmp"}, "directory", ""),
    ],
)
def test_what_cannot_be_delivered_is_refused_with_a_sentence(
    client: TestClient,
    session: Session,
    report: AnnualReport,
    wrong: dict[str, Any],
    field: str,
    reason: str,
) -> None:
    answer = ask(client, report, **wrong)

    assert answer.status_code == 422
    (fault,) = answer.json()["invalidParameters"]
    assert fault["name"] == field
    assert fault["reason"].endswith(reason)
    assert session.scalars(select(Delivery)).all() == []


def test_where_nothing_is_configured_nothing_can_be_asked_for(
    client: TestClient, report: AnnualReport
) -> None:
    answer = ask(client, report)

    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("Inget leveransmål är inställt för redovisningen")


def test_what_went_where_can_be_searched(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    ours = make.annual_report(session, submitted_at=now())
    theirs = make.annual_report(session, 2023, submitted_at=now(), county_code=_other(session))
    first = make.delivery(session, ours)
    second = make.delivery(session, theirs, target="lan", state=DeliveryState.FAILED)

    def found(**asked: Any) -> list[str]:
        answer = client.get(DELIVERIES, params=asked)
        assert answer.status_code == 200, answer.text
        return sorted(one["id"] for one in answer.json()["items"])

    one, other = [str(first.id)], [str(second.id)]
    statements.clear()
    assert found() == sorted(one + other)
    count = len(statements)
    assert found(annualReportId=str(ours.id)) == found(countyCode="04") == one
    assert found(year=2024) == found(target="bra") == found(state="delivered") == one
    assert found(year=2023) == found(countyCode="05") == found(target="lan") == other
    assert found(state="failed") == other
    assert client.get(DELIVERIES, params={"state": "lost"}).status_code == 400
    for number in range(2, 8):
        make.delivery(session, ours, round=number)
    statements.clear()
    assert len(found()) == 8
    assert len(statements) == count


def _other(session: Session) -> str:
    return make.county(session, "05", "Östergötlands län").code


def test_each_board_sees_its_own_and_those_who_run_the_service_all(
    at: At, session: Session
) -> None:
    here = make.annual_report(session, submitted_at=now())
    there = make.annual_report(session, submitted_at=now(), county_code=_other(session))
    for report in (here, there, make.national_report(session)):
        make.delivery(session, report)
    boards = {
        code: make.actor(session, f"Länsstyrelsen {code}", kind=BOARD, county_code=code)
        for code in ("04", "05")
    }
    council = make.actor(session, "Brå", kind=ActorKind.NATIONAL_AUTHORITY)

    def seen(actor: Any, role: Role) -> list[str]:
        items = at(actor, role).get(DELIVERIES).json()["items"]
        return sorted(one["countyCode"] or "riket" for one in items)

    assert seen(boards["04"], Role.COORDINATOR) == ["04"]
    assert seen(boards["05"], Role.READER) == ["05"]
    assert seen(council, Role.RECEIVER) == ["riket"]
    assert seen(council, Role.READER) == []
    assert seen(council, Role.SYSTEM_ADMINISTRATOR) == ["04", "05", "riket"]


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize("state", DeliveryState)
def test_what_has_been_tried_is_made_once_more_by_those_who_run_the_service(
    at: At, session: Session, sessions: Sessions, report: AnnualReport, state: DeliveryState
) -> None:
    """They see nothing of what is in the report that they have sent again."""
    first = make.delivery(session, report, state=state)
    council = make.actor(session, "Brå", kind=ActorKind.NATIONAL_AUTHORITY)
    administrator = at(council, Role.SYSTEM_ADMINISTRATOR)
    address = f"{DELIVERIES}/{first.id}"
    shown = administrator.get(address)
    offered = {one["rel"] for one in shown.json()["_links"]}

    answer = administrator.post(
        f"{address}/repetitions", json=AGAIN, headers={"If-Match": shown.headers["etag"]}
    )

    if state in {DeliveryState.QUEUED, DeliveryState.SENDING}:
        assert "repetitions" not in offered
        assert answer.status_code == 409
        assert answer.json()["detail"].startswith("En leverans till målet väntar eller pågår redan")
        return
    assert "repetitions" in offered
    assert answer.status_code == 202, answer.text
    made = answer.json()
    assert answer.headers["location"].endswith(f"{DELIVERIES}/{made['id']}")
    assert (made["round"], made["target"], made["state"]) == (2, first.target, "queued")
    assert made["redeliveryReason"] == AGAIN["reason"]
    drain(sessions)
    assert administrator.get(f"{DELIVERIES}/{made['id']}").json()["state"] == "delivered"
    assert administrator.get(address).json()["state"] == state
    assert administrator.get(f"{API}/annual-reports/{report.id}").status_code == 404


def test_what_the_settings_know_no_more_is_not_made_once_more(
    at: At, session: Session, report: AnnualReport
) -> None:
    first = make.delivery(session, report)
    council = make.actor(session, "Brå", kind=ActorKind.NATIONAL_AUTHORITY)
    administrator = at(council, Role.SYSTEM_ADMINISTRATOR)
    address = f"{DELIVERIES}/{first.id}/repetitions"

    unreasoned = administrator.post(address, json={})
    refused = administrator.post(address, json=AGAIN)

    assert unreasoned.status_code == 422
    assert [one["name"] for one in unreasoned.json()["invalidParameters"]] == ["reason"]
    assert refused.status_code == 409
    assert refused.json()["detail"].startswith("Leveransmålet finns inte längre")
    assert refused.json()["detail"].endswith("begära leverans till ett annat mål.")
    assert session.scalars(select(Delivery)).all() == [first]


@pytest.mark.usefixtures("configured")
def test_a_national_report_goes_to_the_national_target_and_again_when_asked(
    client: TestClient, session: Session, sessions: Sessions, tmp_path: Path
) -> None:
    """By itself when it has been compiled, and to no target of the counties."""
    (tmp_path / "riket").mkdir()
    two_counties(session)
    submit(sessions, session, "04")
    ordered = client.post(f"{API}/national-reports", json={"year": 2024})
    assert ordered.status_code == 202, ordered.text
    key = ordered.json()["id"]

    drain(sessions)

    (first,) = client.get(DELIVERIES, params={"nationalReportId": key}).json()["items"]
    assert (first["state"], first["target"], first["round"]) == ("delivered", "nationellt", 1)
    assert (first["annualReportId"], first["countyCode"]) == (None, None)
    assert (first["year"], first["issue"], first["redeliveryReason"]) == (2024, 1, None)
    assert first["title"] == f"{NATIONAL_NAME} till Nationellt"
    files = {
        one.name: sha256(one.read_bytes()).hexdigest() for one in (tmp_path / "riket").iterdir()
    }
    assert files == {
        f"{NATIONAL_NAME}.json": first["dataChecksum"],
        f"{NATIONAL_NAME}.xlsx": first["workbookChecksum"],
    }
    assert first["dataChecksum"] == session.scalar(checksum_kept(NATIONAL, UUID(key)))

    report = session.get_one(NationalReport, UUID(key))
    again = ask(client, report, target="nationellt")

    assert again.status_code == 202, again.text
    assert (again.json()["round"], again.json()["redeliveryReason"]) == (2, ASKED["reason"])
    assert ask(client, report, target="nationellt").status_code == 409
    drain(sessions)
    found = client.get(f"{DELIVERIES}/{again.json()['id']}").json()
    assert (found["state"], found["nationalReportId"]) == ("delivered", key)
    assert len(list((tmp_path / "riket").iterdir())) == 2


@pytest.mark.usefixtures("configured")
def test_a_national_report_goes_to_no_target_of_the_counties(
    client: TestClient, session: Session
) -> None:
    report = make.national_report(session)

    for key in ("bra", "lan"):
        refused = ask(client, report, target=key)
        assert refused.status_code == 422
        (fault,) = refused.json()["invalidParameters"]
        assert (fault["name"], fault["reason"][-13:]) == ("target", ": nationellt.")
    assert session.scalars(select(Delivery)).all() == []


@pytest.mark.usefixtures("configured")
def test_only_a_national_report_that_is_compiled_is_delivered(
    client: TestClient, session: Session
) -> None:
    ordered, compiled = (
        make.national_report(session, compiled_at=instant) for instant in (None, now())
    )

    refused = ask(client, ordered, target="nationellt")

    assert refused.status_code == 409
    assert refused.json()["detail"].startswith("Den nationella redovisningen är inte sammanställd")
    assert "deliveries" not in rels(client, ordered)
    assert "deliveries" in rels(client, compiled)
    assert session.scalars(select(Delivery)).all() == []
