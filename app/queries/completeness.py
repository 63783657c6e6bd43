"""The questions behind data quality: what is registered of a municipality or a county on a day.

Each is asked once, however many records there are. The caller is given, since it is shown only
what it may read. The day is a parameter, `as_of`, as are the county or municipality and the keys of
what was read before: so a question is made once for all who see alike.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, exists, false, or_, select
from sqlalchemy.orm import aliased, defer

from app.models import (
    ActionPlan,
    Activity,
    Actor,
    AreaCategoryLink,
    Cause,
    Commitment,
    FollowUp,
    FollowUpRule,
    Forum,
    ForumMember,
    ForumMunicipality,
    Function,
    Goal,
    Measure,
    MeasureActor,
    Municipality,
    OperatingPlan,
    Party,
    PictureMunicipality,
    PrioritisedArea,
    Resource,
    ReviewAssignment,
    SituationPicture,
    SupportNeed,
)
from app.models.base import Key
from app.models.commitment_parts import PartyRole
from app.models.measures import MeasureRole, Progress
from app.permissions import Caller
from app.queries.among import visible_among
from app.queries.cycle import STANDING_STATUSES
from app.queries.follow_ups import DATED, followed_under
from app.queries.territory import (
    MUNICIPAL,
    Keys,
    action_plans_in_county,
    action_plans_in_municipality,
    commitments_in_county,
    commitments_in_municipality,
    forums_in_county,
    forums_in_municipality,
    municipalities_in,
)
from app.queries.visibility import visible
from app.validity import DAY, commitment_reason, commitment_status, record_status

# So many rows are held at once, of what there may be thousands.
AT_A_TIME = 500

COUNTY: ColumnElement[str] = bindparam("county_code", type_=String)
MUNICIPALITY: ColumnElement[str] = bindparam("municipality_code", type_=String)
IDS, PLANS, FORUMS = (
    bindparam(name, type_=Key, expanding=True) for name in ("ids", "plans", "forums")
)


class Territory(Enum):
    """A county with its municipalities, or one municipality alone; which one is a parameter."""

    COUNTY = "county"
    MUNICIPALITY = "municipality"

    @property
    def municipality_codes(self) -> Any:
        return municipalities_in(COUNTY) if self is Territory.COUNTY else [MUNICIPALITY]

    @property
    def commitments(self) -> Keys:
        if self is Territory.MUNICIPALITY:
            return commitments_in_municipality(MUNICIPALITY)
        return commitments_in_county(COUNTY)

    @property
    def plans(self) -> Keys:
        if self is Territory.MUNICIPALITY:
            return action_plans_in_municipality(MUNICIPALITY)
        return action_plans_in_county(COUNTY)

    @property
    def forums(self) -> Keys:
        if self is Territory.MUNICIPALITY:
            return forums_in_municipality(MUNICIPALITY)
        return forums_in_county(COUNTY)

    @property
    def actors(self) -> Select[UUID]:
        """At home in the county; or the municipality itself, whole or in part."""
        if self is Territory.MUNICIPALITY:
            own = Actor.municipality_code == MUNICIPALITY
            return select(Actor.id).where(own, Actor.kind.in_(MUNICIPAL))
        local = Actor.municipality_code.in_(self.municipality_codes)
        return select(Actor.id).where(or_(Actor.county_code == COUNTY, local))

    def is_countys(self, code: Any) -> ColumnElement[bool]:
        """What the county keeps is no municipality's to mend."""
        return code == COUNTY if self is Territory.COUNTY else false()


@dataclass(frozen=True)
class Place:
    """The one of the two that is given."""

    county_code: str | None = None
    municipality_code: str | None = None

    @property
    def territory(self) -> Territory:
        return Territory.COUNTY if self.municipality_code is None else Territory.MUNICIPALITY

    @property
    def parameters(self) -> dict[str, str | None]:
        return {"county_code": self.county_code, "municipality_code": self.municipality_code}


@cache
def municipalities_of_place(territory: Territory) -> Select[str, str]:
    """Those that exist on the day, in Swedish order."""
    return (
        select(Municipality.code, Municipality.name)
        .where(
            Municipality.code.in_(territory.municipality_codes),
            record_status(Municipality) == "valid",
        )
        .order_by(Municipality.sort_key, Municipality.code)
    )


@lru_cache(100)
def commitments_checked(
    form: type[Commitment], territory: Territory, caller: Caller
) -> Select[Commitment, str, str, bool, bool, bool]:
    """With status and reason, and whether it has contracting parties, areas and rules."""
    contracting = and_(Party.commitment_id == form.id, Party.role == PartyRole.CONTRACTING)
    area = and_(PrioritisedArea.commitment_id == form.id, record_status(PrioritisedArea) != "ended")
    return (
        select(
            form,
            commitment_status(form),
            commitment_reason(form),
            exists().where(contracting),
            exists().where(area),
            exists().where(FollowUpRule.commitment_id == form.id),
        )
        .where(
            form.id.in_(territory.commitments),
            commitment_status(form).in_(STANDING_STATUSES),
            visible(form, caller),
        )
        .options(*_without_texts(form), defer(form.provenance, raiseload=True))
        .order_by(form.sort_key, form.id)
    )


@cache
def municipalities_at_home() -> Select[UUID, str | None]:
    """Commitment and each municipality that is a contracting party in it."""
    return (
        select(Party.commitment_id, Actor.municipality_code)
        .join(Actor, Actor.id == Party.actor_id)
        .where(
            Party.commitment_id.in_(IDS),
            Party.role == PartyRole.CONTRACTING,
            Actor.kind.in_(MUNICIPAL),
            Actor.municipality_code.is_not(None),
        )
    )


@lru_cache(100)
def areas_checked(
    caller: Caller,
) -> Select[PrioritisedArea, UUID | None, bool, bool, bool]:
    """With the commitment of the area above, and whether it has categories, causes and goals."""
    above = aliased(PrioritisedArea)
    here = PrioritisedArea.id
    return (
        select(
            PrioritisedArea,
            above.commitment_id,
            exists().where(AreaCategoryLink.prioritised_area_id == here),
            exists().where(Cause.prioritised_area_id == here),
            exists().where(Goal.prioritised_area_id == here),
        )
        .outerjoin(above, above.id == PrioritisedArea.parent_id)
        .where(
            PrioritisedArea.commitment_id.in_(IDS),
            record_status(PrioritisedArea) != "ended",
            visible_among(PrioritisedArea, caller),
        )
        .order_by(PrioritisedArea.sort_key, PrioritisedArea.id)
    )


@lru_cache(100)
def plans_checked(territory: Territory, caller: Caller) -> Select[ActionPlan, date | None, bool]:
    """With the day of the picture it rests on, and whether it has measures."""
    measure = and_(Measure.action_plan_id == ActionPlan.id, record_status(Measure) != "ended")
    return (
        select(ActionPlan, SituationPicture.made_on, exists().where(measure))
        .outerjoin(
            SituationPicture,
            and_(
                SituationPicture.id == ActionPlan.situation_picture_id,
                visible(SituationPicture, caller),
            ),
        )
        .where(
            ActionPlan.id.in_(territory.plans),
            record_status(ActionPlan) != "ended",
            visible(ActionPlan, caller),
        )
        .order_by(ActionPlan.sort_key, ActionPlan.id)
    )


@lru_cache(100)
def measures_checked(caller: Caller) -> Select[Measure, bool, UUID | None]:
    """With whether somebody answers for it, and the commitment of its area."""
    answers = and_(
        MeasureActor.measure_id == Measure.id, MeasureActor.role == MeasureRole.RESPONSIBLE
    )
    return (
        select(Measure, exists().where(answers), PrioritisedArea.commitment_id)
        .outerjoin(PrioritisedArea, PrioritisedArea.id == Measure.prioritised_area_id)
        .where(
            _is_of(),
            record_status(Measure) != "ended",
            or_(Measure.progress.is_(None), Measure.progress != Progress.CANCELLED),
            visible_among(Measure, caller),
        )
        .options(*_without_texts(Measure))
        .order_by(Measure.sort_key, Measure.id)
    )


def _is_of() -> ColumnElement[bool]:
    return or_(Measure.commitment_id.in_(IDS), Measure.action_plan_id.in_(PLANS))


@lru_cache(100)
def pictures_checked(territory: Territory, caller: Caller) -> Select[SituationPicture, str]:
    """With a municipality that it is for: once for each of the territory."""
    links = PictureMunicipality
    return (
        select(SituationPicture, links.municipality_code)
        .join(links, links.situation_picture_id == SituationPicture.id)
        .where(
            links.municipality_code.in_(territory.municipality_codes),
            or_(SituationPicture.made_on.is_(None), SituationPicture.made_on <= DAY),
            record_status(SituationPicture) != "ended",
            visible(SituationPicture, caller),
        )
        .order_by(SituationPicture.sort_key, SituationPicture.id, links.municipality_code)
    )


@lru_cache(100)
def follow_ups_checked(caller: Caller) -> Select[*tuple[Any, ...]]:
    """What is judged of each, there being so many, with the commitment of the area followed up."""
    measures = select(Measure.id).where(_is_of())
    here = select(ActionPlan.id).where(ActionPlan.id.in_(PLANS))
    return (
        select(
            FollowUp.id,
            FollowUp.version,
            FollowUp.summary,
            FollowUp.kind,
            FollowUp.outcome,
            FollowUp.done_on,
            FollowUp.reported_on,
            FollowUp.commitment_id,
            FollowUp.measure_id,
            FollowUp.action_plan_id,
            PrioritisedArea.commitment_id.label("area_under"),
        )
        .outerjoin(PrioritisedArea, PrioritisedArea.id == FollowUp.prioritised_area_id)
        .where(
            followed_under(IDS, measures, here),
            or_(DATED.is_(None), DATED <= DAY),
            record_status(FollowUp) != "ended",
            visible_among(FollowUp, caller),
        )
        .order_by(FollowUp.id)
        .execution_options(yield_per=AT_A_TIME)
    )


@lru_cache(100)
def functions_checked(territory: Territory, caller: Caller) -> Select[Function, str | None]:
    """With the municipality of its actor."""
    return (
        select(Function, Actor.municipality_code)
        .join(Actor, Actor.id == Function.actor_id)
        .where(
            Function.actor_id.in_(territory.actors),
            record_status(Function) == "valid",
            visible(Function, caller),
        )
        .order_by(Function.sort_key, Function.id)
    )


@lru_cache(100)
def forums_checked(territory: Territory, caller: Caller) -> Select[Forum, bool]:
    """With whether it has members."""
    return (
        select(Forum, exists().where(ForumMember.forum_id == Forum.id))
        .where(
            Forum.id.in_(territory.forums), record_status(Forum) == "valid", visible(Forum, caller)
        )
        .order_by(Forum.sort_key, Forum.id)
    )


@cache
def municipalities_of_forums() -> Select[UUID, str]:
    return (
        select(ForumMunicipality.forum_id, ForumMunicipality.municipality_code)
        .where(ForumMunicipality.forum_id.in_(FORUMS))
        .order_by(ForumMunicipality.forum_id, ForumMunicipality.municipality_code)
    )


@lru_cache(100)
def activities_checked(territory: Territory, caller: Caller) -> Select[Activity, str | None]:
    """With the municipality that owns it."""
    of_county = select(OperatingPlan.id).where(territory.is_countys(OperatingPlan.county_code))
    return (
        select(Activity, Actor.municipality_code)
        .outerjoin(Actor, Actor.id == Activity.owner_id)
        .where(
            or_(
                territory.is_countys(Activity.county_code),
                Activity.operating_plan_id.in_(of_county),
                Activity.owner_id.in_(territory.actors),
            ),
            record_status(Activity) != "ended",
            visible(Activity, caller),
        )
        .order_by(Activity.sort_key, Activity.id)
    )


@lru_cache(100)
def operating_plans_checked(territory: Territory, caller: Caller) -> Select[OperatingPlan]:
    return (
        select(OperatingPlan)
        .where(
            territory.is_countys(OperatingPlan.county_code),
            record_status(OperatingPlan) != "ended",
            visible(OperatingPlan, caller),
        )
        .order_by(OperatingPlan.year, OperatingPlan.id)
    )


@lru_cache(100)
def support_needs_checked(territory: Territory, caller: Caller) -> Select[SupportNeed, str | None]:
    """Those that were asked for by the day, with the municipality that asked."""
    return (
        select(SupportNeed, Actor.municipality_code)
        .join(Actor, Actor.id == SupportNeed.asked_by_id)
        .where(
            SupportNeed.asked_by_id.in_(territory.actors),
            SupportNeed.asked_on <= DAY,
            record_status(SupportNeed) != "ended",
            visible(SupportNeed, caller),
        )
        .order_by(SupportNeed.sort_key, SupportNeed.id)
    )


@lru_cache(100)
def assignments_checked(territory: Territory, caller: Caller) -> Select[ReviewAssignment]:
    return (
        select(ReviewAssignment)
        .where(
            territory.is_countys(ReviewAssignment.county_code),
            record_status(ReviewAssignment) != "ended",
            visible(ReviewAssignment, caller),
        )
        .order_by(ReviewAssignment.sort_key, ReviewAssignment.id)
    )


def _without_texts(kind: type[Resource]) -> list[Any]:
    """Of thousands of records, what is only there to search and sort by is not read."""
    return [defer(column, raiseload=True) for column in (kind.sort_key, kind.search_text)]


def names_of_municipalities(codes: Collection[str]) -> Select[str, str]:
    return select(Municipality.code, Municipality.name).where(Municipality.code.in_(codes))
