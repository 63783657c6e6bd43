"""What the import of one record has at hand, and what it has made so far."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.imports import names
from app.imports.actors import Actors, Home
from app.imports.files import checksum
from app.imports.forums import Forums
from app.imports.keys import known
from app.imports.links import Links
from app.imports.names import Catalogue
from app.imports.parties import Parties, parties_in
from app.imports.reading import Leftovers, Source
from app.models import Commitment


@dataclass
class Work:
    session: Session
    key: str
    checksum: str
    links: Links
    expected: frozenset[str]
    file_name: str
    source: Source
    home: Home
    actors: Actors
    forums: Forums
    parties: Parties
    categories: dict[str, str]
    catalogue: Catalogue
    stated_counties: list[str] = field(default_factory=list)
    stated_municipalities: list[str] = field(default_factory=list)
    made: Counter[str] = field(default_factory=Counter)

    @property
    def left(self) -> Leftovers:
        return self.source.left

    def part_key(self, kind: str, number: int) -> str:
        return f"{self.key}#{kind}-{number}"

    def expects(self, key: str) -> bool:
        """The record with this id is in the register, or comes in the same file."""
        return key != self.key and (key in self.expected or self.commitment(key) is not None)

    def commitment(self, key: str | None) -> UUID | None:
        """The agreement or promise that the source's record with this id became."""
        found = known(self.session, key) if key and key != self.key else None
        if found is None:
            return None
        return found if self.session.get(Commitment, found) is not None else None


@dataclass(frozen=True)
class Batch:
    """What is known of the whole file before its first record is imported."""

    links: Links
    expected: frozenset[str]
    file_name: str


def begun(session: Session, key: str, record: dict[str, Any], batch: Batch) -> Work:
    """Places the record and its parties, which everything else refers to."""
    source = Source(dict(record), Leftovers())
    counties, municipalities = _stated_places(source)
    source.values.pop("id", None)
    home = _home(session, counties, municipalities, source.left)
    actors = Actors(session, home, source.left)
    return Work(
        session=session,
        key=key,
        checksum=checksum(record),
        links=batch.links,
        expected=batch.expected,
        file_name=batch.file_name,
        source=source,
        home=home,
        actors=actors,
        forums=Forums(session, home, source.left),
        parties=parties_in(source, actors),
        categories=names.categories(session),
        catalogue=names.catalogue(session),
        stated_counties=counties,
        stated_municipalities=municipalities,
    )


def _stated_places(source: Source) -> tuple[list[str], list[str]]:
    return source.lines("counties", most=50), source.lines("municipalities", most=300)


def _home(
    session: Session, counties: list[str], municipalities: list[str], left: Leftovers
) -> Home:
    places = names.places(session)
    county_codes = {one: places.county(one) for one in counties}
    town_codes = {one: places.municipality(one) for one in municipalities}
    for name, code in (county_codes | town_codes).items():
        if code is None:
            left.note(f"Platsen ”{name}” finns inte bland län och kommuner.")
    return Home(
        [code for code in dict.fromkeys(county_codes.values()) if code],
        [code for code in dict.fromkeys(town_codes.values()) if code],
        places,
    )
