"""How measures change: work goes on under a signed commitment, what was agreed stays.

A measure may be added to a signed commitment, and followed: progress, days, resources, note and
actors. What it is (name, method, area, cause and goal) is then locked: a wrong one is ended with
its reason and a new one registered, so that the signed text is never reworded.
"""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from app.errors import Fault, InvalidError, RuleViolationError
from app.models import ActionPlan, Commitment, Measure, PrioritisedArea
from app.models.commitments import Signing
from app.queries.fetching import fetch
from app.schemas.bodies import EndingCreate
from app.schemas.measures import MeasureCreate, MeasureUpdate
from app.services import changing, commitments

AGREED = {
    "name",
    "method_id",
    "method_as_stated",
    "is_named_method",
    "prioritised_area_id",
    "cause_id",
    "goal_id",
}
LOCKED = (
    "Åtgärden står i en undertecknad överenskommelse: vad den är kan inte skrivas om."
    " Avsluta den och registrera en ny."
)
CLOSED = "Överenskommelsen som åtgärden hör till är avslutad, så åtgärden kan inte ändras."
LOCKED_FIELD = "Kan inte ändras när överenskommelsen är undertecknad."
OTHER_COMMITMENT = "Området hör till en annan överenskommelse än åtgärden."
NO_AREA = "Ange prioritisedAreaId för området som orsaken eller målet hör till."
OTHER_CAUSE = "Orsaken är inte en av områdets."
OTHER_GOAL = "Målet är inte ett av områdets."


def register(session: Session, body: MeasureCreate) -> Measure:
    measure = changing.add(session, Measure, body)
    _enter_commitment(session, measure)
    _refuse_what_does_not_belong(session, measure)
    return measure


def change(session: Session, measure: Measure, body: MeasureUpdate) -> None:
    if changing.says_something(body):
        _enter_commitment(session, measure)
    _refuse_rewording(session, measure, body)
    changing.change(session, measure, body)
    _refuse_what_does_not_belong(session, measure)


def end(session: Session, measure: Measure, body: EndingCreate) -> None:
    """Also when its commitment has been ended before it."""
    _enter_draft(session, _commitment_behind(session, measure))
    changing.end(session, measure, body)


def _enter_commitment(session: Session, measure: Measure) -> None:
    commitment = _commitment_behind(session, measure)
    if commitment is not None and commitment.ended_on is not None:
        raise RuleViolationError(CLOSED)
    _enter_draft(session, commitment)


def _enter_draft(session: Session, commitment: Commitment | None) -> None:
    """As for areas: a draft gets a new version too, and is closed once somebody has signed."""
    if commitment is None or commitment.ended_on is not None:
        return
    if commitment.signing is Signing.UNSIGNED:
        commitments.refuse_unless_open(commitment)
        changing.touch(session, commitment)


def _commitment_behind(session: Session, measure: Measure) -> Commitment | None:
    key = measure.commitment_id
    return None if key is None else fetch(session, Commitment, key)


def _refuse_rewording(session: Session, measure: Measure, body: MeasureUpdate) -> None:
    """Sending what already stands there is no change."""
    changed = [
        Fault(str(MeasureUpdate.model_fields[name].alias), LOCKED_FIELD)
        for name in sorted(AGREED & body.model_fields_set)
        if getattr(measure, name) != getattr(body, name)
    ]
    if changed and _is_signed(session, measure.commitment_id):
        raise RuleViolationError(LOCKED, changed)


def _is_signed(session: Session, commitment_id: UUID | None) -> bool:
    if commitment_id is None:
        return False
    return fetch(session, Commitment, commitment_id).signing is not Signing.UNSIGNED


def _refuse_what_does_not_belong(session: Session, measure: Measure) -> None:
    faults = list(_strangers(session, measure))
    if faults:
        raise InvalidError("Området, orsaken och målet hör inte ihop.", faults)


def _strangers(session: Session, measure: Measure) -> Iterator[Fault]:
    if measure.prioritised_area_id is None:
        if measure.cause_id or measure.goal_id:
            yield Fault("prioritisedAreaId", NO_AREA)
        return
    area = fetch(session, PrioritisedArea, measure.prioritised_area_id)
    if _commitment_of(session, measure) not in (None, area.commitment_id):
        yield Fault("prioritisedAreaId", OTHER_COMMITMENT)
    if measure.cause_id not in {None, *(one.id for one in area.causes)}:
        yield Fault("causeId", OTHER_CAUSE)
    if measure.goal_id not in {None, *(one.id for one in area.goals)}:
        yield Fault("goalId", OTHER_GOAL)


def _commitment_of(session: Session, measure: Measure) -> UUID | None:
    """The measure's own, else the one that its plan rests on, if any."""
    if measure.commitment_id is not None or measure.action_plan_id is None:
        return measure.commitment_id
    return fetch(session, ActionPlan, measure.action_plan_id).commitment_id
