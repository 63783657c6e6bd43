"""The reference data on both engines."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Actor, AreaCategory, County, Method, Municipality, Principal
from app.models.actors import ActorKind
from app.reference.loading import load
from app.reference.tables import rows

TABLES: tuple[type[Any], ...] = (County, Municipality, Actor, Method, AreaCategory)


def test_a_load_holds_every_county_municipality_and_authority(session: Session) -> None:
    loaded = load(session)

    assert (loaded.counties, loaded.municipalities, loaded.area_categories) == (21, 290, 22)
    by_kind = dict(session.execute(select(Actor.kind, func.count()).group_by(Actor.kind)).all())
    assert by_kind == {
        ActorKind.MUNICIPALITY: 290,
        ActorKind.COUNTY_ADMINISTRATIVE_BOARD: 21,
        ActorKind.POLICE_REGION: 7,
        ActorKind.POLICE_AUTHORITY: 1,
        ActorKind.NATIONAL_AUTHORITY: 1,
    }


def test_a_municipalitys_code_begins_with_its_countys() -> None:
    """Who may see a record, and which county's account it is in, is told by those two digits."""
    places = list(rows("municipalities.csv"))

    assert [one["code"] for one in places if one["code"][:2] != one["county_code"]] == []
    assert {one["county_code"] for one in places} == {one["code"] for one in rows("counties.csv")}


def test_a_load_lets_nobody_in(session: Session) -> None:
    """There is no account from the start, and so none with a known secret."""
    load(session)

    assert session.scalars(select(Principal)).all() == []


def test_a_second_load_changes_nothing(session: Session) -> None:
    load(session)
    before = _state(session)

    again = load(session)

    session.expire_all()
    assert again.added == 0
    assert _state(session) == before


def test_what_somebody_has_mended_is_not_undone(session: Session) -> None:
    load(session)
    board = _named(session, "Länsstyrelsen i Dalarnas län")
    board.name = "Länsstyrelsen Dalarna, nytt namn"
    method = session.scalars(select(Method).where(Method.code == "est")).one()
    method.summary = "Egen mening"
    session.flush()

    assert load(session).added == 0
    assert board.name == "Länsstyrelsen Dalarna, nytt namn"
    assert method.summary == "Egen mening"


def test_names_are_the_official_ones_and_others_are_aliases(session: Session) -> None:
    load(session)

    assert "Oxelösund kommun" in _named(session, "Oxelösunds kommun").aliases
    assert "Eskilstuna" in _named(session, "Eskilstuna kommun").aliases
    assert "Göteborgs kommun" in _named(session, "Göteborgs stad").aliases
    assert "Länsstyrelsen i Skåne" in _named(session, "Länsstyrelsen i Skåne län").aliases
    gotland = _named(session, "Region Gotland")
    assert (gotland.municipality_code, gotland.county_code) == ("0980", "09")
    assert "Gotlands kommun" in gotland.aliases


def test_every_problem_area_of_a_method_is_a_category_or_all() -> None:
    categories = {one["code"] for one in rows("area_categories.csv")} | {"all"}

    assert {one for row in rows("methods.csv") for one in row["problem_areas"].split(";")} <= (
        categories
    )


def _named(session: Session, name: str) -> Actor:
    return session.scalars(select(Actor).where(Actor.name == name)).one()


def _state(session: Session) -> list[Any]:
    counts: list[Any] = [
        session.scalar(select(func.count()).select_from(table.__table__)) for table in TABLES
    ]
    versions = [
        sorted(session.execute(select(table.id, table.version, table.updated_at)).all())
        for table in (Actor, Method, AreaCategory)
    ]
    return counts + versions
