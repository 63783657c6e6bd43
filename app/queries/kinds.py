"""Every kind of record: the collection it stands in, and the question for its document."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Select

from app.models import (
    ActionPlan,
    Activity,
    Actor,
    Agreement,
    AnnualReport,
    AreaCategory,
    Calendar,
    CitizenPromise,
    CouncilReport,
    Delivery,
    Disposal,
    FollowUp,
    Forum,
    Function,
    IndicatorAnswer,
    Mailing,
    Measure,
    Meeting,
    Method,
    NationalReport,
    OperatingPlan,
    Principal,
    PrioritisedArea,
    Resource,
    Review,
    ReviewAssignment,
    SituationPicture,
    StateGrant,
    SupportNeed,
)
from app.queries.action_plans import action_plan_documents
from app.queries.activities import activity_documents
from app.queries.actors import actor_documents
from app.queries.agreements import agreement_documents
from app.queries.annual_reports import annual_report_documents
from app.queries.area_categories import area_category_documents
from app.queries.calendars import calendar_documents
from app.queries.citizen_promises import citizen_promise_documents
from app.queries.council_reports import council_report_documents
from app.queries.deliveries import delivery_documents
from app.queries.disposals import disposal_documents
from app.queries.follow_ups import follow_up_documents
from app.queries.forums import forum_documents
from app.queries.functions import function_documents
from app.queries.indicator_answers import indicator_answer_documents
from app.queries.mailings import mailing_documents
from app.queries.measures import measure_documents
from app.queries.meetings import meeting_documents
from app.queries.methods import method_documents
from app.queries.national_reports import national_report_documents
from app.queries.operating_plans import operating_plan_documents
from app.queries.principal_documents import principal_documents
from app.queries.prioritised_areas import prioritised_area_documents
from app.queries.review_assignments import review_assignment_documents
from app.queries.reviews import review_documents
from app.queries.situation_pictures import situation_picture_documents
from app.queries.state_grants import state_grant_documents
from app.queries.support_needs import support_need_documents


@dataclass(frozen=True)
class Kind:
    """`path` is the collection's address below the contract's root: `/action-plans`."""

    path: str
    documents: Callable[[], Select[str, str]]

    @property
    def name(self) -> str:
        return self.path.removeprefix("/")


KINDS: dict[type[Resource], Kind] = {
    ActionPlan: Kind("/action-plans", action_plan_documents),
    Activity: Kind("/activities", activity_documents),
    Actor: Kind("/actors", actor_documents),
    Agreement: Kind("/agreements", agreement_documents),
    AnnualReport: Kind("/annual-reports", annual_report_documents),
    AreaCategory: Kind("/area-categories", area_category_documents),
    Calendar: Kind("/calendars", calendar_documents),
    CitizenPromise: Kind("/citizen-promises", citizen_promise_documents),
    CouncilReport: Kind("/council-reports", council_report_documents),
    Delivery: Kind("/deliveries", delivery_documents),
    Disposal: Kind("/disposals", disposal_documents),
    FollowUp: Kind("/follow-ups", follow_up_documents),
    Forum: Kind("/forums", forum_documents),
    Function: Kind("/functions", function_documents),
    IndicatorAnswer: Kind("/indicator-answers", indicator_answer_documents),
    Mailing: Kind("/mailings", mailing_documents),
    Measure: Kind("/measures", measure_documents),
    Meeting: Kind("/meetings", meeting_documents),
    Method: Kind("/methods", method_documents),
    NationalReport: Kind("/national-reports", national_report_documents),
    OperatingPlan: Kind("/operating-plans", operating_plan_documents),
    Principal: Kind("/principals", principal_documents),
    PrioritisedArea: Kind("/prioritised-areas", prioritised_area_documents),
    Review: Kind("/reviews", review_documents),
    ReviewAssignment: Kind("/review-assignments", review_assignment_documents),
    SituationPicture: Kind("/situation-pictures", situation_picture_documents),
    StateGrant: Kind("/state-grants", state_grant_documents),
    SupportNeed: Kind("/support-needs", support_need_documents),
}
