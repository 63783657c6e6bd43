"""Finds the actor that a source names, or registers it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.imports.kinds import (
    ACTOR_KINDS,
    LOCAL_KINDS,
    LOCAL_POLICE_AREA,
    OLD_POLICE_AUTHORITY,
)
from app.imports.names import Places
from app.imports.police import merged_into, official_name
from app.imports.reading import Leftovers
from app.language import folded
from app.models import Actor
from app.models.actors import ActorKind
from app.queries.fetching import fetch
from app.schemas.actors import ActorAreaShape, ActorCreate, ActorUpdate
from app.services import actors as rules

MOST_ALIASES = 50
MUNICIPAL = (ActorKind.MUNICIPALITY, ActorKind.REGION)


@dataclass(frozen=True)
class Home:
    """Where the record that names the actor belongs."""

    counties: list[str]
    municipalities: list[str]
    places: Places

    @property
    def county(self) -> str | None:
        return self.counties[0] if len(self.counties) == 1 else None


@dataclass(frozen=True)
class Known:
    """An actor that the register has, under every name it goes by."""

    id: UUID
    kind: ActorKind
    kind_as_stated: str | None
    county_code: str | None
    municipality_code: str | None
    names: frozenset[str]


class Actors:
    """The register's actors as one record's source sees them."""

    def __init__(self, session: Session, home: Home, left: Leftovers) -> None:
        self._session = session
        self._home = home
        self._left = left
        self._known = [_known(row) for row in session.execute(_ACTORS)]
        self.made = 0

    def place(self, stated: str, word: str | None, path: str) -> Known:
        """The actor with this name, of the kind that the source's word says."""
        kind = ACTOR_KINDS.get(word or "", ActorKind.OTHER)
        name = official_name(kind, stated)
        found = self._municipal(stated, kind) or self._named(kind, name, stated)
        if found is None:
            return self._register(kind, word, name, stated)
        if found.kind is not kind or (found.kind_as_stated or word) != word:
            self._left.keep(f"{path}type", word)
        return found

    def cover(self, police_area: Known) -> None:
        """A local police area works where its agreements apply."""
        row = fetch(self._session, Actor, police_area.id)
        present = {one.municipality_code for one in row.areas}
        missing = [code for code in self._home.municipalities if code not in present]
        if missing and row.ended_on is None:
            areas = [_area(one) for one in row.areas]
            areas += [{"municipality_code": code} for code in missing]
            body = ActorUpdate.model_validate({"areas": areas}, by_name=True)
            rules.change(self._session, row, body)

    def _municipal(self, stated: str, kind: ActorKind) -> Known | None:
        code = self._home.places.municipality(stated) if kind in MUNICIPAL else None
        fits = [one for one in self._known if code and one.municipality_code == code]
        return next((one for one in fits if one.kind in MUNICIPAL), None)

    def _named(self, kind: ActorKind, name: str, stated: str) -> Known | None:
        keys = {folded(name), folded(stated)}
        fits = [one for one in self._known if keys & one.names and self._near(one)]
        same = [one for one in fits if one.kind is kind]
        if same or kind in LOCAL_KINDS:
            return same[0] if same else self._joined_name(kind, name, stated)
        return fits[0] if fits else None

    def _near(self, one: Known) -> bool:
        if one.kind not in LOCAL_KINDS or one.county_code is None or not self._home.counties:
            return True
        return one.county_code in self._home.counties

    def _joined_name(self, kind: ActorKind, name: str, stated: str) -> Known | None:
        """`Nyköping/Gnesta` is the area that elsewhere is called `Nyköping`."""
        if kind is not ActorKind.LOCAL_POLICE_AREA or "/" not in name:
            return None
        first = self._named(kind, name.partition("/")[0].strip(), name.partition("/")[0].strip())
        if first is not None:
            self._left.note(f"”{stated}” har tolkats som ”{name.partition('/')[0].strip()}”.")
            self._also_called(first, stated)
        return first

    def _also_called(self, known: Known, stated: str) -> None:
        row = fetch(self._session, Actor, known.id)
        if row.ended_on is None and stated not in row.aliases and len(row.aliases) < MOST_ALIASES:
            body = ActorUpdate.model_validate({"aliases": [*row.aliases, stated]})
            rules.change(self._session, row, body)

    def _register(self, kind: ActorKind, word: str | None, name: str, stated: str) -> Known:
        values: dict[str, Any] = {
            "kind": kind,
            "kind_as_stated": word,
            "name": name,
            "aliases": [stated] if stated != name else [],
            "county_code": self._home.county if kind in LOCAL_KINDS else None,
            **self._particulars(kind, word, name),
        }
        body = ActorCreate.model_validate(values, by_name=True)
        row = rules.register(self._session, body)
        self.made += 1
        # A later party or record may change it, and loads it anew with all that it owns.
        self._session.expunge(row)
        known = _known(row)
        self._known.append(known)
        return known

    def _particulars(self, kind: ActorKind, word: str | None, name: str) -> dict[str, Any]:
        if word == OLD_POLICE_AUTHORITY:
            return self._old_police(name)
        if word == LOCAL_POLICE_AREA:
            return {"parent_id": self._police_area() or self._police_region(self._home.county)}
        if kind is ActorKind.POLICE_AREA:
            code = self._home.places.county(name.partition(" ")[2]) or self._home.county
            return {"county_code": code, "parent_id": self._police_region(code)}
        if kind is ActorKind.POLICE_AUTHORITY:
            return {"county_code": self._home.county, "parent_id": self._police_authority()}
        return {}

    def _old_police(self, name: str) -> dict[str, Any]:
        code = self._home.places.county(name.partition(" i ")[2]) or self._home.county
        return {"county_code": code, **merged_into(self._police_authority())}

    def _police_area(self) -> UUID | None:
        fits = [
            one.id
            for one in self._known
            if one.kind is ActorKind.POLICE_AREA and one.county_code == self._home.county
        ]
        return fits[0] if len(fits) == 1 and self._home.county else None

    def _police_region(self, county_code: str | None) -> UUID | None:
        name = folded(f"Polisregion {self._home.places.police_region(county_code)}")
        return self._first(ActorKind.POLICE_REGION, name)

    def _police_authority(self) -> UUID | None:
        return self._first(ActorKind.POLICE_AUTHORITY, folded("Polismyndigheten"))

    def _first(self, kind: ActorKind, name: str) -> UUID | None:
        fits = (one.id for one in self._known if one.kind is kind and name in one.names)
        return next(fits, None)


_ACTORS = (
    select(
        Actor.id,
        Actor.kind,
        Actor.kind_as_stated,
        Actor.county_code,
        Actor.municipality_code,
        Actor.name,
        Actor.aliases,
    )
    .where(Actor.ended_on.is_(None))
    .order_by(Actor.created_at, Actor.id)
)


def _known(row: Any) -> Known:
    names = frozenset(folded(one) for one in (row.name, *row.aliases))
    return Known(
        row.id, row.kind, row.kind_as_stated, row.county_code, row.municipality_code, names
    )


def _area(row: Any) -> dict[str, Any]:
    fields = ActorAreaShape.model_fields
    return {name: getattr(row, name) for name in fields}
