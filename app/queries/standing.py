"""How a caller's organisation stands to each kind of record, in SQL: the one definition.

The caller is given by parameters (`visibility.asked_by`), and the day is today, whatever day is
asked about. Each kind has its relations, and what a record must fulfil for each.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
    true,
    union,
)
from sqlalchemy.orm import aliased

from app.models import (
    ActionPlan,
    Activity,
    ActivityMunicipality,
    ActivityParticipants,
    Actor,
    ActorArea,
    Agreement,
    Amendment,
    AnnualReport,
    AssignmentCommitment,
    Base,
    Calendar,
    CitizenPromise,
    Commitment,
    Correction,
    CouncilReport,
    County,
    Delivery,
    FollowUp,
    Forum,
    ForumMember,
    ForumMunicipality,
    Function,
    IndicatorAnswer,
    Mailing,
    Measure,
    Meeting,
    Municipality,
    NationalReport,
    OperatingPlan,
    Party,
    PictureMunicipality,
    Principal,
    PrioritisedArea,
    Review,
    ReviewAssignment,
    SituationPicture,
    StateGrant,
    SupportNeed,
    Termination,
)
from app.models.actors import ActorKind
from app.models.base import Key, Resource
from app.models.commitment_parts import PartyRole
from app.models.commitments import Signing
from app.permissions import Relation
from app.queries.territory import (
    Keys,
    county_of,
    is_action_plan_in_county,
    is_commitment_in,
    is_forum_in_county,
    there_is,
)

Condition: TypeAlias = ColumnElement[bool]
Standing: TypeAlias = Mapping[Relation, Condition]

ME: ColumnElement[Any] = bindparam("caller_id", type_=Key())
MY_PRINCIPAL: ColumnElement[Any] = bindparam("principal_id", type_=Key())
MY_COUNTY: Any = bindparam("caller_county", type_=Text)
MY_MUNICIPALITY: Any = bindparam("caller_municipality", type_=Text)
I_AM_POLICE: ColumnElement[bool] = bindparam("caller_is_police", type_=Boolean)
I_REVIEW: ColumnElement[bool] = bindparam("caller_reviews", type_=Boolean)
TODAY: Any = bindparam("today", type_=Date)

POLICE = (
    ActorKind.POLICE_AUTHORITY,
    ActorKind.POLICE_REGION,
    ActorKind.POLICE_AREA,
    ActorKind.LOCAL_POLICE_AREA,
)
# Whose contact functions everybody who works in the register may find.
NATIONWIDE = (ActorKind.COUNTY_ADMINISTRATIVE_BOARD, ActorKind.NATIONAL_AUTHORITY)


@cache
def standing(kind: type[Base]) -> Standing:
    return STANDING[kind]() if kind in STANDING else {}


def _commitment(form: type[Commitment] = Commitment) -> Standing:
    """Drafts stay with those who write them until they share them with the county board.

    What was agreed on paper is registered afterwards by a party or by the board of its county,
    and by nobody else: it counts from that moment. The parties of a main agreement read what was
    made under it, such as promises that name no parties of their own.
    """
    is_draft = and_(form.signing == Signing.UNSIGNED, ~form.registered_afterwards)
    shown = or_(~is_draft, form.shared_with_county)
    return {
        Relation.OWNER: and_(
            form.owner_id == ME,
            or_(
                ~form.registered_afterwards,
                _is_joined(form.id),
                _is_joined_from_county(form.id),
            ),
        ),
        Relation.CONTRACTING: _is_joined(
            form.id,
            Party.role == PartyRole.CONTRACTING,
            or_(Party.left_on.is_(None), Party.left_on > TODAY),
        ),
        Relation.PARTICIPANT: or_(
            _is_joined(form.id),
            and_(~is_draft, _is_joined(form.parent_id)),
            and_(~is_draft, _is_named_for_review(form.id)),
            and_(~is_draft, _is_reviewed_by_county(form.id)),
        ),
        Relation.COUNTY: and_(shown, is_commitment_in(form.id, lambda one: one == MY_COUNTY)),
        Relation.NATIONAL: and_(form.signing == Signing.SIGNED, _is_submitted(form.id)),
    }


def _is_joined(commitment_id: Any, *conditions: Condition) -> Condition:
    """Also what we have left, since it was ours."""
    held = [Party.commitment_id == commitment_id, Party.actor_id == ME, *conditions]
    return there_is(Party, where=held)


def _is_joined_from_county(commitment_id: Any) -> Condition:
    """By who the parties are, since a county that is only stated may be any."""
    near = _is_at_home_in_county(Party.actor_id)
    return there_is(Party, where=[Party.commitment_id == commitment_id, near])


def _is_named_for_review(commitment_id: Any) -> Condition:
    given, link = aliased(ReviewAssignment), AssignmentCommitment
    linked = [link.commitment_id == commitment_id, link.review_assignment_id == given.id]
    return and_(I_REVIEW, there_is(given, link, where=[*linked, *_under_way(given, ME)]))


def _is_reviewed_by_county(commitment_id: Any) -> Condition:
    """An assignment that covers all lets its reviewer read all of the county."""
    given = aliased(ReviewAssignment)
    there = is_commitment_in(commitment_id, lambda county: county == given.county_code)
    return and_(I_REVIEW, there_is(given, where=[*_covers_all(given, ME), there]))


def has_some_to_review(actor_id: Any) -> Condition:
    """Few have; of who has not it need not be asked of each agreement whether it is among them."""
    given = aliased(ReviewAssignment)
    return there_is(given, where=_under_way(given, actor_id))


def has_all_to_review(actor_id: Any) -> Condition:
    """Any commitment may then be among them, and no index finds those."""
    given = aliased(ReviewAssignment)
    return there_is(given, where=_covers_all(given, actor_id))


def _covers_all(given: type[ReviewAssignment], reviewer_id: Any) -> list[Condition]:
    return [*_under_way(given, reviewer_id), given.covers_all.is_(True)]


def _under_way(given: type[ReviewAssignment], reviewer_id: Any) -> list[Condition]:
    return [given.reviewer_id == reviewer_id, given.ended_on.is_(None)]


def _is_submitted(commitment_id: Any) -> Condition:
    counties = select(AnnualReport.county_code).where(AnnualReport.submitted_at.is_not(None))
    return is_commitment_in(commitment_id, lambda county: county.in_(counties))


def fulfils(column: Any, kind: type[Resource], condition: Condition) -> Condition:
    """Whether the record of the class that the column refers to does; that one alone is asked."""
    return there_is(kind, where=[kind.id == column, condition])


def _under(*owners: tuple[Any, type[Resource]]) -> Standing:
    """Of what belongs to another record: as to that one; of several, as to any of them."""
    found: dict[Relation, list[Condition]] = {}
    for column, kind in owners:
        for relation, condition in standing(kind).items():
            found.setdefault(relation, []).append(fulfils(column, kind, condition))
    return {relation: or_(*conditions) for relation, conditions in found.items()}


def _either(*standings: Standing) -> Standing:
    found: dict[Relation, list[Condition]] = {}
    for one in standings:
        for relation, condition in one.items():
            found.setdefault(relation, []).append(condition)
    return {relation: or_(*conditions) for relation, conditions in found.items()}


def _of_municipality(code: Any) -> Standing:
    """What a municipality keeps, its police in agreement with it and its county board may read."""
    return {
        Relation.OWNER: code == MY_MUNICIPALITY,
        Relation.PARTICIPANT: and_(I_AM_POLICE, code.in_(_partner_municipalities())),
        Relation.COUNTY: county_of(code) == MY_COUNTY,
    }


def _of_municipalities(column: Any, link: Any, key: Any) -> Standing:
    """As above, where a record is of several municipalities: through any of them."""
    return {
        relation: there_is(link, where=[key == column, condition])
        for relation, condition in _of_municipality(link.municipality_code).items()
    }


def _partners() -> Select[Any]:
    """Those with whom we have an agreement or promise that is signed and not over.

    Not by what we have registered afterwards ourselves, nor where the parties have been rewritten
    since: nobody gives itself access to others.
    """
    us = aliased(Party)
    by_others = or_(Commitment.owner_id.is_(None), Commitment.owner_id != ME)
    over = exists().where(
        Termination.commitment_id == Commitment.id, Termination.terminated_on <= TODAY
    )
    return (
        select(Party.actor_id)
        .join(Commitment, Commitment.id == Party.commitment_id)
        .join(us, us.commitment_id == Commitment.id)
        .where(
            us.actor_id == ME,
            or_(us.left_on.is_(None), us.left_on > TODAY),
            or_(Party.left_on.is_(None), Party.left_on > TODAY),
            Commitment.signing == Signing.SIGNED,
            or_(~Commitment.registered_afterwards, by_others),
            ~or_(_rewritten(Correction), _rewritten(Amendment)),
            Commitment.ended_on.is_(None),
            or_(Commitment.last_day.is_(None), Commitment.last_day >= TODAY),
            ~over,
        )
    )


def _rewritten(kind: type[Amendment] | type[Correction]) -> Condition:
    """Whether it has changed who the parties are, as what it keeps of the earlier ones tells."""
    kept = cast(kind.earlier_values, Text)
    return exists().where(kind.commitment_id == Commitment.id, kept.like('%"parties"%'))


def _partner_municipalities() -> Select[Any]:
    local = Actor.kind == ActorKind.MUNICIPALITY
    return select(Actor.municipality_code).where(local, Actor.id.in_(_partners()))


def _my_counties() -> Keys:
    """Where we are at home or work: whose plans and activities concern us."""
    home = select(Actor.county_code).where(Actor.id == ME, Actor.county_code.is_not(None))
    local = select(county_of(Actor.municipality_code)).where(
        Actor.id == ME, Actor.municipality_code.is_not(None)
    )
    working = select(county_of(ActorArea.municipality_code)).where(ActorArea.actor_id == ME)
    return union(home, local, working)


def _is_at_home_in_county(actor_id: Any) -> Condition:
    actor = aliased(Actor)
    here = or_(actor.county_code == MY_COUNTY, county_of(actor.municipality_code) == MY_COUNTY)
    return there_is(actor, where=[actor.id == actor_id, here])


def _is_at_work_in_county(actor_id: Any) -> Condition:
    """Also where it worked before, since what it said then is of that county."""
    around = county_of(ActorArea.municipality_code) == MY_COUNTY
    return there_is(ActorArea, where=[ActorArea.actor_id == actor_id, around])


def _of_county(code: Any) -> Standing:
    """What a county board keeps for its county; those at home or at work there may read it."""
    return {Relation.OWNER: code == MY_COUNTY, Relation.PARTICIPANT: code.in_(_my_counties())}


def _is_no_other_county(code: Any) -> Condition:
    """Nobody adds to the account of a county where it is neither at home nor at work."""
    return or_(code.is_(None), code.in_(_my_counties()))


def _function() -> Standing:
    """Police and municipality in agreement find each other's; municipalities do not."""
    police = select(Actor.id).where(Actor.kind.in_(POLICE))
    partner = Function.actor_id.in_(_partners())
    nationwide = select(Actor.id).where(Actor.kind.in_(NATIONWIDE))
    return {
        Relation.OWNER: Function.actor_id == ME,
        Relation.PARTICIPANT: or_(
            Function.actor_id.in_(nationwide),
            and_(partner, or_(I_AM_POLICE, Function.actor_id.in_(police))),
        ),
        Relation.COUNTY: _is_at_home_in_county(Function.actor_id),
    }


def _indicator_answer() -> Standing:
    """Nobody answers for another; police are seen by the boards of the counties they work in."""
    police = select(Actor.id).where(Actor.kind.in_(POLICE))
    partner = IndicatorAnswer.actor_id.in_(_partners())
    here = or_(
        _is_at_home_in_county(IndicatorAnswer.actor_id),
        _is_at_work_in_county(IndicatorAnswer.actor_id),
    )
    return {
        Relation.OWNER: IndicatorAnswer.actor_id == ME,
        Relation.PARTICIPANT: and_(partner, or_(I_AM_POLICE, IndicatorAnswer.actor_id.in_(police))),
        Relation.COUNTY: here,
    }


def _state_grant() -> Standing:
    """Of the place that it is for; who applied for it keeps it too, where it is at home or work."""
    # A municipality answers for its own, others for where they work.
    local = and_(
        MY_MUNICIPALITY.is_(None), county_of(StateGrant.municipality_code).in_(_my_counties())
    )
    applied = StateGrant.applicant_id == ME
    applying: Standing = {
        Relation.OWNER: and_(applied, or_(local, StateGrant.county_code.in_(_my_counties()))),
        Relation.PARTICIPANT: applied,
    }
    return _either(
        applying,
        _of_municipality(StateGrant.municipality_code),
        _of_county(StateGrant.county_code),
    )


def _forum() -> Standing:
    """Of who leads it; where nobody is known to, of the municipalities and county it is for."""
    covering = select(ForumMunicipality.forum_id)
    here = Forum.id.in_(covering.where(ForumMunicipality.municipality_code == MY_MUNICIPALITY))
    member = select(ForumMember.forum_id).where(ForumMember.actor_id == ME)
    unled = Forum.leader_id.is_(None)
    led = or_(Forum.owner_id == ME, Forum.leader_id == ME)
    return {
        Relation.OWNER: or_(
            and_(led, _is_no_other_county(Forum.county_code)),
            and_(unled, here),
            and_(unled, Forum.county_code == MY_COUNTY),
        ),
        Relation.PARTICIPANT: or_(Forum.id.in_(member), here),
        Relation.COUNTY: is_forum_in_county(Forum, MY_COUNTY),
    }


def _action_plan() -> Standing:
    """The statutory one is the municipality's; the other one of those who adopt it or agreed it."""
    joint = ActionPlan.municipality_code.is_(None)
    through = _under(
        (ActionPlan.commitment_id, Commitment), (ActionPlan.adopted_by_forum_id, Forum)
    )
    inherited: Standing = {
        relation: and_(joint, condition)
        for relation, condition in through.items()
        if relation not in {Relation.NATIONAL, Relation.COUNTY}
    }
    county = {Relation.COUNTY: is_action_plan_in_county(MY_COUNTY)}
    return _either(_of_municipality(ActionPlan.municipality_code), inherited, county)


def _situation_picture() -> Standing:
    link = PictureMunicipality
    nearby = county_of(link.municipality_code).in_(_my_counties())
    near = there_is(link, where=[link.situation_picture_id == SituationPicture.id, nearby])
    # A municipality answers for its own; police and others make pictures where they work.
    made = {
        Relation.OWNER: and_(
            SituationPicture.made_by_id == ME,
            MY_MUNICIPALITY.is_(None),
            near,
        )
    }
    links = _of_municipalities(
        SituationPicture.id, PictureMunicipality, PictureMunicipality.situation_picture_id
    )
    return _either(made, links)


def _activity() -> Standing:
    came = select(ActivityParticipants.activity_id).where(ActivityParticipants.actor_id == ME)
    reached = select(ActivityMunicipality.activity_id)
    here = reached.where(ActivityMunicipality.municipality_code == MY_MUNICIPALITY)
    around = county_of(ActivityMunicipality.municipality_code) == MY_COUNTY
    own = {
        Relation.OWNER: and_(
            or_(Activity.owner_id == ME, Activity.organiser_id == ME),
            _is_no_other_county(Activity.county_code),
        ),
        Relation.PARTICIPANT: or_(Activity.id.in_(came), Activity.id.in_(here)),
        Relation.COUNTY: there_is(
            ActivityMunicipality, where=[ActivityMunicipality.activity_id == Activity.id, around]
        ),
    }
    planned = _under((Activity.operating_plan_id, OperatingPlan))
    return _either(own, _of_county(Activity.county_code), planned)


def _support_need() -> Standing:
    return {
        Relation.OWNER: SupportNeed.asked_by_id == ME,
        Relation.PARTICIPANT: SupportNeed.asked_of_id == ME,
        Relation.COUNTY: _is_at_home_in_county(SupportNeed.asked_by_id),
    }


def _review_assignment() -> Standing:
    """Only the county's board can let somebody read the agreements of a county."""
    ordered = ReviewAssignment.commissioned_by_id == ME
    return {
        Relation.OWNER: ReviewAssignment.county_code == MY_COUNTY,
        Relation.PARTICIPANT: or_(ordered, ReviewAssignment.reviewer_id == ME),
    }


def _review() -> Standing:
    """The reviewer writes it, and so may who ordered it; the parties may read what was found."""
    ours = or_(ReviewAssignment.reviewer_id == ME, standing(ReviewAssignment)[Relation.OWNER])
    through = standing(Commitment)
    parties = or_(*(through[one] for one in (Relation.OWNER, Relation.PARTICIPANT)))
    county = fulfils(Review.commitment_id, Commitment, through[Relation.COUNTY])
    return {
        Relation.OWNER: or_(
            fulfils(Review.review_assignment_id, ReviewAssignment, ours),
            and_(Review.review_assignment_id.is_(None), county),
        ),
        Relation.PARTICIPANT: fulfils(Review.commitment_id, Commitment, parties),
        Relation.COUNTY: county,
    }


def _annual_report() -> Standing:
    return {
        Relation.OWNER: AnnualReport.county_code == MY_COUNTY,
        Relation.NATIONAL: AnnualReport.submitted_at.is_not(None),
    }


def _delivery() -> Standing:
    """Of the board whose report it is; the national ones are not of any county."""
    own = select(AnnualReport.id).where(AnnualReport.county_code == MY_COUNTY)
    return {
        Relation.OWNER: Delivery.annual_report_id.in_(own),
        Relation.NATIONAL: Delivery.national_report_id.is_not(None),
    }


def _follow_up() -> Standing:
    """As to its subject, or to what that is a part of: it has only one."""
    area, measure = aliased(PrioritisedArea), aliased(Measure)
    commitment = func.coalesce(
        FollowUp.commitment_id,
        _value_of(area, FollowUp.prioritised_area_id, area.commitment_id),
        _value_of(measure, FollowUp.measure_id, measure.commitment_id),
    )
    plan = func.coalesce(
        FollowUp.action_plan_id,
        _value_of(measure, FollowUp.measure_id, measure.action_plan_id),
    )
    return _under(
        (commitment, Commitment), (plan, ActionPlan), (FollowUp.operating_plan_id, OperatingPlan)
    )


def _value_of(kind: Any, key: Any, column: Any) -> Any:
    return select(column).where(kind.id == key).correlate_except(kind).scalar_subquery()


def _calendar() -> Standing:
    """Whoever made it owns it; others of its organisation may oversee it."""
    colleagues = select(Principal.id).where(Principal.actor_id == ME)
    return {
        Relation.OWNER: Calendar.principal_id == MY_PRINCIPAL,
        Relation.PARTICIPANT: Calendar.principal_id.in_(colleagues),
    }


def _municipality() -> Standing:
    """Everybody knows of it; what the register says of its work, itself and its county's board."""
    return {
        Relation.OWNER: Municipality.code == MY_MUNICIPALITY,
        Relation.COUNTY: Municipality.county_code == MY_COUNTY,
    }


# What belongs to other records, and is seen with any of them: by which columns.
UNDER: Mapping[type[Base], tuple[tuple[Any, type[Resource]], ...]] = {
    PrioritisedArea: ((PrioritisedArea.commitment_id, Commitment),),
    Measure: ((Measure.commitment_id, Commitment), (Measure.action_plan_id, ActionPlan)),
    FollowUp: (
        (FollowUp.commitment_id, Commitment),
        (FollowUp.prioritised_area_id, PrioritisedArea),
        (FollowUp.measure_id, Measure),
        (FollowUp.action_plan_id, ActionPlan),
        (FollowUp.operating_plan_id, OperatingPlan),
    ),
    Meeting: ((Meeting.forum_id, Forum),),
}
STANDING: Mapping[type[Base], Any] = {
    County: lambda: {Relation.OWNER: County.code == MY_COUNTY},
    Municipality: _municipality,
    Agreement: lambda: _commitment(Agreement),
    CitizenPromise: lambda: _commitment(CitizenPromise),
    Commitment: _commitment,
    PrioritisedArea: lambda: _under(*UNDER[PrioritisedArea]),
    Measure: lambda: _under(*UNDER[Measure]),
    FollowUp: _follow_up,
    ActionPlan: _action_plan,
    SituationPicture: _situation_picture,
    CouncilReport: lambda: _of_municipality(CouncilReport.municipality_code),
    Function: _function,
    IndicatorAnswer: _indicator_answer,
    StateGrant: _state_grant,
    Forum: _forum,
    Meeting: lambda: _under(*UNDER[Meeting]),
    OperatingPlan: lambda: _of_county(OperatingPlan.county_code),
    Activity: _activity,
    SupportNeed: _support_need,
    ReviewAssignment: _review_assignment,
    Review: _review,
    AnnualReport: _annual_report,
    Delivery: _delivery,
    NationalReport: lambda: {Relation.NATIONAL: true()},
    Calendar: _calendar,
    Mailing: lambda: {Relation.OWNER: Mailing.actor_id == ME},
    Principal: lambda: {Relation.OWNER: Principal.actor_id == ME},
}
