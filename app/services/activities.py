"""Changing activities without contradicting what refers to them."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.errors import RuleViolationError
from app.models import Activity, SupportNeed
from app.models.activities import ActivityKind
from app.schemas.activities import ActivityUpdate
from app.services import changing

VISIT = "Ett stödbehov hänvisar till aktiviteten som kommunbesök; slaget kan inte ändras."


def change(session: Session, activity: Activity, body: ActivityUpdate) -> None:
    changing.change(session, activity, body)
    if activity.kind != ActivityKind.MUNICIPALITY_VISIT and _has_needs(session, activity):
        raise RuleViolationError(VISIT)


def _has_needs(session: Session, activity: Activity) -> bool:
    return bool(session.scalar(select(exists().where(SupportNeed.visit_id == activity.id))))
