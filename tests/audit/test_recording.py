"""Each change of a record is an entry, written with it or not at all."""

import ast
import subprocess
import sys
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit import chain
from app.audit.authors import acting
from app.audit.events import AuditEvent
from app.audit.recording import AuthorlessError, record
from app.database import Sessions
from app.models import Actor, AuditEntry, Base, Commitment, Resource
from app.models.audit import EventKind
from app.queries.kinds import KINDS
from tests import make
from tests.audit.stage import EDITOR, actor, entries, payload, read, registered, verdict
from tests.databases import ROOT
from tests.make import API


def mapped(base: type[Any]) -> set[type[Any]]:
    return {one.class_ for one in Base.registry.mappers if issubclass(one.class_, base)}


@pytest.fixture
def by(sessions: Sessions) -> Sessions:
    return acting(sessions, EDITOR)


def test_every_kind_of_record_is_known() -> None:
    assert set(KINDS) == mapped(Resource) - {Commitment}
    assert len({one.path for one in KINDS.values()}) == len(KINDS)


def test_no_code_changes_records_past_the_session() -> None:
    """An UPDATE of many rows at once would not be seen by the recording."""
    names = {one.__name__ for one in mapped(Resource)}
    for path in [*(ROOT / "app").rglob("*.py"), *(ROOT / "workers").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                changed = getattr(node.args[0], "id", "")
                bulk = node.func.id in {"update", "insert", "delete", "insert_or_ignore"}
                assert not (bulk and changed in names), f"{path}: {ast.unparse(node)}"


@pytest.mark.parametrize("module", ["app.main", "workers.child", "app.reference.loading"])
def test_whoever_writes_is_recorded(module: str) -> None:
    """Also where nothing else has imported the audit."""
    program = (
        f"import {module}, sqlalchemy.event as e, sqlalchemy.orm as o, sys\n"
        "recording = sys.modules['app.audit.recording']\n"
        "assert e.contains(o.Session, 'before_commit', recording._append)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_a_new_record_is_an_entry_with_the_record_after(by: Sessions) -> None:
    (key,) = registered(by, "Trosa kommun")

    (entry,) = entries(by)
    assert (entry.seq, entry.event, entry.operation) == (1, EventKind.CHANGE, "change_actor")
    assert (entry.record_kind, entry.record_id, entry.record_version) == ("actors", key, 1)
    assert entry.facts == {"registered": True}
    kept = payload(by, 1)
    assert kept.before is None
    assert read(kept.after)["name"] == "Trosa kommun"


def test_an_entry_says_who(by: Sessions) -> None:
    registered(by, "Trosa kommun")

    (entry,) = entries(by)
    assert entry.principal_title == EDITOR.name
    assert (entry.principal_id, entry.organisation_id) == (
        EDITOR.principal_id,
        EDITOR.organisation_id,
    )
    assert entry.roles == ["editor", "signatory"]
    assert (entry.token_id, entry.trace_id) == (EDITOR.token_id, EDITOR.trace_id)


def test_a_change_is_an_entry_with_before_and_after(by: Sessions) -> None:
    (key,) = registered(by, "Trosa kommun")

    with by.begin() as session:
        session.get_one(Actor, key).name = "Vagnhärads kommun"

    second = entries(by)[1]
    assert (second.record_version, second.facts) == (2, {"fields": ["name"]})
    kept = payload(by, 2)
    assert read(kept.before)["name"] == "Trosa kommun"
    assert read(kept.before)["version"] == 1
    assert read(kept.after)["name"] == "Vagnhärads kommun"


def test_a_mere_new_version_is_an_entry(client: TestClient, session: Session, by: Sessions) -> None:
    """As the commitment of a draft's area gets one."""
    draft = make.draft(session)
    body = {"commitmentId": str(draft.id), "name": "Stöld"}

    assert client.post(f"{API}/prioritised-areas", json=body).status_code == 201

    kinds = [(one.record_kind, one.record_version) for one in entries(by)]
    assert sorted(kinds, key=str) == [("agreements", 2), ("prioritised-areas", 1)]


def test_several_writes_of_one_record_are_one_entry(by: Sessions) -> None:
    with by.begin() as session:
        row = actor(session, "A")
        row.name = "B"
        session.flush()
        row.name = "C"

    (entry,) = entries(by)
    assert read(payload(by, entry.seq).after)["name"] == "C"


def test_several_records_are_one_entry_each(by: Sessions) -> None:
    with by.begin() as session:
        actor(session, "A")
        actor(session, "B")

    assert [one.seq for one in entries(by)] == [1, 2]
    assert verdict(by).sound == 2


def test_a_change_that_is_taken_back_is_no_entry(by: Sessions) -> None:
    (key,) = registered(by, "A")

    with by.begin() as session:
        row = session.get_one(Actor, key)
        row.name = "B"
        row.name = "A"

    assert len(entries(by)) == 1


def test_reading_makes_no_entry(by: Sessions) -> None:
    (key,) = registered(by, "A")

    with by.begin() as session:
        session.get_one(Actor, key)

    assert len(entries(by)) == 1


def test_a_change_by_nobody_is_not_committed(sessions: Sessions) -> None:
    with pytest.raises(AuthorlessError), sessions.read() as session:  # which names no author
        actor(session, "A")

    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(Actor)) == 0


def test_what_is_rolled_back_leaves_no_entry(by: Sessions) -> None:
    with suppress(ZeroDivisionError), by.begin() as session:
        actor(session, "A")
        _ = 1 // 0

    assert entries(by) == []


def test_a_change_whose_entry_cannot_be_written_is_not_made(
    by: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(chain, "append", broken)
    with pytest.raises(ZeroDivisionError):
        registered(by, "A")

    with by.read() as session:
        assert session.scalar(select(func.count()).select_from(Actor)) == 0


def test_a_savepoint_that_is_kept_is_one_entry(by: Sessions) -> None:
    with by.begin() as session:
        with session.begin_nested():
            actor(session, "A")
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0

    assert len(entries(by)) == 1


def test_a_savepoint_that_is_undone_leaves_no_entry(by: Sessions) -> None:
    (key,) = registered(by, "A")
    with by.begin() as session:
        row = session.get_one(Actor, key)
        nested = session.begin_nested()
        row.name = "B"
        actor(session, "C")
        session.flush()
        nested.rollback()

    assert len(entries(by)) == 1


def test_what_is_done_beside_an_undone_savepoint_is_an_entry(by: Sessions) -> None:
    (key,) = registered(by, "A")
    with by.begin() as session:
        nested = session.begin_nested()
        actor(session, "C")
        nested.rollback()
        session.get_one(Actor, key).name = "D"

    assert [one.facts for one in entries(by)][1:] == [{"fields": ["name"]}]
    assert read(payload(by, 2).before)["name"] == "A"


def test_a_session_begins_each_transaction_anew(connection: Connection) -> None:
    """What one of them touched is no matter of the next."""
    said = {"author": EDITOR}
    with Session(connection, join_transaction_mode="create_savepoint", info=said) as session:
        actor(session, "A")
        assert session.info != said
        session.rollback()
        assert session.info == said


def test_an_ending_keeps_its_reason_apart(
    client: TestClient, session: Session, by: Sessions
) -> None:
    forum = make.forum(session)
    body = {"endedOn": "2024-12-31", "reason": "Uppgick i ett annat."}

    assert client.post(f"{API}/forums/{forum.id}/endings", json=body).status_code == 201

    (entry,) = entries(by)
    assert entry.facts["ended"] is True
    assert "Uppgick" not in str(vars(entry))
    assert payload(by, entry.seq).reason == "Uppgick i ett annat."


def test_a_correction_gives_its_reason(client: TestClient, session: Session, by: Sessions) -> None:
    agreement = make.agreement(session, registered_afterwards=True)
    body = {"reason": "Felskriven titel.", "changes": {"title": "Rätt titel"}}

    answer = client.post(f"{API}/agreements/{agreement.id}/corrections", json=body)

    assert answer.status_code == 201, answer.text
    (entry,) = entries(by)
    assert payload(by, entry.seq).reason == "Felskriven titel."
    assert {"title", "corrections"} <= set(entry.facts["fields"])


def test_a_false_alarm_names_the_fields_it_let_through(
    client: TestClient, session: Session, by: Sessions
) -> None:
    forum = make.forum(session)
    body = {"name": "Dnr 19121212-1212", "falseAlarmReason": "Ett diarienummer."}

    answer = client.patch(f"{API}/forums/{forum.id}", json=body)

    assert answer.status_code == 200, answer.text
    (entry,) = entries(by)
    assert entry.facts["falseAlarms"] == ["name"]
    assert payload(by, entry.seq).reason == "Ett diarienummer."


def test_an_entry_of_its_own_goes_with_the_transaction(by: Sessions) -> None:
    download = AuditEvent(kind=EventKind.DOWNLOAD, by=EDITOR, facts={"bytes": 17})
    with by.begin() as session:
        record(session, download)
    with suppress(ZeroDivisionError), by.begin() as session:
        record(session, download)
        _ = 1 // 0

    (entry,) = entries(by)
    assert (entry.event, entry.facts, entry.payload_digest) == (
        EventKind.DOWNLOAD,
        {"bytes": 17},
        None,
    )


def test_arranging_costs_no_further_statements(session: Session, statements: list[str]) -> None:
    make.actor(session)
    statements.clear()

    make.actor(session, "En annan")

    assert len(statements) == 1
    assert not session.info.get("author")


def test_a_day_that_turns_is_no_change(by: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before and after are read as of the same day, also at midnight."""
    (key,) = registered(by, "A")
    with by.begin() as session:
        row = session.get_one(Actor, key)
        row.name = "B"
        session.flush()
        monkeypatch.setattr("app.queries.fetching.today", lambda: date(2100, 1, 1))
        row.name = "A"

    changed = [one.facts for one in entries(by)][1:]
    assert changed == [{"fields": []}]
