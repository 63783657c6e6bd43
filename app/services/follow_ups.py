"""Recording and changing follow-ups: a rule is answered only by what belongs to its agreement."""

from sqlalchemy.orm import Session

from app.errors import Fault, InvalidError
from app.models import FollowUp
from app.queries.follow_ups import rules_behind
from app.schemas.follow_ups import FollowUpCreate, FollowUpUpdate
from app.services import changing

OTHER_RULE = "Regeln hör inte till den överenskommelse eller det löfte som följdes upp."


def record(session: Session, body: FollowUpCreate) -> FollowUp:
    follow_up = changing.add(session, FollowUp, body)
    _refuse_rule_of_another(session, follow_up)
    return follow_up


def change(session: Session, follow_up: FollowUp, body: FollowUpUpdate) -> None:
    changing.change(session, follow_up, body)
    _refuse_rule_of_another(session, follow_up)


def _refuse_rule_of_another(session: Session, follow_up: FollowUp) -> None:
    rule = follow_up.rule_id
    if rule is not None and rule not in session.scalars(rules_behind(follow_up)).all():
        raise InvalidError(OTHER_RULE, [Fault("ruleId", OTHER_RULE)])
