"""Who takes part in an imported record, and who signed it for whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.imports.actors import MUNICIPAL, Actors, Known
from app.imports.kinds import ACTOR_KINDS, POLICE_KINDS, ROLES
from app.imports.reading import NAME, Source
from app.language import folded
from app.models.actors import ActorKind
from app.models.commitment_parts import PartyRole

BOARDS = (ActorKind.COUNTY_ADMINISTRATIVE_BOARD,)
# A title or a type word that fits one kind of party; which one it is must be clear.
TITLES: tuple[tuple[str, tuple[ActorKind, ...]], ...] = (
    (r"kommunstyrelse|kommunchef|kommundirektör|kommunalråd|stadsdirektör", MUNICIPAL),
    (r"polis", tuple(POLICE_KINDS)),
    (r"landshövding|länsråd|länsöverdirektör", BOARDS),
)
TYPE_WORDS: dict[str, tuple[ActorKind, ...]] = {
    "kommun": MUNICIPAL,
    "kommunen": MUNICIPAL,
    "polis": tuple(POLICE_KINDS),
    "polisen": tuple(POLICE_KINDS),
    "länsstyrelse": BOARDS,
    "länsstyrelsen": BOARDS,
    "bostadsbolag": (ActorKind.HOUSING_COMPANY,),
    "räddningstjänst": (ActorKind.RESCUE_SERVICE,),
    "räddningstjänsten": (ActorKind.RESCUE_SERVICE,),
    "region": (ActorKind.REGION,),
    "regionen": (ActorKind.REGION,),
}
ACTING = re.compile(r"\b(?:tf|t\.f\.|tillförordnad|vik|vikarierande)(?:\s|$)")


@dataclass(frozen=True)
class PlacedParty:
    actor: Known
    role: PartyRole
    name: str


class Parties:
    """The parties of one record."""

    def __init__(self, placed: list[PlacedParty]) -> None:
        self.placed = placed

    def shapes(self) -> list[dict[str, Any]]:
        return [
            {"actor_id": one.actor.id, "role": one.role, "name_as_stated": one.name}
            for one in self.placed
        ]

    def counties(self) -> set[str]:
        return {one.actor.county_code for one in self.placed if one.actor.county_code}

    def responsible(self, words: list[str]) -> list[dict[str, Any]]:
        """Who answers for a measure: the party that is meant, where that is clear."""
        return [{"role": "responsible", "as_stated": one, **self._meant(one)} for one in words]

    def signatures(self, titles: list[str]) -> Iterator[tuple[str, bool, Known | None]]:
        """Title, whether acting, and for which party; each party signs once."""
        signed = set()
        for title in titles:
            party = self._signing(title)
            if party is not None and party.id in signed:
                party = None
            if party is not None:
                signed.add(party.id)
            yield title, bool(ACTING.search(folded(title))), party

    def with_role(self, role: PartyRole) -> Known | None:
        return next((one.actor for one in self.placed if one.role is role), None)

    def _signing(self, title: str) -> Known | None:
        for words, kinds in TITLES:
            if re.search(words, folded(title)):
                return self._only(kinds)
        return None

    def _meant(self, word: str) -> dict[str, Any]:
        named = [one.actor for one in self.placed if folded(word) in one.actor.names]
        kinds = TYPE_WORDS.get(folded(word).strip(), ())
        actor = named[0] if named else self._only(kinds)
        return {"actor_id": actor.id} if actor else {}

    def _only(self, kinds: tuple[ActorKind, ...]) -> Known | None:
        contracting = [one.actor for one in self.placed if one.role is PartyRole.CONTRACTING]
        fits = {one.id: one for one in contracting if one.kind in kinds}
        return next(iter(fits.values())) if len(fits) == 1 else None


def parties_in(source: Source, actors: Actors) -> Parties:
    parts = source.parts("parties", 100)
    # Police areas first, so that the local ones within them find them.
    places = sorted(range(len(parts)), key=lambda place: not _is_police_area(parts[place]))
    found = {place: _placed(parts[place], actors) for place in places}
    placed: list[PlacedParty] = []
    for place, part in enumerate(parts):
        party = found[place]
        if party is not None and not _is_twice(part, party, placed):
            placed.append(party)
        part.rest()
    parties = Parties(placed)
    _cover(parties, actors)
    return parties


def _is_police_area(part: Source) -> bool:
    return ACTOR_KINDS.get(str(part.values.get("type"))) is ActorKind.POLICE_AREA


def _placed(source: Source, actors: Actors) -> PlacedParty | None:
    name, word = source.line("name", NAME), source.line("type", NAME)
    role, unknown = source.code("role", ROLES)
    source.left.keep(f"{source.path}role", unknown)
    if name is None:
        source.left.keep(f"{source.path}type", word)
        source.left.note("En part saknar namn i källan och är utelämnad.")
        return None
    assumed = PartyRole.PARTICIPATING if unknown else PartyRole.CONTRACTING
    return PlacedParty(actors.place(name, word, source.path), role or assumed, name)


def _is_twice(source: Source, party: PlacedParty, placed: list[PlacedParty]) -> bool:
    same = [one for one in placed if (one.actor.id, one.role) == (party.actor.id, party.role)]
    if same and same[0].name != party.name:
        source.left.keep(f"{source.path}name", party.name)
    if same:
        source.left.note(f"Parten {party.name} står flera gånger i källan.")
    return bool(same)


def _cover(parties: Parties, actors: Actors) -> None:
    """With two local police areas nobody can say which one works where."""
    local = ActorKind.LOCAL_POLICE_AREA
    fits = {one.actor.id: one.actor for one in parties.placed if one.actor.kind is local}
    if len(fits) == 1:
        actors.cover(next(iter(fits.values())))
