"""The questions of the annual report, on known rows, on both engines."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Select
from sqlalchemy.orm import Session

from app import validity
from app.models import (
    ActionPlan,
    Activity,
    FollowUp,
    Measure,
    OperatingPlan,
    PrioritisedArea,
    SupportNeed,
)
from app.models.action_plans import ActionPlanKind
from app.models.activities import ActivityKind
from app.models.follow_ups import FollowUpKind
from app.models.forums import ForumKind
from app.models.measures import Progress
from app.models.support_needs import SupportState
from app.queries.annual_report import municipalities_of
from app.queries.annual_report_county import activities_of, support_needs_of
from app.queries.annual_report_follow_ups import follow_ups_counted, follow_ups_done
from app.queries.annual_report_plans import plans_of
from app.queries.annual_report_scope import about
from app.queries.annual_report_work import method_uses
from tests import make
from tests.workers.annual_report.a_county import method, municipal, saved

DAY = validity.as_of(date(2024, 12, 31))
SUBJECTS = ("agreement", "citizenPromise", "area", "measure", "actionPlan", "operatingPlan")


def asked(session: Session, question: Select[*tuple[Any, ...]], county: str) -> list[Any]:
    return [tuple(row) for row in session.execute(question, DAY | about(county, 2024))]


def subject(session: Session, name: str, code: str) -> dict[str, Any]:
    """What a follow-up is of, as its own column, in the county of the municipality."""
    make.municipality(session, code, f"Kommun {code}")
    here = {"municipality_codes": [code]}
    if name == "citizenPromise":
        return {"commitment_id": make.citizen_promise(session, "Löftet", **here).id}
    if name == "operatingPlan":
        plan = OperatingPlan(county_code=code[:2], year=2024, title="Planen")
        return {"operating_plan_id": saved(session, plan).id}
    if name == "actionPlan":
        return {"action_plan_id": action_plan(session, code).id}
    agreement = make.agreement(session, "Avtalet", **here)
    if name == "area":
        area = PrioritisedArea(commitment_id=agreement.id, name="Området")
        return {"prioritised_area_id": saved(session, area).id}
    if name == "measure":
        row = Measure(commitment_id=agreement.id, name="Åtgärden")
        return {"measure_id": saved(session, row).id}
    return {"commitment_id": agreement.id}


def action_plan(session: Session, code: str | None, **values: Any) -> ActionPlan:
    kind = ActionPlanKind.STATUTORY if code else ActionPlanKind.OPERATIONAL
    return saved(session, ActionPlan(title="Planen", kind=kind, municipality_code=code, **values))


def follow_up(session: Session, **values: Any) -> FollowUp:
    given = {"kind": FollowUpKind.PROCESS, "done_on": date(2024, 5, 1), **values}
    return saved(session, FollowUp(**given))


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_follow_up_belongs_to_the_county_of_what_it_is_of(session: Session, name: str) -> None:
    follow_up(session, **subject(session, name, "0481"))
    follow_up(session, **subject(session, name, "0580"))

    rows = session.execute(follow_ups_done(), DAY | about("04", 2024)).all()

    assert [row.subject for row in rows] == [name]
    assert asked(session, follow_ups_counted(), "04") == [(1,)]


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        ({"done_on": date(2024, 12, 31)}, 1),
        ({"done_on": date(2025, 1, 1)}, 0),
        ({"done_on": None, "published_on": date(2024, 2, 1)}, 1),
        ({"done_on": date(2023, 12, 1), "published_on": date(2024, 2, 1)}, 0),
        ({"done_on": None, "period_ends_on": date(2024, 6, 30)}, 1),
        ({"done_on": None}, 0),
    ],
)
def test_a_follow_up_belongs_to_the_year_it_was_done_or_else_published(
    session: Session, days: dict[str, date | None], counts: int
) -> None:
    follow_up(session, **subject(session, "agreement", "0481"), **days)

    assert asked(session, follow_ups_counted(), "04") == [(counts,)]


def test_a_municipality_counts_while_it_exists(session: Session) -> None:
    make.municipality(session, "0480", "Nyköping").valid_to = date(2024, 12, 30)
    make.municipality(session, "0481", "Oxelösund").valid_to = date(2024, 12, 31)
    make.municipality(session, "0488", "Trosa").valid_from = date(2025, 1, 1)
    session.flush()

    assert asked(session, municipalities_of(), "04") == [("0481", "Oxelösund")]


def test_municipalities_stand_in_swedish_order(session: Session) -> None:
    for code, name in (("0482", "Österby"), ("0483", "Åby"), ("0484", "Zinkgruvan")):
        make.municipality(session, code, name)

    names = [name for _, name in asked(session, municipalities_of(), "04")]

    assert names == ["Zinkgruvan", "Åby", "Österby"]


@pytest.mark.parametrize(
    ("values", "listed"),
    [
        ({"asked_on": date(2024, 3, 1), "state": SupportState.NOT_MET}, 1),
        ({"asked_on": date(2025, 1, 1)}, 0),
        ({"asked_on": date(2022, 3, 1), "state": SupportState.OPEN}, 1),
        (
            {
                "asked_on": date(2022, 3, 1),
                "state": SupportState.MET,
                "met_on": date(2023, 3, 1),
                "how_met": "Utbildning",
            },
            0,
        ),
        (
            {
                "asked_on": date(2022, 3, 1),
                "state": SupportState.MET,
                "met_on": date(2024, 3, 1),
                "how_met": "Utbildning",
            },
            1,
        ),
    ],
)
def test_a_support_need_is_listed_while_it_is_open_and_when_it_is_met(
    session: Session, values: dict[str, Any], listed: int
) -> None:
    home = municipal(session, "0481", "Oxelösund")
    saved(session, SupportNeed(topic="Orsaksanalys", asked_by_id=home.id, **values))

    assert len(asked(session, support_needs_of(), "04")) == listed
    assert asked(session, support_needs_of(), "05") == []


def test_activities_are_those_of_the_year_and_of_the_years_plan(session: Session) -> None:
    make.county(session)
    plan = saved(session, OperatingPlan(county_code="04", year=2024, title="Planen"))
    of_county = {"kind": ActivityKind.TRAINING, "county_code": "04"}
    saved(session, Activity(title="I år", starts_on=date(2024, 5, 1), **of_county))
    saved(session, Activity(title="I fjol", starts_on=date(2023, 5, 1), **of_county))
    saved(session, Activity(title="Utan dag", **of_county))
    saved(session, Activity(title="I planen", operating_plan_id=plan.id, **of_county))

    rows = asked(session, activities_of(), "04")

    assert [row.title for (row,) in rows] == ["I år", "I planen"]


def test_a_joint_plan_is_found_through_its_agreement(session: Session) -> None:
    make.municipality(session)
    agreement = make.agreement(session, municipality_codes=["0481"])
    group = make.forum(session, "Styrgruppen", kind=ForumKind.STEERING_GROUP)
    action_plan(session, None, commitment_id=agreement.id, adopted_by_forum_id=group.id)

    assert len(asked(session, plans_of(), "04")) == 1
    assert asked(session, plans_of(), "05") == []


@pytest.mark.parametrize(
    ("values", "used"),
    [
        ({}, 1),
        ({"progress": Progress.CANCELLED}, 0),
        ({"progress": Progress.DONE}, 1),
        ({"ends_on": date(2023, 12, 31)}, 0),
        ({"starts_on": date(2025, 1, 1)}, 0),
        ({"ended_on": date(2024, 6, 1)}, 0),
    ],
)
def test_a_method_is_in_use_where_a_measure_of_the_year_uses_it(
    session: Session, values: dict[str, Any], used: int
) -> None:
    make.municipality(session)
    agreement = make.agreement(session, municipality_codes=["0481"])
    known = method(session)
    row = Measure(name="EST", commitment_id=agreement.id, method_id=known.id, **values)
    saved(session, row)

    expected = [(row.id, known.id, None, "0481")][:used]
    assert asked(session, method_uses(), "04") == expected


def test_a_method_of_a_plan_belongs_to_the_plans_municipality(session: Session) -> None:
    make.municipality(session)
    known = method(session)
    plan = action_plan(session, "0481")
    row = saved(session, Measure(name="EST", action_plan_id=plan.id, method_id=known.id))

    assert asked(session, method_uses(), "04") == [(row.id, known.id, None, "0481")]
