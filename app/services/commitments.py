"""How agreements and citizen promises are registered, and what is then done with them."""

from collections.abc import Iterator
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Fault, ForbiddenError, InvalidError, RuleViolationError
from app.models import Commitment, Prolongation, Termination
from app.models.commitments import EndType, Precision, Signing
from app.permissions import may_act_for
from app.queries.fetching import asked
from app.queries.visibility import caller_in, ours
from app.schemas.bodies import Body
from app.schemas.commitment_actions import ProlongationCreate, TerminationCreate
from app.services import changing
from app.services.commitment_rules import (
    known_faults,
    link_faults,
    period_faults,
    signing_faults,
)

C = TypeVar("C", bound=Commitment)

SIGNED = (
    "En undertecknad eller i efterhand registrerad överenskommelse ändras inte direkt."
    " Registrera en rättelse (corrections), ett tillägg (amendments), en förlängning"
    " (prolongations) eller en uppsägning (terminations)."
)
BEING_SIGNED = (
    "Minst en part har redan signerat, så texten kan inte ändras."
    " Låt övriga parter signera, eller avsluta utkastet och registrera ett nytt."
)
NOT_SIGNED = "Ett utkast ändras direkt (PATCH); det här gäller först när det är undertecknat."
TERMINATED = "Den är uppsagd och kan inte förlängas."
ENDLESS = "Det finns inget känt slut att förlänga. Rätta perioden (corrections) om den är fel."
NOT_LATER = "Den nya sista dagen ska vara senare än den nuvarande."
BEFORE_DECISION = "Dagen får inte ligga före decidedOn."
BEFORE_FIRST_DAY = "Dagen får inte ligga före den första dagen."
NO_PARTY = "Överenskommelsen har ingen part med detta id."
NOT_A_PARTY = "Din organisation är inte part i den som skulle ersättas."
NOT_FOR_OTHERS = "Varje part gör det för sig; parten i partyId är en annan organisation än din."
NO_SIGNATORY = "Att underteckna kräver rollen signatory, för den egna organisationen."

# Facts that come after the signing, keys of other systems and who may read: not what was signed.
LASTING = frozenset(
    {
        "external_references",
        "shared_with_county",
        "communicated_on",
        "communicated_how",
        "fed_back_on",
        "fed_back_how",
        "outcome",
        "false_alarm_reason",
    }
)


def register(session: Session, form: type[C], body: Body) -> C:
    commitment = form(signing=Signing.UNSIGNED, registered_afterwards=False)
    changing.own(session, commitment)
    fill(session, commitment, body)
    session.add(commitment)
    session.flush()
    changing.log_false_alarm(session, commitment, body)
    return commitment


def change(session: Session, commitment: Commitment, body: Body) -> None:
    if body.model_fields_set <= LASTING:
        refuse_ended(commitment)
    else:
        refuse_unless_open(commitment)
    if changing.says_something(body):
        fill(session, commitment, body)
        changing.touch(session, commitment)
        changing.log_false_alarm(session, commitment, body)


def prolong(session: Session, commitment: Commitment, body: ProlongationCreate) -> None:
    refuse_unless_signed(commitment)
    changing.refuse_to_come(body.decided_on, "decidedOn")
    if commitment.terminations:
        raise RuleViolationError(TERMINATED)
    if commitment.last_day is None:
        raise RuleViolationError(ENDLESS)
    if body.ends_on <= commitment.last_day:
        raise InvalidError(NOT_LATER, [Fault("endsOn", NOT_LATER)])
    row = Prolongation(earlier_ends_on=commitment.last_day, **_facts(body))
    _append(commitment.prolongations, row)
    commitment.ends_on, commitment.ends_on_precision = body.ends_on, Precision.DAY
    commitment.end_type = EndType.PROLONGED
    _finish(session, commitment, body)


def terminate(session: Session, commitment: Commitment, body: TerminationCreate) -> None:
    refuse_unless_signed(commitment)
    changing.refuse_to_come(body.decided_on, "decidedOn")
    refuse(_termination_faults(commitment, body))
    refuse_for_others(session, commitment, body.party_id)
    _append(commitment.terminations, Termination(**_facts(body)))
    _finish(session, commitment, body)


def _termination_faults(commitment: Commitment, body: TerminationCreate) -> Iterator[Fault]:
    if body.party_id not in {None, *(party.id for party in commitment.parties)}:
        yield Fault("partyId", NO_PARTY)
    if body.terminated_on < body.decided_on:
        yield Fault("terminatedOn", BEFORE_DECISION)
    if commitment.first_day is not None and body.terminated_on < commitment.first_day:
        yield Fault("terminatedOn", BEFORE_FIRST_DAY)


def fill(session: Session, commitment: Commitment, shape: BaseModel, path: str = "") -> None:
    """The fields that were sent, with the rules that hold for them in any state; not written."""
    refuse(signing_faults(commitment, shape, path))
    changing.fill(session, commitment, shape, path)
    refuse(known_faults(commitment, shape, path))
    refuse(period_faults(commitment, shape, path))
    refuse(link_faults(session, commitment, shape, path))
    refuse(_foreign_faults(session, shape, path))


def _foreign_faults(session: Session, shape: BaseModel, path: str) -> Iterator[Fault]:
    """A newer one makes the older invalid, so it takes somebody who wrote that one too."""
    sent = getattr(shape, "replaces", None) or []
    if not sent or caller_in(session).unbounded:
        return
    question = select(Commitment.id).where(ours(Commitment))
    written = set(session.scalars(question, asked(session, None)))
    for place, one in enumerate(sent):
        if one.replaced_id not in written:
            yield Fault(f"{path}replaces[{place}].replacedId", NOT_A_PARTY)


def refuse(found: Iterator[Fault]) -> None:
    faults = list(found)
    if faults:
        raise InvalidError(faults[0].reason, faults)


def refuse_for_others(session: Session, commitment: Commitment, party_id: UUID | None) -> None:
    """Whoever acts for a party acts for its own organisation."""
    acting_for = {party.id: party.actor_id for party in commitment.parties}
    if party_id is not None and not may_act_for(caller_in(session), acting_for[party_id]):
        raise ForbiddenError(NOT_FOR_OTHERS)


def refuse_ended(commitment: Commitment) -> None:
    if commitment.ended_on is not None:
        raise RuleViolationError(changing.ENDED)


def refuse_unless_open(commitment: Commitment) -> None:
    """Only a draft that nobody has signed is changed directly; the same holds for its areas.

    The signatures must be loaded, as `fetch` does.
    """
    refuse_ended(commitment)
    if commitment.signing is not Signing.UNSIGNED:
        raise RuleViolationError(SIGNED)
    if commitment.signatures and not commitment.registered_afterwards:
        raise RuleViolationError(BEING_SIGNED)


def refuse_unless_signed(commitment: Commitment) -> None:
    refuse_ended(commitment)
    if commitment.signing is Signing.UNSIGNED:
        raise RuleViolationError(NOT_SIGNED)


def _facts(body: Body) -> dict[str, Any]:
    return {name: getattr(body, name) for name in type(body).model_fields.keys() - LASTING}


def _append(parts: list[Any], row: Any) -> None:
    row.position = len(parts)
    parts.append(row)


def _finish(session: Session, commitment: Commitment, body: Body) -> None:
    changing.touch(session, commitment)
    changing.log_false_alarm(session, commitment, body)
