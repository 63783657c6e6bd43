"""The questions the annual report asks about the agreements and promises of a county and year.

Each is asked once per report, however many rows there are. The day is a parameter, `as_of`.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, func, literal, or_, select
from sqlalchemy.orm import aliased

from app.models import (
    Actor,
    Amendment,
    Commitment,
    CommitmentMunicipality,
    County,
    FollowUpRule,
    Municipality,
    Party,
    PrioritisedArea,
    Replacement,
)
from app.models.commitment_parts import PartyRole
from app.queries.territory import commitments_in_county, county_links
from app.validity import (
    DAY,
    commitment_status,
    commitment_validity,
    holds_some_day,
    reason_in_words,
    validity_on,
)

C = TypeVar("C", bound=Commitment)


def county_named(code: str) -> Select[str]:
    return select(County.name).where(County.code == code)


def municipalities_of(county_code: str, year: int) -> Select[str, str]:
    """Those that existed at the end of the year."""
    last = date(year, 12, 31)
    return (
        select(Municipality.code, Municipality.name)
        .where(
            Municipality.county_code == county_code,
            or_(Municipality.valid_from.is_(None), Municipality.valid_from <= last),
            or_(Municipality.valid_to.is_(None), Municipality.valid_to >= last),
        )
        .order_by(Municipality.sort_key, Municipality.code)
    )


def concerns_county(county_code: str) -> ColumnElement[bool]:
    return Commitment.id.in_(commitments_in_county(county_code))


def held_in(county_code: str, year: int) -> Select[UUID]:
    """What may have been valid on some day of the year, in the county or across its border."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return select(Commitment.id).where(
        concerns_county(county_code),
        holds_some_day(Commitment, first, last),
    )


def commitments_held(form: type[C], county_code: str, year: int) -> Select[C, str, str, str]:
    """With status, validity and its reason on the day."""
    return (
        select(form, commitment_status(form), commitment_validity(form), reason_in_words(form))
        .where(form.id.in_(held_in(county_code, year)))
        .order_by(form.sort_key, form.id)
    )


def commitments_over_time(county_code: str, days: Sequence[date]) -> Select[*tuple[Any, ...]]:
    """Form and title, then whether it was valid on each of the days: yes, no or unknown."""
    answers = [validity_on(Commitment, literal(day, Date)) for day in days]
    return (
        select(Commitment.form, Commitment.title, *answers)
        .where(concerns_county(county_code))
        .order_by(Commitment.sort_key, Commitment.id)
    )


def parties_named(county_code: str, year: int) -> Select[UUID, str]:
    return (
        select(Party.commitment_id, func.coalesce(Party.name_as_stated, Actor.name))
        .join(Actor, Actor.id == Party.actor_id)
        .where(
            Party.commitment_id.in_(held_in(county_code, year)),
            Party.role == PartyRole.CONTRACTING,
        )
        .order_by(Party.commitment_id, Party.position, Party.id)
    )


def municipalities_named(county_code: str, year: int) -> Select[UUID, str]:
    return (
        select(CommitmentMunicipality.commitment_id, Municipality.name)
        .join(Municipality, Municipality.code == CommitmentMunicipality.municipality_code)
        .where(CommitmentMunicipality.commitment_id.in_(held_in(county_code, year)))
        .order_by(CommitmentMunicipality.commitment_id, Municipality.sort_key, Municipality.code)
    )


def counties_named(county_code: str, year: int) -> Select[UUID, str]:
    links = county_links()
    return (
        select(links.c.commitment_id, County.name)
        .join(County, County.code == links.c.county_code)
        .where(links.c.commitment_id.in_(held_in(county_code, year)))
        .order_by(links.c.commitment_id, County.sort_key)
    )


def areas_named(county_code: str, year: int) -> Select[UUID, str]:
    return (
        select(PrioritisedArea.commitment_id, PrioritisedArea.name)
        .where(
            PrioritisedArea.commitment_id.in_(held_in(county_code, year)),
            PrioritisedArea.ended_on.is_(None),
        )
        .order_by(PrioritisedArea.commitment_id, PrioritisedArea.position, PrioritisedArea.id)
    )


def revisions_reached(county_code: str, year: int) -> Select[UUID, int]:
    return (
        select(Amendment.commitment_id, func.max(Amendment.revision))
        .where(
            Amendment.commitment_id.in_(held_in(county_code, year)),
            Amendment.effective_on <= DAY,
        )
        .group_by(Amendment.commitment_id)
    )


def replacements_made(county_code: str, year: int) -> Select[UUID, UUID, str, str, date | None]:
    """The newer, the older, their titles and the day: for both ends of each replacement."""
    newer, older = aliased(Commitment), aliased(Commitment)
    held = held_in(county_code, year)
    return (
        select(newer.id, older.id, newer.title, older.title, Replacement.replaced_on)
        .select_from(Replacement)
        .join(newer, newer.id == Replacement.commitment_id)
        .join(older, older.id == Replacement.replaced_id)
        .where(or_(newer.id.in_(held), older.id.in_(held)))
        .order_by(newer.sort_key, older.sort_key, Replacement.id)
    )


def follow_ups_agreed(county_code: str, year: int) -> Select[Commitment, FollowUpRule]:
    """Each rule of what held during the year that says how often."""
    return (
        select(Commitment, FollowUpRule)
        .join(FollowUpRule, FollowUpRule.commitment_id == Commitment.id)
        .where(
            Commitment.id.in_(held_in(county_code, year)), FollowUpRule.times_per_year.is_not(None)
        )
        .order_by(Commitment.sort_key, Commitment.id, FollowUpRule.position, FollowUpRule.id)
    )
