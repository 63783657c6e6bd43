"""Reads the facts about municipalities that the law asks about."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app import validity
from app.evidence import Record
from app.law.facts import (
    Body,
    Coordinator,
    Council,
    Facts,
    Member,
    OwnAgreement,
    Picture,
    Plan,
)
from app.models import Function
from app.models.forums import Forum
from app.models.functions import FunctionKind
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

EXECUTIVE_BOARD = "kommunstyrelsen"


@dataclass(frozen=True)
class About:
    """Which municipalities are asked about, and the parameters that say as of which day."""

    codes: list[str]
    parameters: dict[str, Any]


def municipal_facts(session: Session, municipalities: Select[str, str], day: date) -> list[Facts]:
    """Of those whose code and name the question gives, in its order, as things stood on the day.

    One that the register knows nothing of is there too.
    """
    facts = {code: Facts(code, name) for code, name in session.execute(municipalities)}
    about = About(list(facts), validity.as_of(day))
    for add in (
        _add_pictures,
        _add_plans,
        _add_agreements,
        _add_councils,
        _add_functions,
        _add_council_reports,
    ):
        add(session, about, facts)
    return list(facts.values())


def _add_pictures(session: Session, about: About, facts: dict[str, Facts]) -> None:
    question = pictures_made(about.codes)
    for code, row in session.execute(question, about.parameters):
        mapping = (row.maps_crime, row.maps_extent, row.maps_consequences)
        record = Record("situation-pictures", row.id, row.version, row.title, row.made_on)
        facts[code].pictures.append(
            Picture(record, row.made_on, mapping, row.has_other_information, row.has_analysis)
        )


def _add_plans(session: Session, about: About, facts: dict[str, Facts]) -> None:
    question = statutory_plans(about.codes)
    for code, row, measures, pictured_on, followed_up in session.execute(
        question, about.parameters
    ):
        record = Record("action-plans", row.id, row.version, row.title, row.decided_on)
        facts[code].plans.append(
            Plan(
                record=record,
                decided_on=row.decided_on,
                decided_by=row.decided_by,
                valid_to=row.valid_to,
                measures=measures,
                picture_made_on=pictured_on,
                followed_up_on=followed_up,
            )
        )


def _add_agreements(session: Session, about: About, facts: dict[str, Facts]) -> None:
    question = own_agreements(about.codes)
    for code, row, valid, areas in session.execute(question, about.parameters):
        record = Record("agreements", row.id, row.version, row.title, row.signed_on)
        facts[code].agreements.append(OwnAgreement(record, valid, bool(row.purposes), areas > 0))


def _add_councils(session: Session, about: About, facts: dict[str, Facts]) -> None:
    members: dict[UUID, list[Member]] = {}
    for council, kind, leading in session.execute(council_members(about.codes), about.parameters):
        members.setdefault(council, []).append(Member(kind not in MUNICIPAL, leading))
    found = session.execute(local_councils(about.codes), about.parameters)
    for code, forum, leader_kind, leader_home in found:
        facts[code].councils.append(_council(forum, leader_kind, leader_home, members))


def _council(
    forum: Forum, leader_kind: Any, leader_home: str | None, members: dict[UUID, list[Member]]
) -> Council:
    """A shared council may be led by any of its municipalities."""
    led = None if leader_kind is None else leader_kind in MUNICIPAL and leader_home is not None
    record = Record("forums", forum.id, forum.version, forum.name, forum.valid_from)
    return Council(record, led, tuple(members.get(forum.id, ())))


def _add_functions(session: Session, about: About, facts: dict[str, Facts]) -> None:
    question = municipal_functions(about.codes)
    for code, row in session.execute(question, about.parameters):
        _add_function(row, facts[str(code)])


def _add_function(row: Function, facts: Facts) -> None:
    record = Record("functions", row.id, row.version, row.title, row.valid_from)
    if row.kind == FunctionKind.RESPONSIBLE_BODY:
        is_board = row.title.casefold().startswith(EXECUTIVE_BOARD)
        facts.bodies.append(Body(record, is_board, row.decision_reference))
        return
    contact = True if row.mailbox else row.is_contact_point
    facts.coordinators.append(
        Coordinator(
            record=record,
            supports=row.coordinates_and_supports,
            is_contact=contact,
            percent=row.percent_of_full_time,
            informed_on=row.informs_residents_on,
            information_link=row.information_link,
        )
    )


def _add_council_reports(session: Session, about: About, facts: dict[str, Facts]) -> None:
    question = council_reports_given(about.codes)
    for row in session.scalars(question, about.parameters):
        label = row.summary or "Rapport till kommunfullmäktige"
        facts[row.municipality_code].council_reports.append(
            Record("council-reports", row.id, row.version, label, row.reported_on)
        )
