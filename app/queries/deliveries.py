"""Questions about deliveries: where each stands, and what a worker takes up."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import selectinload

from app.documents import Given, documents, relations
from app.models import AnnualReport, Delivery, Job, NationalReport
from app.models.deliveries import DeliveryState
from app.models.jobs import JobState
from app.queries.deliverables import Deliverable
from app.queries.narrowing import Conditions, narrowed
from app.queries.written import made_once
from app.schemas.deliveries import DeliveryFilters, DeliveryRead

UNDER_WAY = (DeliveryState.QUEUED, DeliveryState.SENDING)
FAILED = (JobState.FAILED, JobState.CANCELLED)
MEANINGS: Conditions = {
    "annual_report_id": lambda key: Delivery.annual_report_id == key,
    "national_report_id": lambda key: Delivery.national_report_id == key,
    "county_code": lambda code: of_county_report(AnnualReport.county_code) == code,
    "year": lambda year: report_year() == year,
    "state": lambda state: delivery_state() == state,
    "target": lambda key: Delivery.target == key,
}


@made_once
def delivery_documents() -> Select[str, str]:
    """What the report is of is told to whoever sees the delivery, also where it is not shown."""
    given: Given = {
        "county_code": of_county_report(AnnualReport.county_code),
        "year": report_year(),
        "issue": of_report(AnnualReport.issue, NationalReport.number),
        "state": delivery_state(),
        "reason": _reason(),
    }
    facts = {"state": delivery_state(), "reason": _reason(), "relations": relations(Delivery)}
    return documents(DeliveryRead, Delivery, given, facts)


def of_county_report(column: Any) -> ColumnElement[Any]:
    of_it = select(column).where(AnnualReport.id == Delivery.annual_report_id)
    return of_it.scalar_subquery()


def of_report(column: Any, national: Any) -> ColumnElement[Any]:
    """Of the one that is delivered, whichever sort it is."""
    of_it = select(national).where(NationalReport.id == Delivery.national_report_id)
    return func.coalesce(of_county_report(column), of_it.scalar_subquery())


def report_year() -> ColumnElement[int]:
    return of_report(AnnualReport.year, NationalReport.year)


def delivery_state() -> ColumnElement[str]:
    """The one definition: nobody is at what waits for a job that has ended without it."""
    return case((_is_abandoned(), DeliveryState.FAILED.value), else_=Delivery.state)


def _is_abandoned() -> ColumnElement[bool]:
    return and_(Delivery.state.in_(UNDER_WAY), _of_job(Job.state).in_(FAILED))


def _reason() -> ColumnElement[Any]:
    return case((_is_abandoned(), _of_job(Job.error)), else_=Delivery.reason)


def _of_job(column: Any) -> ColumnElement[Any]:
    return select(column).where(Job.id == Delivery.job_id).scalar_subquery()


def deliveries_matching(filters: DeliveryFilters) -> Select[Any]:
    return narrowed(Delivery, filters, MEANINGS)


def deliveries_of_report(report: Deliverable) -> Select[str, int, str]:
    """Target, round and state."""
    return select(Delivery.target, Delivery.round, delivery_state()).where(
        getattr(Delivery, report.subject) == report.id
    )


def delivery_to_make(delivery_id: UUID) -> Select[Delivery]:
    """With its attempts; nobody else may change it meanwhile."""
    return (
        select(Delivery)
        .where(Delivery.id == delivery_id)
        .options(selectinload(Delivery.attempts))
        .with_for_update()
    )
