"""Uppföljningar: what was followed up in the year, and rules with fewer than was agreed."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import Commitment, FollowUpRule
from app.queries.annual_report import follow_ups_agreed
from app.queries.annual_report_follow_ups import (
    follow_ups_done,
    follow_ups_per_rule,
    indicator_values,
)
from app.words import FOLLOW_UP_KIND, OUTCOME, SUBJECT, word
from workers.annual_report.figures import listed, number
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
    Column("Publicerad", 11),
    Column("Läge", 10),
    Column("Omdöme", 18),
    Column("Resultat", 44),
    Column("Indikatorer före och efter", 36),
    Column("Rapporterad till", 22),
    Column("Rapporterad", 13),
    Column("Regel", 30),
    *RECORD,
)
REGEL, POST_ID = 14, 15
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
        rows=_rows(session, scope),
        table_name="Uppfoljningar",
        key=(0, REGEL, POST_ID),
    )


def _rows(session: Session, scope: ReportScope) -> Iterator[Row]:
    """One at a time: there may be more than fit in memory."""
    yield from _rules(session, scope)
    yield from _done(session, scope)


def _rules(session: Session, scope: ReportScope) -> Iterator[Row]:
    done: Counter[tuple[UUID | None, UUID | None]] = Counter()
    for key, rule_id, count in session.execute(follow_ups_per_rule(), scope.parameters):
        done[(None, rule_id) if rule_id else (key, None)] += count
    for held, rule in session.execute(follow_ups_agreed(), scope.parameters).all():
        known = done[(None, rule.id)] + done[(held.id, None)]
        if known < (rule.times_per_year or 0):
            yield _rule(held, rule, known, scope)


def _rule(held: Commitment, rule: FollowUpRule, count: int, scope: ReportScope) -> Row:
    since = held.first_day
    started = f" (gäller från {since})" if since and since > scope.first_day else ""
    return (
        FEWER,
        word(SUBJECT, held.form),
        held.title,
        *(None,) * 7,
        f"{count} registrerade av {rule.times_per_year} avtalade under {scope.year}{started}",
        None,
        rule.reported_to,
        None,
        rule.as_stated,
        str(held.id),
        held.version,
    )


def _done(session: Session, scope: ReportScope) -> Iterator[Row]:
    values = _Values(session, scope)
    found = session.execute(follow_ups_done(), scope.parameters, execution_options=STREAMED)
    for row in found:
        yield (
            DONE,
            word(SUBJECT, row.subject),
            row.title,
            word(FOLLOW_UP_KIND, row.kind),
            row.done_on,
            row.period_starts_on,
            row.period_ends_on,
            row.published_on,
            word(OUTCOME, row.outcome),
            row.outcome_word,
            row.summary,
            listed(values.of(row.id)),
            row.forum,
            row.reported_on,
            row.rule,
            str(row.id),
            row.version,
        )


class _Values:
    """What was measured, read beside the follow-ups, in their order."""

    def __init__(self, session: Session, scope: ReportScope) -> None:
        found: Any = session.execute(
            indicator_values(), scope.parameters, execution_options=STREAMED
        )
        self.groups = groupby(found, key=itemgetter(0))
        self.next: Any = next(self.groups, None)

    def of(self, follow_up: UUID) -> list[str]:
        if self.next is None or self.next[0] != follow_up:
            return []
        sentences = [_sentence(measured) for measured in self.next[1]]
        self.next = next(self.groups, None)
        return sentences


def _sentence(measured: Any) -> str:
    _, what, value, stated, unit, baseline, target = measured
    before = f" (före {number(baseline)})" if baseline is not None else ""
    aim = f", mål {number(target)}" if target is not None else ""
    return f"{what}: {_measured(value, stated, unit)}{before}{aim}"


def _measured(value: Decimal | None, stated: str | None, unit: str | None) -> str:
    if value is None:
        return stated or "uppgift saknas"
    return f"{number(value)} {unit}" if unit else number(value)
