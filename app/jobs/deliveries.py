"""Orders of deliveries, each with the job that makes it, in the transaction of whatever asks."""

from dataclasses import dataclass
from typing import Unpack
from uuid import UUID

from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from app.jobs import queue
from app.jobs.queue import Terms
from app.models import Delivery
from app.queries.deliverables import Deliverable, Report, deliverable
from app.queries.deliveries import deliveries_of_report
from app.settings import settings
from app.settings.targets import DeliveryTarget

KIND = "delivery"


@dataclass(frozen=True)
class Order:
    """A round of one issue to one target; with a reason where a person has asked for it."""

    target: DeliveryTarget
    round: int = 1
    reason: str | None = None
    traceparent: str | None = None


def targets_for(county_code: str | None) -> list[DeliveryTarget]:
    """Those that want the reports of the county; with None the national ones."""
    return [one for one in settings().delivery_targets if one.wants(county_code)]


def order_all(session: Session, report: Report) -> None:
    """To each target that wants it and has not had it: of what is final, once."""
    ours = deliverable(report)
    known = {target for target, _, _ in session.execute(deliveries_of_report(ours))}
    for target in targets_for(ours.county_code):
        if target.key not in known:
            order(session, ours, Order(target))


def order(session: Session, report: Deliverable, what: Order) -> Delivery:
    row = Delivery(
        id=uuid7(),
        title=f"{report.name} till {what.target.title}",
        **{report.subject: report.id},
        target=what.target.key,
        round=what.round,
        redelivery_reason=what.reason,
        destination=what.target.destination,
        attempts=[],
        external_references=[],
    )
    row.job_id = enqueue(session, row.id, 0, traceparent=what.traceparent)
    session.add(row)
    session.flush()
    return row


def enqueue(session: Session, delivery_id: UUID, after: int, **terms: Unpack[Terms]) -> UUID:
    """The job that comes after the attempt of that number, 0 for the first; there is one."""
    terms["dedupe_key"] = f"{KIND}@{delivery_id}@{after}"
    payload = {"deliveryId": str(delivery_id), "after": after}
    return queue.enqueue(session, KIND, payload, **terms).id
