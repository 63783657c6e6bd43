"""Questions about what is due: what ends, has a rhythm or a day, of what the caller sees."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, union
from sqlalchemy.orm import aliased

from app.models import (
    ActionPlan,
    Actor,
    Agreement,
    AnnualReport,
    CitizenPromise,
    Commitment,
    CommitmentMunicipality,
    County,
    FollowUp,
    FollowUpRule,
    Forum,
    ForumMunicipality,
    ForumRhythm,
    Measure,
    Meeting,
    Municipality,
    Party,
    PrioritisedArea,
    Replacement,
    ReviewAssignment,
    Termination,
)
from app.models.commitments import Signing
from app.models.measures import Progress
from app.permissions import Caller
from app.queries.follow_ups import DATED
from app.queries.territory import (
    MUNICIPAL,
    commitments_in_county,
    commitments_in_municipality,
    forums_in_county,
    forums_in_municipality,
    measures_in_county,
    measures_in_municipality,
)
from app.queries.visibility import seen_for, visible
from app.schemas.due import DueFilters
from app.validity import DAY, commitment_status, commitment_validity, record_status

Where = Callable[[str], ColumnElement[bool]]


def commitments_ending(
    filters: DueFilters, caller: Caller, since: date, until: date
) -> Select[*tuple[Any, ...]]:
    """Signed agreements and promises, with the days that decide when they end."""
    over = aliased(Termination)  # the status asks for it in its own way
    fed_back_on = CitizenPromise.__table__.c.fed_back_on
    return (
        select(
            Commitment.id,
            Commitment.version,
            Commitment.title,
            Commitment.form,
            Commitment.last_day,
            Commitment.prolongs_automatically,
            over.terminated_on,
            fed_back_on,
            _is_replaced().label("is_replaced"),
            commitment_status(Commitment).label("status"),
        )
        .outerjoin(over, over.commitment_id == Commitment.id)
        .where(
            Commitment.signing == Signing.SIGNED,
            or_(Commitment.ended_on.is_(None), Commitment.ended_on > DAY),
            or_(
                Commitment.last_day.between(since, until),
                over.terminated_on.between(since, until),
            ),
            visible(Commitment, caller),
            *_commitments_within(filters),
        )
        .order_by(Commitment.id)
    )


def _is_replaced() -> ColumnElement[bool]:
    """By one that is signed, whether or not it has begun: then there is nothing more to decide."""
    newer = aliased(Commitment)
    return exists().where(
        Replacement.replaced_id == Commitment.id,
        newer.id == Replacement.commitment_id,
        newer.signing == Signing.SIGNED,
    )


def municipalities_of(commitments: list[UUID]) -> Select[UUID, str | None]:
    """Those that a commitment covers, and those of its parties."""
    covered = select(
        CommitmentMunicipality.commitment_id, CommitmentMunicipality.municipality_code
    ).where(CommitmentMunicipality.commitment_id.in_(commitments))
    party = (
        select(Party.commitment_id, Actor.municipality_code)
        .join(Actor, Actor.id == Party.actor_id)
        .where(
            Party.commitment_id.in_(commitments),
            Actor.kind.in_(MUNICIPAL),
            Actor.municipality_code.is_not(None),
        )
    )
    pairs = union(covered, party).subquery()
    return select(*pairs.c).order_by(*pairs.c)


def follow_up_rules_agreed(filters: DueFilters, caller: Caller) -> Select[*tuple[Any, ...]]:
    """How often what is valid on the day is to be followed up."""
    return (
        select(
            FollowUpRule.id.label("rule_id"),
            FollowUpRule.times_per_year,
            Commitment.id,
            Commitment.version,
            Commitment.title,
            Commitment.form,
            Commitment.first_day,
        )
        .join(Commitment, Commitment.id == FollowUpRule.commitment_id)
        .where(
            FollowUpRule.times_per_year.is_not(None),
            commitment_validity(Commitment) == "yes",
            seen_for(Commitment, caller, "read_follow_up"),
            *_commitments_within(filters),
        )
        .order_by(FollowUpRule.id)
    )


def follow_ups_latest(commitments: list[UUID]) -> Select[UUID | None, UUID | None, date]:
    """Of each commitment and what stands in it, by the rule that was followed, if that is known."""
    behind: ColumnElement[UUID | None] = func.coalesce(
        FollowUp.commitment_id,
        PrioritisedArea.commitment_id,
        Measure.commitment_id,
        ActionPlan.commitment_id,
    )
    return (
        select(behind, FollowUp.rule_id, func.max(DATED))
        .select_from(FollowUp)
        .outerjoin(PrioritisedArea, PrioritisedArea.id == FollowUp.prioritised_area_id)
        .outerjoin(Measure, Measure.id == FollowUp.measure_id)
        .outerjoin(ActionPlan, ActionPlan.id == FollowUp.action_plan_id)
        .where(behind.in_(commitments), DATED <= DAY, record_status(FollowUp) != "ended")
        .group_by(behind, FollowUp.rule_id)
    )


def forum_rhythms_agreed(filters: DueFilters, caller: Caller) -> Select[*tuple[Any, ...]]:
    """How often a forum is to meet by what is valid on the day, and when it last did and next will.

    The agreement and the forum are both to be seen: the one sets it, the other keeps it.
    """
    planned = and_(
        Meeting.forum_id == Forum.id, ~Meeting.cancelled, record_status(Meeting) != "ended"
    )
    latest = select(func.max(Meeting.held_on)).where(planned, Meeting.held_on <= DAY)
    coming = select(func.min(Meeting.held_on)).where(planned, Meeting.held_on > DAY)
    return (
        select(
            ForumRhythm.id.label("rhythm_id"),
            ForumRhythm.times_per_year,
            Forum.id,
            Forum.version,
            Forum.name,
            Agreement.first_day,
            latest.correlate(Forum).scalar_subquery().label("latest_on"),
            coming.correlate(Forum).scalar_subquery().label("planned_on"),
        )
        .join(Forum, Forum.id == ForumRhythm.forum_id)
        .join(Agreement, Agreement.id == ForumRhythm.commitment_id)
        .where(
            ForumRhythm.times_per_year.is_not(None),
            commitment_validity(Agreement) == "yes",
            record_status(Forum) == "valid",
            visible(Agreement, caller),
            seen_for(Forum, caller, "read_meeting"),
            *_within(
                filters,
                lambda code: Forum.id.in_(forums_in_county(code)),
                lambda code: Forum.id.in_(forums_in_municipality(code)),
            ),
        )
        .order_by(ForumRhythm.id)
    )


def municipalities_of_forums(forums: list[UUID]) -> Select[UUID, str]:
    return (
        select(ForumMunicipality.forum_id, ForumMunicipality.municipality_code)
        .where(ForumMunicipality.forum_id.in_(forums))
        .order_by(ForumMunicipality.forum_id, ForumMunicipality.municipality_code)
    )


def measures_ending(
    filters: DueFilters, caller: Caller, since: date, until: date
) -> Select[*tuple[Any, ...]]:
    """Known to be planned or under way; nothing that only a draft speaks of."""
    agreed = or_(Measure.commitment_id.is_(None), Commitment.signing == Signing.SIGNED)
    return (
        select(
            Measure.id,
            Measure.version,
            Measure.name,
            Measure.ends_on,
            Measure.commitment_id,
            ActionPlan.municipality_code,
        )
        .outerjoin(Commitment, Commitment.id == Measure.commitment_id)
        .outerjoin(ActionPlan, ActionPlan.id == Measure.action_plan_id)
        .where(
            Measure.ends_on.between(since, until),
            Measure.progress.in_((Progress.PLANNED, Progress.ONGOING)),
            record_status(Measure) == "valid",
            agreed,
            visible(Measure, caller),
            *_within(
                filters,
                lambda code: Measure.id.in_(measures_in_county(code)),
                lambda code: Measure.id.in_(measures_in_municipality(code)),
            ),
        )
        .order_by(Measure.id)
    )


def reviews_due(
    filters: DueFilters, caller: Caller, since: date, until: date
) -> Select[ReviewAssignment]:
    """Assignments whose review has not been published by the day."""
    return (
        select(ReviewAssignment)
        .where(
            ReviewAssignment.due_on.between(since, until),
            or_(ReviewAssignment.published_on.is_(None), ReviewAssignment.published_on > DAY),
            record_status(ReviewAssignment) == "valid",
            visible(ReviewAssignment, caller),
            *_within(filters, lambda code: ReviewAssignment.county_code == code, _nowhere),
        )
        .order_by(ReviewAssignment.id)
    )


def counties_reporting(
    filters: DueFilters, caller: Caller, years: list[int]
) -> Select[str, str, AnnualReport | None]:
    """Counties whose account is the caller's to follow, with what reports there are, oldest first.

    No day is asked about: that a report was submitted is known from the moment it was.
    """
    of_year = and_(
        AnnualReport.county_code == County.code,
        AnnualReport.year.in_(years),
        AnnualReport.ended_on.is_(None),
    )
    return (
        select(County.code, County.name, AnnualReport)
        .outerjoin(AnnualReport, of_year)
        .where(
            seen_for(County, caller, "read_annual_report"),
            *_within(filters, lambda code: County.code == code, _nowhere),
        )
        .order_by(County.code, AnnualReport.created_at, AnnualReport.id)
    )


def municipalities_followed(filters: DueFilters, caller: Caller) -> Select[str, str]:
    """Those of whose work the caller sees the whole: its own, or those of its county."""
    return (
        select(Municipality.code, Municipality.name)
        .where(
            record_status(Municipality) == "valid",
            seen_for(Municipality, caller, "read_council_report"),
            *_within(
                filters,
                lambda code: Municipality.county_code == code,
                lambda code: Municipality.code == code,
            ),
        )
        .order_by(Municipality.sort_key, Municipality.code)
    )


def _commitments_within(filters: DueFilters) -> list[ColumnElement[bool]]:
    return _within(
        filters,
        lambda code: Commitment.id.in_(commitments_in_county(code)),
        lambda code: Commitment.id.in_(commitments_in_municipality(code)),
    )


def _within(filters: DueFilters, county: Where, municipality: Where) -> list[ColumnElement[bool]]:
    asked = ((filters.county_code, county), (filters.municipality_code, municipality))
    return [condition(code) for code, condition in asked if code is not None]


def _nowhere(_code: str) -> ColumnElement[bool]:
    """What is a county's is no municipality's."""
    return false()
