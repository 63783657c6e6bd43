"""The filled database that all services answer from, and the requests they are sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import Select, delete, func, select, text
from sqlalchemy.orm import Session

from app.audit.authors import Author, acting
from app.database import Sessions, connect
from app.main import ROOT
from app.models import Actor, Agreement, FollowUp, IndicatorValue
from app.models.actors import ActorKind
from app.models.principals import Role
from app.permissions import Scope
from app.settings import Settings
from app.tokens.minting import Mint
from app.tokens.own_keys import LONGEST_LIFE_S
from bench.filling import PARTS, Parts, Size, filled
from bench.load import Sent
from tests import make
from tests.databases import migrated

COUNTY, MUNICIPALITY = "14", "1480"
READ_AT_MOST, PAGES, LIMIT = 200, 4, 50
PUBLIC_URL = "http://127.0.0.1"


@dataclass(frozen=True)
class World:
    """Who asks is a coordinator who reads, and an editor of a municipality who writes."""

    sessions: Sessions
    settings: Settings
    reader: str
    writer: str
    agreements: list[UUID]
    followed_up: UUID

    @property
    def one(self) -> list[Sent]:
        return [Sent(f"{ROOT}/agreements/{key}") for key in self.agreements]

    @property
    def page(self) -> list[Sent]:
        asked = {"countyCode": COUNTY, "level": "municipality", "limit": LIMIT}
        pages = (urlencode({**asked, "page": page + 1}) for page in range(PAGES))
        return [Sent(f"{ROOT}/agreements?{one}") for one in pages]

    @property
    def create(self) -> list[Sent]:
        return [Sent(f"{ROOT}/follow-ups", "POST", body=json.dumps(self.follow_up))]

    def unchanged(self, tags: Mapping[str, str]) -> list[Sent]:
        return [replace(one, known_tag=tags[one.path]) for one in self.one]

    @property
    def follow_up(self) -> dict[str, object]:
        measured = {"what": "Anmälda stölder", "value": 84.5, "unit": "anmälningar per år"}
        return {
            "kind": "effect",
            "commitmentId": str(self.followed_up),
            "doneOn": "2024-11-20",
            "periodStartsOn": "2024-01-01",
            "periodEndsOn": "2024-10-31",
            "outcome": "yellow",
            "outcomeWord": "Delvis uppnått",
            "summary": "Stölderna i centrum har minskat, men målet är inte nått.",
            "values": [measured],
        }

    def headers(self, subject: str) -> dict[str, str]:
        """A new token each time, so that none expires on the way."""
        token = Mint(self.settings).token(subject, frozenset(Scope), LONGEST_LIFE_S)
        return {"Authorization": f"Bearer {token.text}"}


def made(url: str, keys: Path, size: Size, parts: Parts = PARTS) -> World:
    settings = Settings(database_url=url, keys_directory=keys, public_url=PUBLIC_URL)
    sessions = acting(connect(settings), Author("bench", "bench"))
    migrated(sessions.engine)
    filled(sessions, size, parts)
    with sessions.begin() as session:
        board = _actor(session, ActorKind.COUNTY_ADMINISTRATIVE_BOARD, county_code=COUNTY)
        home = _actor(session, ActorKind.MUNICIPALITY, municipality_code=MUNICIPALITY)
        reader = make.principal(session, board, Role.COORDINATOR).subject
        writer = make.principal(session, home, Role.EDITOR).subject
        theirs = session.scalars(_agreements(COUNTY).limit(READ_AT_MOST)).all()
        followed_up = session.scalars(_agreements(MUNICIPALITY).limit(1)).one()
    return World(sessions, settings, reader, writer, list(theirs), followed_up)


def _actor(session: Session, kind: ActorKind, **home: str) -> Actor:
    return session.scalars(select(Actor).filter_by(kind=kind, **home)).one()


def _agreements(codes: str) -> Select[UUID]:
    """Of the municipalities whose codes begin so."""
    local = select(Actor.id).where(
        Actor.kind == ActorKind.MUNICIPALITY, Actor.municipality_code.startswith(codes)
    )
    return select(Agreement.id).where(Agreement.owner_id.in_(local)).order_by(Agreement.id)


def database_works(world: World) -> bool:
    """Whether it has a statement under way; SQLite is a part of the service."""
    if world.sessions.engine.dialect.name == "sqlite":
        return False
    others = "backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()"
    with world.sessions.engine.connect() as connection:
        asked = text(f"SELECT count(*) FROM pg_stat_activity WHERE {others}")  # noqa: S608 - ours
        return bool(connection.scalar(asked))


def postgres_version(world: World) -> str:
    with world.sessions.engine.connect() as connection:
        return str(connection.scalar(text("SHOW server_version"))).split()[0]


def follow_ups_since(world: World, instant: datetime) -> int:
    counting = select(func.count(FollowUp.id)).where(FollowUp.updated_at >= instant)
    with world.sessions.engine.connect() as connection:
        return connection.scalar(counting) or 0


def forget_since(world: World, instant: datetime) -> None:
    """So that each turn of creating begins with the same follow-ups."""
    created = select(FollowUp.id).where(FollowUp.updated_at >= instant)
    with world.sessions.engine.begin() as connection:
        connection.execute(delete(IndicatorValue).where(IndicatorValue.follow_up_id.in_(created)))
        connection.execute(delete(FollowUp).where(FollowUp.updated_at >= instant))
