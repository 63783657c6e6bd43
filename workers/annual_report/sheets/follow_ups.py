"""Uppföljningar: what was followed up in the year, and rules with fewer than was agreed."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from app.queries.annual_report import follow_ups_agreed
from app.queries.annual_report_follow_ups import follow_ups_done, indicator_values
from app.words import FOLLOW_UP_KIND, OUTCOME, SUBJECT, word
from workers.annual_report.figures import grouped, listed
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, Column, Row, Sheet

COLUMNS = (
    Column("Rad", 20),
    Column("Gäller", 16),
    Column("Vad som följs upp", 34),
    Column("Slag", 12),
    Column("Genomförd", 11),
    Column("Period från", 11),
    Column("Period till", 11),
    Column("Läge", 10),
    Column("Omdöme", 18),
    Column("Resultat", 44),
    Column("Indikatorer före och efter", 36),
    Column("Rapporterad till", 22),
    Column("Rapporterad", 13),
    Column("Regel", 30),
    *RECORD,
)
DONE = "genomförd uppföljning"
FEWER = "regel: färre registrerade än avtalat"
STREAMED = {"yield_per": 1000}


def follow_ups_sheet(session: Session, scope: ReportScope) -> Sheet:
    return Sheet(
        name="Uppföljningar",
        title=f"Uppföljningar {scope.year}",
        instruction=(
            "Överst de regler där registret har färre uppföljningar än avtalat; det kan bero på "
            "att de inte är registrerade. Läget anges med både tecken och ord."
        ),
        columns=COLUMNS,
        rows=[*_rules(session, scope), *_done(session, scope)],
        table_name="Uppfoljningar",
    )


def _rules(session: Session, scope: ReportScope) -> list[Row]:
    found = session.execute(follow_ups_agreed(scope.county_code, scope.year), scope.parameters)
    return [
        (
            FEWER,
            word(SUBJECT, held.form),
            held.title,
            *(None,) * 6,
            f"{done} registrerade av {rule.times_per_year} avtalade under {scope.year}",
            None,
            rule.reported_to,
            None,
            rule.as_stated,
            str(held.id),
            held.version,
        )
        for held, rule, done in found
        if rule.times_per_year is not None and done < rule.times_per_year
    ]


def _done(session: Session, scope: ReportScope) -> list[Row]:
    values = _values(session, scope)
    question = follow_ups_done(scope.county_code, scope.year)
    found = session.execute(question, scope.parameters, execution_options=STREAMED)
    return [
        (
            DONE,
            word(SUBJECT, subject),
            title,
            word(FOLLOW_UP_KIND, row.kind),
            row.done_on,
            row.period_starts_on,
            row.period_ends_on,
            word(OUTCOME, row.outcome),
            row.outcome_word,
            row.summary,
            listed(values.get(row.id, ())),
            forum,
            row.reported_on,
            rule,
            str(row.id),
            row.version,
        )
        for row, subject, title, forum, rule in found
    ]


def _values(session: Session, scope: ReportScope) -> dict[UUID, list[str]]:
    question = indicator_values(scope.county_code, scope.year)
    found = session.execute(question, scope.parameters, execution_options=STREAMED)
    return grouped(
        (follow_up, _sentence(what, _measured(value, stated, unit), baseline, target))
        for follow_up, what, value, stated, unit, baseline, target in found
    )


def _measured(value: Decimal | None, stated: str | None, unit: str | None) -> str:
    if value is None:
        return stated or "uppgift saknas"
    return f"{number(value)} {unit}" if unit else number(value)


def _sentence(what: str, now: str, baseline: Decimal | None, target: Decimal | None) -> str:
    before = f" (före {number(baseline)})" if baseline is not None else ""
    aim = f", mål {number(target)}" if target is not None else ""
    return f"{what}: {now}{before}{aim}"


def number(value: Decimal) -> str:
    """As Swedish writes it: a comma, and no zeros at the end."""
    return f"{value.normalize():f}".replace(".", ",")
