"""Registering and changing indicator answers: of those who are asked, of a year that has begun."""

from sqlalchemy.orm import Session

from app.clock import today
from app.errors import Fault, InvalidError
from app.models import Actor, IndicatorAnswer
from app.models.actors import ActorKind
from app.models.indicator_answers import AskedIndicator
from app.queries.fetching import fetch
from app.schemas.indicator_answers import IndicatorAnswerCreate, IndicatorAnswerUpdate
from app.services import changing

POLICE_ANSWER = "I12 besvaras av ett lokalpolisområde; ange ett sådant."
BOTH_ANSWER = "I13c och I13s besvaras av en kommun eller ett lokalpolisområde; ange en sådan aktör."
NOT_YET = "Året har inte börjat än; ange senast i år."

ASKED = {
    AskedIndicator.STRATEGY: (POLICE_ANSWER, {ActorKind.LOCAL_POLICE_AREA}),
    AskedIndicator.COOPERATION: (
        BOTH_ANSWER,
        {ActorKind.MUNICIPALITY, ActorKind.LOCAL_POLICE_AREA},
    ),
    AskedIndicator.SUPPORT: (BOTH_ANSWER, {ActorKind.MUNICIPALITY, ActorKind.LOCAL_POLICE_AREA}),
}


def register(session: Session, body: IndicatorAnswerCreate) -> IndicatorAnswer:
    answer = changing.add(session, IndicatorAnswer, body)
    _refuse_who_is_not_asked(session, answer)
    _refuse_year_to_come(answer)
    return answer


def change(session: Session, answer: IndicatorAnswer, body: IndicatorAnswerUpdate) -> None:
    changing.change(session, answer, body)
    _refuse_who_is_not_asked(session, answer)
    _refuse_year_to_come(answer)


def _refuse_who_is_not_asked(session: Session, answer: IndicatorAnswer) -> None:
    sentence, kinds = ASKED[answer.indicator]
    if fetch(session, Actor, answer.actor_id).kind not in kinds:
        raise InvalidError(sentence, [Fault("actorId", sentence)])


def _refuse_year_to_come(answer: IndicatorAnswer) -> None:
    if answer.year > today().year:
        raise InvalidError(NOT_YET, [Fault("year", NOT_YET)])
