"""Adds to the demonstration what the real records lack, through the API's own shapes and rules.

They tell of agreements and promises, but not of a year's meetings, plans and follow-ups: a small
year is invented, and every record of it says so in plain words. What a seed counted is real.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import (
    ActionPlan,
    Activity,
    Actor,
    CitizenPromise,
    CouncilReport,
    FollowUpRule,
    Forum,
    Function,
    Method,
    OperatingPlan,
    SituationPicture,
    StateGrant,
)
from app.models.base import Resource
from app.queries.external_references import record_known
from app.schemas.action_plans import ActionPlanCreate
from app.schemas.activities import ActivityCreate
from app.schemas.bodies import Body
from app.schemas.citizen_promises import CitizenPromiseCreate
from app.schemas.council_reports import CouncilReportCreate
from app.schemas.follow_ups import FollowUpCreate
from app.schemas.forums import ForumCreate
from app.schemas.functions import FunctionCreate
from app.schemas.indicator_answers import IndicatorAnswerCreate
from app.schemas.measures import MeasureCreate
from app.schemas.meetings import MeetingCreate
from app.schemas.operating_plans import OperatingPlanCreate
from app.schemas.situation_pictures import SituationPictureCreate
from app.schemas.state_grants import StateGrantCreate
from app.schemas.support_needs import SupportNeedCreate
from app.services import (
    changing,
    commitments,
    follow_ups,
    indicator_answers,
    measures,
    meetings,
    support_needs,
)

SYSTEM = "example"
COUNTED, INVENTED = "seed-002.json", "supplement-sodermanland-2024.json"

Register = Callable[[Session, Any], Resource]


@dataclass(frozen=True)
class Noun:
    shape: type[Body]
    register: Register


def _plain(kind: type[Resource]) -> Register:
    return lambda session, body: changing.add(session, kind, body)


NOUNS = {
    "action-plans": Noun(ActionPlanCreate, _plain(ActionPlan)),
    "activities": Noun(ActivityCreate, _plain(Activity)),
    "citizen-promises": Noun(
        CitizenPromiseCreate,
        lambda session, body: commitments.register(session, CitizenPromise, body),
    ),
    "council-reports": Noun(CouncilReportCreate, _plain(CouncilReport)),
    "follow-ups": Noun(FollowUpCreate, follow_ups.record),
    "forums": Noun(ForumCreate, _plain(Forum)),
    "functions": Noun(FunctionCreate, _plain(Function)),
    "indicator-answers": Noun(IndicatorAnswerCreate, indicator_answers.register),
    "measures": Noun(MeasureCreate, measures.register),
    "meetings": Noun(MeetingCreate, meetings.register),
    "operating-plans": Noun(OperatingPlanCreate, _plain(OperatingPlan)),
    "situation-pictures": Noun(SituationPictureCreate, _plain(SituationPicture)),
    "state-grants": Noun(StateGrantCreate, _plain(StateGrant)),
    "support-needs": Noun(SupportNeedCreate, support_needs.register),
}


@dataclass(frozen=True)
class Loaded:
    """How many records the supplement has, and how many of them this load added."""

    records: int
    added: int

    def __str__(self) -> str:
        return f"Påhittat exempelår och räknade fakta: {self.records} poster, {self.added} nya."


def load(session: Session) -> Loaded:
    records = [*entries(COUNTED), *entries(INVENTED)]
    added = [_added(session, one) for one in records]
    return Loaded(len(records), sum(added))


def entries(name: str) -> list[dict[str, Any]]:
    text = files("app.imports").joinpath("data", name).read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found


def _added(session: Session, entry: dict[str, Any]) -> bool:
    if _referred(session, SYSTEM, entry["key"]) is not None:
        return False
    noun = NOUNS[entry["noun"]]
    values = _resolved(session, entry["body"])
    values["externalReferences"] = [{"system": SYSTEM, "id": entry["key"]}]
    row = noun.register(session, noun.shape.model_validate_json(json.dumps(values)))
    # A later one may refer to it, and loads it anew with all that it owns.
    session.expunge(row)
    return True


def _resolved(session: Session, value: Any) -> Any:
    """`@import:sodermanland-lan-2023` becomes the id of the record that it means."""
    if isinstance(value, dict):
        return {name: _resolved(session, one) for name, one in value.items()}
    if isinstance(value, list):
        return [_resolved(session, one) for one in value]
    if isinstance(value, str) and value.startswith("@"):
        return str(_meant(session, value[1:]))
    return value


def _meant(session: Session, name: str) -> UUID:
    kind, _, rest = name.partition(":")
    found = _FINDERS.get(kind, _by_reference)(session, kind, rest)
    if found is None:
        raise NotFoundError(f"Exemplet hänvisar till {name}, som inte finns i registret.")
    return found


def _by_reference(session: Session, system: str, key: str) -> UUID | None:
    return _referred(session, system, key)


def _actor(session: Session, _kind: str, name: str) -> UUID | None:
    return session.scalars(select(Actor.id).where(Actor.name == name)).first()


def _method(session: Session, _kind: str, code: str) -> UUID | None:
    return session.scalar(select(Method.id).where(Method.code == code))


def _rule(session: Session, _kind: str, name: str) -> UUID | None:
    """`import:sodermanland-lan-2023#2` is the second rule of that agreement."""
    owner, _, number = name.rpartition("#")
    rules = select(FollowUpRule.id).where(FollowUpRule.commitment_id == _meant(session, owner))
    found = session.scalars(rules.order_by(FollowUpRule.position)).all()
    return found[int(number) - 1] if len(found) >= int(number) else None


_FINDERS: dict[str, Callable[[Session, str, str], UUID | None]] = {
    "actor": _actor,
    "method": _method,
    "rule": _rule,
}


def _referred(session: Session, system: str, key: str) -> UUID | None:
    return session.scalar(record_known(system, key))
