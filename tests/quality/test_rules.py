"""Facts about an agreement or promise on a day, and the verdict that each criterion gets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.evidence import Record
from app.models.actors import ActorKind
from app.models.commitments import Form, Signing
from app.quality.criteria import CRITERIA, Automatic, Judged, criteria_on, judged
from app.quality.facts import (
    Area,
    Dialogues,
    Facts,
    FollowUp,
    FollowUpRule,
    Measure,
    Method,
    PartOne,
    Party,
    Period,
    Picture,
    Promise,
    Signatory,
)
from app.quality.verdicts import Answer, Verdict

DAY = date(2024, 12, 31)
SIGNED_ON = date(2024, 1, 15)
WITHIN = Period("yes", "withinPeriod", date(2024, 1, 1), date(2027, 12, 31))
SMART = (True, True, True, True, True)
UNJUDGED = (None, None, None, None, None)
ALL_NO = (False, False, False, False, False)
DONE = Dialogues(date(2023, 10, 1), date(2023, 11, 1))
MET, PARTLY, NOT_MET = Answer.MET, Answer.PARTLY, Answer.NOT_MET
NO_DATA, NOT_ASSESSABLE = Answer.NO_DATA, Answer.NOT_ASSESSABLE


def record(number: int, label: str = "posten") -> Record:
    return Record("agreements", UUID(int=number), 1, label)


def agreement(**values: Any) -> Facts:
    given = {"record": record(1, "Avtalet"), "form": Form.AGREEMENT, "period": WITHIN, **values}
    return Facts(**given)


def promise(**values: Any) -> Facts:
    own = Promise(record(1, "Löftet"), **values.pop("own", {}))
    return agreement(form=Form.CITIZEN_PROMISE, promise=own, **values)


def verdict(criterion: str, facts: Facts, day: date = DAY) -> Verdict:
    (found,) = (one for one in judged(facts, day, CRITERIA) if one.criterion.id == criterion)
    return found.verdict


def area(number: int = 10, parent: int | None = None, **values: Any) -> Area:
    above = UUID(int=parent) if parent else None
    return Area(record(number, f"Område {number}"), above, **values)


def measure(number: int = 20, at: int | None = 10, **values: Any) -> Measure:
    where = UUID(int=at) if at else None
    return Measure(record(number, f"Åtgärd {number}"), where, **values)


def method(number: int, *kinds: str) -> dict[UUID, Method]:
    one = Method(record(number), f"m{number}", frozenset(kinds), "unclear")
    return {one.record.id: one}


def picture(made_on: date | None = date(2023, 6, 1), **values: Any) -> Picture:
    return Picture(record(30), **{"is_joint": True, "made_on": made_on, **values})


def period(validity: str, reason: str, *days: date) -> Facts:
    return agreement(period=Period(validity, reason, *days))


def signed_by(*names: tuple[str, ActorKind | None], **values: Any) -> Facts:
    return agreement(signatories=[Signatory(*one) for one in names], **values)


def rules(*said: tuple[bool, bool, bool]) -> Facts:
    return agreement(follow_up_rules=[FollowUpRule(*one) for one in said])


def followed(*told: tuple[bool, bool]) -> Facts:
    return agreement(follow_ups=[FollowUp(record(40), *one) for one in told])


def under(*told: tuple[bool, bool], **values: Any) -> Facts:
    return agreement(promises=[Promise(record(50 + n), *one) for n, one in enumerate(told)])


CHIEF = ("lokalpolisområdeschef", ActorKind.LOCAL_POLICE_AREA)
CHAIR = ("kommunstyrelsens ordförande", ActorKind.MUNICIPALITY)
TOWN, LPO = UUID(int=60), UUID(int=61)
PARTIES = [Party(TOWN, "Kommunen"), Party(LPO, "Polisen")]
FULL_PART_ONE = PartOne(
    stated=True,
    roles=2,
    communication="Gemensamt",
    documentation="Protokoll",
    resources="En samordnare",
)

CASES: list[tuple[str, Facts, Answer]] = [
    ("Q01", agreement(), NO_DATA),
    ("Q01", agreement(purposes=2), MET),
    ("Q01", promise(), NOT_ASSESSABLE),
    ("Q02", agreement(), NO_DATA),
    ("Q02", agreement(areas=[area()]), MET),
    ("Q02", promise(areas=[area()]), MET),
    ("Q02", agreement(has_part_two=False), NOT_MET),
    ("Q02", agreement(has_part_two=False, areas_below=[record(2)]), NOT_ASSESSABLE),
    ("Q03", agreement(), NO_DATA),
    ("Q03", signed_by(CHIEF, CHAIR), MET),
    ("Q03", signed_by(CHIEF), PARTLY),
    ("Q03", signed_by(CHAIR), PARTLY),
    ("Q03", signed_by(("chef", None)), PARTLY),
    ("Q03", signed_by(("polischef", None), ("kommunstyrelsens ordförande", None)), MET),
    ("Q03", signed_by(("polisens ordförande", ActorKind.POLICE_REGION)), PARTLY),
    ("Q03", signed_by(CHIEF, CHAIR, signing=Signing.UNSIGNED), NOT_MET),
    ("Q03", agreement(signing=Signing.PROPOSED), NO_DATA),
    ("Q04", agreement(), MET),
    ("Q04", period("no", "afterLastDay", date(2020, 1, 1), date(2022, 1, 1)), NOT_MET),
    ("Q04", period("no", "terminated", date(2020, 1, 1)), NOT_MET),
    ("Q04", period("no", "replaced", date(2020, 1, 1)), NOT_MET),
    ("Q04", period("no", "beforeFirstDay", date(2025, 1, 1)), PARTLY),
    ("Q04", period("unknown", "endNotStated", date(2024, 1, 1)), PARTLY),
    ("Q04", period("unknown", "startUnknown"), NO_DATA),
    ("Q04", period("no", "notSigned"), NO_DATA),
    ("Q04", period("unknown", "noPeriodApplies"), NOT_ASSESSABLE),
    ("Q04", period("no", "ended", date(2024, 1, 1)), NOT_ASSESSABLE),
    ("Q05", agreement(), NO_DATA),
    ("Q05", agreement(picture=picture(), signed_on=SIGNED_ON), MET),
    ("Q05", agreement(picture=picture(date(2022, 1, 15)), signed_on=SIGNED_ON), MET),
    ("Q05", agreement(picture=picture(date(2022, 1, 14)), signed_on=SIGNED_ON), NOT_MET),
    ("Q05", agreement(picture=picture(date(2024, 1, 16)), signed_on=SIGNED_ON), NOT_MET),
    ("Q05", agreement(picture=picture(is_joint=False), signed_on=SIGNED_ON), PARTLY),
    ("Q05", agreement(picture=picture(None), signed_on=SIGNED_ON), NO_DATA),
    ("Q05", agreement(picture=picture()), NO_DATA),
    ("Q05", agreement(picture=picture(date(2023, 1, 1)), signing=Signing.UNSIGNED), MET),
    ("Q05", agreement(picture=picture(date(2022, 1, 1)), signing=Signing.UNSIGNED), NOT_MET),
    ("Q05", agreement(picture=picture(date(2099, 1, 1)), signing=Signing.UNSIGNED), NO_DATA),
    ("Q05", promise(picture=picture(), signed_on=SIGNED_ON), MET),
    ("Q06", agreement(areas=[area()]), NOT_ASSESSABLE),
    ("Q07", agreement(), NO_DATA),
    ("Q07", agreement(has_part_two=False), NOT_ASSESSABLE),
    ("Q07", agreement(areas=[area()]), NO_DATA),
    ("Q07", agreement(areas=[area(has_grounds=True), area(11)]), PARTLY),
    ("Q07", agreement(areas=[area(has_grounds=True), area(11, 10)]), MET),
    ("Q08", agreement(areas=[area(causes=1), area(11, causes=2)]), MET),
    ("Q08", agreement(areas=[area(causes=1), area(11)]), PARTLY),
    ("Q08", agreement(areas=[area(), area(11, 10, causes=1)]), MET),
    ("Q08", agreement(areas=[area(), area(11, 10, causes=1), area(12, 10)]), PARTLY),
    ("Q08", agreement(areas=[area(10, 11, causes=1), area(11, 10)]), MET),
    ("Q08", agreement(areas=[area()]), NO_DATA),
    ("Q09", agreement(areas=[area()]), NO_DATA),
    ("Q09", agreement(areas=[area(goals=(SMART,))]), MET),
    ("Q09", agreement(areas=[area(goals=(SMART,)), area(11)]), PARTLY),
    ("Q09", agreement(areas=[area(goals=(SMART, UNJUDGED))]), PARTLY),
    ("Q09", agreement(areas=[area(goals=(UNJUDGED,))]), NO_DATA),
    ("Q09", agreement(areas=[area(goals=(ALL_NO,))]), NOT_MET),
    ("Q09", agreement(areas=[area(goals=((False, None, None, None, None),))]), NO_DATA),
    ("Q10", agreement(), NO_DATA),
    ("Q10", agreement(areas=[area()]), NO_DATA),
    ("Q10", agreement(areas=[area()], measures=[measure()]), PARTLY),
    ("Q10", agreement(areas=[area()], measures=[measure(meets_cause=True)]), MET),
    ("Q10", agreement(areas=[area(), area(11)], measures=[measure(meets_cause=True)]), PARTLY),
    ("Q11", agreement(), NO_DATA),
    ("Q11", agreement(measures=[measure(at=None)]), NO_DATA),
    ("Q11", agreement(measures=[measure(names_method=True)]), MET),
    ("Q11", agreement(measures=[measure(at=None, names_method=True)]), NOT_MET),
    (
        "Q11",
        agreement(measures=[measure(names_method=True), measure(21, None, names_method=True)]),
        PARTLY,
    ),
    ("Q12", agreement(), NO_DATA),
    ("Q12", agreement(measures=[measure()]), NO_DATA),
    ("Q12", agreement(measures=[measure(has_responsible=True)]), PARTLY),
    ("Q12", agreement(measures=[measure(has_responsible=True, has_time=True)]), MET),
    (
        "Q12",
        agreement(measures=[measure(has_responsible=True, has_time=True), measure(21)]),
        PARTLY,
    ),
    ("Q13", agreement(), NO_DATA),
    ("Q13", agreement(parties=PARTIES), NO_DATA),
    ("Q13", agreement(parties=PARTIES, duties={TOWN}), PARTLY),
    (
        "Q13",
        agreement(parties=PARTIES, duties={TOWN}, measures=[measure(actor_ids=frozenset({LPO}))]),
        MET,
    ),
    ("Q14", agreement(), NO_DATA),
    ("Q14", agreement(part_one=FULL_PART_ONE), MET),
    ("Q14", promise(), NOT_ASSESSABLE),
    ("Q15", agreement(), NO_DATA),
    ("Q15", rules((True, True, False)), PARTLY),
    ("Q15", rules((False, False, False)), PARTLY),
    ("Q15", rules((True, False, False), (False, True, True)), MET),
    ("Q16", agreement(), NO_DATA),
    ("Q16", followed((False, False)), PARTLY),
    ("Q16", followed((True, False)), PARTLY),
    ("Q16", followed((False, False), (True, True)), MET),
    ("Q17", agreement(), NO_DATA),
    ("Q17", agreement(part_one=FULL_PART_ONE), PARTLY),
    ("Q17", agreement(part_one=FULL_PART_ONE, rhythms=[False]), PARTLY),
    ("Q17", agreement(part_one=FULL_PART_ONE, rhythms=[False, True]), MET),
    ("Q17", agreement(part_one=PartOne(stated=False)), NOT_MET),
    ("Q17", agreement(part_one=PartOne(stated=False), parent_id=UUID(int=9)), NOT_ASSESSABLE),
    ("Q17", promise(), NOT_ASSESSABLE),
    ("Q18", agreement(), NO_DATA),
    ("Q18", agreement(part_one=FULL_PART_ONE), PARTLY),
    ("Q18", agreement(published_on=date(2024, 2, 1)), PARTLY),
    ("Q18", agreement(part_one=FULL_PART_ONE, published_on=date(2024, 2, 1)), MET),
    ("Q18", agreement(part_one=FULL_PART_ONE, published_on=date(2025, 2, 1)), PARTLY),
    ("Q18", replace(under((True, False)), part_one=FULL_PART_ONE), MET),
    ("Q18", promise(), NOT_ASSESSABLE),
    ("Q19", agreement(), NO_DATA),
    ("Q19", agreement(picture=picture(dialogues=DONE)), MET),
    ("Q19", agreement(picture=picture(dialogues=Dialogues(date(2023, 10, 1)))), PARTLY),
    ("Q19", agreement(picture=picture(dialogues=Dialogues(date(2025, 10, 1)))), NO_DATA),
    ("Q19", promise(own={"dialogues": DONE}), MET),
    ("Q20", agreement(), NO_DATA),
    ("Q20", under((False, False)), PARTLY),
    ("Q20", under((True, False), (False, True)), PARTLY),
    ("Q20", under((True, False), (True, True)), MET),
    ("Q20", promise(), NO_DATA),
    ("Q20", promise(parent_id=UUID(int=9), own={"communicated": True}), PARTLY),
    ("Q20", promise(parent_id=UUID(int=9), own={"communicated": True, "fed_back": True}), MET),
    ("Q21", agreement(), NO_DATA),
    ("Q21", agreement(part_one=FULL_PART_ONE), MET),
    ("Q21", agreement(measures=[measure()]), NO_DATA),
    ("Q21", agreement(measures=[measure(), measure(21, has_resources=True)]), PARTLY),
    ("Q21", promise(measures=[measure(has_resources=True)]), MET),
    ("Q22", agreement(), NO_DATA),
    ("Q22", agreement(methods=method(70, "process")), NO_DATA),
    ("Q22", agreement(methods=method(70, "social")), PARTLY),
    ("Q22", agreement(methods=method(70, "social") | method(71, "situational")), MET),
]


@pytest.mark.parametrize(("criterion", "facts", "answer"), CASES)
def test_the_facts_decide_the_verdict(criterion: str, facts: Facts, answer: Answer) -> None:
    assert verdict(criterion, facts).answer is answer


def test_every_criterion_has_been_tried_in_every_answer_that_it_can_give() -> None:
    """Only what is known can be a no; what only a reviewer can judge is left to one."""
    tried: dict[str, set[Answer]] = {}
    for criterion, _, answer in CASES:
        tried.setdefault(criterion, set()).add(answer)

    assert list(tried) == [one.id for one in CRITERIA] == [f"Q{n:02}" for n in range(1, 23)]
    a_no = {name for name, answers in tried.items() if NOT_MET in answers}
    assert a_no == {"Q02", "Q03", "Q04", "Q05", "Q09", "Q11", "Q17"}
    assert tried["Q06"] == {NOT_ASSESSABLE}


@pytest.mark.parametrize("nothing", [agreement, promise])
def test_what_the_register_does_not_say_is_never_a_no(nothing: Callable[[], Facts]) -> None:
    unknown = replace(nothing(), period=Period("unknown", "startUnknown"))

    answers = {one.verdict.answer for one in judged(unknown, DAY, CRITERIA)}

    assert answers == {NO_DATA, NOT_ASSESSABLE}


@pytest.mark.parametrize(("criterion", "facts", "answer"), CASES)
def test_a_verdict_has_a_reason_and_says_what_to_mend(
    criterion: str, facts: Facts, answer: Answer
) -> None:
    found = verdict(criterion, facts)

    assert found.reason.endswith(".")
    assert found.evidence
    assert (found.remedy is None) == (answer in {MET, NOT_ASSESSABLE})


def test_what_is_lacking_is_named() -> None:
    facts = agreement(areas=[area(causes=1), area(11), area(12)])

    found = verdict("Q08", facts)

    assert found.reason == (
        "Orsaksanalys finns för 1 av 3 områden. Uppgift saknas för ”Område 11”, ”Område 12”."
    )
    assert [one.id.int for one in found.evidence] == [10, 11, 12]


def test_of_many_the_first_are_named() -> None:
    facts = agreement(areas=[area(number) for number in range(10, 25)])

    assert verdict("Q08", facts).reason.endswith("”Område 19” och 5 till.")


def test_a_period_that_is_over_is_mended_by_renewing_it() -> None:
    found = verdict("Q04", period("no", "afterLastDay", date(2020, 1, 1), date(2022, 1, 1)))

    assert found.remedy is not None
    assert "prolongations" in found.remedy


def test_only_what_the_rubric_says_is_left_to_a_reviewer() -> None:
    assert {one.id: one.automatic for one in CRITERIA if one.automatic is not Automatic.YES} == {
        "Q06": Automatic.NO,
        "Q09": Automatic.PARTLY,
    }


def test_an_answer_about_an_old_day_is_given_by_the_edition_of_that_day() -> None:
    """A made-up second edition of Q14 asks for resources too; what it asks of old days is old."""
    (old,) = (one for one in CRITERIA if one.id == "Q14")
    stricter = replace(
        old,
        edition=2,
        valid_from=date(2025, 1, 1),
        wording="Dokumentationen är beskriven, och resurser avsatta",
        rule=lambda facts, _day: Verdict(MET if facts.part_one.resources else PARTLY, "Nytt."),
    )
    editions = [replace(old, valid_to=date(2024, 12, 31)), stricter]
    facts = agreement(part_one=PartOne(documentation="Protokoll"))

    def asked(day: date) -> Judged:
        (one,) = judged(facts, day, criteria_on(day, editions))
        return one

    before, after = asked(DAY), asked(date(2025, 1, 1))
    assert (before.criterion.edition, before.verdict.answer) == (1, MET)
    assert (after.criterion.edition, after.verdict.answer) == (2, PARTLY)
    assert asked(DAY) == before
    assert verdict("Q14", facts) == before.verdict


def test_each_day_has_one_edition_of_every_criterion() -> None:
    for day in (date(1990, 1, 1), DAY, date(2030, 1, 1)):
        assert [one.id for one in criteria_on(day)] == [f"Q{n:02}" for n in range(1, 23)]
