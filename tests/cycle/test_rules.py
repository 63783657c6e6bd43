"""Facts about a collaboration on a day, and the answer that the completion tests get."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.cycle.facts import (
    Area,
    Collaboration,
    FollowUp,
    Goal,
    Measure,
    Party,
    Picture,
    Plan,
    Promise,
    Terms,
)
from app.cycle.rules import Answer, Verdict
from app.cycle.steps import ROUND, STEPS, standing
from app.evidence import Record
from app.models.commitments import Signing
from app.models.follow_ups import FollowUpKind
from app.models.measures import Progress

DAY = date(2024, 6, 30)
BEFORE, AFTER = date(2024, 1, 15), date(2024, 9, 1)
RULES = {test.id: test.rule for step in STEPS for test in step.tests}
DONE, NOT_DONE, NO_DATA = Answer.DONE, Answer.NOT_DONE, Answer.NO_DATA

TOWN = Party(uuid4(), "Kommunen", "0481", leads=True, is_municipality=True)
POLICE = Party(uuid4(), "Lokalpolisområdet", is_police=True)
HOUSING = Party(uuid4(), "Bostadsbolaget", "0481")
BOARD = Party(uuid4(), "Länsstyrelsen", leads=True)


def record(label: str = "posten", day: date | None = None) -> Record:
    return Record("forums", uuid4(), 1, label, day)


def terms(**values: Any) -> Terms:
    given = {
        "record": record("avtalet"),
        "signing": Signing.SIGNED,
        "signed_on": BEFORE,
        "begins_on": BEFORE,
        "parties": (TOWN, POLICE),
        **values,
    }
    return Terms(**given)


def about(agreement: Terms | None = None, **values: Any) -> Collaboration:
    return Collaboration(agreement or terms(), "valid", **values)


def promise(**values: Any) -> Promise:
    given = {"signing": Signing.SIGNED, "signed_on": BEFORE, "begins_on": BEFORE, **values}
    return Promise(record("löftet"), **given)


def picture(day: date | None = BEFORE, *, joint: bool = False, **values: Any) -> Picture:
    return Picture(record("lägesbilden", day), joint, **values)


def area(name: str = "Stöld", **values: Any) -> Area:
    return Area(record(name), **values)


def measure(name: str = "Vandring", **values: Any) -> Measure:
    return Measure(record(name), **values)


def follow_up(kind: FollowUpKind, day: date | None = BEFORE, **values: Any) -> FollowUp:
    given = {"subject_id": uuid4(), **values}
    return FollowUp(record("uppföljningen", day), kind, **given)


def found(test: str, one: Collaboration, day: date = DAY) -> Verdict:
    return RULES[test](one, day)


def answer(test: str, one: Collaboration, day: date = DAY) -> Answer:
    return found(test, one, day).answer


SMART = (True, True, True, True, True)


@pytest.mark.parametrize("test", sorted(RULES))
def test_silence_is_no_data(test: str) -> None:
    """A proposal of which nothing is known but that there is one."""
    unknown = about(terms(signing=Signing.PROPOSED, signed_on=None, begins_on=None, parties=()))

    assert answer(test, unknown) is NO_DATA


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, DONE),
        ({"signed_on": DAY}, DONE),
        ({"signed_on": AFTER}, NOT_DONE),
        ({"signing": Signing.UNSIGNED, "signed_on": None}, NOT_DONE),
        ({"signing": Signing.PROPOSED}, NO_DATA),
        ({"signed_on": None, "begins_on": BEFORE}, DONE),
        ({"signed_on": None, "begins_on": AFTER}, NO_DATA),
        ({"signed_on": None, "begins_on": None}, DONE),
    ],
)
def test_an_agreement_is_signed_from_its_day(values: dict[str, Any], expected: Answer) -> None:
    one = about(terms(**values))

    assert answer("S3.5", one) is expected
    assert answer("S1.1", one) is expected
    assert answer("S4.4", about(promises=[promise(**values)])) is expected
    assert found("S3.5", one).evidence[0].id == one.id


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"parties": (TOWN, POLICE), "has_part_one": True}, DONE),
        ({"parties": (TOWN, POLICE), "has_part_one": False}, NO_DATA),
        ({"parties": (BOARD, POLICE)}, DONE),
        ({"parties": (TOWN, HOUSING)}, NO_DATA),
        ({"parties": (HOUSING, POLICE)}, NO_DATA),
        ({"parties": ()}, NO_DATA),
    ],
)
def test_a_joint_decision_is_the_municipalitys_and_the_polices(
    values: dict[str, Any], expected: Answer
) -> None:
    assert answer("S1.1", about(terms(**values))) is expected


def test_what_stands_over_the_agreement_holds_for_it() -> None:
    above = terms(has_part_one=True, names_roles=True, names_forums=True, plans_follow_up=True)
    one = about(terms(has_part_one=False), above=[above])

    for test in ("S1.1", "S1.2", "S1.3", "S4.5"):
        assert answer(test, one) is DONE
        assert found(test, one).evidence[0].id == above.record.id


def test_a_draft_under_a_signed_part_one_has_its_joint_decision() -> None:
    draft = terms(signing=Signing.UNSIGNED, signed_on=None)

    assert answer("S1.1", about(draft, above=[terms()])) is DONE
    assert answer("S1.1", about(draft, above=[terms(signing=Signing.PROPOSED)])) is NO_DATA


@pytest.mark.parametrize(
    ("test", "one"),
    [
        ("S1.2", about(terms(names_roles=True))),
        ("S1.3", about(terms(names_forums=True))),
        ("S1.4", about(communicators=[record()])),
        ("S4.5", about(terms(plans_follow_up=True))),
        ("S4.5", about(promises=[promise(plans_follow_up=True)])),
    ],
)
def test_what_is_named_is_done(test: str, one: Collaboration) -> None:
    assert answer(test, one) is DONE
    assert len(found(test, one).evidence) == 1


def test_each_party_has_a_picture_of_its_own() -> None:
    of_town = picture(made_by_id=TOWN.actor_id)
    of_police = picture(made_by_id=POLICE.actor_id)

    assert answer("S2.1", about(pictures=[of_town, of_police])) is DONE
    some = found("S2.1", about(pictures=[of_town]))
    assert (some.answer, some.lacking) == (NO_DATA, ("Lokalpolisområdet",))
    assert some.evidence == (of_town.record,)
    assert answer("S2.1", about(terms(parties=(TOWN,)), pictures=[of_town])) is DONE


def test_a_joint_picture_is_no_partys_own_and_an_unsaid_maker_is_the_municipality() -> None:
    alone = terms(parties=(TOWN,))
    covering: dict[str, Any] = {"municipality_codes": frozenset({"0481"})}

    assert answer("S2.1", about(alone, pictures=[picture(**covering)])) is DONE
    assert answer("S2.1", about(alone, pictures=[picture(joint=True, **covering)])) is NO_DATA
    elsewhere: dict[str, Any] = {"municipality_codes": frozenset({"0480"})}
    assert answer("S2.1", about(alone, pictures=[picture(**elsewhere)])) is NO_DATA
    theirs = about(alone, pictures=[picture(made_by_id=POLICE.actor_id, **covering)])
    assert answer("S2.1", theirs) is NO_DATA


@pytest.mark.parametrize(("made", "expected"), [(BEFORE, DONE), (None, DONE), (AFTER, NO_DATA)])
def test_a_picture_made_later_does_not_tell_that_there_was_none(
    made: date | None, expected: Answer
) -> None:
    alone = terms(parties=(TOWN,))
    own = about(alone, pictures=[picture(made, made_by_id=TOWN.actor_id)])

    assert answer("S2.1", own) is expected
    assert answer("S3.1", about(pictures=[picture(made, joint=True)])) is expected
    assert answer("S3.1", own) is NO_DATA


@pytest.mark.parametrize(("test", "field"), [("S2.2", "staff"), ("S3.3", "citizen")])
@pytest.mark.parametrize(
    ("day", "expected"), [(BEFORE, DONE), (DAY, DONE), (AFTER, NOT_DONE), (None, NO_DATA)]
)
def test_a_dialogue_is_held_on_its_day(
    test: str, field: str, day: date | None, expected: Answer
) -> None:
    noted: dict[str, Any] = {f"{field}_dialogue_on": day}

    for one in (about(pictures=[picture(**noted)]), about(promises=[promise(**noted)])):
        assert answer(test, one) is expected
        assert [record.day for record in found(test, one).evidence] == ([day] if day else [])


def test_the_management_is_informed_in_the_steering_group_or_has_signed() -> None:
    meeting = record("mötet", BEFORE)
    unsigned = terms(signing=Signing.UNSIGNED, signed_on=None)

    assert found("S2.3", about(unsigned, steering_meetings=[meeting])).evidence == (meeting,)
    assert answer("S2.3", about()) is DONE
    assert answer("S2.3", about(unsigned)) is NO_DATA
    later = about(unsigned, steering_meetings=[record("mötet", AFTER)])
    assert answer("S2.3", later) is NOT_DONE


def every_area(*areas: Area, test: str, measures: tuple[Measure, ...] = ()) -> Verdict:
    return found(test, about(areas=list(areas), measures=list(measures)))


@pytest.mark.parametrize(
    ("test", "values"),
    [
        ("S3.2", {"has_grounds": True}),
        ("S3.4", {"caused_on": (BEFORE,)}),
        ("S3.4", {"caused_on": (None,)}),
        ("S4.1", {"goals": (Goal(SMART),)}),
    ],
)
def test_every_area_must_have_it_and_those_that_lack_it_are_named(
    test: str, values: dict[str, Any]
) -> None:
    full, empty = area("Stöld", **values), area("Trygga ungdomar")

    assert every_area(full, test=test) == Verdict(DONE, (full.record,))
    some = every_area(full, empty, test=test)
    assert (some.answer, some.lacking) == (NO_DATA, ("Trygga ungdomar",))
    assert some.evidence == (full.record, empty.record)


def test_what_is_said_of_an_area_holds_for_those_inside_it() -> None:
    heading = area("Brott", has_grounds=True)
    inside = area("Stöld", parent_id=heading.record.id)
    bare = area("Trygghet")
    detailed = area("Våld", parent_id=bare.record.id, has_grounds=True)

    assert every_area(heading, inside, test="S3.2") == Verdict(DONE, (inside.record,))
    assert every_area(bare, detailed, test="S3.2") == Verdict(DONE, (detailed.record,))


def test_a_cause_analysed_later_was_not_analysed_then() -> None:
    assert every_area(area(caused_on=(AFTER,)), test="S3.4").answer is NOT_DONE
    assert every_area(area(caused_on=(AFTER, BEFORE)), test="S3.4").answer is DONE


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        ((SMART,), DONE),
        (((True, True, None, True, True),), NO_DATA),
        (((True, True, False, True, True),), NOT_DONE),
        (((True, False, None, True, True), SMART), DONE),
        (((True, False, True, True, True), (None,) * 5), NO_DATA),
        ((), NO_DATA),
    ],
)
def test_goals_are_smart_by_all_five_marks(
    goals: tuple[tuple[bool | None, ...], ...], expected: Answer
) -> None:
    made = area(goals=tuple(Goal(marks) for marks in goals))

    assert every_area(made, test="S4.1").answer is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"meets_cause": True}, DONE),
        ({"meets_cause": False}, NO_DATA),
        ({"meets_cause": True, "progress": Progress.CANCELLED}, NO_DATA),
        ({"meets_cause": True, "area_id": uuid4()}, NO_DATA),
    ],
)
def test_measures_are_chosen_for_the_causes(values: dict[str, Any], expected: Answer) -> None:
    stolen = area()
    chosen = measure(**{"area_id": stolen.record.id, **values})

    assert every_area(stolen, test="S4.2", measures=(chosen,)).answer is expected


@pytest.mark.parametrize(
    ("day", "steering", "expected"),
    [
        (BEFORE, True, DONE),
        (AFTER, True, NOT_DONE),
        (None, True, NO_DATA),
        (BEFORE, False, NO_DATA),
    ],
)
def test_a_plan_is_adopted_by_the_steering_group_on_a_day(
    day: date | None, steering: bool, expected: Answer
) -> None:
    one = about(plans=[Plan(record("planen", day), steering)])

    assert answer("S4.3", one) is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"progress": Progress.DONE}, DONE),
        ({"progress": Progress.DONE, "starts_on": AFTER}, NOT_DONE),
        ({"progress": Progress.ONGOING}, NOT_DONE),
        ({"progress": Progress.PLANNED, "ends_on": AFTER}, NOT_DONE),
        ({"progress": Progress.ONGOING, "ends_on": BEFORE}, NO_DATA),
        ({"progress": None}, NO_DATA),
        ({"progress": None, "starts_on": AFTER}, NOT_DONE),
        ({"progress": Progress.CANCELLED}, NO_DATA),
    ],
)
def test_measures_are_carried_out_as_their_progress_and_days_say(
    values: dict[str, Any], expected: Answer
) -> None:
    assert answer("S4.6", about(measures=[measure(**values)])) is expected
    both = about(measures=[measure(progress=Progress.DONE), measure("Möten", **values)])
    cancelled = values["progress"] is Progress.CANCELLED
    assert answer("S4.6", both) is (DONE if cancelled else expected)


def test_what_is_done_is_documented_by_a_note_or_a_follow_up() -> None:
    done = measure(progress=Progress.DONE, area_id=uuid4(), plan_id=uuid4())

    def documented(one: Measure, subject: UUID | None, day: date | None = BEFORE) -> Verdict:
        production = FollowUpKind.PRODUCTION
        given = {} if subject is None else {"subject_id": subject}
        return found(
            "S4.7",
            about(AGREEMENT, measures=[one], follow_ups=[follow_up(production, day, **given)]),
        )

    assert found("S4.7", about(measures=[done])).lacking == ("Vandring",)
    assert documented(replace(done, is_noted=True), None).answer is DONE
    assert documented(done, None).answer is NO_DATA
    for subject in (done.record.id, done.area_id, done.plan_id, AGREEMENT.record.id):
        assert documented(done, subject).answer is DONE
        assert documented(done, subject, AFTER).answer is NO_DATA
    assert found("S4.7", about(measures=[measure(progress=Progress.ONGOING)])) == Verdict(NO_DATA)


AGREEMENT = terms()


@pytest.mark.parametrize(
    ("test", "kind"),
    [
        ("S5.1", FollowUpKind.EFFECT),
        ("S5.2", FollowUpKind.PRODUCTION),
        ("S5.3", FollowUpKind.PROCESS),
    ],
)
@pytest.mark.parametrize(("day", "expected"), [(BEFORE, DONE), (None, DONE), (AFTER, NOT_DONE)])
def test_each_kind_of_follow_up_is_done_on_its_day(
    test: str, kind: FollowUpKind, day: date | None, expected: Answer
) -> None:
    assert answer(test, about(follow_ups=[follow_up(kind, day)])) is expected
    assert answer(test, about(follow_ups=[follow_up(FollowUpKind.UNKNOWN, day)])) is NO_DATA


def test_of_several_follow_ups_the_latest_by_the_day_is_shown() -> None:
    held = [follow_up(FollowUpKind.EFFECT, day) for day in (BEFORE, DAY, AFTER)]

    assert found("S5.1", about(follow_ups=held)).evidence == (held[1].record,)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"to_steering_group": True, "reported_on": BEFORE}, DONE),
        ({"to_steering_group": True, "reported_on": AFTER}, NOT_DONE),
        ({"to_steering_group": True}, DONE),
        ({"to_steering_group": False, "reported_on": BEFORE}, NO_DATA),
    ],
)
def test_follow_ups_are_reported_to_the_steering_group(
    values: dict[str, Any], expected: Answer
) -> None:
    one = about(follow_ups=[follow_up(FollowUpKind.PROCESS, **values)])

    assert answer("S5.4", one) is expected


@pytest.mark.parametrize(("day", "expected"), [(BEFORE, DONE), (AFTER, NOT_DONE), (None, NO_DATA)])
def test_citizens_are_told_how_it_went(day: date | None, expected: Answer) -> None:
    assert answer("S5.5", about(promises=[promise(fed_back_on=day)])) is expected


def finished() -> Collaboration:
    """A collaboration that has been all the way round."""
    stolen = area(has_grounds=True, caused_on=(BEFORE,), goals=(Goal(SMART),))
    vandring = measure(
        area_id=stolen.record.id, meets_cause=True, progress=Progress.DONE, is_noted=True
    )
    kinds = (FollowUpKind.EFFECT, FollowUpKind.PRODUCTION, FollowUpKind.PROCESS)
    return about(
        terms(names_roles=True, names_forums=True, plans_follow_up=True),
        promises=[
            promise(citizen_dialogue_on=BEFORE, staff_dialogue_on=BEFORE, fed_back_on=BEFORE)
        ],
        pictures=[
            picture(made_by_id=TOWN.actor_id),
            picture(made_by_id=POLICE.actor_id),
            picture(joint=True),
        ],
        areas=[stolen],
        measures=[vandring],
        plans=[Plan(record("planen", BEFORE), by_steering_group=True)],
        follow_ups=[follow_up(kind, to_steering_group=True) for kind in kinds],
        communicators=[record()],
    )


def test_when_every_step_is_finished_the_next_is_another_round() -> None:
    stands = standing(finished(), DAY)

    assert [(one.answer, one.n) for one in stands.steps] == [
        (DONE, 4),
        (DONE, 3),
        (DONE, 5),
        (DONE, 7),
        (DONE, 5),
    ]
    assert (stands.current, stands.next) == (None, [ROUND])


Without = Callable[[Collaboration], object]


@pytest.mark.parametrize(
    ("without", "step", "expected"),
    [
        (lambda one: one.communicators.clear(), "S1", NO_DATA),
        (lambda one: one.pictures.pop(0), "S2", NO_DATA),
        (lambda one: one.pictures.pop(2), "S3", NO_DATA),
        (lambda one: one.plans.clear(), "S4", NO_DATA),
        (lambda one: one.follow_ups.pop(0), "S5", NO_DATA),
    ],
)
def test_the_current_step_is_the_first_that_is_not_finished(
    without: Without, step: str, expected: Answer
) -> None:
    one = finished()
    without(one)

    stands = standing(one, DAY)

    assert stands.current is not None
    assert (stands.current.step.id, stands.current.answer) == (step, expected)
    assert len(stands.next) == 1


def test_a_later_step_that_is_finished_does_not_hide_an_earlier_one() -> None:
    one = finished()
    one.communicators.clear()
    one.follow_ups.clear()

    stands = standing(one, DAY)

    assert stands.current is not None
    assert stands.current.step.id == "S1"
    assert [one.answer for one in stands.steps] == [NO_DATA, DONE, DONE, DONE, NO_DATA]


def test_what_is_wanted_names_what_is_left_but_not_all_of_a_long_list() -> None:
    one = about(areas=[area(f"Område {number}") for number in range(12)])

    (_, _, third, *_) = standing(one, DAY).steps

    wanted = next(tested.wanted for tested in third.tested if tested.test.id == "S3.4")
    assert wanted is not None
    assert wanted.endswith(
        "Återstår: " + ", ".join(f"Område {n}" for n in range(10)) + " och 2 till."
    )


def test_a_step_is_judged_by_the_edition_of_the_day() -> None:
    first, *others = STEPS
    older = replace(first, valid_to=date(2024, 6, 30))
    newer = replace(first, edition=2, tests=first.tests[:1], valid_from=date(2024, 7, 1))
    steps = (older, newer, *others)

    assert [one.step.edition for one in standing(about(), DAY, steps).steps] == [1] * 5
    later = standing(about(), date(2024, 7, 1), steps)
    assert [one.step.edition for one in later.steps] == [2, 1, 1, 1, 1]
    assert later.steps[0].answer is DONE


def test_each_test_and_step_has_an_id_of_its_own_in_order() -> None:
    assert [one.id for one in STEPS] == ["S1", "S2", "S3", "S4", "S5"]
    for step in STEPS:
        expected = [f"{step.id}.{number + 1}" for number in range(len(step.tests))]
        assert [test.id for test in step.tests] == expected
