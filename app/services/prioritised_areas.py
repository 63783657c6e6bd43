"""How prioritised areas change: with the commitment they belong to, and not once it is signed."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from app.errors import Fault, InvalidError
from app.models import Commitment, PrioritisedArea
from app.queries.fetching import fetch
from app.schemas.bodies import EndingCreate
from app.schemas.prioritised_areas import PrioritisedAreaCreate, PrioritisedAreaUpdate
from app.services import changing, commitments

ELSEWHERE = "Området hör till en annan överenskommelse; ange ett i samma."
CIRCLE = "Området kan inte vara en del av sig självt, varken direkt eller genom andra."


def register(session: Session, body: PrioritisedAreaCreate) -> PrioritisedArea:
    area = changing.add(session, PrioritisedArea, body)
    _open_commitment(session, area)
    refuse_wrong_parent(session, area)
    return area


def change(session: Session, area: PrioritisedArea, body: PrioritisedAreaUpdate) -> None:
    if changing.says_something(body):
        _open_commitment(session, area)
    changing.change(session, area, body)
    refuse_wrong_parent(session, area)


def end(session: Session, area: PrioritisedArea, body: EndingCreate) -> None:
    _open_commitment(session, area)
    changing.end(session, area, body)


def _open_commitment(session: Session, area: PrioritisedArea) -> None:
    """A new version of the commitment too, so that nobody signs while its areas change."""
    commitment = fetch(session, Commitment, area.commitment_id)
    commitments.refuse_unless_open(commitment)
    changing.touch(session, commitment)


def refuse_wrong_parent(session: Session, area: PrioritisedArea) -> None:
    seen: set[UUID] = set()
    for above in _upwards(session, area):
        if above.commitment_id != area.commitment_id:
            raise InvalidError(ELSEWHERE, [Fault("parentId", ELSEWHERE)])
        if above is area or above.id in seen:
            raise InvalidError(CIRCLE, [Fault("parentId", CIRCLE)])
        seen.add(above.id)


def _upwards(session: Session, area: PrioritisedArea) -> Iterator[PrioritisedArea]:
    above = area.parent_id
    while above is not None:
        found = fetch(session, PrioritisedArea, above)
        yield found
        above = found.parent_id
