"""Whether the chain is whole: every entry is reckoned anew and the first that is wrong is named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain as chained
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Integer, Select, Text, cast, select
from sqlalchemy.orm import Session

from app.audit.chain import ENTRIES, HEAD, PAYLOADS
from app.audit.sealing import GENESIS, PAYLOAD, SEALED, entry_digest, payload_digest
from app.documents import json_value
from app.models.audit import EventKind
from app.models.base import Instant

AT_ONCE = 2_000

# Where in a row what stands: a hundred thousand of them are looked at.
Values: TypeAlias = Sequence[Any]
DIGEST = len(SEALED)
SEQ, PREVIOUS, PAYLOAD_DIGEST = map(SEALED.index, ("seq", "previous_digest", "payload_digest"))

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
        for row in chained.from_iterable(rows.partitions()):
            entry, payload = row[:DIGEST], row[DIGEST + 1 :]
            _check(entry, row[DIGEST], seq + 1, digest)
            _check_payload(entry, payload, disposed)
            seq, digest = seq + 1, row[DIGEST]
            if signed.get(seq, digest) != digest:
                raise BrokenError(seq, NOT_AS_SIGNED)
    _check_end(session, seq, digest, checkpoints)
    return seq


def _check(entry: Values, digest: str, expected: int, previous: str) -> None:
    if entry[SEQ] != expected:
        raise BrokenError(expected, MISSING)
    if entry_digest(entry) != digest:
        raise BrokenError(expected, CHANGED)
    if entry[PREVIOUS] != previous:
        raise BrokenError(expected, UNLINKED)


def _check_payload(entry: Values, payload: Values, disposed: frozenset[int]) -> None:
    digest, seq = entry[PAYLOAD_DIGEST], entry[SEQ]
    if payload[0] is None:
        if digest is not None and seq not in disposed:
            raise BrokenError(seq, PAYLOAD_GONE)
    elif digest is None:
        raise BrokenError(seq, PAYLOAD_ADDED)
    elif payload_digest(payload) != digest:
        raise BrokenError(seq, PAYLOAD_CHANGED)


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
