"""A person's name: found wherever it stands, taken away, and the chain holds afterwards."""

import json
import sys
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.audit.authors import Author, acting
from app.audit.verifying import Verdict, verify
from app.database import Sessions
from app.errors import InvalidError
from app.models import AuditEntry, AuditPayload, Base, Commitment, Function, Signature
from app.models.audit import EventKind
from app.queries.fetching import fetch
from app.queries.persons import SURE
from app.services import mentions as finding
from app.services import persons
from app.services.mentions import mentions
from app.services.persons import Erased, Ground
from tests import make

NAME = "Åsa Öberg-Ek"
GROUND = Ground("KS 2024/9", "Har slutat och begärt det.")


@pytest.fixture
def by(sessions: Sessions) -> Sessions:
    return acting(sessions, Author("kommandoraden", "person erase"))


def function(by: Sessions, name: str | None = NAME, **values: Any) -> Function:
    with by.begin() as session:
        actor = make.actor(session, "Trosa kommun")
        return make.function(session, actor, person_name=name, **values)


def signed(by: Sessions, *names: str | None) -> Commitment:
    """An agreement with one party, and a signature by each name."""
    with by.begin() as session:
        agreement = make.agreement(session, "Överenskommelse i Trosa")
        party = make.party(session, agreement, make.actor(session, "Trosa kommun"))
        for place, name in enumerate(names):
            values = {"title": "ordförande", "person_name": name, "position": place}
            at = {"party_id": party.id if place == 0 else None, "signed_on": date(2024, 1, 1)}
            session.add(Signature(commitment_id=agreement.id, **values, **at))
        session.flush()
        return agreement


def extract(by: Sessions, name: str = NAME) -> dict[str, Any]:
    with by.read() as session:
        return persons.extract(session, name)


def erase(by: Sessions, name: str = NAME, ground: Ground = GROUND) -> Erased:
    with by.read() as session:
        known = persons.said_of(session, name)
    with by.begin() as session:
        return persons.erase(session, name, ground, known)


def entries(by: Sessions) -> list[AuditEntry]:
    with by.read() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.seq)))


def verdict(by: Sessions) -> Verdict:
    with by.read() as session:
        return verify(session)


def everything(by: Sessions) -> str:
    """All that the database holds, as one text."""
    with by.read() as session:
        tables = [_rows(session, name) for name in Base.metadata.tables]
    return "\n".join(tables)


def _rows(session: Session, table: str) -> str:
    rows = session.execute(text(f"SELECT * FROM {table}"))
    return "\n".join(" ".join(map(str, row)) for row in rows)


def test_an_extract_tells_every_function_and_signature_of_the_person(by: Sessions) -> None:
    one = function(by, title="Samordnare", valid_from=date(2023, 1, 1))
    function(by, "Någon Annan")
    function(by, None)
    agreement = signed(by, NAME, "Någon Annan", NAME)

    found = extract(by)

    assert found["functions"] == [
        {
            "recordKind": "functions",
            "id": str(one.id),
            "organisation": "Trosa kommun",
            "title": "Samordnare",
            "personName": NAME,
            "validFrom": "2023-01-01",
            "validTo": None,
            "endedOn": None,
        }
    ]
    signature = {
        "recordKind": "agreements",
        "id": str(agreement.id),
        "organisation": "Trosa kommun",
        "title": "ordförande",
        "personName": NAME,
        "signedOn": "2024-01-01",
    }
    assert found["signatures"] == [signature, signature | {"organisation": None}]


def test_an_extract_tells_the_entries_that_hold_the_name_also_where_it_was_replaced(
    by: Sessions,
) -> None:
    one = function(by)
    with by.begin() as session:
        fetch(session, Function, one.id).person_name = "Någon Annan"
    with by.begin() as session:
        fetch(session, Function, one.id).title = "Strateg"

    found = extract(by)

    assert found["functions"] == []
    (_, registered, replaced, _) = entries(by)
    assert [told["seq"] for told in found["auditEntries"]] == [registered.seq, replaced.seq]
    assert found["auditEntries"][0] == {
        "seq": registered.seq,
        "at": registered.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "operation": "person erase",
        "recordKind": "functions",
        "recordId": str(one.id),
    }


@pytest.mark.parametrize(
    ("stated", "asked", "same"),
    [
        (NAME, "åsa  ÖBERG-EK ", True),
        (NAME, "A\u030asa O\u0308berg-Ek", True),
        ("Anna  Karin Lis", "anna karin lis", True),
        ("ZORZ QUBOZ", "zorz quboz", True),
        ("İbrahim Yılmaz", "i\u0307brahim yılmaz", True),
        ("Weiß", "WEISS", True),
        ("So\ufb01a Ek", "Sofia Ek", True),
        ("\u212aarl Ek", "karl ek", True),
        ('Anna "Ann" Lis\\Ek', 'ANNA "ann" lis\\ek', True),
        ("100% Bo_Ek", "100% bo_ek", True),
        (NAME, "Åsa Öberg", False),
        (NAME, "Asa Oberg-Ek", False),
        ("Bo Eka", "Bo Ek", False),
        ("100X BoXEk", "100% Bo_Ek", False),
    ],
)
def test_a_name_is_the_same_whatever_its_case_form_and_spaces(
    by: Sessions, stated: str, asked: str, same: bool
) -> None:
    function(by, stated)

    found = extract(by, asked)

    assert (len(found["functions"]), len(found["auditEntries"])) == ((1, 1) if same else (0, 0))


def test_no_letter_outside_ascii_becomes_one_that_the_database_looks_for() -> None:
    outside = (chr(code) for code in range(128, sys.maxunicode + 1))

    assert {letter for one in outside for letter in one.casefold()} & SURE == set()


def test_free_text_that_may_mean_the_person_is_told_apart(by: Sessions) -> None:
    with by.begin() as session:
        forum = make.forum(session, "Rådet som Öberg-Eks chef Åsa leder")
        make.forum(session, "Åsa i Öberg-ekbacken")

    found = extract(by)

    assert found["possible"]["records"] == [{"recordKind": "forums", "id": str(forum.id)}]
    assert [one["recordId"] for one in found["possible"]["auditEntries"]] == [str(forum.id)]
    assert found["auditEntries"] == []


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("Ek, Bo", True),
        ("bo.ek@trosa.example", True),
        ("Bo Eks ansvar", True),
        ("BO\nEK", True),
        ("Boende i ekbacken", False),
        ("Bo", False),
    ],
)
def test_words_may_mean_a_person_when_all_of_the_name_is_there(written: str, means: bool) -> None:
    assert mentions(written, "bo ek") is means


def test_a_name_is_taken_away_and_the_function_and_title_stay(by: Sessions) -> None:
    one = function(by, title="Samordnare")
    other = function(by, "Någon Annan")
    agreement = signed(by, NAME, "Någon Annan")
    before = [entry.seq for entry in entries(by)]

    erased = erase(by)

    assert (erased.functions, erased.signatures) == (1, 1)
    with by.read() as session:
        changed = fetch(session, Function, one.id)
        assert (changed.person_name, changed.title, changed.version) == (None, "Samordnare", 2)
        kept = fetch(session, Function, other.id)
        assert (kept.person_name, kept.version) == ("Någon Annan", 1)
        signatures = fetch(session, Commitment, agreement.id).signatures
        assert [row.person_name for row in signatures] == [None, "Någon Annan"]
        assert {row.title for row in signatures} == {"ordförande"}
        assert session.get_one(Commitment, agreement.id).version == 2
    made = entries(by)[len(before) :]
    assert [(row.event, row.record_id) for row in made] == [
        (EventKind.CHANGE, one.id),
        (EventKind.CHANGE, agreement.id),
        (EventKind.DISPOSAL, None),
    ]
    assert [row.facts.get("fields") for row in made[:2]] == [["personName"], ["signatures"]]
    assert made[2].facts["decision"] == "KS 2024/9"
    assert made[2].facts["count"] == erased.entries == 4
    with by.read() as session:
        assert session.get_one(AuditPayload, made[2].seq).reason == GROUND.reason


def test_nothing_in_the_database_says_the_name_afterwards_and_the_chain_holds(
    by: Sessions,
) -> None:
    function(by, NAME)
    function(by, "ÅSA  öberg-ek")
    signed(by, NAME)
    assert "öberg" in everything(by).casefold()

    erase(by)

    left = everything(by).casefold()
    assert "öberg" not in left
    assert "\\u00f6berg" not in left
    assert verdict(by).bad is None
    assert extract(by) == {
        "functions": [],
        "signatures": [],
        "auditEntries": [],
        "possible": {"records": [], "auditEntries": []},
    }


def test_an_erasure_can_be_done_again_and_finds_nothing(by: Sessions) -> None:
    function(by)
    erase(by)
    before = len(entries(by))

    assert erase(by) == Erased(0, 0, 0, 0, 0)
    assert len(entries(by)) == before


def test_what_was_written_since_it_was_looked_up_is_found_too(by: Sessions) -> None:
    one = function(by)
    with by.read() as session:
        known = persons.said_of(session, NAME)
    with by.begin() as session:
        fetch(session, Function, one.id).title = "Strateg"

    with by.begin() as session:
        erased = persons.erase(session, NAME, GROUND, known)

    assert erased.entries == 3
    assert extract(by)["auditEntries"] == []
    assert verdict(by).bad is None


def test_what_another_disposal_took_first_is_not_taken_twice(by: Sessions) -> None:
    function(by)
    with by.read() as session:
        known = persons.said_of(session, NAME)
    erase(by)

    with by.begin() as session:
        assert persons.erase(session, NAME, GROUND, known).entries == 0

    assert verdict(by).bad is None


def test_the_chain_is_looked_through_a_part_at_a_time(
    by: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "WINDOW", 2)
    monkeypatch.setattr(persons, "AT_ONCE", 2)
    for _ in range(3):
        function(by)

    erased = erase(by)

    assert (erased.functions, erased.entries) == (3, 6)
    grounds = [one.facts["count"] for one in entries(by) if one.event is EventKind.DISPOSAL]
    assert grounds == [2, 2, 2]
    assert verdict(by).bad is None


def test_free_text_is_left_alone_and_counted(by: Sessions) -> None:
    with by.begin() as session:
        forum = make.forum(session, NAME)

    erased = erase(by)

    assert erased == Erased(0, 0, 0, possible_records=1, possible_entries=1)
    with by.read() as session:
        assert session.get_one(type(forum), forum.id).name == NAME


@pytest.mark.parametrize(
    "ground",
    [
        Ground("KS 2024/9", "Åsa Öberg-Ek har slutat."),
        Ground("KS 2024/9", "öberg-ek, åsa"),
        Ground("Åsa Öberg-Ek", "Slutat."),
    ],
)
def test_the_ground_does_not_repeat_the_name(by: Sessions, ground: Ground) -> None:
    one = function(by)

    with pytest.raises(InvalidError) as refused:
        erase(by, ground=ground)

    assert "Öberg" not in refused.value.detail
    with by.read() as session:
        assert session.get_one(Function, one.id).person_name == NAME


@pytest.mark.parametrize("name", ["", "  ", "-", "%"])
def test_no_name_is_nobodys(by: Sessions, name: str) -> None:
    function(by)

    with pytest.raises(InvalidError, match="Ange personens namn"):
        extract(by, name)


def test_an_extract_is_noted_without_the_name(by: Sessions) -> None:
    function(by)
    found = extract(by)
    with by.begin() as session:
        persons.log_extract(session, found)

    last = entries(by)[-1]
    assert (last.event, last.payload_digest) == (EventKind.EXPORT, None)
    assert last.facts == {"functions": 1, "signatures": 0, "auditEntries": 1}
    assert "berg" not in json.dumps(last.facts)
