"""Reads the facts about municipalities that the law asks about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app import validity
from app.clock import day_of
from app.evidence import Record, first_line
from app.law.facts import (
    Body,
    Coordinator,
    Council,
    Facts,
    Member,
    OwnAgreement,
    Picture,
    Plan,
    is_executive_board,
)
from app.models import Function
from app.models.functions import FunctionKind
from app.permissions import Caller
from app.queries.law_facts import (
    council_members,
    council_reports_given,
    local_councils,
    municipal_functions,
    own_agreements,
    pictures_made,
    statutory_plans,
)
from app.queries.territory import MUNICIPAL
from app.queries.visibility import asked_by
from app.settings import settings


@dataclass(frozen=True)
class About:
    """By whom is asked, and the parameters that say about which municipalities and which day."""

    caller: Caller
    parameters: dict[str, Any]


Adding: TypeAlias = Callable[[Session, About, dict[str, Facts]], None]


def municipal_facts(
    session: Session, municipalities: Select[str, str], day: date, caller: Caller
) -> list[Facts]:
    """Of those whose code and name the question gives, in its order, as things stood on the day.

    They rest on what the caller may see. A municipality that the register knows nothing
    of is there too. The number of statements does not depend on how many there are.
    """
    named = session.execute(municipalities, _parameters(day, caller)).all()
    return _facts(session, named, day, caller, EVERYTHING)


def clock_facts(
    session: Session, named: Iterable[tuple[str, str]], day: date, caller: Caller
) -> list[Facts]:
    """Only what the clocks of the law rest on, of those whose codes and names are given."""
    return _facts(session, named, day, caller, CLOCKS)


def _facts(
    session: Session,
    named: Iterable[tuple[str, str]],
    day: date,
    caller: Caller,
    adding: Iterable[Adding],
) -> list[Facts]:
    months = settings().council_report_months
    facts = {code: Facts(code, name, council_report_months=months) for code, name in named}
    about = About(caller.kin, _parameters(day, caller) | {"codes": list(facts)})
    for add in adding:
        add(session, about, facts)
    return list(facts.values())


def _parameters(day: date, caller: Caller) -> dict[str, Any]:
    return validity.as_of(day) | asked_by(caller)


def _add_pictures(session: Session, about: About, facts: dict[str, Facts]) -> None:
    question = pictures_made(about.caller)
    for code, row in session.execute(question, about.parameters):
        if row.made_on is None and day_of(row.created_at) > about.parameters["as_of"]:
            continue  # whether there was such a picture then, nobody knows
        mapping = (row.maps_crime, row.maps_extent, row.maps_consequences)
        facts[code].pictures.append(
            Picture(
                _picture(row), row.made_on, mapping, row.has_other_information, row.has_analysis
            )
        )


def _picture(row: Any) -> Record:
    return Record("situation-pictures", row.id, row.version, row.title, row.made_on)


def _add_plans(session: Session, about: About, facts: dict[str, Facts]) -> None:
    question = statutory_plans(about.caller)
    for code, row, measures, picture, latest in session.execute(question, about.parameters):
        facts[code].plans.append(_plan(row, measures, picture, latest))


def _plan(row: Any, measures: int, picture: Any, latest: Any) -> Plan:
    """Where there is no picture or no follow-up, its columns are empty."""
    return Plan(
        record=Record("action-plans", row.id, row.version, row.title, row.decided_on),
        decided_on=row.decided_on,
        decided_by=row.decided_by,
        valid_to=row.valid_to,
        measures=measures,
        other_planning=row.other_planning,
        picture=_picture(picture) if picture.id else None,
        names_picture=row.situation_picture_id is not None,
        followed_up=_follow_up(latest) if latest.id else None,
    )


def _follow_up(row: Any) -> Record:
    return Record("follow-ups", row.id, row.version, "Uppföljning", row.done_on)


def _add_agreements(session: Session, about: About, facts: dict[str, Facts]) -> None:
    question = own_agreements(about.caller)
    for code, row, valid, areas, gives_way in session.execute(question, about.parameters):
        record = Record("agreements", row.id, row.version, row.title, row.signed_on)
        if valid == "no":
            facts[code].sought.append(record)
        else:
            last = _last_day(row, gives_way)
            stated = (bool(row.purposes), areas > 0)
            facts[code].agreements.append(OwnAgreement(record, valid, *stated, last))


def _last_day(row: Any, gives_way: date | None) -> date | None:
    """One that goes on by itself has none, unless it is known to give way."""
    stated = None if row.prolongs_automatically else row.last_day
    before = None if gives_way is None else gives_way - timedelta(days=1)
    return min((day for day in (stated, before) if day is not None), default=None)


def _add_councils(session: Session, about: About, facts: dict[str, Facts]) -> None:
    members: dict[UUID, list[Member]] = {}
    for council, kind, leading in session.execute(council_members(), about.parameters):
        members.setdefault(council, []).append(Member(kind not in MUNICIPAL, leading))
    question = local_councils(about.caller)
    for code, forum, led in session.execute(question, about.parameters):
        record = Record("forums", forum.id, forum.version, forum.name, forum.valid_from)
        facts[code].councils.append(Council(record, led, tuple(members.get(forum.id, ()))))


def _add_functions(session: Session, about: About, facts: dict[str, Facts]) -> None:
    question = municipal_functions(about.caller)
    for code, row in session.execute(question, about.parameters):
        _add_function(row, facts[str(code)])


def _add_function(row: Function, facts: Facts) -> None:
    record = Record("functions", row.id, row.version, row.title, row.valid_from)
    if row.kind == FunctionKind.RESPONSIBLE_BODY:
        is_board = is_executive_board(row.title)
        facts.bodies.append(Body(record, is_board, row.decision_reference))
        return
    facts.coordinators.append(
        Coordinator(
            record=record,
            supports=row.coordinates_and_supports,
            is_contact=True if row.mailbox else row.is_contact_point,
            percent=row.percent_of_full_time,
            informed_on=row.informs_residents_on,
            information_link=row.information_link,
            valid_to=row.valid_to,
        )
    )


def _add_council_reports(session: Session, about: About, facts: dict[str, Facts]) -> None:
    question = council_reports_given(about.caller)
    for row in session.execute(question, about.parameters):
        label = first_line(row.summary) or "Rapport till kommunfullmäktige"
        facts[row.municipality_code].council_reports.append(
            Record("council-reports", row.id, row.version, label, row.reported_on)
        )


# What the requirements rest on that `app.due.rules` makes clocks of.
CLOCKS: tuple[Adding, ...] = (_add_pictures, _add_plans, _add_council_reports)
EVERYTHING: tuple[Adding, ...] = (*CLOCKS, _add_agreements, _add_councils, _add_functions)
