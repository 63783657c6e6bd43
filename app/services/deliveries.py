"""Deliveries that somebody asks for, beside those that follow when a report is final."""

from sqlalchemy.orm import Session

from app.errors import Fault, InvalidError, RuleViolationError
from app.jobs import deliveries
from app.jobs.deliveries import Order, targets_for
from app.models import Delivery
from app.queries.deliverables import Deliverable, Report, deliverable, delivered_by
from app.queries.deliveries import UNDER_WAY, deliveries_of_report
from app.schemas.deliveries import DeliveryCreate, RepetitionCreate
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
TARGET_GONE = (
    "Leveransmålet finns inte längre i tjänstens inställningar för redovisningen. Lägg till det "
    "där, eller be länet (för en nationell Brå) begära leverans till ett annat mål."
)
NO_SUCH_TARGET = "Redovisningen har inget sådant leveransmål; ange något av: {known}."


def deliver_again(
    session: Session, report: Report, body: DeliveryCreate, traceparent: str | None = None
) -> Delivery:
    """RuleViolationError for what is not final, InvalidError for a target that it has not."""
    ours = deliverable(report)
    if not ours.is_final:
        raise RuleViolationError(NOT_FINAL[ours.subject])
    return _one_more(session, ours, _target(ours, body), body, traceparent)


def repeat(
    session: Session, delivery: Delivery, body: RepetitionCreate, traceparent: str | None = None
) -> Delivery:
    """The same once more, by whoever looks after what arrives and sees nothing of the report."""
    ours = delivered_by(session, delivery)
    target = _targets(ours).get(delivery.target)
    if target is None:
        raise RuleViolationError(TARGET_GONE)
    return _one_more(session, ours, target, body, traceparent)


def _one_more(
    session: Session,
    report: Deliverable,
    target: DeliveryTarget,
    body: RepetitionCreate,
    traceparent: str | None,
) -> Delivery:
    """A round of its own, with its reason; two at the same moment cannot have the same one."""
    known = session.execute(deliveries_of_report(report)).all()
    rounds = {number: state for key, number, state in known if key == target.key}
    if set(rounds.values()) & set(UNDER_WAY):
        raise RuleViolationError(ALREADY)
    what = Order(target, max(rounds, default=0) + 1, body.reason, traceparent)
    made = deliveries.order(session, report, what)
    changing.log_false_alarm(session, made, body)
    return made


def _target(report: Deliverable, body: DeliveryCreate) -> DeliveryTarget:
    targets = _targets(report)
    if body.target not in targets:
        known = ", ".join(sorted(targets))
        reason = NO_SUCH_TARGET.format(known=known) if known else NO_TARGETS
        raise InvalidError(reason, [Fault("target", reason)])
    return targets[body.target]


def _targets(report: Deliverable) -> dict[str, DeliveryTarget]:
    return {one.key: one for one in targets_for(report.county_code)}
