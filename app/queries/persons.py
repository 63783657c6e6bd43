"""Questions about whom the register names, in its records and in what its audit chain says."""

import re
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.models import (
    Actor,
    AuditEntry,
    AuditPayload,
    Commitment,
    Function,
    Party,
    Resource,
    Signature,
)
from app.queries.narrowing import contains

# What an engine's lower() and Python's folding of case surely agree on: no letter outside ASCII
# becomes one of these, as ß becomes ss, the ligature ﬁ becomes fi and the Kelvin sign k.
SURE = frozenset("bcdegmopqruvxz0123456789")


def functions_that_name_someone() -> Select[*tuple[Any, ...]]:
    return (
        select(Function.id, Function.person_name, Function.title, Actor.name.label("organisation"))
        .add_columns(Function.valid_from, Function.valid_to, Function.ended_on)
        .join(Actor, Actor.id == Function.actor_id)
        .where(Function.person_name.is_not(None))
        .order_by(Function.id)
    )


def signatures_that_name_someone() -> Select[*tuple[Any, ...]]:
    """Whose party is unknown has no organisation."""
    return (
        select(Signature.commitment_id, Signature.person_name, Signature.title, Commitment.form)
        .add_columns(Signature.signed_on, Actor.name.label("organisation"))
        .join(Commitment, Commitment.id == Signature.commitment_id)
        .outerjoin(Party, Party.id == Signature.party_id)
        .outerjoin(Actor, Actor.id == Party.actor_id)
        .where(Signature.person_name.is_not(None))
        .order_by(Signature.commitment_id, Signature.position)
    )


def records_worded(kind: type[Resource], words: str) -> Select[*tuple[Any, ...]]:
    """Key and text of those in whose own words these occur, perhaps within longer ones."""
    found = select(kind.id, kind.search_text).where(contains(kind.search_text, words))
    return found.order_by(kind.id)


def records_locked(kind: type[Resource], keys: Iterable[UUID]) -> Select[UUID]:
    """Whoever is changing one of them is waited for."""
    return select(kind.id).where(kind.id.in_(list(keys))).order_by(kind.id).with_for_update()


def last_entry() -> Select[int]:
    return select(func.coalesce(func.max(AuditEntry.seq), 0))


def payloads_that_may_say(words: str, after: int, until: int) -> Select[*tuple[Any, ...]]:
    """What the entries say, of those numbered so in which all the words may occur.

    Some too many: only letters that are surely written the same are looked for.
    """
    texts = (AuditPayload.reason, AuditPayload.before, AuditPayload.after)
    return (
        select(AuditEntry.seq, AuditEntry.at, AuditEntry.operation)
        .add_columns(AuditEntry.record_kind, AuditEntry.record_id, *texts)
        .join(AuditPayload, AuditPayload.seq == AuditEntry.seq)
        .where(AuditPayload.seq > after, AuditPayload.seq <= until)
        .where(or_(*(_may_say(text, words) for text in texts)))
        .order_by(AuditPayload.seq)
    )


def payloads_left(seqs: Collection[int]) -> Select[int]:
    return select(AuditPayload.seq).where(AuditPayload.seq.in_(seqs)).order_by(AuditPayload.seq)


def _may_say(text: Any, words: str) -> ColumnElement[bool]:
    lowered = func.lower(text)
    return and_(*(lowered.like(f"%{_sure(word)}%") for word in words.split()))


def _sure(word: str) -> str:
    """Nothing in it is special to LIKE but the % that stand for all the rest."""
    return re.sub("%+", "%", "".join(letter if letter in SURE else "%" for letter in word))
