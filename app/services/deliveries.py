"""Deliveries that somebody asks for, beside those that follow from a submission."""

from sqlalchemy.orm import Session

from app.errors import Fault, InvalidError, RuleViolationError
from app.jobs import deliveries
from app.jobs.deliveries import Order, targets_for
from app.models import AnnualReport, Delivery
from app.queries.deliveries import UNDER_WAY, deliveries_of_report
from app.schemas.deliveries import DeliveryCreate
from app.services import changing
from app.settings.targets import DeliveryTarget

NOT_SUBMITTED = "Redovisningen är inte inlämnad, och bara en inlämnad redovisning levereras."
ALREADY = "En leverans till målet väntar eller pågår redan. Vänta tills den är framme eller failed."
NO_TARGETS = (
    "Inget leveransmål är inställt för länets redovisningar; den som sköter tjänsten gör det."
)
NO_SUCH_TARGET = "Länets redovisningar har inget sådant leveransmål; ange något av: {known}."


def deliver_again(
    session: Session, report: AnnualReport, body: DeliveryCreate, traceparent: str | None = None
) -> Delivery:
    """A round of its own, with its reason; two at the same moment cannot have the same one."""
    if report.submitted_at is None:
        raise RuleViolationError(NOT_SUBMITTED)
    target = _target(report, body)
    known = session.execute(deliveries_of_report(report.id)).all()
    rounds = {number: state for key, number, state in known if key == target.key}
    if set(rounds.values()) & set(UNDER_WAY):
        raise RuleViolationError(ALREADY)
    what = Order(target, max(rounds, default=0) + 1, body.reason, traceparent)
    made = deliveries.order(session, report, what)
    changing.log_false_alarm(session, made, body)
    return made


def _target(report: AnnualReport, body: DeliveryCreate) -> DeliveryTarget:
    targets = {one.key: one for one in targets_for(report.county_code)}
    if body.target not in targets:
        known = ", ".join(sorted(targets))
        reason = NO_SUCH_TARGET.format(known=known) if known else NO_TARGETS
        raise InvalidError(reason, [Fault("target", reason)])
    return targets[body.target]
