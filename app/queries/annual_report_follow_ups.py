"""The questions the annual report asks about the follow-ups of a year; there may be thousands."""

from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select

from app.models import (
    ActionPlan,
    Commitment,
    FollowUp,
    FollowUpRule,
    Forum,
    Indicator,
    IndicatorValue,
    Measure,
    OperatingPlan,
    PrioritisedArea,
)
from app.models.commitments import Form
from app.queries.annual_report import concerns_county
from app.queries.annual_report_scope import COUNTY, FIRST_DAY, LAST_DAY
from app.queries.follow_ups import DATED
from app.queries.territory import action_plans_in_county
from app.validity import record_status

SUBJECT = case(
    (FollowUp.prioritised_area_id.is_not(None), literal("area")),
    (FollowUp.measure_id.is_not(None), literal("measure")),
    (FollowUp.action_plan_id.is_not(None), literal("actionPlan")),
    (Commitment.form == Form.CITIZEN_PROMISE, literal("citizenPromise")),
    (FollowUp.commitment_id.is_not(None), literal("agreement")),
    else_=literal("operatingPlan"),
)
ORDER = (DATED, FollowUp.sort_key, FollowUp.id)
TITLE = func.coalesce(PrioritisedArea.name, Measure.name, ActionPlan.title, OperatingPlan.title)


@cache
def follow_ups_done() -> Select[*tuple[Any, ...]]:
    """What is shown of each, there being so many.

    With what it is of, that one's title, the forum it was reported to and the rule.
    """
    question: Any = select(
        FollowUp.id,
        FollowUp.version,
        FollowUp.kind,
        FollowUp.done_on,
        FollowUp.period_starts_on,
        FollowUp.period_ends_on,
        FollowUp.published_on,
        FollowUp.outcome,
        FollowUp.outcome_word,
        FollowUp.summary,
        FollowUp.reported_on,
        SUBJECT.label("subject"),
        func.coalesce(TITLE, Commitment.title).label("title"),
        Forum.name.label("forum"),
        FollowUpRule.as_stated.label("rule"),
    ).select_from(FollowUp)
    found: Select[*tuple[Any, ...]] = (
        _with_subject(question)
        .outerjoin(Forum, Forum.id == FollowUp.reported_to_forum_id)
        .outerjoin(FollowUpRule, FollowUpRule.id == FollowUp.rule_id)
        .where(_in_year())
        .order_by(*ORDER)
    )
    return found


@cache
def follow_ups_counted() -> Select[int]:
    counted: Select[int] = _with_subject(
        select(func.count(FollowUp.id)).select_from(FollowUp)
    ).where(_in_year())
    return counted


@cache
def follow_ups_per_rule() -> Select[UUID | None, UUID | None, int]:
    """Agreement or promise and the rule, if it is said, with how many: also of what is under it."""
    counted: Select[UUID | None, UUID | None, int] = (
        _with_subject(
            select(Commitment.id, FollowUp.rule_id, func.count(FollowUp.id)).select_from(FollowUp)
        )
        .where(_in_year())
        .group_by(Commitment.id, FollowUp.rule_id)
    )
    return counted


@cache
def indicator_values() -> Select[
    UUID, str, Decimal | None, str | None, str | None, Decimal | None, Decimal | None
]:
    """Follow-up, what was measured, value, value as stated, unit, then baseline and target.

    In the order of the follow-ups, so that the two can be read side by side.
    """
    values: Any = (
        select(
            IndicatorValue.follow_up_id,
            IndicatorValue.what,
            IndicatorValue.value,
            IndicatorValue.value_as_stated,
            func.coalesce(IndicatorValue.unit, Indicator.unit),
            Indicator.baseline,
            Indicator.target,
        )
        .select_from(FollowUp)
        .join(IndicatorValue, IndicatorValue.follow_up_id == FollowUp.id)
        .outerjoin(Indicator, Indicator.id == IndicatorValue.indicator_id)
    )
    found: Select[
        UUID, str, Decimal | None, str | None, str | None, Decimal | None, Decimal | None
    ] = (
        _with_subject(values)
        .where(_in_year())
        .order_by(*ORDER, IndicatorValue.position, IndicatorValue.id)
    )
    return found


def _with_subject(question: Any) -> Any:
    """The joins to what a follow-up is of, and to the agreement or promise behind it."""
    behind = func.coalesce(
        FollowUp.commitment_id,
        PrioritisedArea.commitment_id,
        Measure.commitment_id,
        ActionPlan.commitment_id,
    )
    plan = func.coalesce(FollowUp.action_plan_id, Measure.action_plan_id)
    return (
        question.outerjoin(PrioritisedArea, PrioritisedArea.id == FollowUp.prioritised_area_id)
        .outerjoin(Measure, Measure.id == FollowUp.measure_id)
        .outerjoin(ActionPlan, ActionPlan.id == plan)
        .outerjoin(OperatingPlan, OperatingPlan.id == FollowUp.operating_plan_id)
        .outerjoin(Commitment, Commitment.id == behind)
    )


@cache
def _in_year() -> ColumnElement[bool]:
    return and_(
        DATED.between(FIRST_DAY, LAST_DAY),
        record_status(FollowUp) != "ended",
        or_(
            concerns_county(),
            ActionPlan.id.in_(action_plans_in_county(COUNTY)),
            OperatingPlan.county_code == COUNTY,
        ),
    )
