"""Deliveries: each issue once to each target, whoever is killed on the way."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import pytest
from fsspec.implementations.local import LocalFileSystem
from s3fs import S3FileSystem
from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from app import snapshots
from app.audit.authors import acting
from app.clock import now
from app.database import Sessions, connect
from app.jobs import deliveries, queue
from app.models import AnnualReport, Delivery, Job
from app.models.deliveries import DeliveryState
from app.models.jobs import JobState
from app.queries.annual_reports import report_checksum, report_snapshot, report_workbook
from app.schemas.annual_reports import AnnualReportCreate
from app.services import annual_reports
from app.settings import Settings
from tests import make
from tests.conftest import Sets
from tests.databases import AUTHOR
from tests.jobs.stage import until
from tests.workers.object_store import BUCKET, KEYS, ObjectStore, running
from tests.workers.post_office import PostOffice, closed, opened
from workers.delivery.delivering import (
    AGAIN_AFTER_S,
    IN_DOUBT,
    INTERRUPTED,
    MOST_ATTEMPTS,
    NO_TARGET,
    deliver,
)
from workers.supervisor import drain

NAME = "bra-redovisning-04-2024-v1"
WORKBOOK, DATA = f"{NAME}.xlsx", f"{NAME}.json"
MAILBOX = "redovisning@bra.example.se"
OTHER = "Något annat".encode()
Target: TypeAlias = dict[str, Any]
Process: TypeAlias = subprocess.Popen[bytes]
Hire: TypeAlias = Callable[..., Process]
Attempts: TypeAlias = list[tuple[str | None, str | None]]


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with opened() as office:
        yield office


@pytest.fixture(scope="module")
def store() -> Iterator[ObjectStore]:
    with running() as store:
        yield store


def to(directory: Path, **told: object) -> Target:
    return {"key": "bra", "title": "Brå", "directory": f"file://{directory}", **told}


def mailed(**told: object) -> Target:
    return {"key": "brev", "title": "Brås brevlåda", "mailbox": MAILBOX, **told}


def in_store(store: ObjectStore, prefix: str) -> Target:
    options = {"endpointUrl": store.address, "region": "us-east-1", "addressing": "path"}
    address = f"s3://{BUCKET}/{prefix}"
    return {"key": "arkiv", "title": "Arkivet", "directory": address, "options": options}


def told(*targets: Target, port: int = 1) -> dict[str, object]:
    """What the settings say; nobody answers at port 1."""
    return {
        "DELIVERY_TARGETS": json.dumps(targets),
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": port,
        "SMTP_TLS": "none",
        "MAIL_FROM": "samverkan@register.example.se",
        "PUBLIC_URL": "https://register.test",
    }


def ordered(sessions: Sessions) -> UUID:
    """A report that has been submitted, whose deliveries wait."""
    with sessions.begin() as session:
        report = make.annual_report(session, submitted_at=now())
        deliveries.order_all(session, report)
        return report.id


def log(sessions: Sessions) -> list[Delivery]:
    with sessions.read() as session:
        question = select(Delivery).options(selectinload(Delivery.attempts))
        return list(session.scalars(question.order_by(Delivery.target, Delivery.round)))


def attempts(delivery: Delivery) -> Attempts:
    return [(one.outcome, one.reason) for one in delivery.attempts]


def due_again(sessions: Sessions) -> int:
    """What waits for later is done now."""
    with sessions.begin() as session:
        session.execute(update(Job).values(run_after=now() - timedelta(hours=1)))
    return drain(sessions)


def frozen(sessions: Sessions, key: UUID) -> tuple[bytes, bytes]:
    """The JSON and the workbook, as they are kept."""
    with sessions.read() as session:
        data = "".join(snapshots.parts(report_snapshot(session, key))).encode()
        return data, session.execute(report_workbook(key)).one()[0]


def names_in(directory: Path) -> list[str]:
    return sorted(one.name for one in directory.iterdir())


def test_what_is_submitted_goes_to_each_target_that_wants_it(
    session: Session, sessions: Sessions, sets: Sets, tmp_path: Path
) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    own.mkdir()
    sets(
        **told(
            to(own, key="lan", countyCode="04"),
            to(other, key="annat", countyCode="05"),
            to(other, key="nationellt", national=True),
        )
    )
    make.municipality(session, "0481")
    with sessions.begin() as asking:
        order = AnnualReportCreate.model_validate({"countyCode": "04", "year": 2024})
        key = annual_reports.request(asking, order).id
    drain(sessions)
    approved = update(AnnualReport).values(approved_at=now(), approved_as="länsråd")
    with sessions.begin() as approving:
        approving.execute(approved)
        queue.enqueue(approving, "annual_report_submission", {"annualReportId": str(key)})

    assert drain(sessions) == 3  # with the feedback

    (line,) = log(sessions)
    data, workbook = frozen(sessions, key)
    assert (line.target, line.round, line.state) == ("lan", 1, "delivered")
    assert (line.title, line.destination) == (f"{NAME} till Brå", f"file://{own}")
    assert line.workbook_checksum == sha256(workbook).hexdigest()
    with sessions.read() as reading:
        shown = reading.scalars(report_checksum(key)).one()
    assert line.data_checksum == sha256(data).hexdigest() == shown
    assert (line.annual_report_id, line.redelivery_reason) == (key, None)
    assert names_in(own) == [DATA, WORKBOOK]
    assert (own / DATA).read_bytes() == data
    assert (own / WORKBOOK).read_bytes() == workbook
    assert attempts(line) == [("delivered", None)]


def test_nothing_that_has_been_ordered_is_ordered_again(
    sessions: Sessions, sets: Sets, tmp_path: Path
) -> None:
    sets(**told(to(tmp_path)))
    key = ordered(sessions)

    with sessions.begin() as session:
        deliveries.order_all(session, session.get_one(AnnualReport, key))

    assert len(log(sessions)) == 1
    assert drain(sessions) == 1
    assert due_again(sessions) == 0


def test_a_submission_that_is_undone_orders_nothing(
    sessions: Sessions, sets: Sets, tmp_path: Path
) -> None:
    sets(**told(to(tmp_path)))

    with sessions.begin() as session, suppress(LookupError), session.begin_nested():
        deliveries.order_all(session, make.annual_report(session, submitted_at=now()))
        raise LookupError

    assert log(sessions) == []
    assert drain(sessions) == 0


def test_the_same_bytes_that_are_there_are_a_delivery(
    sessions: Sessions, sets: Sets, tmp_path: Path
) -> None:
    sets(**told(to(tmp_path)))
    data, workbook = frozen(sessions, ordered(sessions))
    (tmp_path / DATA).write_bytes(data)
    (tmp_path / WORKBOOK).write_bytes(workbook)
    os.utime(tmp_path, (0, 0))

    drain(sessions)

    (line,) = log(sessions)
    assert line.state == "delivered"
    assert tmp_path.stat().st_mtime == 0  # nothing was put there, under any name


@pytest.mark.parametrize("name", [DATA, WORKBOOK])
def test_what_has_the_name_already_is_never_written_over(
    sessions: Sessions, sets: Sets, tmp_path: Path, name: str
) -> None:
    sets(**told(to(tmp_path)))
    ordered(sessions)
    (tmp_path / name).write_bytes(OTHER)

    drain(sessions)

    (line,) = log(sessions)
    assert (line.state, line.delivered_at, line.workbook_checksum) == ("failed", None, None)
    assert str(line.reason).startswith(f"På platsen finns redan en annan fil som heter {name}, ")
    assert (tmp_path / name).read_bytes() == OTHER
    assert due_again(sessions) == 0


def test_a_directory_that_is_away_is_not_made_but_waited_for_and_given_up_at_last(
    sessions: Sessions, sets: Sets, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    sets(**told(to(away)))
    ordered(sessions)

    drain(sessions)

    (line,) = log(sessions)
    said = "Platsen gick inte att nå eller skriva till (FileNotFoundError)."
    assert (line.state, line.reason) == ("queued", said)
    with sessions.read() as reading:
        (waiting,) = reading.scalars(select(Job).where(Job.state == JobState.QUEUED))
    assert waiting.id == line.job_id
    left = (waiting.run_after - now()).total_seconds()
    assert AGAIN_AFTER_S[0] - 30 < left <= AGAIN_AFTER_S[0]
    assert drain(sessions) == 0
    for number in range(2, MOST_ATTEMPTS + 1):
        assert due_again(sessions) == 1
        assert attempts(log(sessions)[0]) == [("postponed", said)] * number
    assert (log(sessions)[0].state, log(sessions)[0].reason) == ("failed", said)
    assert due_again(sessions) == 0
    assert not away.exists()


def test_what_was_away_gets_it_when_it_is_back(
    sessions: Sessions, sets: Sets, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    sets(**told(to(away)))
    ordered(sessions)
    drain(sessions)
    away.mkdir()

    due_again(sessions)

    (line,) = log(sessions)
    assert (line.state, line.reason) == ("delivered", None)
    assert [outcome for outcome, _ in attempts(line)] == ["postponed", "delivered"]
    assert names_in(away) == [DATA, WORKBOOK]


def test_a_job_that_is_begun_again_when_a_later_one_waits_does_nothing(
    sessions: Sessions, sets: Sets, tmp_path: Path
) -> None:
    """Its worker was killed between the log and the end of the job."""
    sets(**told(to(tmp_path / "away")))
    ordered(sessions)
    drain(sessions)
    (line,) = log(sessions)

    deliver(sessions, {"deliveryId": str(line.id), "after": 0}, lambda *_: None)

    assert len(log(sessions)[0].attempts) == 1


def test_a_share_without_links_gets_its_files_too(
    sessions: Sessions, sets: Sets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(LocalFileSystem, "link", refused)
    sets(**told(to(tmp_path)))
    ordered(sessions)

    drain(sessions)

    assert log(sessions)[0].state == "delivered"
    assert names_in(tmp_path) == [DATA, WORKBOOK]


def test_a_target_that_is_gone_from_the_settings_gets_nothing(
    sessions: Sessions, sets: Sets, tmp_path: Path
) -> None:
    sets(**told(to(tmp_path)))
    ordered(sessions)
    sets(**told(to(tmp_path, key="annan")))

    drain(sessions)

    (line,) = log(sessions)
    assert (line.state, line.reason, attempts(line)) == ("failed", NO_TARGET, [])
    assert names_in(tmp_path) == []


def test_an_object_store_gets_each_file_once_and_keeps_what_it_has(
    sessions: Sessions, sets: Sets, store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    prefix = f"once-{sessions.engine.dialect.name}"
    sets(**told(in_store(store, prefix)))
    key = ordered(sessions)

    drain(sessions)

    data, workbook = frozen(sessions, key)
    (line,) = log(sessions)
    assert (line.state, line.destination) == ("delivered", f"s3://{BUCKET}/{prefix}")
    assert store.get(f"{prefix}/{DATA}") == data
    assert store.get(f"{prefix}/{WORKBOOK}") == workbook
    store.put(f"{prefix}/{WORKBOOK}", OTHER)
    with sessions.begin() as session:
        session.execute(update(Delivery).values(state=DeliveryState.QUEUED))
    deliver(sessions, {"deliveryId": str(line.id), "after": 0}, lambda *_: None)
    (line,) = log(sessions)
    assert [outcome for outcome, _ in attempts(line)] == ["delivered", "failed"]
    assert store.get(f"{prefix}/{WORKBOOK}") == OTHER


@pytest.mark.parametrize("store_kind", [LocalFileSystem, S3FileSystem])
def test_what_somebody_else_puts_there_meanwhile_is_not_written_over(
    sessions: Sessions,
    sets: Sets,
    store: ObjectStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    store_kind: type[Any],
) -> None:
    """After it was looked whether the name is free."""
    look = store_kind.cat_file
    prefix = f"meanwhile-{sessions.engine.dialect.name}"

    def look_too_early(here: Any, path: str, *rest: Any, **terms: Any) -> Any:
        monkeypatch.setattr(store_kind, "cat_file", look)
        (tmp_path / DATA).write_bytes(OTHER)
        store.put(f"{prefix}/{DATA}", OTHER)
        raise FileNotFoundError(path)

    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    place = to(tmp_path) if store_kind is LocalFileSystem else in_store(store, prefix)
    sets(**told(place))
    ordered(sessions)
    monkeypatch.setattr(store_kind, "cat_file", look_too_early)

    drain(sessions)

    (line,) = log(sessions)
    assert (line.state, attempts(line)[0][0]) == ("failed", "failed")
    assert names_in(tmp_path) == [DATA]
    assert (tmp_path / DATA).read_bytes() == store.get(f"{prefix}/{DATA}") == OTHER


@pytest.mark.parametrize(
    ("told_of_it", "error"),
    [
        ({"directory": "s3://ingen-sadan/bra"}, "FileNotFoundError"),
        (
            {"options": {"endpointUrl": "http://127.0.0.1:1", "region": "us-east-1"}},
            "EndpointConnectionError",
        ),
    ],
)
def test_an_object_store_that_is_away_is_tried_again(
    sessions: Sessions,
    sets: Sets,
    store: ObjectStore,
    monkeypatch: pytest.MonkeyPatch,
    told_of_it: Target,
    error: str,
) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    sets(**told({**in_store(store, "x"), **told_of_it}))
    ordered(sessions)

    drain(sessions)

    (line,) = log(sessions)
    assert (line.state, line.reason) == (
        "queued",
        f"Platsen gick inte att nå eller skriva till ({error}).",
    )


@pytest.mark.parametrize("mailed_as", ["attachment", "link"])
def test_a_mailbox_gets_the_files_or_a_link(
    sessions: Sessions, sets: Sets, office: PostOffice, mailed_as: str
) -> None:
    sets(**told(mailed(**{"as": mailed_as}), port=office.port))
    key = ordered(sessions)

    drain(sessions)

    ((mailbox, mail),) = office.letters
    (line,) = log(sessions)
    data, workbook = frozen(sessions, key)
    assert (mailbox, mail["To"]) == (MAILBOX, MAILBOX)
    assert mail["Subject"] == "Redovisning, utgåva 1"
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "sv")
    attached = {one.get_filename(): one.get_content() for one in mail.iter_attachments()}
    body = mail.get_body(("plain",))
    assert body is not None
    address = f"https://register.test/samverkan/v1/annual-reports/{key}"
    assert f"{WORKBOOK}: SHA-256 {sha256(workbook).hexdigest()}" in body.get_content()
    if mailed_as == "attachment":
        assert attached == {DATA: data, WORKBOOK: workbook}
        assert line.data_checksum == sha256(data).hexdigest()
        assert address not in body.get_content()
    else:
        assert (attached, line.data_checksum, line.workbook_checksum) == ({}, None, None)
        assert address in body.get_content()
    assert (line.state, line.destination) == ("delivered", MAILBOX)
    assert line.message_id == mail["Message-ID"]


def test_a_mailbox_gets_the_national_report_too(
    sessions: Sessions, sets: Sets, office: PostOffice
) -> None:
    sets(**told(mailed(national=True), port=office.port))
    with sessions.begin() as session:
        report = make.national_report(session, 2024)
        deliveries.order_all(session, report)

    drain(sessions)

    ((_, mail),) = office.letters
    (line,) = log(sessions)
    name = "bra-redovisning-nationell-2024-v1"
    attached = {one.get_filename() for one in mail.iter_attachments()}
    assert attached == {f"{name}.json", f"{name}.xlsx"}
    assert mail["Subject"] == f"{report.title}, utgåva 1"
    assert (line.state, line.national_report_id) == ("delivered", report.id)


@pytest.mark.parametrize(
    ("whose", "reply", "state"),
    [
        (MAILBOX, "550 5.1.1 No such mailbox", "failed"),
        (MAILBOX, "451 4.7.1 Try again later", "queued"),
        ("*", "552 5.3.4 Too big", "failed"),
        ("*", "452 4.3.1 Full", "queued"),
    ],
)
def test_what_the_mail_server_refuses_stands_in_the_log(
    sessions: Sessions, sets: Sets, office: PostOffice, whose: str, reply: str, state: str
) -> None:
    office.refusals = {whose: reply}
    sets(**told(mailed(), port=office.port))
    ordered(sessions)

    drain(sessions)

    code, said = reply.split(" ", 1)
    (line,) = log(sessions)
    assert (line.state, line.reason, line.delivered_at) == (state, said, None)
    (attempt,) = line.attempts
    outcome = "postponed" if state == "queued" else "failed"
    assert (attempt.outcome, attempt.reply_code, attempt.reason) == (outcome, int(code), said)
    assert attempt.ended_at is not None
    office.refusals = {}
    assert due_again(sessions) == (1 if state == "queued" else 0)
    assert office.mailboxes() == ([MAILBOX] if state == "queued" else [])


def test_a_mail_server_that_is_away_is_tried_again(sessions: Sessions, sets: Sets) -> None:
    with closed() as (port, callers):
        sets(**told(mailed(), port=port))
        ordered(sessions)
        drain(sessions)

    (line,) = log(sessions)
    assert (len(callers), line.state, line.delivered_at) == (1, "queued", None)
    assert attempts(line)[0][0] == "postponed"


@pytest.fixture
def apart(database_url: str) -> Iterator[Sessions]:
    """Where several processes meet."""
    sessions = acting(connect(Settings(database_url=database_url)), AUTHOR)
    yield sessions
    sessions.engine.dispose()


@pytest.fixture
def hire(database_url: str) -> Iterator[Hire]:
    """`hire(environment, *arguments)`: a worker in a process of its own."""
    hired: list[Process] = []
    at = {"DATABASE_URL": database_url, "LEASE_S": 2, "POLL_S": 0.3}

    def a_worker(environment: dict[str, object], *arguments: str) -> Process:
        said = {f"SAMVERKAN_{name}": str(one) for name, one in {**environment, **at}.items()}
        command = [sys.executable, "-m", "workers", *arguments]
        process = subprocess.Popen(
            command, env={**os.environ, **KEYS, **said}, stderr=subprocess.DEVNULL
        )
        hired.append(process)
        return process

    yield a_worker
    for one in hired:
        one.kill()
        one.wait()


def killed(process: Process) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait(60)


def is_sent(sessions: Sessions) -> bool:
    return [one.state for one in log(sessions)] == ["sending"]


def test_a_worker_that_is_killed_while_it_mails_does_not_mail_again(
    hire: Hire, apart: Sessions, office: PostOffice, sets: Sets
) -> None:
    """The server had taken the letter; nobody can know, and the log says that."""
    environment = told(mailed(), port=office.port)
    sets(**environment)
    ordered(apart)
    office.slow = True
    first = hire(environment)
    assert office.reached.wait(60)
    assert is_sent(apart)

    killed(first)
    office.slow = False
    office.go.set()
    assert hire(environment, "--once").wait(120) == 0

    (line,) = log(apart)
    assert office.mailboxes() == [MAILBOX]
    assert (line.state, line.reason) == ("failed", IN_DOUBT)
    assert attempts(line) == [("interrupted", IN_DOUBT)]


def test_a_worker_that_is_killed_between_two_files_leaves_each_once(
    hire: Hire, apart: Sessions, sets: Sets, tmp_path: Path
) -> None:
    """It waits for a reader of a pipe that has the name of its temporary file."""
    place = tmp_path / "place"
    place.mkdir()
    environment = told(to(place))
    sets(**environment)
    key = ordered(apart)
    data, workbook = frozen(apart, key)
    (line,) = log(apart)
    pipe = f".{WORKBOOK}.{line.id}-1.part"
    os.mkfifo(place / pipe)
    first = hire(environment)
    until(lambda: names_in(place) == [pipe, DATA])
    assert is_sent(apart)

    killed(first)
    assert hire(environment, "--once").wait(120) == 0

    (line,) = log(apart)
    assert (line.state, line.reason) == ("delivered", None)
    assert attempts(line) == [("interrupted", INTERRUPTED), ("delivered", None)]
    assert names_in(place) == [DATA, WORKBOOK]
    assert (place / DATA).read_bytes() == data
    assert (place / WORKBOOK).read_bytes() == workbook


def test_a_worker_that_is_killed_while_it_speaks_to_an_object_store_loses_nothing(
    hire: Hire, apart: Sessions, sets: Sets, store: ObjectStore
) -> None:
    prefix = f"killed-{apart.engine.dialect.name}"
    environment = told(in_store(store, prefix))
    sets(**environment)
    key = ordered(apart)
    store.hold()
    first = hire(environment)
    until(lambda: is_sent(apart))

    killed(first)
    store.let_go()
    assert hire(environment, "--once").wait(120) == 0

    (line,) = log(apart)
    assert [outcome for outcome, _ in attempts(line)] == ["interrupted", "delivered"]
    assert store.get(f"{prefix}/{WORKBOOK}") == frozen(apart, key)[1]


def test_many_workers_make_each_delivery_once(
    hire: Hire, apart: Sessions, office: PostOffice, sets: Sets, tmp_path: Path
) -> None:
    boxes = [mailed(key=f"brev-{number}", mailbox=f"{number}@b.se") for number in range(4)]
    environment = told(to(tmp_path), *boxes, port=office.port)
    sets(**environment)
    ordered(apart)

    workers = [hire(environment, "--drain") for _ in range(3)]
    assert [one.wait(120) for one in workers] == [0, 0, 0]

    assert office.mailboxes() == [f"{number}@b.se" for number in range(4)]
    assert [one.state for one in log(apart)] == ["delivered"] * 5
    assert {len(one.attempts) for one in log(apart)} == {1}
