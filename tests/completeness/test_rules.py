"""What is registered of a record on a day, and the faults that are found in it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.completeness import facts
from app.completeness.checks import CHECKS, Check, FaultKind
from app.completeness.facts import Checked
from app.completeness.faults import Reckoning, judge
from app.completeness.lawful import MENDS, judge_by_law
from app.evidence import Record
from app.law.facts import Facts, OwnAgreement, Picture
from app.law.requirements import REQUIREMENTS
from app.models.action_plans import ActionPlanKind
from app.models.commitments import EndType, Level, Signing
from app.models.follow_ups import FollowUpKind, Outcome
from app.models.functions import FunctionKind
from app.models.measures import Progress
from app.models.support_needs import SupportState
from tests.contract import CONTRACT

DAY = date(2024, 6, 30)
BEFORE, AFTER = date(2024, 1, 15), date(2024, 9, 1)
START, END = date(2023, 1, 1), date(2026, 12, 31)
CHECK = {check.id: check for checks in CHECKS.values() for check in checks}
SCHEMAS = CONTRACT["components"]["schemas"]


def record(collection: str = "agreements") -> Record:
    return Record(collection, UUID(int=1), 3, "posten")


COMMITMENT: dict[str, Any] = {
    "record": record(),
    "homes": ("0481",),
    "status": "valid",
    "reason": "withinPeriod",
    "signing": Signing.SIGNED,
    "level": Level.MUNICIPALITY,
    "end_type": EndType.FIXED,
    "signed_on": START,
    "starts_on": START,
    "last_day": END,
    "updated_on": BEFORE,
    "has_parties": True,
    "has_areas": True,
    "has_rules": True,
    "has_municipalities": True,
}
# Records in which nothing is wrong; each test spoils one thing.
AGREEMENT = facts.Agreement(
    **COMMITMENT, has_purposes=True, has_registry_number=True, has_picture=True
)
PROMISE = facts.Promise(
    **{**COMMITMENT, "record": record("citizen-promises")},
    has_summary=True,
    citizen_dialogue_on=BEFORE,
    staff_dialogue_on=BEFORE,
    communicated_on=BEFORE,
    fed_back_on=None,
)
AREA = facts.Area(
    record=record("prioritised-areas"),
    has_categories=True,
    has_causes=True,
    has_goals=True,
    has_grounds=True,
)
MEASURE = facts.Measure(
    record=record("measures"),
    has_area=True,
    has_responsible=True,
    has_method=True,
    is_named_method=True,
    progress=Progress.ONGOING,
    starts_on=BEFORE,
    ends_on=AFTER,
    first_day=START,
    last_day=END,
)
PLAN = facts.Plan(
    record=record("action-plans"),
    kind=ActionPlanKind.OPERATIONAL,
    decided_on=BEFORE,
    has_picture=True,
    pictured_on=BEFORE,
    has_measures=True,
)
PICTURE = facts.Picture(record=record("situation-pictures"), made_on=BEFORE)
FOLLOW_UP = facts.FollowUp(
    record=record("follow-ups"),
    kind=FollowUpKind.EFFECT,
    outcome=Outcome.GREEN,
    done_on=BEFORE,
    reported_on=BEFORE,
    first_day=START,
)
FUNCTION = facts.Function(
    record=record("functions"),
    kind=FunctionKind.COORDINATOR,
    has_mailbox=True,
    percent=0,
    updated_on=BEFORE,
)
COMMITTEE = replace(
    FUNCTION, kind=FunctionKind.RESPONSIBLE_BODY, percent=None, has_mailbox=False, has_decision=True
)
FORUM = facts.Forum(record=record("forums"), has_leader=True, has_members=True, updated_on=BEFORE)
ACTIVITY = facts.Activity(
    record=record("activities"), progress=Progress.DONE, starts_on=BEFORE, ends_on=BEFORE
)
OPERATING_PLAN = facts.OperatingPlan(
    record=record("operating-plans"), decided_on=BEFORE, has_forum=True
)
NEED = facts.Need(
    record=record("support-needs"), state=SupportState.OPEN, asked_on=date(2023, 6, 30)
)
ASSIGNMENT = facts.Assignment(record=record("review-assignments"))
SOUND = (
    AGREEMENT,
    PROMISE,
    AREA,
    MEASURE,
    PLAN,
    PICTURE,
    FOLLOW_UP,
    FUNCTION,
    FORUM,
    ACTIVITY,
    OPERATING_PLAN,
    NEED,
    ASSIGNMENT,
)


def reckoned(*items: Checked, day: date = DAY) -> Reckoning:
    found = Reckoning()
    judge(items, day, found)
    return found


def faults(*items: Checked, day: date = DAY) -> list[str]:
    return [one.id for one in reckoned(*items, day=day).faults]


@pytest.mark.parametrize("one", SOUND, ids=lambda one: one.record.collection)
def test_a_record_that_is_in_order_has_no_fault(one: Checked) -> None:
    found = reckoned(one)

    assert found.faults == []
    assert found.known == found.asked


def test_every_kind_of_record_is_tried_and_every_check_has_its_own_id() -> None:
    assert {type(one) for one in SOUND} == set(CHECKS)
    distinct = {id(check): check.id for checks in CHECKS.values() for check in checks}
    assert len(set(distinct.values())) == len(distinct)


SPOILT: list[tuple[str, Checked, dict[str, Any]]] = [
    ("D01", AGREEMENT, {"has_parties": False}),
    ("D02", AGREEMENT, {"has_areas": False}),
    ("D02", PROMISE, {"has_areas": False}),
    ("D03", AGREEMENT, {"signed_on": None}),
    ("D04", AGREEMENT, {"starts_on": None}),
    ("D05", AGREEMENT, {"last_day": None}),
    ("D05", AGREEMENT, {"last_day": None, "end_type": EndType.NOT_STATED}),
    ("D06", AGREEMENT, {"has_municipalities": False}),
    ("D07", AGREEMENT, {"has_purposes": False}),
    ("D08", AGREEMENT, {"has_registry_number": False}),
    ("D09", AGREEMENT, {"has_picture": False}),
    ("D10", AGREEMENT, {"has_rules": False}),
    ("D11", PROMISE, {"has_summary": False}),
    ("D12", PROMISE, {"citizen_dialogue_on": None}),
    ("D13", PROMISE, {"staff_dialogue_on": None}),
    ("D14", PROMISE, {"communicated_on": None}),
    ("D15", AREA, {"has_categories": False}),
    ("D16", AREA, {"has_causes": False}),
    ("D17", AREA, {"has_goals": False}),
    ("D18", AREA, {"has_grounds": False}),
    ("D19", MEASURE, {"has_responsible": False}),
    ("D20", MEASURE, {"starts_on": None, "ends_on": None}),
    ("D21", MEASURE, {"has_area": False}),
    ("D22", MEASURE, {"has_method": False}),
    ("D23", MEASURE, {"progress": None}),
    ("D24", PLAN, {"decided_on": None}),
    ("D25", PLAN, {"has_picture": False}),
    ("D26", PLAN, {"has_measures": False}),
    ("D27", PICTURE, {"made_on": None}),
    ("D28", FOLLOW_UP, {"kind": FollowUpKind.UNKNOWN}),
    ("D29", FOLLOW_UP, {"outcome": None}),
    ("D30", FOLLOW_UP, {"done_on": None}),
    ("D31", FUNCTION, {"has_mailbox": False}),
    ("D32", FUNCTION, {"percent": None}),
    ("D39", COMMITTEE, {"has_decision": False}),
    ("D33", FORUM, {"has_leader": False}),
    ("D34", FORUM, {"has_members": False}),
    ("D35", ACTIVITY, {"starts_on": None}),
    ("D36", ACTIVITY, {"progress": None}),
    ("D37", OPERATING_PLAN, {"decided_on": None}),
    ("D38", OPERATING_PLAN, {"has_forum": False}),
    ("D40", AGREEMENT, {"signed_on": date(2027, 1, 1)}),
    ("D41", AGREEMENT, {"notes": ("31 juni finns inte.",)}),
    ("D42", PROMISE, {"fed_back_on": date(2024, 1, 14)}),
    ("D43", AREA, {"parent_is_elsewhere": True}),
    ("D44", MEASURE, {"ends_on": date(2022, 12, 31), "starts_on": None, "progress": Progress.DONE}),
    ("D44", MEASURE, {"starts_on": date(2027, 1, 1), "ends_on": None}),
    ("D45", MEASURE, {"area_is_elsewhere": True}),
    ("D46", MEASURE, {"starts_on": AFTER, "progress": Progress.DONE}),
    ("D47", PLAN, {"pictured_on": date(2024, 1, 16)}),
    ("D48", FOLLOW_UP, {"done_on": date(2022, 12, 31)}),
    ("D49", FOLLOW_UP, {"reported_on": date(2024, 1, 14)}),
    ("D50", ACTIVITY, {"starts_on": AFTER, "ends_on": None}),
    ("D51", ASSIGNMENT, {"notes": ("Okänd uppdragsgivare.",)}),
    (
        "D60",
        AGREEMENT,
        {"signing": Signing.UNSIGNED, "signed_on": None, "updated_on": date(2023, 6, 29)},
    ),
    ("D61", AGREEMENT, {"status": "unknown", "reason": "mayHaveBeenProlonged"}),
    ("D62", MEASURE, {"ends_on": date(2024, 6, 29)}),
    ("D63", FUNCTION, {"updated_on": date(2022, 6, 29)}),
    ("D64", FORUM, {"updated_on": date(2022, 6, 29)}),
    ("D65", ACTIVITY, {"progress": Progress.PLANNED}),
    ("D66", NEED, {"asked_on": date(2023, 6, 29)}),
]


def spoilt(one: Any, values: dict[str, Any]) -> Any:
    return replace(one, **values)


@pytest.mark.parametrize(("id", "one", "values"), SPOILT)
def test_what_is_spoilt_is_told_with_record_field_and_remedy(
    id: str, one: Checked, values: dict[str, Any]
) -> None:
    found = reckoned(spoilt(one, values))

    (fault,) = [fault for fault in found.faults if fault.id == id]
    check = CHECK[id]
    assert fault.record == one.record
    assert fault.homes == one.homes
    assert (fault.kind, fault.field, fault.remedy) == (check.kind, check.field, check.remedy)
    assert fault.what.startswith(check.what)
    assert fault.of == fault.collection == one.record.collection


def test_every_check_has_been_seen_to_find_something() -> None:
    assert {spoils for spoils, _, _ in SPOILT} == set(CHECK)


@pytest.mark.parametrize(
    ("one", "values"),
    [
        (AGREEMENT, {"signing": Signing.PROPOSED, "signed_on": None}),
        (AGREEMENT, {"last_day": None, "end_type": EndType.UNTIL_FURTHER_NOTICE}),
        (AGREEMENT, {"last_day": None, "end_type": EndType.UNTIL_REPLACED}),
        (AGREEMENT, {"starts_on": None, "last_day": None, "end_type": EndType.NOT_APPLICABLE}),
        (AGREEMENT, {"level": Level.COUNTY, "has_municipalities": False}),
        (AGREEMENT, {"status": "unknown", "reason": "startUnknown"}),
        (AGREEMENT, {"signed_on": END}),
        (PROMISE, {"signing": Signing.UNSIGNED, "signed_on": None, "communicated_on": None}),
        (PROMISE, {"fed_back_on": BEFORE}),
        (MEASURE, {"starts_on": None}),
        (MEASURE, {"in_plan": True, "has_area": False}),
        (MEASURE, {"has_method": False, "is_named_method": None}),
        (MEASURE, {"has_method": False, "is_named_method": False}),
        (MEASURE, {"ends_on": date(2027, 6, 30)}),
        (MEASURE, {"ends_on": DAY}),
        (MEASURE, {"ends_on": BEFORE, "progress": Progress.CANCELLED}),
        (MEASURE, {"starts_on": date(2027, 1, 1), "ends_on": None, "last_day": None}),
        (PLAN, {"kind": ActionPlanKind.STATUTORY, "has_picture": False}),
        (PLAN, {"pictured_on": None}),
        (FOLLOW_UP, {"first_day": None}),
        (COMMITTEE, {}),
        (COMMITTEE, {"has_decision": False, "is_executive_board": True}),
        (AGREEMENT, {"signed_on": AFTER, "last_day": BEFORE, "is_signed_exactly": False}),
        (FUNCTION, {"kind": FunctionKind.MUNICIPAL_POLICE_OFFICER, "percent": None}),
        (FUNCTION, {"updated_on": date(2022, 6, 30)}),
        (ACTIVITY, {"starts_on": AFTER, "ends_on": None, "progress": None}),
        (ACTIVITY, {"starts_on": AFTER, "ends_on": None, "progress": Progress.PLANNED}),
        (NEED, {"state": SupportState.MET, "asked_on": START}),
        (AGREEMENT, {"signing": Signing.UNSIGNED, "signed_on": None, "updated_on": AFTER}),
        (
            AGREEMENT,
            {
                "signing": Signing.UNSIGNED,
                "signed_on": None,
                "registered_afterwards": True,
                "updated_on": START,
            },
        ),
    ],
)
def test_what_is_not_asked_or_not_known_is_no_fault(one: Checked, values: dict[str, Any]) -> None:
    assert faults(spoilt(one, values)) == []


def test_what_is_missing_is_what_the_share_lacks_and_nothing_else_is() -> None:
    bare = replace(AGREEMENT, has_purposes=False, notes=("Två perioder.", "Okänd ort."))
    old = replace(FUNCTION, updated_on=START, percent=None)

    found = reckoned(bare, old, day=date(2026, 6, 30))

    assert (found.known["agreements"], found.asked["agreements"]) == (9, 10)
    assert (found.known["functions"], found.asked["functions"]) == (1, 2)
    missing = [one for one in found.faults if one.kind is FaultKind.MISSING]
    assert len(missing) == found.asked.total() - found.known.total()
    assert [one.id for one in found.faults] == ["D41", "D41", "D07", "D32", "D63"]
    assert found.faults[1].what == "källan har en brist: Okänd ort."


def test_a_fact_that_is_not_asked_of_a_record_is_not_counted() -> None:
    asked = reckoned(AGREEMENT).asked["agreements"]

    for values in ({"level": Level.COUNTY}, {"end_type": EndType.UNTIL_FURTHER_NOTICE}):
        assert reckoned(spoilt(AGREEMENT, values)).asked["agreements"] == asked - 1


def test_a_check_is_made_by_the_edition_of_the_day() -> None:
    (first,) = CHECKS[facts.Picture]
    stricter: Callable[[Any, date], Any] = lambda _one, _day: ("",)  # noqa: E731
    checks: dict[type[Checked], tuple[Check, ...]] = {
        facts.Picture: (
            replace(first, valid_to=DAY),
            replace(first, edition=2, rule=stricter, valid_from=date(2024, 7, 1)),
        )
    }

    def found(day: date) -> list[int]:
        into = Reckoning()
        judge([PICTURE], day, into, checks)
        return [one.edition for one in into.faults]

    assert (found(DAY), found(date(2024, 7, 1))) == ([], [2])


def by_law(known: Facts, day: date = DAY) -> Reckoning:
    found = Reckoning()
    judge_by_law(known, day, found)
    return found


def test_what_the_law_asks_and_nobody_has_answered_is_missing() -> None:
    found = by_law(Facts("0481", "Oxelösund"), date(2024, 7, 1))

    assert [one.id for one in found.faults] == [*MENDS]
    assert {one.kind for one in found.faults} == {FaultKind.MISSING}
    assert {one.record for one in found.faults} == {None}
    assert (found.known["municipalities"], found.asked["municipalities"]) == (0, len(MENDS))
    assert found.faults[0].what == "Lägesbild över brottsligheten finns (4 §): uppgift saknas"
    assert found.faults[0].homes == ("0481",)


def test_all_that_the_law_demands_can_be_mended() -> None:
    assert {one.id for one in REQUIREMENTS} - MENDS.keys() == {"L10", "L23"}


@pytest.mark.parametrize(("day", "asked"), [(date(2023, 6, 30), 0), (DAY, len(MENDS) - 3)])
def test_what_does_not_apply_on_the_day_is_not_asked_for(day: date, asked: int) -> None:
    found = by_law(Facts("0481", "Oxelösund"), day)

    assert (len(found.faults), found.asked.total()) == (asked, asked)


def test_a_no_is_known_and_a_clock_that_has_run_out_is_stale() -> None:
    made = Picture(
        record=record("situation-pictures"),
        made_on=START,
        mapping=(False, False, False),
        other_information=None,
        analysis=True,
    )
    found = by_law(Facts("0481", "Oxelösund", pictures=[made]), date(2025, 1, 2))

    told = {one.id: one for one in found.faults}
    assert "L02" not in told
    assert "L03" not in told
    assert (told["L04"].kind, told["L04"].record) == (FaultKind.MISSING, made.record)
    assert (told["L08"].kind, told["L08"].field) == (FaultKind.STALE, "madeOn")
    assert told["L08"].what.endswith("fristen löpte ut 2025-01-01")
    assert found.known["municipalities"] == 4
    in_time = by_law(Facts("0481", "Oxelösund", pictures=[made]), date(2025, 1, 1))
    assert "L08" not in {one.id for one in in_time.faults}


def test_the_record_that_is_told_is_the_one_that_has_the_field() -> None:
    """Of a plan that rests on an undated picture, the picture is what L07 rests on as well."""
    doubtful = OwnAgreement(record(), "unknown", states_purposes=True, states_areas=True)
    told = {one.id: one for one in by_law(Facts("0481", "Oxelösund", agreements=[doubtful])).faults}

    assert told["L12"].record == doubtful.record
    assert told["L12"].what.endswith("uppgift saknas (oklart om överenskommelsen gäller)")
    assert told["L13"].record is None


# What belongs to a record and is registered beside it, in its answer and not in its body.
BESIDE = {("agreements", "areas"), ("citizen-promises", "areas"), ("action-plans", "measures")}
BESIDE |= {("agreements", "signatures"), ("citizen-promises", "signatures")}
NAMED = {
    "agreements": "Agreement",
    "citizen-promises": "CitizenPromise",
    "prioritised-areas": "PrioritisedArea",
    "measures": "Measure",
    "action-plans": "ActionPlan",
    "situation-pictures": "SituationPicture",
    "follow-ups": "FollowUp",
    "functions": "Function",
    "forums": "Forum",
    "activities": "Activity",
    "operating-plans": "OperatingPlan",
    "support-needs": "SupportNeed",
    "review-assignments": "ReviewAssignment",
    "council-reports": "CouncilReport",
}


def changeable(collection: str, field: str) -> bool:
    properties = SCHEMAS[f"{NAMED[collection]}Update"]["properties"]
    for name in field.split("."):
        if name not in properties:
            return False
        reference = next(iter(_references(properties[name])), None)
        properties = SCHEMAS[reference].get("properties", {}) if reference else {}
    return True


def _references(schema: Any) -> list[str]:
    options = [schema, *schema.get("anyOf", []), *schema.get("allOf", [])]
    return [one["$ref"].rpartition("/")[2] for one in options if "$ref" in one]


def test_each_field_stands_in_the_body_that_mends_it() -> None:
    by_check = {
        (one.record.collection, check.field) for one in SOUND for check in CHECKS[type(one)]
    }
    by_law = {(mend.collection, mend.field) for mend in MENDS.values()}

    wrong = {named for named in (by_check | by_law) - BESIDE if not changeable(*named)}
    assert wrong == set()
