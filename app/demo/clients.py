"""The clients of the demonstration: one for each sort of organisation that calls."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from app.database import Sessions
from app.models import Actor, Party, Principal
from app.models.actors import ActorKind
from app.models.principals import Role
from app.queries.principals import actors_called, own_clients
from app.schemas.principals import PrincipalCreate
from app.services import principals

TOWN, COUNTY = "0481", "04"
GOOD_FOR_DAYS = 7


@dataclass(frozen=True)
class Part:
    """Who is played; by `title` it is found again the next time."""

    title: str
    actor: Select[Actor]
    roles: tuple[Role, ...]


@dataclass(frozen=True, repr=False)
class Player:
    part: Part
    client_id: str
    secret: str


def police_in_agreement_with(town: str) -> Select[Actor]:
    """The local police area of the first, by name, of those that the municipality agrees with."""
    theirs, ours = aliased(Party), aliased(Party)
    return (
        select(Actor)
        .join(theirs, theirs.actor_id == Actor.id)
        .join(ours, ours.commitment_id == theirs.commitment_id)
        .where(
            Actor.kind == ActorKind.LOCAL_POLICE_AREA,
            ours.actor_id.in_(actors_called(town).with_only_columns(Actor.id)),
        )
        .order_by(Actor.sort_key)
        .limit(1)
    )


def national(name: str) -> Select[Actor]:
    return select(Actor).where(Actor.kind == ActorKind.NATIONAL_AUTHORITY, Actor.name == name)


PARTS = (
    Part("Oxelösunds kommun", actors_called(TOWN), (Role.EDITOR, Role.SIGNATORY)),
    Part("Lokalpolisområdet", police_in_agreement_with(TOWN), (Role.EDITOR, Role.SIGNATORY)),
    Part("Länsstyrelsen", actors_called(COUNTY), (Role.COORDINATOR, Role.EDITOR)),
    Part("Länsrådet", actors_called(COUNTY), (Role.APPROVER,)),
    Part("Brå", national("Brottsförebyggande rådet"), (Role.RECEIVER,)),
    Part("Granskaren", actors_called(COUNTY), (Role.AUDITOR,)),
    Part("Systemförvaltaren", actors_called(COUNTY), (Role.SYSTEM_ADMINISTRATOR,)),
)


def players(sessions: Sessions) -> list[Player]:
    """With new secrets; those of the time before stay good, older ones do not."""
    with sessions.begin() as session:
        return [_played(session, one) for one in PARTS]


def _played(session: Session, part: Part) -> Player:
    title = f"Demonstrationen: {part.title}"
    known = (one for one in _present(session) if one.title == title)
    client = next(known, None) or _registered(session, part, title)
    secret = principals.renew_secret(session, client, GOOD_FOR_DAYS)
    return Player(part, client.subject, secret.text)


def _present(session: Session) -> Iterator[Principal]:
    return (one for one in session.scalars(own_clients()) if one.ended_on is None)


def _registered(session: Session, part: Part, title: str) -> Principal:
    actor = session.scalars(part.actor).one()
    told = {"title": title, "actorId": str(actor.id), "roles": part.roles}
    return principals.register(session, PrincipalCreate.model_validate(told))
