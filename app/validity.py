"""The one definition of what holds on a day, in SQL, for documents, filters and the report alike.

The day is the parameter `as_of`; `as_of(day)` gives it and what follows from it. "Valid on this
day?" has three answers, each with its reason: where the facts do not decide, it is unknown.

What is asked about the parameter is the same in every statement, and is made once.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from app.models.base import Dated, Resource
from app.models.commitment_parts import Replacement, Termination
from app.models.commitments import Commitment, EndType, Signing, StartBasis
from app.settings import settings
from app.words import STATUS_REASON

DAY: ColumnElement[date] = bindparam("as_of", type_=Date)
SOON: ColumnElement[date] = bindparam("expiring_by", type_=Date)

# The end is not the last word where the agreement runs until replaced or may be prolonged.
OPEN_ENDS = (EndType.FIXED_WITH_OPTION, EndType.UNTIL_REPLACED)


@dataclass(frozen=True)
class Rule:
    """When it holds, status and reason follow; of several rules the first one decides."""

    holds: ColumnElement[bool]
    status: str
    reason: str


def as_of(day: date) -> dict[str, Any]:
    """The parameters of every statement that asks about a day."""
    return {"as_of": day, "expiring_by": day + timedelta(days=settings().expiring_days)}


def status_of(model: type[Resource]) -> ColumnElement[str]:
    """The status of any record, by the rule of its kind."""
    if issubclass(model, Commitment):
        return commitment_status(model)
    return record_status(model)


def record_status(model: Any, day: ColumnElement[date] = DAY) -> ColumnElement[str]:
    """upcoming, valid or ended: for records whose own days decide."""
    rules = [(model.ended_on <= day, literal("ended"))] if issubclass(model, Resource) else []
    if issubclass(model, Dated):
        rules += [
            (model.valid_to < day, literal("ended")),
            (model.valid_from > day, literal("upcoming")),
        ]
    return case(*rules, else_=literal("valid"))


@cache
def commitment_status(model: type[Commitment]) -> ColumnElement[str]:
    """draft, upcoming, valid, expiring, expired, terminated, superseded, ended or unknown."""
    rules = (*_no(model, DAY), *_doubts(model, DAY))
    found = ((rule.holds, literal(rule.status)) for rule in rules)
    return case(*found, else_=_while_valid(model))


def _while_valid(model: type[Commitment]) -> ColumnElement[str]:
    soon = and_(model.last_day <= SOON, model.prolongs_automatically.is_(False))
    return case((soon, literal("expiring")), else_=literal("valid"))


@cache
def commitment_validity(model: type[Commitment]) -> ColumnElement[str]:
    """yes, no or unknown."""
    return validity_on(model, DAY)


def validity_on(model: type[Commitment], day: ColumnElement[date]) -> ColumnElement[str]:
    """The same on a day of the caller's own.

    Of what makes it no, any will do: first the last day, which most that is kept has passed.
    """
    return case(
        *((rule.holds, literal("no")) for rule in reversed(_no(model, day))),
        *((rule.holds, literal("unknown")) for rule in _doubts(model, day)),
        else_=literal("yes"),
    )


@cache
def commitment_reason(model: type[Commitment]) -> ColumnElement[str]:
    """What the answer rests on, whichever it is: a key of STATUS_REASON."""
    rules = (*_no(model, DAY), *_doubts(model, DAY), *_grounds(model, DAY))
    return case(
        *((rule.holds, literal(rule.reason)) for rule in rules),
        else_=literal("withinPeriod"),
    )


def reason_in_words(model: type[Commitment]) -> ColumnElement[str]:
    return in_words(commitment_reason(model))


def in_words(reason: ColumnElement[str]) -> ColumnElement[str]:
    words = {code: literal(sentence) for code, sentence in STATUS_REASON.items()}
    return case(words, value=reason)


def status_by(reason: ColumnElement[str], model: type[Commitment]) -> ColumnElement[str]:
    """`commitment_status`, where the reason is known."""
    rules = (*_no(model, DAY), *_doubts(model, DAY))
    found = {rule.reason: literal(rule.status) for rule in rules}
    return case(found, value=reason, else_=_while_valid(model))


def validity_by(reason: ColumnElement[str], model: type[Commitment]) -> ColumnElement[str]:
    """`commitment_validity`, where the reason is known."""
    found = {rule.reason: literal("no") for rule in _no(model, DAY)}
    found |= {rule.reason: literal("unknown") for rule in _doubts(model, DAY)}
    return case(found, value=reason, else_=literal("yes"))


def valid_on(model: Any, day: date) -> ColumnElement[bool]:
    """Certainly valid on a day of its own, whatever day the rest of the statement asks about."""
    asked = literal(day, Date)
    if issubclass(model, Commitment):
        return validity_on(model, asked) == "yes"
    return record_status(model, asked) == "valid"


def holds_some_day(
    model: type[Commitment], first: ColumnElement[date], last: ColumnElement[date]
) -> ColumnElement[bool]:
    """May have been valid on some day of a span; one that is certainly outside it is left out."""
    return and_(
        model.signing != Signing.UNSIGNED,
        or_(model.ended_on.is_(None), model.ended_on > first),
        or_(model.first_day.is_(None), model.first_day <= last),
        ~_passed(model, first),
        ~_replaced(model, first),
        ~_terminated(model, first),
    )


def holds_in_year(model: type[Commitment], year: int) -> ColumnElement[bool]:
    return holds_some_day(model, literal(date(year, 1, 1), Date), literal(date(year, 12, 31), Date))


def _no(model: type[Commitment], day: ColumnElement[date]) -> tuple[Rule, ...]:
    """What makes the answer a certain no."""
    return (
        Rule(model.ended_on <= day, "ended", "ended"),
        Rule(model.signing == Signing.UNSIGNED, "draft", "notSigned"),
        Rule(model.first_day > day, "upcoming", "beforeFirstDay"),
        Rule(_terminated(model, day), "terminated", "terminated"),
        Rule(_replaced(model, day), "superseded", "replaced"),
        Rule(_passed(model, day), "expired", "afterLastDay"),
    )


def _doubts(model: type[Commitment], day: ColumnElement[date]) -> tuple[Rule, ...]:
    """What keeps the answer from being yes. Running until replaced is no end either."""
    after_open_end = and_(_after_last_day(model, day), model.end_type.in_(OPEN_ENDS))
    endless = and_(model.last_day.is_(None), model.end_type != EndType.UNTIL_FURTHER_NOTICE)
    return (
        Rule(model.end_type == EndType.NOT_APPLICABLE, "unknown", "noPeriodApplies"),
        Rule(model.signing == Signing.PROPOSED, "unknown", "onlyProposed"),
        Rule(_replaced_unknown_day(model, day), "unknown", "replacedOnUnknownDay"),
        Rule(after_open_end, "unknown", "mayHaveBeenProlonged"),
        Rule(model.first_day.is_(None), "unknown", "startUnknown"),
        Rule(endless, "unknown", "endNotStated"),
    )


def _grounds(model: type[Commitment], day: ColumnElement[date]) -> tuple[Rule, ...]:
    """What a yes rests on when it is not a stated period."""
    by_signing = model.first_day_basis == StartBasis.SIGNING
    by_publication = model.first_day_basis == StartBasis.PUBLICATION
    return (
        Rule(_after_last_day(model, day), "valid", "prolongedAutomatically"),
        Rule(by_signing, "valid", "startsWhenSigned"),
        Rule(by_publication, "valid", "startsWhenPublished"),
    )


def _after_last_day(model: type[Commitment], day: ColumnElement[date]) -> ColumnElement[bool]:
    return func.coalesce(model.last_day < day, False)


def _passed(model: type[Commitment], day: ColumnElement[date]) -> ColumnElement[bool]:
    return and_(
        _after_last_day(model, day),
        model.end_type.not_in(OPEN_ENDS),
        model.prolongs_automatically.is_(False),
    )


def _terminated(model: type[Commitment], day: ColumnElement[date]) -> ColumnElement[bool]:
    ended = exists().where(Termination.commitment_id == model.id, Termination.terminated_on <= day)
    return ended.correlate_except(Termination)


def _replaced(model: type[Commitment], day: ColumnElement[date]) -> ColumnElement[bool]:
    return _replaced_where(model, Replacement.replaced_on <= day)


def _replaced_unknown_day(model: type[Commitment], day: ColumnElement[date]) -> ColumnElement[bool]:
    return or_(
        model.replaced_on_unknown_day,
        _replaced_where(model, Replacement.replaced_on.is_(None), begun_by=day),
    )


def _replaced_where(
    model: type[Commitment], when: ColumnElement[bool], begun_by: ColumnElement[date] | None = None
) -> ColumnElement[bool]:
    """A draft or a mere proposal replaces nothing, and nothing is replaced by what is to come."""
    newer = aliased(Commitment)
    begun = true() if begun_by is None else _may_have_begun(newer, begun_by)
    return (
        select(Replacement.id)
        .join(newer, Replacement.commitment_id == newer.id)
        .where(Replacement.replaced_id == model.id, when, newer.signing == Signing.SIGNED, begun)
        .correlate_except(Replacement, newer)
        .exists()
    )


def _may_have_begun(newer: Any, day: ColumnElement[date]) -> ColumnElement[bool]:
    """A first day that was inferred for a record made afterwards is a guess and bounds nothing."""
    guessed = and_(newer.registered_afterwards, newer.first_day_basis != StartBasis.STATED)
    return or_(newer.first_day.is_(None), guessed, newer.first_day <= day)
