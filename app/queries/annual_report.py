"""The questions the annual report asks about the agreements and promises of a county and year.

However many rows there are, their number is the same.
"""

from datetime import date
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
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
from app.queries.annual_report_scope import COUNTY, ENDS, FIRST_DAY, LAST_DAY
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


@cache
def municipalities_of() -> Select[str, str]:
    """Those that existed at the end of the year."""
    return (
        select(Municipality.code, Municipality.name)
        .where(
            Municipality.county_code == COUNTY,
            or_(Municipality.valid_from.is_(None), Municipality.valid_from <= LAST_DAY),
            or_(Municipality.valid_to.is_(None), Municipality.valid_to >= LAST_DAY),
        )
        .order_by(Municipality.sort_key, Municipality.code)
    )


@cache
def concerns_county() -> ColumnElement[bool]:
    return Commitment.id.in_(commitments_in_county(COUNTY))


@cache
def held_in() -> Select[UUID]:
    """What may have been valid on some day of the year, in the county or across its border."""
    return select(Commitment.id).where(
        concerns_county(),
        holds_some_day(Commitment, FIRST_DAY, LAST_DAY),
    )


def commitments_held(form: type[C]) -> Select[C, str, str, str]:
    """With status, validity and its reason on the day."""
    question: Select[C, str, str, str] = _commitments_held(form)
    return question


@cache
def _commitments_held(form: Any) -> Any:
    return (
        select(form, commitment_status(form), commitment_validity(form), reason_in_words(form))
        .where(form.id.in_(held_in()))
        .order_by(form.sort_key, form.id)
    )


@cache
def commitments_over_time() -> Select[*tuple[Any, ...]]:
    """Form and title, then whether it was valid at the end of each year: yes, no or unknown."""
    answers = [validity_on(Commitment, day) for day in ENDS]
    return (
        select(Commitment.form, Commitment.title, *answers)
        .where(concerns_county())
        .order_by(Commitment.sort_key, Commitment.id)
    )


@cache
def parties_named() -> Select[UUID, str]:
    return (
        select(Party.commitment_id, func.coalesce(Party.name_as_stated, Actor.name))
        .join(Actor, Actor.id == Party.actor_id)
        .where(
            Party.commitment_id.in_(held_in()),
            Party.role == PartyRole.CONTRACTING,
        )
        .order_by(Party.commitment_id, Party.position, Party.id)
    )


@cache
def municipalities_named() -> Select[UUID, str]:
    return (
        select(CommitmentMunicipality.commitment_id, Municipality.name)
        .join(Municipality, Municipality.code == CommitmentMunicipality.municipality_code)
        .where(CommitmentMunicipality.commitment_id.in_(held_in()))
        .order_by(CommitmentMunicipality.commitment_id, Municipality.sort_key, Municipality.code)
    )


@cache
def counties_named() -> Select[UUID, str]:
    links = county_links()
    return (
        select(links.c.commitment_id, County.name)
        .join(County, County.code == links.c.county_code)
        .where(links.c.commitment_id.in_(held_in()))
        .order_by(links.c.commitment_id, County.sort_key)
    )


@cache
def areas_named() -> Select[UUID, str]:
    return (
        select(PrioritisedArea.commitment_id, PrioritisedArea.name)
        .where(
            PrioritisedArea.commitment_id.in_(held_in()),
            PrioritisedArea.ended_on.is_(None),
        )
        .order_by(PrioritisedArea.commitment_id, PrioritisedArea.position, PrioritisedArea.id)
    )


@cache
def revisions_reached() -> Select[UUID, int]:
    return (
        select(Amendment.commitment_id, func.max(Amendment.revision))
        .where(
            Amendment.commitment_id.in_(held_in()),
            Amendment.effective_on <= DAY,
        )
        .group_by(Amendment.commitment_id)
    )


@cache
def replacements_made() -> Select[UUID, UUID, str, str, date | None]:
    """The newer, the older, their titles and the day: for both ends of each replacement."""
    newer, older = aliased(Commitment), aliased(Commitment)
    held = held_in()
    return (
        select(newer.id, older.id, newer.title, older.title, Replacement.replaced_on)
        .select_from(Replacement)
        .join(newer, newer.id == Replacement.commitment_id)
        .join(older, older.id == Replacement.replaced_id)
        .where(or_(newer.id.in_(held), older.id.in_(held)))
        .order_by(newer.sort_key, older.sort_key, Replacement.id)
    )


@cache
def follow_ups_agreed() -> Select[Commitment, FollowUpRule]:
    """Each rule of what held during the year that says how often."""
    return (
        select(Commitment, FollowUpRule)
        .join(FollowUpRule, FollowUpRule.commitment_id == Commitment.id)
        .where(Commitment.id.in_(held_in()), FollowUpRule.times_per_year.is_not(None))
        .order_by(Commitment.sort_key, Commitment.id, FollowUpRule.position, FollowUpRule.id)
    )
