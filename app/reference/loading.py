"""Loads the reference data, as often as one likes.

Counties and municipalities are kept as the package has them. Actors, methods and categories are
the register's own once they stand there: only those that are missing are added, so that what
somebody has mended in them is not undone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import sort_key
from app.models import Actor, AreaCategory, County, ExternalReference, Method, Municipality
from app.queries.external_references import records_known
from app.reference.authorities import Authority, authorities
from app.reference.tables import rows, several

SYSTEM = "reference"


@dataclass(frozen=True)
class Loaded:
    """How many there are of each, and how many rows this load added."""

    counties: int
    municipalities: int
    actors: int
    methods: int
    area_categories: int
    added: int

    def __str__(self) -> str:
        return (
            f"Referensdata: {self.counties} län, {self.municipalities} kommuner, "
            f"{self.actors} aktörer, {self.methods} metoder, {self.area_categories} "
            f"områdeskategorier; {self.added} nya."
        )


def load(session: Session) -> Loaded:
    counties = [(County, one["code"], one) for one in rows("counties.csv")]
    places = [(Municipality, one["code"], _place(one)) for one in rows("municipalities.csv")]
    actors = list(authorities())
    methods = [_method(one) for one in rows("methods.csv")]
    categories = [_category(one) for one in rows("area_categories.csv")]
    added = _keep_equal(session, counties) + _keep_equal(session, places)
    added += _add_actors(session, actors)
    added += _add_missing(session, Method, methods)
    added += _add_missing(session, AreaCategory, categories)
    session.flush()
    return Loaded(len(counties), len(places), len(actors), len(methods), len(categories), added)


def _place(row: dict[str, str]) -> dict[str, str]:
    """Who may see a record is told by the first two digits, and so is the county here."""
    return {"code": row["code"], "name": row["name"], "county_code": row["code"][:2]}


def _method(row: dict[str, str]) -> dict[str, Any]:
    lists = {name: several(row[name]) for name in ("aliases", "kinds", "problem_areas")}
    year = {"evidence_year": int(row["evidence_year"]) if row["evidence_year"] else None}
    return {name: value or None for name, value in row.items()} | lists | year


def _category(row: dict[str, str]) -> dict[str, Any]:
    return row | {"aliases": several(row["aliases"])}


def _keep_equal(session: Session, wanted: Iterable[tuple[type[Any], str, dict[str, Any]]]) -> int:
    """Setting a column to what it already holds writes nothing."""
    added = 0
    for kind, code, values in wanted:
        row = session.get(kind, code)
        if row is None:
            row = kind()
            session.add(row)
            added += 1
        for name, value in values.items():
            setattr(row, name, value)
        row.sort_key = sort_key(row.name)
    session.flush()
    return added


def _add_missing(
    session: Session, kind: type[Method] | type[AreaCategory], wanted: list[dict[str, Any]]
) -> int:
    present = set(session.scalars(select(kind.code)))
    missing = [values for values in wanted if values["code"] not in present]
    session.add_all(kind(**values) for values in missing)
    return len(missing)


def _add_actors(session: Session, wanted: list[Authority]) -> int:
    known = _known(session)
    before = len(known)
    for authority in wanted:
        if authority.key not in known:
            known[authority.key] = _add_actor(session, authority, known)
    return len(known) - before


def _known(session: Session) -> dict[str, UUID]:
    return dict(session.execute(records_known(SYSTEM)).all())


def _add_actor(session: Session, authority: Authority, known: dict[str, UUID]) -> UUID:
    actor = Actor(
        kind=authority.kind,
        name=authority.name,
        parent_id=known.get(authority.parent_key or ""),
        external_references=[ExternalReference(system=SYSTEM, external_id=authority.key)],
        **authority.values,
    )
    session.add(actor)
    session.flush()
    return actor.id
