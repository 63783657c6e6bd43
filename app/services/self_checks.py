"""The self-check against the law, of a municipality and of a county: never a decision."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.evidence import Answer
from app.law.facts import Facts
from app.law.reading import municipal_facts
from app.law.requirements import Requirement, requirements_on, verdict
from app.law.rules import Verdict
from app.models import County, Municipality
from app.queries.law_facts import municipalities_checked, municipality_checked
from app.queries.visibility import caller_in
from app.schemas.evidence import evidence_read
from app.schemas.self_checks import (
    STATEMENT,
    AnswerCount,
    CountySelfCheck,
    MunicipalityAnswers,
    ReferredAnswer,
    RequirementAnswer,
    RequirementShare,
    SelfCheck,
)
from app.schemas.statistics import Place
from app.services.places import admitted_to
from app.words import ANSWER, word


def of_municipality(session: Session, code: str, day: date, base: str) -> SelfCheck:
    """`base` is the contract's root as the caller knows it. NotFoundError, ForbiddenError."""
    admitted_to(session, Municipality, code)
    (facts,) = municipal_facts(session, municipality_checked(code), day, caller_in(session))
    return SelfCheck(
        code=code,
        name=facts.name,
        as_of=day,
        statement=STATEMENT,
        requirements=[
            RequirementAnswer(**_defined(one), **_answered(verdict(one, facts, day), base))
            for one in requirements_on(day)
        ],
    )


def of_county(session: Session, code: str, day: date, base: str) -> CountySelfCheck:
    county = admitted_to(session, County, code)
    asked = requirements_on(day)
    found = municipal_facts(session, municipalities_checked(code), day, caller_in(session))
    verdicts = {facts.code: [verdict(one, facts, day) for one in asked] for facts in found}
    return CountySelfCheck(
        code=code,
        name=county.name,
        as_of=day,
        statement=STATEMENT,
        requirements=[
            _share(one, found, [verdicts[facts.code][place] for facts in found])
            for place, one in enumerate(asked)
        ],
        municipalities=[
            MunicipalityAnswers(
                code=facts.code,
                name=facts.name,
                href=f"{base}/municipalities/{facts.code}/self-check?asOf={day}",
                answers=[
                    ReferredAnswer(requirement_id=one.id, **_answered(given, base))
                    for one, given in zip(asked, verdicts[facts.code], strict=True)
                ],
            )
            for facts in found
        ],
    )


def _defined(one: Requirement) -> dict[str, Any]:
    return {
        "id": one.id,
        "edition": one.edition,
        "paragraph": one.paragraph,
        "strength": one.strength,
        "wording": one.wording,
        "rule": one.basis,
    }


def _answered(found: Verdict, base: str) -> dict[str, Any]:
    return {
        "answer": found.answer,
        "answer_in_words": word(ANSWER, found.answer),
        "note": found.note,
        "until": found.until,
        "evidence": [evidence_read(one, base) for one in found.evidence],
    }


def _share(
    requirement: Requirement, found: Iterable[Facts], verdicts: Iterable[Verdict]
) -> RequirementShare:
    """Those that the requirement does not apply to on the day are not among the whole."""
    places: dict[Answer, list[Place]] = {one: [] for one in Answer}
    for facts, given in zip(found, verdicts, strict=True):
        places[given.answer].append(Place(code=facts.code, name=facts.name))
    whole = sum(len(held) for one, held in places.items() if one is not Answer.NOT_APPLICABLE)
    return RequirementShare(
        **_defined(requirement),
        n=len(places[Answer.FULFILLED]),
        whole=whole,
        counts=[
            AnswerCount(answer=one, answer_in_words=ANSWER[one], n=len(held), places=held)
            for one, held in places.items()
        ],
    )
