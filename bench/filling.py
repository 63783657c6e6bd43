"""Fills an empty database: the reference data, and agreements with follow-ups in any number."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, partial
from itertools import chain, cycle, islice
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Dialect, Table, insert, select, text
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from app.database import NO_TRANSACTION, Sessions
from app.language import folded, sort_key
from app.models import (
    Actor,
    Agreement,
    AreaCategory,
    AreaCategoryLink,
    Base,
    Cause,
    CommitmentDocument,
    CommitmentMunicipality,
    FollowUp,
    FollowUpRule,
    ForumRhythm,
    Goal,
    Indicator,
    LegalBasis,
    Measure,
    Method,
    Municipality,
    Party,
    PrioritisedArea,
    Replacement,
    Resource,
    Signature,
)
from app.models.actors import ActorKind
from app.models.commitments import EndType, Form, Level, Signing, StartBasis
from app.reference.loading import load
from tests import make

AT_ONCE = 5_000
LASTS = 4  # years, unless a newer agreement replaces it
SUMMARY = "Åtgärderna är genomförda enligt plan men otryggheten i centrum är oförändrad. " * 2
SUMMARY_KEY, SUMMARY_WORDS = sort_key(SUMMARY), folded(SUMMARY)

Row = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """How many, in which years they begin, and how much stands in each of them."""

    agreements: int
    follow_ups: int
    years: range = range(2016, 2026)
    least_areas: int = 3

    def times(self, factor: int) -> "Size":
        agreements, follow_ups = self.agreements * factor, self.follow_ups * factor
        return replace(self, agreements=agreements, follow_ups=follow_ups)


SMALL = Size(3_000, 300_000)


@dataclass(frozen=True)
class Home:
    """A municipality, and who works together there."""

    place: Municipality
    parties: tuple[UUID, ...]
    forum: UUID


@dataclass(frozen=True)
class Catalogue:
    methods: list[UUID]
    categories: list[str]


@dataclass(frozen=True)
class Made:
    """An agreement to be written, with the keys that its parts refer to."""

    number: int
    key: UUID
    year: int
    home: Home
    replaces: UUID | None
    area_count: int
    catalogue: Catalogue

    @cached_property
    def parties(self) -> list[tuple[UUID, UUID]]:
        """Two, or three in every second one."""
        return [(uuid7(), actor) for actor in self.home.parties[: 2 + self.number % 2]]

    @cached_property
    def areas(self) -> list[UUID]:
        return [uuid7() for _ in range(self.area_count)]

    @property
    def first_day(self) -> date:
        return date(self.year, 1, 1)


Parts = list[tuple[type[Base], Callable[[Made], Iterator[Row]]]]


def filled(sessions: Sessions, size: Size, parts: Parts | None = None) -> None:
    """By a session that has an author; with the parts of agreements that are named, or PARTS."""
    with sessions.begin() as session:
        load(session)
    with sessions.begin() as session:
        _hurry(session)
        made = agreements(session, size)
        for kind, rows_of in parts or PARTS:
            _write(session, kind, chain.from_iterable(rows_of(one) for one in made))
        whose = islice(cycle(made), size.follow_ups)
        _write(session, FollowUp, (_follow_up(*one) for one in enumerate(whose)))
    settle(sessions)


def _hurry(session: Session) -> None:
    """No reference is looked up where we may decide that, for they are right by construction."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL statement_timeout = 0"))
        asked = "SELECT set_config('session_replication_role', 'replica', true)"
        session.execute(text(f"{asked} WHERE current_setting('is_superuser') = 'on'"))


def settle(sessions: Sessions) -> None:
    """What the database would sooner or later do by itself, in the middle of a measurement."""
    engine = sessions.engine.execution_options(begin_as=NO_TRANSACTION)
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET statement_timeout = 0"))
            connection.execute(text("VACUUM ANALYZE"))
            connection.invalidate()
        else:
            connection.execute(text("ANALYZE"))


def agreements(session: Session, size: Size) -> list[Made]:
    """By turns in each municipality, the newer one replacing that of an earlier year."""
    homes, catalogue, made = _homes(session), _catalogue(session), list[Made]()
    for number in range(size.agreements):
        turn, at = divmod(number, len(homes))
        year = size.years[turn % len(size.years)]
        before = made[number - len(homes)] if turn else None
        replaces = before.key if before and before.year < year else None
        areas = size.least_areas + number % 3 if size.least_areas else 0
        made.append(Made(number, uuid7(), year, homes[at], replaces, areas, catalogue))
    return made


def _homes(session: Session) -> list[Home]:
    councils = {
        one.municipality_code: one.id
        for one in session.scalars(select(Actor).where(Actor.kind == ActorKind.MUNICIPALITY))
    }
    places = session.scalars(select(Municipality).order_by(Municipality.code)).all()
    return [_home(session, one, councils[one.code]) for one in places]


def _home(session: Session, place: Municipality, council: UUID) -> Home:
    at: Row = {"municipality_code": place.code}
    police = make.actor(session, f"Lokalpolisområde {place.name}", kind="localPoliceArea", **at)
    homes = make.actor(session, f"{place.name}bostäder", kind="housingCompany", **at)
    meets: Row = {"leader_id": council, "municipality_codes": [place.code]}
    forum = make.forum(session, f"Brottsförebyggande rådet i {place.name}", **meets)
    return Home(place, (council, police.id, homes.id), forum.id)


def _catalogue(session: Session) -> Catalogue:
    methods = session.scalars(select(Method.id).order_by(Method.code)).all()
    codes = session.scalars(select(AreaCategory.code).order_by(AreaCategory.code)).all()
    return Catalogue(list(methods), list(codes))


def _write(session: Session, kind: type[Base], rows: Iterable[Row]) -> None:
    table: Any = kind.__table__
    if session.get_bind().dialect.name == "postgresql":
        _copy(session, table, rows)
        return
    left = iter(rows)
    while part := list(islice(left, AT_ONCE)):
        session.execute(insert(table), part)


def _copy(session: Session, table: Table, rows: Iterable[Row]) -> None:
    """By COPY, which takes a fraction of the time of as many INSERTs."""
    dialect = session.get_bind().dialect
    values = [(one.name, _default(one), _writer(one, dialect)) for one in table.columns]
    names = ", ".join(f'"{name}"' for name, _, _ in values)
    driver: Any = session.connection().connection
    with driver.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([write(row.get(name, default())) for name, default, write in values])


def _default(column: Column[Any]) -> Callable[[], Any]:
    given: Any = column.default
    if given is None:
        return lambda: None
    return partial(given.arg, None) if given.is_callable else lambda: given.arg


def _writer(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any]:
    return column.type.dialect_impl(dialect).bind_processor(dialect) or (lambda value: value)


def worded(kind: type[Resource], row: Row) -> Row:
    """With what the mapped class would have written of its own words."""
    words = [str(row[name]) for name in kind.WORDING if name in row]
    return {**row, "sort_key": sort_key(words[0]), "search_text": folded("\n".join(words))}


def _agreement(of: Made) -> Iterator[Row]:
    name, last = of.home.place.name, date(of.year + LASTS - 1, 12, 31)
    title = f"Samverkansöverenskommelse {name} {of.year}–{last.year} {of.number}"
    yield {
        **worded(Agreement, {"title": title, "geographic_scope": "Hela kommunen"}),
        "id": of.key,
        "form": Form.AGREEMENT,
        "owner_id": of.home.parties[0],
        "level": Level.MUNICIPALITY,
        "kind": "local",
        "purposes": [f"Minska brottsligheten och öka tryggheten i {name}."],
        "registry_numbers": [f"KS.{of.year}.{of.number}"],
        "signing": Signing.SIGNED,
        "signed_on": of.first_day,
        "starts_on": of.first_day,
        "ends_on": last,
        "end_type": EndType.FIXED,
        "first_day": of.first_day,
        "first_day_basis": StartBasis.STATED,
        "last_day": last,
        "has_part_one": True,
        "has_part_two": True,
        "goals": [_goal_of_part_one(name)],
        "roles": [{"actorId": None, "text": "Samordnaren kallar till rådets möten."}],
        "resources": "Kommunen avsätter en samordnare på heltid.",
        "communication": "Parterna kommunicerar gemensamt på sina webbplatser.",
        "documentation": "Rådets möten protokollförs av kommunen.",
    }


def _goal_of_part_one(name: str) -> Row:
    return {
        "text": f"Ett tryggare {name}.",
        "directions": ["limitOpportunity"],
        "subGoals": [{"text": "Färre inbrott i fritidshus."}],
    }


def _municipality(of: Made) -> Iterator[Row]:
    yield {"commitment_id": of.key, "municipality_code": of.home.place.code}


def _parties(of: Made) -> Iterator[Row]:
    for place, (key, actor) in enumerate(of.parties):
        role = "contracting" if place < 2 else "participating"
        row = {"id": key, "position": place, "actor_id": actor, "role": role}
        yield {"commitment_id": of.key, **row}


def _signatures(of: Made) -> Iterator[Row]:
    titles = ("kommunstyrelsens ordförande", "lokalpolisområdeschef")
    for place, ((party, _), title) in enumerate(zip(of.parties, titles, strict=False)):
        row = {"position": place, "party_id": party, "title": title, "signed_on": of.first_day}
        yield {"id": uuid7(), "commitment_id": of.key, "place": of.home.place.name, **row}


def _rules(of: Made) -> Iterator[Row]:
    yield {
        "commitment_id": of.key,
        "as_stated": "Följs upp en gång per år i rådet.",
        "times_per_year": 1,
        "by": "Samordnaren och kommunpolisen",
        "reported_to": "Brottsförebyggande rådet",
        "indicators": ["Anmälda tillgreppsbrott"],
    }


def _rhythms(of: Made) -> Iterator[Row]:
    named = {"name_as_stated": "Brottsförebyggande rådet", "times_per_year": 4}
    yield {"commitment_id": of.key, "forum_id": of.home.forum, **named}


def _bases(of: Made) -> Iterator[Row]:
    law = "Lag (2023:196) om kommuners ansvar för brottsförebyggande arbete"
    yield {"commitment_id": of.key, "text": law}


def _documents(of: Made) -> Iterator[Row]:
    number = f"KS.{of.year}.{of.number}"
    yield {"commitment_id": of.key, "title": "Överenskommelsen", "registry_number": number}


def _replacement(of: Made) -> Iterator[Row]:
    if of.replaces is not None:
        older = {"replaced_id": of.replaces, "replaced_on": of.first_day}
        yield {"commitment_id": of.key, **older}


def _areas(of: Made) -> Iterator[Row]:
    for place, key in enumerate(of.areas):
        about = {"name": f"Prioriterat område {place + 1}", "problem": "Stölderna har ökat."}
        row = {"id": key, "commitment_id": of.key, "position": place}
        yield {**worded(PrioritisedArea, about), **row, "priority_grounds": ["increasing"]}


def _categories(of: Made) -> Iterator[Row]:
    """Two each."""
    codes = of.catalogue.categories
    for place, key in enumerate(of.areas):
        for number in range(2):
            code = codes[(of.number + 3 * place + number) % len(codes)]
            yield {"prioritised_area_id": key, "category_code": code}


def _causes(of: Made) -> Iterator[Row]:
    for key in of.areas:
        yield {"prioritised_area_id": key, "text": "Låg upptäcktsrisk kvällstid"}


def _goals(of: Made) -> Iterator[Row]:
    for key in of.areas:
        goal = {"text": "Stölderna minskar med en fjärdedel", "is_measurable": True}
        yield {"prioritised_area_id": key, **goal}


def _indicators(of: Made) -> Iterator[Row]:
    for key in of.areas:
        yield {"prioritised_area_id": key, "name": "Anmälda stölder", "unit": "per år"}


def _measures(of: Made) -> Iterator[Row]:
    """Two in each area, each by a method."""
    methods = of.catalogue.methods
    for number in range(2 * len(of.areas)):
        method = methods[(of.number + number) % len(methods)]
        row = {"commitment_id": of.key, "prioritised_area_id": of.areas[number // 2]}
        named = worded(Measure, {"name": f"Åtgärd {number + 1}"})
        yield {**named, **row, "position": number % 2, "method_id": method, "progress": "ongoing"}


def _follow_up(number: int, of: Made) -> Row:
    return {
        "kind": "process",
        "commitment_id": of.key,
        "done_on": of.first_day + timedelta(days=number % 365),
        "outcome": "yellow",
        "outcome_word": "på väg",
        "summary": f"{SUMMARY}{number}",
        "sort_key": f"{SUMMARY_KEY}{number}",
        "search_text": f"{SUMMARY_WORDS}{number}\npå väg",
    }


# In the order that their references ask for.
PARTS: Parts = [
    (Agreement, _agreement),
    (CommitmentMunicipality, _municipality),
    (Party, _parties),
    (Signature, _signatures),
    (FollowUpRule, _rules),
    (ForumRhythm, _rhythms),
    (LegalBasis, _bases),
    (CommitmentDocument, _documents),
    (Replacement, _replacement),
    (PrioritisedArea, _areas),
    (AreaCategoryLink, _categories),
    (Cause, _causes),
    (Goal, _goals),
    (Indicator, _indicators),
    (Measure, _measures),
]
