"""Kommuner: the self-check of the law, one row per municipality and requirement."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.law.facts import Facts
from app.law.requirements import Requirement, requirements_on, verdict
from app.words import ANSWER, word
from workers.annual_report.law_facts import law_facts_of
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, Column, Row, Sheet

COLUMNS = (
    Column("Kommun", 14),
    Column("Kod", 7),
    Column("Krav", 7),
    Column("Paragraf", 9),
    Column("Lagens krav", 42),
    Column("Styrka", 15),
    Column("Svar", 17),
    Column("Svar året före", 17),
    Column("Underlag", 38),
    Column("Underlagets dag", 12),
    Column("Håller till och med", 12),
    Column("Anmärkning", 30),
    *RECORD,
)
CODE, REQUIREMENT = 1, 2


def municipalities_sheet(session: Session, scope: ReportScope) -> Sheet:
    before = _answers(session, scope.year_before)
    rows = [
        _row(facts, requirement, scope, before.get((facts.code, requirement.id)))
        for facts in law_facts_of(session, scope)
        for requirement in requirements_on(scope.as_of)
        if requirement.asks
    ]
    return Sheet(
        name="Kommuner",
        title=f"Kommunerna: självskattning mot lagen den {scope.as_of}",
        instruction=(
            "En rad per kommun och krav i lag (2023:196), ur registrets uppgifter. "
            "En självskattning, aldrig ett beslut. ”Uppgift saknas” är inte ett nej."
        ),
        columns=COLUMNS,
        rows=rows,
        table_name="Kommuner",
        key=(CODE, REQUIREMENT),
    )


def _answers(session: Session, scope: ReportScope) -> Mapping[tuple[str, str], str | None]:
    """In words, by municipality and requirement."""
    return {
        (facts.code, one.id): word(ANSWER, verdict(one, facts, scope.as_of).answer)
        for facts in law_facts_of(session, scope)
        for one in requirements_on(scope.as_of)
    }


def _row(facts: Facts, requirement: Requirement, scope: ReportScope, before: str | None) -> Row:
    found = verdict(requirement, facts, scope.as_of)
    evidence = next(iter(found.evidence), None)
    return (
        facts.name,
        facts.code,
        requirement.id,
        requirement.paragraph,
        requirement.wording,
        requirement.strength,
        word(ANSWER, found.answer),
        before,
        evidence.label if evidence else None,
        evidence.day if evidence else None,
        found.until,
        found.note,
        str(evidence.id) if evidence else None,
        evidence.version if evidence else None,
    )
