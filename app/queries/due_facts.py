"""Questions about what is due: what ends, has a rhythm or a day, of what the caller sees.

Each is made once for callers of equal rights, since to make it takes longer than to answer it;
codes, keys and days are parameters (`asked_about`).
"""

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import aliased

from app.documents import alone, one_by_one
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
from app.models.base import Key
from app.models.commitments import Signing
from app.models.measures import Progress
from app.permissions import Caller
from app.queries.among import belongs_to_visible, commitments_seen_for
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

Place = Callable[[Any], ColumnElement[bool]]

COUNTY: Any = bindparam("county_code", type_=Text)
MUNICIPALITY: Any = bindparam("municipality_code", type_=Text)
SINCE: Any = bindparam("since", type_=Date)
UNTIL: Any = bindparam("until", type_=Date)
KEYS: Any = bindparam("keys", type_=Key(), expanding=True)
YEARS: Any = bindparam("years", type_=Integer, expanding=True)


class Where(NamedTuple):
    """Whether a county or a municipality is asked about alone."""

    in_county: bool
    in_municipality: bool


def asked_about(filters: DueFilters, since: date, until: date) -> dict[str, Any]:
    return {
        "county_code": filters.county_code,
        "municipality_code": filters.municipality_code,
        "since": since,
        "until": until,
    }


def where_asked(filters: DueFilters) -> Where:
    return Where(filters.county_code is not None, filters.municipality_code is not None)


@lru_cache(1_000)
def commitments_ending(where: Where, caller: Caller) -> Select[*tuple[Any, ...]]:
    """Signed agreements and promises, with the days that decide when they end."""
    over = aliased(Termination)  # the status asks for it in its own way
    promised = CitizenPromise.__table__.c
    return (
        select(
            Commitment.id,
            Commitment.version,
            Commitment.title,
            Commitment.form,
            Commitment.last_day,
            Commitment.prolongs_automatically,
            over.terminated_on,
            promised.fed_back_on,
            promised.fed_back_how,
            one_by_one(_is_replaced()).label("is_replaced"),
            one_by_one(commitment_status(Commitment)).label("status"),
        )
        .outerjoin(over, over.commitment_id == Commitment.id)
        .where(
            Commitment.signing == Signing.SIGNED,
            or_(Commitment.ended_on.is_(None), Commitment.ended_on > DAY),
            or_(Commitment.last_day.between(SINCE, UNTIL), _is_terminated()),
            commitments_seen_for(caller, "read_agreement"),
            *_commitments_within(where),
        )
        .order_by(Commitment.id)
    )


def _is_terminated() -> ColumnElement[bool]:
    """To a day that is asked about."""
    over = Termination.terminated_on.between(SINCE, UNTIL)
    return alone(select(Termination.id).where(Termination.commitment_id == Commitment.id, over))


def _is_replaced() -> ColumnElement[bool]:
    """By one that is signed, whether or not it has begun: then there is nothing more to decide."""
    newer = aliased(Commitment)
    return exists().where(
        Replacement.replaced_id == Commitment.id,
        newer.id == Replacement.commitment_id,
        newer.signing == Signing.SIGNED,
    )


@cache
def municipalities_of() -> Select[UUID, str | None]:
    """Those that a commitment covers, and those of its parties."""
    covered = select(
        CommitmentMunicipality.commitment_id, CommitmentMunicipality.municipality_code
    ).where(CommitmentMunicipality.commitment_id.in_(KEYS))
    party = (
        select(Party.commitment_id, Actor.municipality_code)
        .join(Actor, Actor.id == Party.actor_id)
        .where(
            Party.commitment_id.in_(KEYS),
            Actor.kind.in_(MUNICIPAL),
            Actor.municipality_code.is_not(None),
        )
    )
    pairs = union(covered, party).subquery()
    return select(*pairs.c).order_by(*pairs.c)


@lru_cache(1_000)
def follow_up_rules_agreed(where: Where, caller: Caller) -> Select[*tuple[Any, ...]]:
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
            one_by_one(commitment_validity(Commitment)) == "yes",
            commitments_seen_for(caller, "read_follow_up"),
            *_commitments_within(where),
        )
        .order_by(FollowUpRule.id)
    )


@cache
def follow_ups_latest() -> Select[UUID, UUID | None, date]:
    """Of each commitment and what stands in it, by the rule that was followed, if that is known.

    Way by way, each of which has an index; to ask what is behind each follow-up reads them all.
    """
    of_measure = Measure.id == FollowUp.measure_id
    under_plan = Measure.commitment_id.is_(None), ActionPlan.id == Measure.action_plan_id
    found = union_all(
        _followed_up(FollowUp.commitment_id),
        _followed_up(
            PrioritisedArea.commitment_id, PrioritisedArea.id == FollowUp.prioritised_area_id
        ),
        _followed_up(Measure.commitment_id, of_measure),
        _followed_up(ActionPlan.commitment_id, ActionPlan.id == FollowUp.action_plan_id),
        _followed_up(ActionPlan.commitment_id, of_measure, *under_plan),
    ).subquery()
    behind, rule_id, day = found.c
    return select(behind, rule_id, func.max(day)).group_by(behind, rule_id)


def _followed_up(behind: Any, *linked: ColumnElement[bool]) -> Select[UUID, UUID | None, date]:
    counted = DATED <= DAY, record_status(FollowUp) != "ended"
    days = select(behind.label("behind"), FollowUp.rule_id, DATED.label("day"))
    return days.where(behind.in_(KEYS), *linked, *counted)


@lru_cache(1_000)
def forum_rhythms_agreed(where: Where, caller: Caller) -> Select[*tuple[Any, ...]]:
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
                where,
                lambda code: Forum.id.in_(forums_in_county(code)),
                lambda code: Forum.id.in_(forums_in_municipality(code)),
            ),
        )
        .order_by(ForumRhythm.id)
    )


@cache
def municipalities_of_forums() -> Select[UUID, str]:
    return (
        select(ForumMunicipality.forum_id, ForumMunicipality.municipality_code)
        .where(ForumMunicipality.forum_id.in_(KEYS))
        .order_by(ForumMunicipality.forum_id, ForumMunicipality.municipality_code)
    )


@lru_cache(1_000)
def measures_ending(where: Where, caller: Caller) -> Select[*tuple[Any, ...]]:
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
            Measure.ends_on.between(SINCE, UNTIL),
            Measure.progress.in_((Progress.PLANNED, Progress.ONGOING)),
            record_status(Measure) == "valid",
            agreed,
            or_(
                Measure.commitment_id.is_(None),
                commitment_status(Commitment).not_in(("ended", "terminated", "superseded")),
            ),
            or_(ActionPlan.ended_on.is_(None), ActionPlan.ended_on > DAY),
            belongs_to_visible(Measure, caller),
            *_within(
                where,
                lambda code: Measure.id.in_(measures_in_county(code)),
                lambda code: Measure.id.in_(measures_in_municipality(code)),
            ),
        )
        .order_by(Measure.id)
    )


@lru_cache(1_000)
def reviews_due(where: Where, caller: Caller) -> Select[ReviewAssignment]:
    """Assignments whose review has not been published by the day."""
    return (
        select(ReviewAssignment)
        .where(
            ReviewAssignment.due_on.between(SINCE, UNTIL),
            or_(ReviewAssignment.published_on.is_(None), ReviewAssignment.published_on > DAY),
            record_status(ReviewAssignment) == "valid",
            visible(ReviewAssignment, caller),
            *_within(where, lambda code: ReviewAssignment.county_code == code, _nowhere),
        )
        .order_by(ReviewAssignment.id)
    )


@lru_cache(1_000)
def counties_reporting(where: Where, caller: Caller) -> Select[str, str, AnnualReport | None]:
    """Counties whose account is the caller's to follow, with what reports there are, oldest first.

    No day is asked about: that a report was submitted is known from the moment it was.
    """
    of_year = and_(
        AnnualReport.county_code == County.code,
        AnnualReport.year.in_(YEARS),
        AnnualReport.ended_on.is_(None),
    )
    return (
        select(County.code, County.name, AnnualReport)
        .outerjoin(AnnualReport, of_year)
        .where(
            seen_for(County, caller, "read_annual_report"),
            *_within(where, lambda code: County.code == code, _nowhere),
        )
        .order_by(County.code, AnnualReport.created_at, AnnualReport.id)
    )


@lru_cache(1_000)
def municipalities_followed(where: Where, caller: Caller) -> Select[str, str]:
    """Those of whose work the caller sees the whole: its own, or those of its county."""
    return (
        select(Municipality.code, Municipality.name)
        .where(
            record_status(Municipality) == "valid",
            seen_for(Municipality, caller, "read_council_report"),
            *_within(
                where,
                lambda code: Municipality.county_code == code,
                lambda code: Municipality.code == code,
            ),
        )
        .order_by(Municipality.sort_key, Municipality.code)
    )


def _commitments_within(where: Where) -> list[ColumnElement[bool]]:
    return _within(
        where,
        lambda code: Commitment.id.in_(commitments_in_county(code)),
        lambda code: Commitment.id.in_(commitments_in_municipality(code)),
    )


def _within(where: Where, county: Place, municipality: Place) -> list[ColumnElement[bool]]:
    asked = ((where.in_county, county, COUNTY), (where.in_municipality, municipality, MUNICIPALITY))
    return [condition(code) for is_asked, condition, code in asked if is_asked]


def _nowhere(_code: Any) -> ColumnElement[bool]:
    """What is a county's is no municipality's."""
    return false()
