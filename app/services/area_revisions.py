"""How an amendment or a correction changes the prioritised areas of a signed commitment."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.errors import Fault, InvalidError
from app.models import Commitment, PrioritisedArea
from app.queries.fetching import document, fetch
from app.queries.prioritised_areas import prioritised_area_documents
from app.schemas.area_revisions import AreaRevision, ChangedArea
from app.schemas.bodies import EndingCreate
from app.services import changing
from app.services.differing import Values, differing
from app.services.prioritised_areas import refuse_wrong_parent

NOT_ITS_OWN = "Området hör inte till överenskommelsen."
PATH = "prioritisedAreas."


def revise(
    session: Session, commitment: Commitment, revision: AreaRevision, ending: EndingCreate
) -> Values:
    """What was added, changed (with what stood before) and ended; empty when nothing was."""
    _refuse_foreign(session, commitment, revision)
    done = {
        "added": [str(key) for key in _added(session, commitment, revision)],
        "changed": [_changed(session, place, one) for place, one in enumerate(revision.changed)],
        "endedIds": [str(key) for key in _ended(session, revision, ending)],
    }
    return {"prioritisedAreas": done} if any(done.values()) else {}


def ending(day: date, reason: str) -> EndingCreate:
    return EndingCreate.model_construct(ended_on=day, reason=reason, false_alarm_reason=None)


def _added(session: Session, commitment: Commitment, revision: AreaRevision) -> Iterator[UUID]:
    for place, shape in enumerate(revision.added):
        area = PrioritisedArea(commitment_id=commitment.id)
        changing.fill(session, area, shape, f"{PATH}added[{place}].")
        session.add(area)
        session.flush()
        refuse_wrong_parent(session, area)
        yield area.id


def _changed(session: Session, place: int, change: ChangedArea) -> Values:
    area = fetch(session, PrioritisedArea, change.id)
    before = _as_read(session, area)
    changing.fill(session, area, change.changes, f"{PATH}changed[{place}].changes.")
    changing.touch(session, area)
    refuse_wrong_parent(session, area)
    return {"id": str(area.id), **differing(change.changes, before, _as_read(session, area))}


def _ended(session: Session, revision: AreaRevision, ending: EndingCreate) -> Iterator[UUID]:
    for key in revision.ended_ids:
        changing.end(session, fetch(session, PrioritisedArea, key), ending)
        yield key


def _refuse_foreign(session: Session, commitment: Commitment, revision: AreaRevision) -> None:
    named = [(f"changed[{place}].id", one.id) for place, one in enumerate(revision.changed)]
    named += [(f"endedIds[{place}]", key) for place, key in enumerate(revision.ended_ids)]
    faults = [
        Fault(PATH + name, NOT_ITS_OWN)
        for name, key in named
        if not _is_own(session.get(PrioritisedArea, key), commitment)
    ]
    if faults:
        raise InvalidError(NOT_ITS_OWN, faults)


def _is_own(area: PrioritisedArea | None, commitment: Commitment) -> bool:
    return area is not None and area.commitment_id == commitment.id


def _as_read(session: Session, area: PrioritisedArea) -> Any:
    return json.loads(document(session, prioritised_area_documents(), area.id).text)
