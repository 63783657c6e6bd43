"""Whether the chain is whole: every entry is reckoned anew and the first that is wrong is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain as chained
from typing import Any, NamedTuple

from sqlalchemy import Integer, Row, Select, Text, cast, select
from sqlalchemy.orm import Session

from app.audit.chain import ENTRIES, HEAD, PAYLOADS
from app.audit.sealing import GENESIS, PAYLOAD, SEALED, entry_digest, payload_digest
from app.documents import json_value
from app.models.audit import EventKind
from app.models.base import Instant

AT_ONCE = 2_000

MISSING = "Post {seq} saknas."
CHANGED = "Post {seq} har ändrats sedan den skrevs."
UNLINKED = "Post {seq} hör inte ihop med posten före den."
PAYLOAD_CHANGED = "Innehållet i post {seq} har ändrats sedan det skrevs."
PAYLOAD_GONE = "Innehållet i post {seq} saknas, och ingen gallring i kedjan omfattar det."
PAYLOAD_ADDED = "Post {seq} har fått ett innehåll som den inte hade."
CUT_OFF = "Post {seq} saknas: kedjan slutar före den post som registret säger är den sista."
NEVER_SEALED = "Post {seq} kommer efter den post som registret säger är den sista."
NOT_AS_SIGNED = "Post {seq} är en annan än den som kontrollpunkten undertecknades för."
SIGNED_BUT_GONE = "Post {seq} saknas: den fanns när kontrollpunkten undertecknades."


@dataclass(frozen=True)
class Verdict:
    """How many entries hold, and of the first that does not its number and what is wrong."""

    sound: int
    bad: int | None = None
    sentence: str | None = None


class Checkpoint(NamedTuple):
    seq: int
    digest: str
    at: str


class BrokenError(Exception):
    def __init__(self, seq: int, sentence: str) -> None:
        super().__init__(sentence)
        self.seq = seq


def verify(session: Session, checkpoints: Iterable[Checkpoint] = ()) -> Verdict:
    """In a session that sees one snapshot; the entries are streamed, never held."""
    try:
        return Verdict(_verified(session, sorted(checkpoints)))
    except BrokenError as broken:
        return Verdict(broken.seq - 1, broken.seq, str(broken).format(seq=broken.seq))


def _verified(session: Session, checkpoints: list[Checkpoint]) -> int:
    signed = {one.seq: one.digest for one in checkpoints}
    disposed = _disposed(session)
    seq, digest = 0, GENESIS
    with session.execute(_question(), execution_options={"yield_per": AT_ONCE}) as rows:
        for row in rows:
            _check(row, seq + 1, digest)
            _check_payload(row, disposed)
            seq, digest = row.seq, row.digest
            if signed.get(seq, digest) != digest:
                raise BrokenError(seq, NOT_AS_SIGNED)
    _check_end(session, seq, digest, checkpoints)
    return seq


def _check(row: Row[Any], expected: int, previous: str) -> None:
    if row.seq != expected:
        raise BrokenError(expected, MISSING)
    if entry_digest(row[: len(SEALED)]) != row.digest:
        raise BrokenError(expected, CHANGED)
    if row.previous_digest != previous:
        raise BrokenError(expected, UNLINKED)


def _check_payload(row: Row[Any], disposed: frozenset[int]) -> None:
    if row.kept_salt is None:
        if row.payload_digest is not None and row.seq not in disposed:
            raise BrokenError(row.seq, PAYLOAD_GONE)
    elif row.payload_digest is None:
        raise BrokenError(row.seq, PAYLOAD_ADDED)
    elif payload_digest(row[-len(PAYLOAD) :]) != row.payload_digest:
        raise BrokenError(row.seq, PAYLOAD_CHANGED)


def _check_end(session: Session, seq: int, digest: str, checkpoints: list[Checkpoint]) -> None:
    head = session.execute(select(HEAD)).one()
    if checkpoints and checkpoints[-1].seq > seq:
        raise BrokenError(seq + 1, SIGNED_BUT_GONE)
    if head.seq > seq:
        raise BrokenError(seq + 1, CUT_OFF)
    if head.seq < seq:
        raise BrokenError(head.seq + 1, NEVER_SEALED)
    if head.digest != digest:
        raise BrokenError(seq, CHANGED)


def _disposed(session: Session) -> frozenset[int]:
    """What the chain says was disposed of; an entry that lies is itself found to be changed."""
    facts = select(ENTRIES.c.facts).where(ENTRIES.c.event == EventKind.DISPOSAL)
    lists = (one.get("disposed", ()) for one in session.scalars(facts))
    return frozenset(chained.from_iterable(lists))


def _question() -> Select[*tuple[Any, ...]]:
    """Text is read as it is stored, so that no two stored forms are taken for the same."""
    sealed = [_as_stored(ENTRIES.c[name]) for name in SEALED]
    payload = [PAYLOADS.c[name].label(f"kept_{name}") for name in PAYLOAD]
    joined = ENTRIES.outerjoin(PAYLOADS, PAYLOADS.c.seq == ENTRIES.c.seq)
    return select(*sealed, ENTRIES.c.digest, *payload).select_from(joined).order_by(ENTRIES.c.seq)


def _as_stored(column: Any) -> Any:
    if isinstance(column.type, Integer):
        return column
    text = json_value(column) if isinstance(column.type, Instant) else column
    return cast(text, Text).label(column.name)
