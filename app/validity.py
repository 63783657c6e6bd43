"""The one definition of what holds on a day, in SQL, for documents, filters and the report alike.

The day is the parameter `as_of`; `as_of(day)` gives it and what follows from it. "Valid on this
day?" has three answers, and where the facts do not decide, the answer is unknown, with the reason.
"""

from datetime import date, timedelta
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
)
from sqlalchemy.orm import aliased

from app.models.base import Dated, Resource
from app.models.commitments import (
    Commitment,
    EndType,
    Replacement,
    Signing,
    StartBasis,
    Termination,
)

DAY: ColumnElement[date] = bindparam("as_of", type_=Date)
SOON: ColumnElement[date] = bindparam("expiring_by", type_=Date)

# The end is not the last word where the agreement runs until replaced or may be prolonged.
OPEN_ENDS = (EndType.FIXED_WITH_OPTION, EndType.UNTIL_REPLACED)


def as_of(day: date, expiring_days: int = 90) -> dict[str, Any]:
    """The parameters of every statement that asks about a day."""
    return {"as_of": day, "expiring_by": day + timedelta(days=expiring_days)}


def record_status(model: Any) -> ColumnElement[str]:
    """upcoming, valid or ended: for records whose own days decide."""
    rules = [(model.ended_on <= DAY, literal("ended"))] if issubclass(model, Resource) else []
    if issubclass(model, Dated):
        rules += [
            (model.valid_to < DAY, literal("ended")),
            (model.valid_from > DAY, literal("upcoming")),
        ]
    return case(*rules, else_=literal("valid"))


def commitment_status(model: type[Commitment]) -> ColumnElement[str]:
    """draft, upcoming, valid, expiring, expired, terminated, superseded, ended or unknown."""
    return case(
        (model.ended_on <= DAY, literal("ended")),
        (model.signing == Signing.UNSIGNED, literal("draft")),
        (model.first_day > DAY, literal("upcoming")),
        (_terminated(model), literal("terminated")),
        (_replaced(model), literal("superseded")),
        (_passed(model), literal("expired")),
        (_doubt(model).is_not(None), literal("unknown")),
        (
            and_(model.last_day <= SOON, model.prolongs_automatically.is_(False)),
            literal("expiring"),
        ),
        else_=literal("valid"),
    )


def commitment_validity(model: type[Commitment]) -> ColumnElement[str]:
    """yes, no or unknown."""
    status = commitment_status(model)
    return case(
        (status.in_(("valid", "expiring")), literal("yes")),
        (status == "unknown", literal("unknown")),
        else_=literal("no"),
    )


def commitment_reason(model: type[Commitment]) -> ColumnElement[str | None]:
    """Why the answer is unknown, or what a certain answer rests on when not on a stated day."""
    return case(
        (commitment_status(model) == "unknown", _doubt(model)),
        (
            and_(_after_last_day(model), model.prolongs_automatically),
            literal("prolongedAutomatically"),
        ),
        (model.first_day_basis == StartBasis.SIGNING, literal("startsWhenSigned")),
        (model.first_day_basis == StartBasis.PUBLICATION, literal("startsWhenPublished")),
        else_=None,
    )


def holds_some_day(model: type[Commitment], first: date, last: date) -> ColumnElement[bool]:
    """May have been valid on some day of a span; one that is certainly outside it is left out."""
    return and_(
        model.signing != Signing.UNSIGNED,
        or_(model.first_day.is_(None), model.first_day <= last),
        or_(
            model.last_day.is_(None),
            model.last_day >= first,
            model.end_type.in_(OPEN_ENDS),
            model.prolongs_automatically,
        ),
        ~_replaced_by_day(model, literal(first, Date)),
        ~_terminated_by_day(model, literal(first, Date)),
    )


def _doubt(model: type[Commitment]) -> ColumnElement[str | None]:
    return case(
        (model.end_type == EndType.NOT_APPLICABLE, literal("noPeriodApplies")),
        (model.signing == Signing.PROPOSED, literal("onlyProposed")),
        (_replaced_unknown_day(model), literal("replacedOnUnknownDay")),
        (
            and_(_after_last_day(model), model.end_type.in_(OPEN_ENDS)),
            literal("mayHaveBeenProlonged"),
        ),
        (model.first_day.is_(None), literal("startUnknown")),
        (
            and_(
                model.last_day.is_(None),
                model.end_type.not_in((EndType.UNTIL_FURTHER_NOTICE, EndType.UNTIL_REPLACED)),
            ),
            literal("endNotStated"),
        ),
        else_=None,
    )


def _after_last_day(model: type[Commitment]) -> ColumnElement[bool]:
    return func.coalesce(model.last_day < DAY, False)


def _passed(model: type[Commitment]) -> ColumnElement[bool]:
    return and_(
        _after_last_day(model),
        model.end_type.not_in(OPEN_ENDS),
        model.prolongs_automatically.is_(False),
    )


def _terminated(model: type[Commitment]) -> ColumnElement[bool]:
    return _terminated_by_day(model, DAY)


def _terminated_by_day(model: type[Commitment], day: ColumnElement[date]) -> ColumnElement[bool]:
    return exists().where(
        Termination.commitment_id == model.id,
        Termination.terminated_on <= day,
    )


def _replaced(model: type[Commitment]) -> ColumnElement[bool]:
    return _replaced_by_day(model, DAY)


def _replaced_by_day(model: type[Commitment], day: ColumnElement[date]) -> ColumnElement[bool]:
    """A draft replaces nothing yet."""
    newer = aliased(Commitment)
    return exists().where(
        Replacement.replaced_id == model.id,
        Replacement.replaced_on <= day,
        Replacement.commitment_id == newer.id,
        newer.signing == Signing.SIGNED,
    )


def _replaced_unknown_day(model: type[Commitment]) -> ColumnElement[bool]:
    """Only from the newer one's first day: before it the older one cannot have been replaced."""
    newer = aliased(Commitment)
    by_newer = (
        select(Replacement.id)
        .join(newer, Replacement.commitment_id == newer.id)
        .where(
            Replacement.replaced_id == model.id,
            Replacement.replaced_on.is_(None),
            newer.signing == Signing.SIGNED,
            or_(newer.first_day.is_(None), newer.first_day <= DAY),
        )
        .exists()
    )
    return or_(model.replaced_on_unknown_day, by_newer)


def status_of(model: type[Resource]) -> ColumnElement[str]:
    """The status of any record, by the rule of its kind."""
    if issubclass(model, Commitment):
        return commitment_status(model)
    return record_status(model)
