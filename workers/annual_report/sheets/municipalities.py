"""Kommuner: the self-check of the law, one row per municipality and requirement."""

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
    Column("Underlag", 38),
    Column("Underlagets dag", 12),
    Column("Håller till och med", 12),
    Column("Anmärkning", 30),
    *RECORD,
)


def municipalities_sheet(session: Session, scope: ReportScope) -> Sheet:
    rows = [
        _row(facts, requirement, scope)
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
    )


def _row(facts: Facts, requirement: Requirement, scope: ReportScope) -> Row:
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
        evidence.label if evidence else None,
        evidence.day if evidence else None,
        found.until,
        found.note,
        str(evidence.id) if evidence else None,
        evidence.version if evidence else None,
    )
