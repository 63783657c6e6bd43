"""What the register holds about a person by name, and taking that name away where it stands.

The name is a person's: it goes into no fact of the chain, no log and no sentence of ours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select
from sqlalchemy.orm import Session

from app.audit import chain, recording
from app.audit.authors import author_in
from app.audit.events import AuditEvent
from app.errors import InvalidError
from app.models import Agreement, CitizenPromise, Function, Resource
from app.models.audit import EventKind
from app.models.commitments import Form
from app.queries.fetching import fetch
from app.queries.kinds import KINDS
from app.queries.persons import (
    functions_that_name_someone,
    payloads_left,
    records_locked,
    records_worded,
    signatures_that_name_someone,
)
from app.services.changing import touch
from app.services.mentions import FIELD, Said, Told, is_named, mentions, normal, said

FORMS: dict[Form, type[Resource]] = {
    Form.AGREEMENT: Agreement,
    Form.CITIZEN_PROMISE: CitizenPromise,
}
AT_ONCE = 500  # entries that one ground disposes of

NAME_IN_GROUND = "Varken beslutet eller skälet får innehålla namnet: de står kvar i loggen."


@dataclass(frozen=True)
class Ground:
    """Why a name is taken away: the decision's registry number, and the reason in words."""

    decision: str
    reason: str


@dataclass(frozen=True)
class Erased:
    """How many names and entries were taken away, and where free text may mean the person yet."""

    functions: int
    signatures: int
    entries: int
    possible_records: int
    possible_entries: int


def extract(session: Session, name: str) -> Told:
    """For the person: where the register names them, and where it may mean them."""
    wanted = normal(name)
    found = said(session, wanted)
    functions = _naming(session, functions_that_name_someone(), wanted)
    signatures = _naming(session, signatures_that_name_someone(), wanted)
    return {
        "functions": [_function(row) for row in functions],
        "signatures": [_signature(row) for row in signatures],
        "auditEntries": [one.told for one in found.exact],
        "possible": {
            "records": list(_possible_records(session, wanted)),
            "auditEntries": [one.told for one in found.possible],
        },
    }


def log_extract(session: Session, extracted: Told) -> None:
    """That somebody asked, and how much there was; not about whom."""
    counts = {part: len(extracted[part]) for part in ("functions", "signatures", "auditEntries")}
    event = AuditEvent(kind=EventKind.EXPORT, by=author_in(session), facts=counts)
    recording.record(session, event)


def said_of(session: Session, name: str) -> Said:
    return said(session, normal(name))


def erase(session: Session, name: str, ground: Ground, known: Said) -> Erased:
    """`known` was looked up without holding up anybody; here only what came since is.

    The entries of this very change say the name once more, so they are settled and disposed of
    with the others.
    """
    wanted = normal(name)
    refuse_repeating(wanted, ground)
    functions = _naming(session, functions_that_name_someone(), wanted)
    signatures = _naming(session, signatures_that_name_someone(), wanted)
    _take_from_functions(session, {row.id for row in functions}, wanted)
    for form, kind in FORMS.items():
        keys = {row.commitment_id for row in signatures if row.form is form}
        _take_from_commitments(session, kind, keys, wanted)
    recording.settle(session)
    chain.lock(session)
    new = said(session, wanted, known.until)
    exact = [one.seq for one in (*known.exact, *new.exact)]
    return Erased(
        functions=len(functions),
        signatures=len(signatures),
        entries=sum(_disposed(session, exact, ground)),
        possible_records=len(list(_possible_records(session, wanted))),
        possible_entries=len(known.possible) + len(new.possible),
    )


def refuse_repeating(name: str, ground: Ground) -> None:
    if any(mentions(text, name) for text in (ground.decision, ground.reason)):
        raise InvalidError(NAME_IN_GROUND)


def _naming(session: Session, question: Select[Any], name: str) -> list[Row[Any]]:
    return [row for row in session.execute(question) if is_named(row.person_name, name)]


def _take_from_functions(session: Session, keys: Iterable[UUID], name: str) -> None:
    for row in _locked(session, Function, keys):
        _unname([row], name)
        touch(session, row)


def _take_from_commitments(
    session: Session, kind: type[Resource], keys: Iterable[UUID], name: str
) -> None:
    for row in _locked(session, kind, keys):
        _unname(row.signatures, name)
        touch(session, row)


def _locked(session: Session, kind: type[Resource], keys: Iterable[UUID]) -> Iterator[Any]:
    """In one order, so that two who do this wait for each other and not for ever."""
    for key in session.scalars(records_locked(kind, keys)).all():
        yield fetch(session, kind, key)


def _unname(rows: Iterable[Any], name: str) -> None:
    for row in rows:
        if row.person_name is not None and is_named(row.person_name, name):
            row.person_name = None


def _disposed(session: Session, seqs: list[int], ground: Ground) -> Iterator[int]:
    """Of those that still say something: another disposal may have come first."""
    for start in range(0, len(seqs), AT_ONCE):
        left = session.scalars(payloads_left(seqs[start : start + AT_ONCE])).all()
        if left:
            facts = {"decision": ground.decision, "count": len(left)}
            chain.dispose(session, left, author_in(session), ground.reason, facts)
        yield len(left)


def _possible_records(session: Session, name: str) -> Iterator[Told]:
    for kind, known in KINDS.items():
        for key, text in session.execute(records_worded(kind, name)):
            if mentions(text, name):
                yield {"recordKind": known.name, "id": str(key)}


def _function(row: Row[Any]) -> Told:
    days = {"validFrom": row.valid_from, "validTo": row.valid_to, "endedOn": row.ended_on}
    return _held(row, Function, row.id) | _in_words(days)


def _signature(row: Row[Any]) -> Told:
    return _held(row, FORMS[row.form], row.commitment_id) | _in_words({"signedOn": row.signed_on})


def _held(row: Row[Any], kind: type[Resource], key: UUID) -> Told:
    return {
        "recordKind": KINDS[kind].name,
        "id": str(key),
        "organisation": row.organisation,
        "title": row.title,
        FIELD: row.person_name,
    }


def _in_words(days: Told) -> Told:
    return {name: day and day.isoformat() for name, day in days.items()}
