"""The chain: only added to, without gaps, and whatever was done to it afterwards is found."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.audit import chain
from app.audit.authors import acting
from app.audit.events import AuditEvent
from app.audit.recording import note
from app.audit.sealing import GENESIS, SEALED, sealed
from app.audit.verifying import Checkpoint
from app.clock import STOCKHOLM
from app.database import Sessions
from app.models.audit import EventKind
from tests.audit.stage import (
    EDITOR,
    actor,
    entries,
    opened,
    payload,
    registered,
    tamper,
    verdict,
)

COLUMNS = (*SEALED, "digest")
TEXT = {"before": "'x'", "after": "'x'", "reason": "'x'", "salt": "'x'", "seq": "seq + 100"}
KEY = "'018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1eff'"
OTHER = {
    "seq": "100",
    "at": "'2001-01-01T00:00:00.000Z'",
    "event": "'export'",
    "record_id": KEY,
    "principal_id": KEY,
    "organisation_id": KEY,
    "record_version": "7",
    "result": "200",
    "roles": '\'["editor", "signatory" ]\'',
    "facts": "'{\"registered\":true}'",
}

AS_HASHED = (
    '["2026-11-25T20:00:00.123Z","denial",'
    '"{\\"antal\\": 2, \\"ord\\": \\"\\\\u00e5\\\\u00e4\\\\u00f6\\"}","change_actor",'
    '"018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e02",null,'
    '"0000000000000000000000000000000000000000000000000000000000000000",'
    '"018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e01","Ärendesystemet",'
    '"018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e03","forums",3,403,'
    '"[\\"editor\\", \\"signatory\\"]",1,"t-1","4bf92f3577b34da6a3ce929d0e0e4736"]'
)


@pytest.fixture
def own(sessions: Sessions) -> Sessions:
    return acting(sessions, EDITOR)


@pytest.fixture
def five(own: Sessions) -> Sessions:
    registered(own, "A", "B", "C", "D", "E")
    return own


def test_a_whole_chain_holds(five: Sessions) -> None:
    assert verdict(five).bad is None
    assert verdict(five).sound == 5


def test_an_empty_chain_holds(own: Sessions) -> None:
    assert verdict(own).sound == 0


def test_each_entry_is_linked_to_the_one_before(five: Sessions) -> None:
    found = entries(five)

    assert [one.seq for one in found] == [1, 2, 3, 4, 5]
    assert [one.previous_digest for one in found] == [GENESIS, *(one.digest for one in found[:-1])]
    assert len({one.digest for one in found}) == 5
    assert [one.at for one in found] == sorted(one.at for one in found)


def test_an_entry_is_sealed_the_same_on_both_engines(own: Sessions) -> None:
    """What the engine gave back is what was hashed, and the hash is the one written here."""
    event = AuditEvent(
        kind=EventKind.DENIAL,
        by=EDITOR,
        record_kind="forums",
        record_id=UUID("018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e03"),
        record_version=3,
        result=403,
        facts={"antal": 2, "ord": "åäö"},
    )
    at = datetime(2026, 11, 25, 21, 0, 0, 123_000, tzinfo=STOCKHOLM)
    entry, _ = sealed(event, 1, GENESIS, at)
    assert entry["digest"] == sha256(AS_HASHED.encode()).hexdigest()
    with own.begin() as session:
        session.execute(chain.ENTRIES.insert(), entry)
        session.execute(chain.HEAD.update().values(seq=1, digest=entry["digest"], at=at))

    assert verdict(own).bad is None


@pytest.mark.parametrize("column", COLUMNS)
def test_a_change_in_any_column_is_found(five: Sessions, column: str) -> None:
    tamper(five, f"UPDATE audit_entries SET {column} = {OTHER.get(column, KEY)} WHERE seq = 3")

    assert verdict(five).bad == 3


@pytest.mark.parametrize("column", TEXT)
def test_a_change_in_any_part_of_a_payload_is_found(five: Sessions, column: str) -> None:
    tamper(five, f"UPDATE audit_payloads SET {column} = {TEXT[column]} WHERE seq = 3")

    found = verdict(five)
    assert (found.bad, found.sound) == (3, 2)
    assert "post 3" in str(found.sentence)


def test_one_flipped_letter_of_a_document_is_found(five: Sessions) -> None:
    change = "replace(after, 'C', 'D')"
    tamper(five, f"UPDATE audit_payloads SET after = {change} WHERE seq = 3")

    assert verdict(five).bad == 3


def test_an_entry_taken_out_is_found(five: Sessions) -> None:
    tamper(
        five,
        "DELETE FROM audit_payloads WHERE seq = 3",
        "DELETE FROM audit_entries WHERE seq = 3",
    )

    found = verdict(five)
    assert (found.bad, found.sentence) == (3, "Post 3 saknas.")


def test_an_entry_taken_out_and_the_rest_moved_up_is_found(five: Sessions) -> None:
    tamper(
        five,
        "DELETE FROM audit_payloads WHERE seq >= 3",
        "DELETE FROM audit_entries WHERE seq = 3",
        "UPDATE audit_entries SET seq = 3 WHERE seq = 4",
        "UPDATE audit_entries SET seq = 4 WHERE seq = 5",
        "UPDATE audit_head SET seq = 4",
    )

    assert verdict(five).bad == 3


def test_two_entries_that_changed_places_are_found(five: Sessions) -> None:
    tamper(
        five,
        "UPDATE audit_entries SET seq = 99 WHERE seq = 2",
        "UPDATE audit_entries SET seq = 2 WHERE seq = 4",
        "UPDATE audit_entries SET seq = 4 WHERE seq = 99",
    )

    assert verdict(five).bad == 2


def test_two_payloads_that_changed_places_are_found(five: Sessions) -> None:
    tamper(
        five,
        "UPDATE audit_payloads SET seq = 99 WHERE seq = 2",
        "UPDATE audit_payloads SET seq = 2 WHERE seq = 4",
        "UPDATE audit_payloads SET seq = 4 WHERE seq = 99",
    )

    assert verdict(five).bad == 2


def test_an_entry_put_in_is_found(five: Sessions) -> None:
    """One sealed as it should be, where one had been taken out."""
    before = entries(five)[1]
    event = AuditEvent(kind=EventKind.EXPORT, by=EDITOR)
    forged, _ = sealed(event, 3, before.digest, before.at)
    tamper(
        five,
        "DELETE FROM audit_payloads WHERE seq = 3",
        "DELETE FROM audit_entries WHERE seq = 3",
    )
    with five.begin() as session:
        session.execute(chain.ENTRIES.insert(), forged)

    found = verdict(five)
    assert (found.bad, found.sentence) == (4, "Post 4 hör inte ihop med posten före den.")


def test_an_entry_put_at_the_end_is_found(five: Sessions) -> None:
    last = entries(five)[-1]
    event = AuditEvent(kind=EventKind.EXPORT, by=EDITOR)
    sixth, _ = sealed(event, 6, last.digest, last.at)
    seventh, _ = sealed(event, 7, sixth["digest"], last.at)
    with five.begin() as session:
        session.execute(chain.ENTRIES.insert(), [sixth, seventh])

    assert verdict(five).bad == 6


def test_a_payload_put_in_is_found(own: Sessions) -> None:
    note(own, AuditEvent(kind=EventKind.EXPORT, by=EDITOR))
    tamper(own, "INSERT INTO audit_payloads (seq, salt) VALUES (1, 'x')")

    assert verdict(own).bad == 1


def test_a_payload_taken_away_without_ground_is_found(five: Sessions) -> None:
    """A ground in the table alone is none: the chain must say it."""
    tamper(
        five,
        "INSERT INTO audit_disposals (seq, disposed_by) VALUES (3, 4)",
        "DELETE FROM audit_payloads WHERE seq = 3",
    )

    assert verdict(five).bad == 3


def test_a_tail_cut_off_is_found_by_the_head(five: Sessions) -> None:
    tamper(
        five,
        "DELETE FROM audit_payloads WHERE seq > 3",
        "DELETE FROM audit_entries WHERE seq > 3",
    )

    assert verdict(five).bad == 4


def test_a_tail_cut_off_with_its_head_is_found_by_a_checkpoint(five: Sessions) -> None:
    last, kept = entries(five)[4], entries(five)[2]
    tamper(
        five,
        "DELETE FROM audit_payloads WHERE seq > 3",
        "DELETE FROM audit_entries WHERE seq > 3",
        f"UPDATE audit_head SET seq = 3, digest = '{kept.digest}'",
    )

    assert verdict(five).bad is None
    found = verdict(five, Checkpoint(last.seq, last.digest, ""))
    assert (found.bad, found.sound) == (4, 3)


def test_a_chain_written_anew_is_found_by_a_checkpoint(five: Sessions) -> None:
    signed = Checkpoint(3, "0" * 64, "")

    assert verdict(five, signed).bad == 3
    assert verdict(five, Checkpoint(3, entries(five)[2].digest, "")).bad is None


def test_a_payload_disposed_of_leaves_the_chain_whole(five: Sessions) -> None:
    with five.begin() as session:
        ground = chain.dispose(session, [2, 3], EDITOR, "Gallras enligt beslut 2026:1.")

    assert ground == 6
    assert verdict(five).sound == 6
    assert entries(five)[5].facts == {"disposed": [2, 3]}
    with five.read() as session:
        left = session.execute(text("SELECT seq FROM audit_payloads ORDER BY seq"))
        assert list(left.scalars()) == [1, 4, 5, 6]


def test_a_disposal_that_was_changed_is_found(five: Sessions) -> None:
    with five.begin() as session:
        chain.dispose(session, [2], EDITOR)
    more = "'{\"disposed\": [2, 3]}'"
    tamper(
        five,
        "DELETE FROM audit_payloads WHERE seq = 3",
        f"UPDATE audit_entries SET facts = {more} WHERE seq = 6",
    )

    assert verdict(five).bad == 6


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET operation = 'x' WHERE seq = 3",
        "DELETE FROM audit_entries WHERE seq = 5",
        "UPDATE audit_payloads SET after = 'x' WHERE seq = 3",
        "DELETE FROM audit_payloads WHERE seq = 3",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET seq = 4",
        "UPDATE audit_head SET id = 2, seq = 9",
        "UPDATE audit_disposals SET seq = 3",
        "DELETE FROM audit_disposals",
    ],
)
def test_the_database_refuses(five: Sessions, statement: str) -> None:
    with five.begin() as session:
        chain.dispose(session, [1], EDITOR)

    with pytest.raises(DBAPIError, match="only added to"), five.begin() as session:
        session.execute(text(statement))

    assert verdict(five).sound == 6


TABLES = ("audit_entries", "audit_payloads", "audit_disposals", "audit_head")


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_not_emptied_at_one_blow(five: Sessions, table: str) -> None:
    if five.engine.dialect.name == "sqlite":
        pytest.skip("SQLite har inget TRUNCATE")
    with pytest.raises(DBAPIError, match="only added to"), five.begin() as session:
        session.execute(text(f"TRUNCATE {table} CASCADE"))


@pytest.mark.parametrize("table", TABLES)
def test_a_row_is_not_replaced(five: Sessions, table: str) -> None:
    """On SQLite that would take it away past the triggers for DELETE."""
    if five.engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL har inget REPLACE")
    with five.begin() as session:
        chain.dispose(session, [1], EDITOR)
    with pytest.raises(DBAPIError, match="only added to"), five.begin() as session:
        session.execute(text(f"REPLACE INTO {table} SELECT * FROM {table}"))


def test_a_strangers_words_do_not_stop_the_chain(own: Sessions) -> None:
    stranger = EDITOR.__class__(name="x\x00\ud800", operation="y" * 10_000, token_id="\n" * 9)
    note(own, AuditEvent(kind=EventKind.FAILED_TOKEN, by=stranger))

    (entry,) = entries(own)
    assert len(entry.operation) == 300
    assert verdict(own).sound == 1


@dataclass
class Crowd:
    sessions: Sessions
    times: int

    def work(self, number: int) -> None:
        for turn in range(self.times):
            with self.sessions.begin() as session:
                actor(session, f"Aktör {number}.{turn}")


def test_forty_writers_at_once_leave_no_gap(database_url: str) -> None:
    """And none of them is refused."""
    with opened(database_url, pool_size=40) as sessions:
        crowd = Crowd(sessions, times=5)
        with ThreadPoolExecutor(40) as pool:
            list(pool.map(crowd.work, range(40)))

        assert [one.seq for one in entries(sessions)] == list(range(1, 201))
        assert verdict(sessions).sound == 200
        assert len({one.record_id for one in entries(sessions)}) == 200
        assert payload(sessions, 200).after is not None
