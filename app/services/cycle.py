"""Where collaborations stand in the working cycle, reckoned from the records."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.cycle.facts import Collaboration
from app.cycle.reading import collaborations
from app.cycle.rules import Answer
from app.cycle.steps import STEPS, Standing, Stood, Tested, standing
from app.editions import in_force
from app.errors import NotFoundError
from app.models import Agreement, County, Municipality
from app.queries.cycle import agreements_standing
from app.queries.fetching import NOT_FOUND, asked, refuse_unless_admitted
from app.queries.territory import Keys, commitments_in_county, commitments_in_municipality
from app.queries.visibility import caller_in
from app.schemas.cycle import (
    AgreementCycle,
    CollaborationRead,
    CompletionTestRead,
    CountyCycle,
    MunicipalityCycle,
    StepCount,
    StepReached,
    StepRead,
)
from app.schemas.evidence import evidence_read
from app.schemas.filters import AsOfAhead
from app.services.places import admitted_to
from app.words import CYCLE_ANSWER, STATUS

Placed = tuple[Collaboration, Standing]


def of_agreement(session: Session, key: UUID, at: AsOfAhead, base: str) -> AgreementCycle:
    """`base` is the contract's root as the caller knows it."""
    refuse_unless_admitted(session, Agreement, key)
    found = collaborations(session, [key], at.day())
    if not found:
        raise NotFoundError(NOT_FOUND)
    one = found[0]
    stands = standing(one, at.day())
    steps = [_step(stood, base) for stood in stands.steps]
    return AgreementCycle(as_of=at.day(), steps=steps, **_place(one, stands, base))


def of_municipality(session: Session, code: str, at: AsOfAhead, base: str) -> MunicipalityCycle:
    place = admitted_to(session, Municipality, code)
    overview = _overview(session, commitments_in_municipality(code), at, base)
    return MunicipalityCycle(code=code, name=place.name, **overview)


def of_county(session: Session, code: str, at: AsOfAhead, base: str) -> CountyCycle:
    place = admitted_to(session, County, code)
    overview = _overview(session, commitments_in_county(code), at, base)
    return CountyCycle(code=code, name=place.name, **overview)


def _overview(session: Session, within: Keys, at: AsOfAhead, base: str) -> dict[str, Any]:
    day = at.day()
    question = agreements_standing(within, caller_in(session))
    ids = session.scalars(question, asked(session, day)).all()
    placed = [(one, standing(one, day)) for one in collaborations(session, ids, day)]
    return {
        "as_of": day,
        "steps": [
            _reached(place, step.id, step.name, placed)
            for place, step in enumerate(in_force(STEPS, day))
        ],
        "collaborations": [_collaboration(one, stands, base) for one, stands in placed],
    }


def _reached(place: int, id: str, name: str, placed: Sequence[Placed]) -> StepReached:
    steps = [stands.steps[place] for _, stands in placed]
    current = [stands.current for _, stands in placed]
    return StepReached(
        id=id,
        name=name,
        n=sum(one.answer is Answer.DONE for one in steps),
        whole=len(placed),
        standing=sum(one is not None and one.step.id == id for one in current),
    )


def _collaboration(one: Collaboration, stands: Standing, base: str) -> CollaborationRead:
    steps = [StepCount(**_count(stood)) for stood in stands.steps]
    return CollaborationRead(steps=steps, **_place(one, stands, base))


def _place(one: Collaboration, stands: Standing, base: str) -> dict[str, Any]:
    return {
        "agreement": evidence_read(one.agreement.record, base),
        "status": one.status,
        "status_in_words": STATUS[one.status],
        "current_step": None if stands.current is None else stands.current.step.id,
        "next": stands.next,
    }


def _count(stood: Stood) -> dict[str, Any]:
    return {
        "id": stood.step.id,
        "name": stood.step.name,
        "answer": stood.answer.value,
        "answer_in_words": CYCLE_ANSWER[stood.answer],
        "n": stood.n,
        "whole": len(stood.tested),
    }


def _step(stood: Stood, base: str) -> StepRead:
    tests = [_test(one, base) for one in stood.tested]
    return StepRead(edition=stood.step.edition, tests=tests, **_count(stood))


def _test(one: Tested, base: str) -> CompletionTestRead:
    answer = one.verdict.answer
    return CompletionTestRead(
        id=one.test.id,
        wording=one.test.wording,
        basis=one.test.basis,
        answer=answer.value,
        answer_in_words=CYCLE_ANSWER[answer],
        wanted=one.wanted,
        evidence=[evidence_read(record, base) for record in one.verdict.evidence],
    )
