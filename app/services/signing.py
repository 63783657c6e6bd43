"""How each party signs a commitment for itself, and what must be there before anybody does."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.clock import today
from app.errors import Fault, ForbiddenError, RuleViolationError
from app.models import Agreement, Commitment, Party, Signature
from app.models.commitment_parts import PartyRole
from app.models.commitments import EndType, Precision, Signing
from app.permissions import may_bind
from app.queries.commitments import areas_still_worked_on
from app.queries.visibility import caller_in
from app.schemas.commitment_actions import SignatureCreate
from app.services import changing, commitments

INCOMPLETE = "Det går inte att underteckna än: uppgifter saknas, se invalidParameters."
NO_PURPOSE = "Ange minst ett syfte (9 § lagen 2023:196)."
NO_AREA = "Registrera minst ett prioriterat område (9 § lagen 2023:196)."
NO_PROMISE = "Ange vad som lovas (summary), eller registrera minst ett prioriterat område."
TOO_FEW_PARTIES = "Ange minst två parter som tecknar (contracting)."
NO_PARTY = "Ange minst en part som tecknar (contracting)."
NO_PERIOD = (
    "Ange sista dag (endsOn), längd (lengthMonths), eller att den gäller tills vidare eller "
    "tills den ersätts (endType)."
)
NO_LAST_DAY = "Ange sista dag (endsOn), eller ett annat sätt att sluta (endType)."
NEEDED = "Måste anges."
TWICE = "Underskriften är redan registrerad."
NOT_CONTRACTING = "Parten tecknar inte överenskommelsen (dess roll är inte contracting)."
HAS_LEFT = "Parten har lämnat överenskommelsen."

ENDLESS = (EndType.UNTIL_FURTHER_NOTICE, EndType.UNTIL_REPLACED, EndType.NOT_APPLICABLE)


def sign(session: Session, commitment: Commitment, body: SignatureCreate) -> None:
    if not commitment.registered_afterwards:
        _refuse_to_bind_others(session, commitment, body)
    if body.party_id is None and any(_is_the_same(one, body) for one in commitment.signatures):
        raise RuleViolationError(TWICE)
    record(session, commitment, body)


def _refuse_to_bind_others(session: Session, commitment: Commitment, body: SignatureCreate) -> None:
    if not may_bind(caller_in(session)):
        raise ForbiddenError(commitments.NO_SIGNATORY)
    known = {party.id for party in commitment.parties}
    if body.party_id in known:
        commitments.refuse_for_others(session, commitment, body.party_id)


def record(session: Session, commitment: Commitment, body: SignatureCreate) -> None:
    """In a record made afterwards a signature is one more fact, in a draft it is an act.

    A source may name the same title twice, for two who signed.
    """
    commitments.refuse_ended(commitment)
    commitments.refuse(_faults(commitment, body))
    if not commitment.registered_afterwards:
        refuse_incomplete(session, commitment)
    _add(commitment, body)
    session.flush()
    if not commitment.registered_afterwards:
        _conclude(commitment)
    changing.touch(session, commitment)
    changing.log_false_alarm(session, commitment, body)


def refuse_incomplete(session: Session, commitment: Commitment, sentence: str = INCOMPLETE) -> None:
    """Everything that is missing, at once."""
    faults = list(_missing(session, commitment))
    if faults:
        raise RuleViolationError(sentence, faults)


def _missing(session: Session, commitment: Commitment) -> Iterator[Fault]:
    has_areas = session.scalar(areas_still_worked_on(commitment.id)) != 0
    if isinstance(commitment, Agreement):
        yield from _missing_in_agreement(commitment, has_areas=has_areas)
    else:
        yield from _missing_in_promise(commitment, has_areas=has_areas)
    if not _has_period(commitment):
        yield Fault("period", NO_PERIOD)
    elif commitment.end_type is EndType.FIXED and commitment.ends_on is None:
        yield Fault("period.endsOn", NO_LAST_DAY)


def _missing_in_agreement(agreement: Agreement, *, has_areas: bool) -> Iterator[Fault]:
    if not agreement.purposes:
        yield Fault("purposes", NO_PURPOSE)
    if not has_areas:
        yield Fault("partTwo.areas", NO_AREA)
    if len(_contracting(agreement)) < 2:
        yield Fault("parties", TOO_FEW_PARTIES)


def _missing_in_promise(promise: Commitment, *, has_areas: bool) -> Iterator[Fault]:
    if not (has_areas or promise.summary):
        yield Fault("summary", NO_PROMISE)
    if not _contracting(promise):
        yield Fault("parties", NO_PARTY)


def _has_period(commitment: Commitment) -> bool:
    known_end = commitment.ends_on is not None or commitment.length_months is not None
    return known_end or commitment.end_type in ENDLESS


def _contracting(commitment: Commitment) -> list[Party]:
    return [
        party
        for party in commitment.parties
        if party.role is PartyRole.CONTRACTING and not _has_left(party, today())
    ]


def _has_left(party: Party, day: date) -> bool:
    return party.left_on is not None and party.left_on <= day


def _faults(commitment: Commitment, body: SignatureCreate) -> Iterator[Fault]:
    if body.signed_on is not None and body.signed_on > today():
        yield Fault("signedOn", changing.NOT_YET)
    if body.party_id is not None:
        yield from _party_faults(commitment, body)
    if not commitment.registered_afterwards:
        for name, value in (("partyId", body.party_id), ("signedOn", body.signed_on)):
            if value is None:
                yield Fault(name, NEEDED)


def _party_faults(commitment: Commitment, body: SignatureCreate) -> Iterator[Fault]:
    party = next((one for one in commitment.parties if one.id == body.party_id), None)
    if party is None:
        yield Fault("partyId", commitments.NO_PARTY)
    elif party.role is not PartyRole.CONTRACTING:
        yield Fault("partyId", NOT_CONTRACTING)
    elif _has_left(party, body.signed_on or today()):
        yield Fault("partyId", HAS_LEFT)


def _is_the_same(signature: Signature, body: SignatureCreate) -> bool:
    facts = _facts(body)
    return all(getattr(signature, name) == value for name, value in facts.items())


def _facts(body: SignatureCreate) -> dict[str, Any]:
    return body.model_dump(exclude={"false_alarm_reason"})


def _add(commitment: Commitment, body: SignatureCreate) -> None:
    signature = Signature(position=len(commitment.signatures), **_facts(body))
    commitment.signatures.append(signature)


def _conclude(commitment: Commitment) -> None:
    """Signed on the day of the last signature, once every contracting party has given one."""
    days = {one.party_id: one.signed_on for one in commitment.signatures}
    waiting = [party for party in _contracting(commitment) if party.id not in days]
    if commitment.signing is Signing.SIGNED or waiting:
        return
    commitment.signing = Signing.SIGNED
    commitment.signed_on = max(day for day in days.values() if day is not None)
    commitment.signed_on_precision = Precision.DAY
