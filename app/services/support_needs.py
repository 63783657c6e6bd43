"""Registering and changing support needs: a need comes from a visit, not from any activity."""

from sqlalchemy.orm import Session

from app.errors import Fault, InvalidError
from app.models import Activity, SupportNeed
from app.models.activities import ActivityKind
from app.schemas.support_needs import SupportNeedCreate, SupportNeedUpdate
from app.services import changing

NO_VISIT = "Ska vara en aktivitet av slaget municipalityVisit (kommunbesök)."


def register(session: Session, body: SupportNeedCreate) -> SupportNeed:
    need = changing.add(session, SupportNeed, body)
    _refuse_other_than_visits(session, need)
    return need


def change(session: Session, need: SupportNeed, body: SupportNeedUpdate) -> None:
    changing.change(session, need, body)
    _refuse_other_than_visits(session, need)


def _refuse_other_than_visits(session: Session, need: SupportNeed) -> None:
    visit = session.get(Activity, need.visit_id) if need.visit_id else None
    if visit is not None and visit.kind != ActivityKind.MUNICIPALITY_VISIT:
        raise InvalidError("Stödbehovet kommer inte från ett besök.", [Fault("visitId", NO_VISIT)])
