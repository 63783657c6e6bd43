"""Reads the facts about every municipality of the county that the law asks about."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import Function
from app.models.forums import Forum
from app.models.functions import FunctionKind
from app.queries.annual_report import municipalities_of
from app.queries.annual_report_law import (
    council_members,
    council_reports_given,
    local_councils,
    municipal_functions,
    own_agreements,
    pictures_made,
    statutory_plans,
)
from app.queries.territory import MUNICIPAL
from workers.annual_report.figures import grouped
from workers.annual_report.law_facts import (
    Body,
    Coordinator,
    Council,
    Facts,
    Member,
    OwnAgreement,
    Picture,
    Plan,
    Record,
)
from workers.annual_report.scope import ReportScope

EXECUTIVE_BOARD = "kommunstyrelsen"


def municipal_facts(session: Session, scope: ReportScope) -> list[Facts]:
    """In Swedish order; a municipality that the register knows nothing of is there too."""
    found = session.execute(municipalities_of(scope.county_code, scope.year))
    facts = {code: Facts(code, name) for code, name in found}
    for add in (
        _add_pictures,
        _add_plans,
        _add_agreements,
        _add_councils,
        _add_functions,
        _add_council_reports,
    ):
        add(session, scope, facts)
    return list(facts.values())


def _add_pictures(session: Session, scope: ReportScope, facts: dict[str, Facts]) -> None:
    question = pictures_made(scope.county_code)
    for code, row in session.execute(question, scope.parameters):
        if code in facts:
            mapping = (row.maps_crime, row.maps_extent, row.maps_consequences)
            record = Record(row.id, row.version, row.title, row.made_on)
            facts[code].pictures.append(
                Picture(record, row.made_on, mapping, row.has_other_information, row.has_analysis)
            )


def _add_plans(session: Session, scope: ReportScope, facts: dict[str, Facts]) -> None:
    question = statutory_plans(scope.county_code)
    for code, row, measures, pictured_on, followed_up in session.execute(
        question, scope.parameters
    ):
        if code in facts:
            record = Record(row.id, row.version, row.title, row.decided_on)
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


def _add_agreements(session: Session, scope: ReportScope, facts: dict[str, Facts]) -> None:
    question = own_agreements(scope.county_code)
    for code, row, valid, areas in session.execute(question, scope.parameters):
        if code in facts:
            record = Record(row.id, row.version, row.title, row.signed_on)
            facts[code].agreements.append(
                OwnAgreement(record, valid, bool(row.purposes), areas > 0)
            )


def _add_councils(session: Session, scope: ReportScope, facts: dict[str, Facts]) -> None:
    members = grouped(
        (forum, Member(kind not in MUNICIPAL, leading))
        for forum, kind, leading in session.execute(
            council_members(scope.county_code), scope.parameters
        )
    )
    found = session.execute(local_councils(scope.county_code), scope.parameters)
    for code, forum, leader_kind, leader_home in found:
        if code in facts:
            facts[code].councils.append(_council(forum, leader_kind, leader_home, members))


def _council(
    forum: Forum, leader_kind: Any, leader_home: str | None, members: dict[UUID, list[Member]]
) -> Council:
    """A shared council may be led by any of its municipalities."""
    led = None if leader_kind is None else leader_kind in MUNICIPAL and leader_home is not None
    record = Record(forum.id, forum.version, forum.name, forum.valid_from)
    return Council(record, led, tuple(members.get(forum.id, ())))


def _add_functions(session: Session, scope: ReportScope, facts: dict[str, Facts]) -> None:
    question = municipal_functions(scope.county_code)
    for code, row in session.execute(question, scope.parameters):
        if code in facts:
            _add_function(row, facts[code])


def _add_function(row: Function, facts: Facts) -> None:
    record = Record(row.id, row.version, row.title, row.valid_from)
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


def _add_council_reports(session: Session, scope: ReportScope, facts: dict[str, Facts]) -> None:
    question = council_reports_given(scope.county_code)
    for row in session.scalars(question, scope.parameters):
        if row.municipality_code in facts:
            label = row.summary or "Rapport till kommunfullmäktige"
            facts[row.municipality_code].council_reports.append(
                Record(row.id, row.version, label, row.reported_on)
            )
