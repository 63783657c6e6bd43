"""A county with something to say on every sheet; all of it invented."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.models import (
    ActionPlan,
    Activity,
    ActivityParticipants,
    Actor,
    Agreement,
    AreaCategory,
    AreaCategoryLink,
    Cause,
    CouncilReport,
    CriterionVerdict,
    FollowUp,
    FollowUpRule,
    Forum,
    ForumMember,
    ForumRhythm,
    Function,
    Goal,
    Indicator,
    IndicatorValue,
    Measure,
    MeasureActor,
    Method,
    OperatingPlan,
    PrioritisedArea,
    SituationPicture,
    SupportNeed,
)
from app.models.action_plans import ActionPlanKind
from app.models.activities import ActivityKind
from app.models.actors import ActorKind
from app.models.agreements import AgreementKind
from app.models.base import Base
from app.models.commitments import EndType, Level
from app.models.follow_ups import FollowUpKind, Outcome
from app.models.forums import ForumKind
from app.models.functions import FunctionKind
from app.models.measures import MeasureRole, Progress
from app.models.methods import Evidence
from app.models.reviews import Verdict
from app.models.situation_pictures import PictureKind
from app.models.support_needs import SupportState
from tests import make

R = TypeVar("R", bound=Base)
YEAR = 2024
REVIEWED = {
    "Q01": Verdict.MET,
    "Q02": Verdict.MET,
    "Q06": Verdict.PARTLY,
    "Q09": Verdict.NOT_MET,
    "Q16": Verdict.NOT_ASSESSABLE,
}


def saved(session: Session, row: R) -> R:
    session.add(row)
    session.flush()
    return row


def municipal(session: Session, code: str, name: str, county_code: str | None = None) -> Actor:
    make.municipality(session, code, name, county_code)
    return make.actor(session, f"{name}s kommun", municipality_code=code)


def police(session: Session) -> Actor:
    return make.actor(session, "Lokalpolisområde Nyköping", kind=ActorKind.LOCAL_POLICE_AREA)


def board(session: Session) -> Actor:
    kind = ActorKind.COUNTY_ADMINISTRATIVE_BOARD
    return make.actor(session, "Länsstyrelsen i Södermanlands län", kind=kind, county_code="04")


def method(session: Session, code: str = "sspf", name: str = "SSPF") -> Method:
    return saved(session, Method(code=code, name=name, evidence=Evidence.UNCLEAR))


def category(session: Session, code: str = "youth", name: str = "Barn och unga") -> AreaCategory:
    return saved(session, AreaCategory(code=code, name=name))


def filled_county(session: Session) -> None:
    make.county(session, "04", "Södermanlands län")
    home, officers, county = (
        municipal(session, "0481", "Oxelösund"),
        police(session),
        board(session),
    )
    neighbour = municipal(session, "0480", "Nyköping")
    local = local_agreement(session, home, officers)
    area = worked_area(session, local)
    promise = make.citizen_promise(
        session,
        "Medborgarlöfte Oxelösund 2024",
        summary="Grannsamverkan och båtsamverkan ska finnas i hela kommunen.",
        municipality_codes=["0481"],
        communicated_on=date(2024, 3, 1),
        fed_back_on=date(2024, 12, 10),
        fed_back_how="Vid öppet hus",
        parent_id=local.id,
    )
    make.party(session, promise, home)
    follow_ups(session, local, area)
    the_law(session, home, officers)
    under_way(session, neighbour)
    coordination(session, county, home)
    reviewed(session, local)
    told_by_themselves(session, home, officers, county)


def local_agreement(session: Session, home: Actor, officers: Actor) -> Agreement:
    row = make.agreement(
        session,
        "Samverkansöverenskommelse Oxelösund",
        kind=AgreementKind.LOCAL,
        purposes=["Minska brotten och öka tryggheten"],
        signed_on=date(2023, 12, 12),
        end_type=EndType.FIXED,
        municipality_codes=["0481"],
        has_part_one=True,
    )
    make.party(session, row, home)
    make.party(session, row, officers)
    return row


def worked_area(session: Session, agreement: Agreement) -> PrioritisedArea:
    area = saved(
        session,
        PrioritisedArea(
            commitment_id=agreement.id,
            name="Stöld- och tillgreppsbrott",
            place="Centrum",
            problem="Cyklar och båtmotorer stjäls sommartid.",
            category_links=[AreaCategoryLink(category_code=category(session).code)],
            causes=[Cause(text="Få grannar syns till på dagtid")],
            goals=[Goal(text="En fjärdedel färre anmälda stölder till 2026")],
            indicators=[Indicator(name="Anmälda stölder", baseline=Decimal(120))],
        ),
    )
    other: dict[str, Any] = {"commitment_id": agreement.id, "prioritised_area_id": area.id}
    measure(session, "Grannsamverkan i tre områden", **other, progress=Progress.DONE)
    measure(session, "SSPF-möten", **other, method_id=method(session).id, responsible=True)
    return area


def measure(session: Session, name: str, *, responsible: bool = False, **values: Any) -> Measure:
    row = saved(session, Measure(name=name, **values))
    if responsible:
        actor = MeasureActor(measure_id=row.id, as_stated="kommunen", role=MeasureRole.RESPONSIBLE)
        saved(session, actor)
    return row


def follow_ups(session: Session, agreement: Agreement, area: PrioritisedArea) -> None:
    saved(
        session,
        FollowUpRule(commitment_id=agreement.id, as_stated="varje halvår", times_per_year=2),
    )
    saved(
        session,
        FollowUp(
            kind=FollowUpKind.EFFECT,
            prioritised_area_id=area.id,
            done_on=date(2024, 11, 20),
            outcome=Outcome.YELLOW,
            outcome_word="på väg",
            summary="Färre stölder men oförändrad otrygghet.",
            values=[
                IndicatorValue(
                    indicator_id=area.indicators[0].id, what="Anmälda stölder", value=Decimal(97)
                )
            ],
        ),
    )


def the_law(session: Session, home: Actor, officers: Actor) -> None:
    picture = saved(
        session,
        SituationPicture(
            title="Lägesbild Oxelösund 2023",
            kind=PictureKind.JOINT,
            made_on=date(2023, 10, 2),
            maps_crime=True,
            maps_extent=True,
            maps_consequences=False,
            has_analysis=True,
            municipality_codes=["0481"],
        ),
    )
    plan = saved(
        session,
        ActionPlan(
            title="Åtgärdsplan Oxelösund",
            kind=ActionPlanKind.STATUTORY,
            municipality_code="0481",
            decided_on=date(2024, 5, 22),
            decided_by="kommunfullmäktige",
            situation_picture_id=picture.id,
        ),
    )
    measure(session, "Trygghetsvandringar", action_plan_id=plan.id)
    council = make.forum(
        session,
        "Oxelösunds brottsförebyggande råd",
        leader_id=home.id,
        municipality_codes=["0481"],
    )
    for day in ("2024-03-05", "2024-10-08"):
        make.meeting(session, day, forum_id=council.id)
    saved(session, ForumMember(forum_id=council.id, actor_id=officers.id, leading_position=True))
    saved(
        session,
        Function(
            actor_id=home.id,
            kind=FunctionKind.COORDINATOR,
            title="Brottsförebyggande samordnare",
            percent_of_full_time=75,
            coordinates_and_supports=True,
            mailbox="trygg@kommun.test",
        ),
    )
    saved(
        session,
        CouncilReport(
            municipality_code="0481", reported_on=date(2024, 6, 12), summary="Årsrapport"
        ),
    )


def under_way(session: Session, neighbour: Actor) -> None:
    """What will be there in 2025, and is not yet on the last day of 2024."""
    coordinator = FunctionKind.COORDINATOR
    make.function(session, neighbour, kind=coordinator, valid_from=date(2025, 3, 1))
    make.situation_picture(session, "Lägesbild Nyköping 2025", ("0480",), made_on=date(2025, 2, 10))
    make.action_plan(session, "Åtgärdsplan Nyköping", municipality_code="0480")


def reviewed(session: Session, agreement: Agreement) -> None:
    assignment = make.review_assignment(session, "Granskning av alla överenskommelser i länet")
    make.review(
        session,
        "Mål saknas för ett område.",
        commitment_id=agreement.id,
        review_assignment_id=assignment.id,
        reviewed_on=date(2024, 9, 17),
        verdicts=[
            CriterionVerdict(criterion=criterion, verdict=verdict, reason="Läst i texten.")
            for criterion, verdict in REVIEWED.items()
        ],
    )


def told_by_themselves(session: Session, home: Actor, officers: Actor, county: Actor) -> None:
    """Two grants, of the municipality and of the county, and what two of three answer."""
    make.area_of_work(session, officers, "0481")
    officer = FunctionKind.MUNICIPAL_POLICE_OFFICER
    make.function(session, officers, kind=officer, title="Kommunpolis", percent_of_full_time=50)
    make.state_grant(
        session,
        "Trygga kvällar",
        applicant_id=home.id,
        municipality_code="0481",
        applied_on=date(2024, 2, 1),
        applied_amount=300_000,
        decided_on=date(2024, 12, 31),
        granted_amount=250_000,
    )
    make.state_grant(
        session,
        "Orsaksanalys i länet",
        applicant_id=county.id,
        county_code="04",
        applied_amount=100_000,
        decided_on=date(2025, 1, 1),
        granted_amount=100_000,
    )
    make.indicator_answer(session, officers, "I12", answer="partly")
    make.indicator_answer(session, officers, "I13c", grade=2)
    make.indicator_answer(session, home, "I13c", grade=5)


def coordination(session: Session, county: Actor, home: Actor) -> None:
    network = make.forum(session, "Länsnätverket", kind=ForumKind.NETWORK, county_code="04")
    regional = make.agreement(
        session,
        "Länsövergripande överenskommelse",
        kind=AgreementKind.REGIONAL,
        level=Level.COUNTY,
        end_type=EndType.UNTIL_FURTHER_NOTICE,
        ends_on=None,
    )
    make.party(session, regional, county)
    rhythm = ForumRhythm(
        commitment_id=regional.id, forum_id=network.id, name_as_stated="nätverket", times_per_year=4
    )
    saved(session, rhythm)
    for day in ("2024-02-01", "2024-05-02", "2024-09-03"):
        make.meeting(session, day, forum_id=network.id)
    visit = operating_plan(session, county, home)
    saved(
        session,
        SupportNeed(
            topic="Orsaksanalys",
            asked_by_id=home.id,
            asked_of_id=county.id,
            asked_on=date(2024, 4, 11),
            visit_id=visit.id,
            state=SupportState.MET,
            met_on=date(2024, 10, 1),
            how_met="Utbildningsdag",
        ),
    )


def operating_plan(session: Session, county: Actor, home: Actor) -> Activity:
    group: Forum = make.forum(
        session, "Styrgruppen", kind=ForumKind.STEERING_GROUP, county_code="04"
    )
    plan = saved(
        session,
        OperatingPlan(
            county_code="04",
            year=YEAR,
            title="Verksamhetsplan 2024",
            decided_on=date(2024, 1, 25),
            decided_by_forum_id=group.id,
        ),
    )
    visit = Activity(
        kind=ActivityKind.MUNICIPALITY_VISIT,
        title="Besök i Oxelösund",
        county_code="04",
        operating_plan_id=plan.id,
        starts_on=date(2024, 4, 11),
        progress=Progress.DONE,
        municipality_codes=["0481"],
    )
    saved(session, visit)
    training = Activity(
        kind=ActivityKind.TRAINING,
        title="Utbildning i orsaksanalys",
        county_code="04",
        operating_plan_id=plan.id,
        starts_on=date(2024, 10, 1),
        progress=Progress.DONE,
        participants=[ActivityParticipants(actor_id=home.id, count=12)],
    )
    saved(session, training)
    small = Activity(
        kind=ActivityKind.CONFERENCE,
        title="Rundabordssamtal",
        county_code="04",
        starts_on=date(2024, 11, 6),
        theme="Hot mot förtroendevalda",
        participants=[
            ActivityParticipants(actor_id=home.id, count=1),
            ActivityParticipants(actor_id=county.id, count=3),
        ],
    )
    saved(session, small)
    for title, progress in (("Kustpatrull", None), ("Inställd ronde", Progress.CANCELLED)):
        across = Activity(
            kind=ActivityKind.CROSS_BORDER_MEASURE,
            title=title,
            county_code="04",
            starts_on=date(2024, 7, 1),
            progress=progress,
            municipality_codes=["0480", "0481"],
        )
        saved(session, across)
    saved(
        session,
        Function(
            actor_id=county.id,
            kind=FunctionKind.REGIONAL_COORDINATOR,
            title="Regional samordnare",
            percent_of_full_time=100,
            percent_on_other_tasks=20,
        ),
    )
    return visit
