"""Deliveries that somebody asks for, beside those that follow when a report is final."""

from sqlalchemy.orm import Session

from app.errors import Fault, InvalidError, RuleViolationError
from app.jobs import deliveries
from app.jobs.deliveries import Order, targets_for
from app.models import Delivery
from app.queries.deliverables import Deliverable, Report, deliverable
from app.queries.deliveries import UNDER_WAY, deliveries_of_report
from app.schemas.deliveries import DeliveryCreate
from app.services import changing
from app.settings.targets import DeliveryTarget

NOT_FINAL = {
    "annual_report_id": (
        "Redovisningen är inte inlämnad, och bara en inlämnad redovisning levereras."
    ),
    "national_report_id": (
        "Den nationella redovisningen är inte sammanställd än; vänta tills den är compiled."
    ),
}
ALREADY = "En leverans till målet väntar eller pågår redan. Vänta tills den är framme eller failed."
NO_TARGETS = "Inget leveransmål är inställt för redovisningen; den som sköter tjänsten gör det."
NO_SUCH_TARGET = "Redovisningen har inget sådant leveransmål; ange något av: {known}."


def deliver_again(
    session: Session, report: Report, body: DeliveryCreate, traceparent: str | None = None
) -> Delivery:
    """A round of its own, with its reason; two at the same moment cannot have the same one."""
    ours = deliverable(report)
    if not ours.is_final:
        raise RuleViolationError(NOT_FINAL[ours.subject])
    target = _target(ours, body)
    known = session.execute(deliveries_of_report(ours)).all()
    rounds = {number: state for key, number, state in known if key == target.key}
    if set(rounds.values()) & set(UNDER_WAY):
        raise RuleViolationError(ALREADY)
    what = Order(target, max(rounds, default=0) + 1, body.reason, traceparent)
    made = deliveries.order(session, ours, what)
    changing.log_false_alarm(session, made, body)
    return made


def _target(report: Deliverable, body: DeliveryCreate) -> DeliveryTarget:
    targets = {one.key: one for one in targets_for(report.county_code)}
    if body.target not in targets:
        known = ", ".join(sorted(targets))
        reason = NO_SUCH_TARGET.format(known=known) if known else NO_TARGETS
        raise InvalidError(reason, [Fault("target", reason)])
    return targets[body.target]
