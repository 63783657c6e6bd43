"""The tables; importing this package makes all of them known."""

from app.models.action_plans import ActionPlan
from app.models.activities import Activity, ActivityMunicipality, ActivityParticipants
from app.models.actors import Actor, ActorArea, ActorSuccessor
from app.models.agreements import Agreement, ForumRhythm, LegalBasis
from app.models.annual_reports import (
    AnnualReport,
    AnnualReportAnswer,
    AnnualReportFile,
    AnnualReportSheet,
)
from app.models.area_categories import AreaCategory
from app.models.audit import AuditDisposal, AuditEntry, AuditHead, AuditPayload
from app.models.base import Base, ExternalReference, Part, Resource
from app.models.calendars import Calendar
from app.models.citizen_promises import CitizenPromise
from app.models.commitment_parts import (
    Amendment,
    CommitmentCounty,
    CommitmentDocument,
    CommitmentMunicipality,
    Correction,
    FollowUpRule,
    Party,
    Prolongation,
    Replacement,
    Signature,
    Termination,
)
from app.models.commitments import Commitment
from app.models.council_reports import CouncilReport
from app.models.counties import County
from app.models.deliveries import Delivery, DeliveryAttempt
from app.models.disposals import Disposal
from app.models.false_alarms import FalseAlarm
from app.models.feedback import MunicipalityFeedback
from app.models.follow_ups import FollowUp, IndicatorValue
from app.models.forums import Forum, ForumMember, ForumMunicipality
from app.models.functions import Function
from app.models.idempotency_keys import IdempotencyKey
from app.models.indicator_answers import IndicatorAnswer
from app.models.jobs import Job, Schedule
from app.models.mailings import Mailing
from app.models.measures import Measure, MeasureActor
from app.models.meetings import Meeting, MeetingParticipant
from app.models.methods import Method
from app.models.municipalities import Municipality
from app.models.national_reports import (
    NationalReport,
    NationalReportFile,
    NationalReportPart,
    NationalReportSheet,
)
from app.models.operating_plans import OperatingPlan
from app.models.periods import keep_days
from app.models.principals import (
    ClientSecret,
    Grant,
    MinuteCount,
    Principal,
    UsedAssertion,
)
from app.models.prioritised_areas import AreaCategoryLink, Cause, Goal, Indicator, PrioritisedArea
from app.models.review_assignments import AssignmentCommitment, ReviewAssignment
from app.models.reviews import CriterionVerdict, Review
from app.models.situation_pictures import PictureMunicipality, SituationPicture
from app.models.state_grants import StateGrant
from app.models.support_needs import SupportNeed

__all__ = [
    "ActionPlan",
    "Activity",
    "ActivityMunicipality",
    "ActivityParticipants",
    "Actor",
    "ActorArea",
    "ActorSuccessor",
    "Agreement",
    "Amendment",
    "AnnualReport",
    "AnnualReportAnswer",
    "AnnualReportFile",
    "AnnualReportSheet",
    "AreaCategory",
    "AreaCategoryLink",
    "AssignmentCommitment",
    "AuditDisposal",
    "AuditEntry",
    "AuditHead",
    "AuditPayload",
    "Base",
    "Calendar",
    "Cause",
    "CitizenPromise",
    "ClientSecret",
    "Commitment",
    "CommitmentCounty",
    "CommitmentDocument",
    "CommitmentMunicipality",
    "Correction",
    "CouncilReport",
    "County",
    "CriterionVerdict",
    "Delivery",
    "DeliveryAttempt",
    "Disposal",
    "ExternalReference",
    "FalseAlarm",
    "FollowUp",
    "FollowUpRule",
    "Forum",
    "ForumMember",
    "ForumMunicipality",
    "ForumRhythm",
    "Function",
    "Goal",
    "Grant",
    "IdempotencyKey",
    "Indicator",
    "IndicatorAnswer",
    "IndicatorValue",
    "Job",
    "LegalBasis",
    "Mailing",
    "Measure",
    "MeasureActor",
    "Meeting",
    "MeetingParticipant",
    "Method",
    "MinuteCount",
    "Municipality",
    "MunicipalityFeedback",
    "NationalReport",
    "NationalReportFile",
    "NationalReportPart",
    "NationalReportSheet",
    "OperatingPlan",
    "Part",
    "Party",
    "PictureMunicipality",
    "Principal",
    "PrioritisedArea",
    "Prolongation",
    "Replacement",
    "Resource",
    "Review",
    "ReviewAssignment",
    "Schedule",
    "Signature",
    "SituationPicture",
    "StateGrant",
    "SupportNeed",
    "Termination",
    "UsedAssertion",
    "keep_days",
]
