"""The questions the annual report asks about what nobody but those concerned can tell.

The day is a parameter, `as_of`: where a local police area works, it works on that day.
"""

from functools import cache
from uuid import UUID

from sqlalchemy import Select, select

from app.models import Actor, IndicatorAnswer, Municipality, StateGrant
from app.models.actors import ActorKind
from app.queries.annual_report_scope import COUNTY, YEAR
from app.queries.territory import actors_in_county, state_grants_in_county
from app.validity import record_status


@cache
def state_grants_of() -> Select[StateGrant, str, str | None]:
    """With the name of who applied, and of the municipality: null on the level of the county."""
    return (
        select(StateGrant, Actor.name, Municipality.name)
        .join(Actor, Actor.id == StateGrant.applicant_id)
        .outerjoin(Municipality, Municipality.code == StateGrant.municipality_code)
        .where(
            StateGrant.id.in_(state_grants_in_county(COUNTY)),
            StateGrant.year == YEAR,
            record_status(StateGrant) != "ended",
        )
        .order_by(Actor.sort_key, Actor.id, StateGrant.sort_key, StateGrant.id)
    )


@cache
def indicators_answered() -> Select[IndicatorAnswer, str, ActorKind, str | None, str | None]:
    """By indicator; with the name and kind of who answers, and its municipality: code and name.

    A local police area of several municipalities is at home in none of them.
    """
    return (
        select(IndicatorAnswer, Actor.name, Actor.kind, Municipality.code, Municipality.name)
        .join(Actor, Actor.id == IndicatorAnswer.actor_id)
        .outerjoin(Municipality, Municipality.code == Actor.municipality_code)
        .where(
            IndicatorAnswer.actor_id.in_(actors_in_county(COUNTY)),
            IndicatorAnswer.year == YEAR,
            record_status(IndicatorAnswer) != "ended",
        )
        .order_by(IndicatorAnswer.indicator, Actor.sort_key, Actor.id)
    )


@cache
def local_police_areas() -> Select[UUID, str]:
    """Those that exist on the day, at home or at work in the county."""
    return (
        select(Actor.id, Actor.name)
        .where(
            Actor.kind == ActorKind.LOCAL_POLICE_AREA,
            Actor.id.in_(actors_in_county(COUNTY)),
            record_status(Actor) == "valid",
        )
        .order_by(Actor.sort_key, Actor.id)
    )
