"""What services that answer from mapped classes reckon in Python: what follows from other facts."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from app.clock import today
from app.words import STATUS_REASON
from bench.rivals.bare_sql import NO, UNKNOWN

SOON = timedelta(days=90)
OPEN_ENDS = ("fixedWithOption", "untilReplaced")


class Standing(NamedTuple):
    status: str
    status_reason: str
    validity: str
    validity_reason: str
    as_of: date


class Reckoned:
    """An agreement's fields that are no columns; the mapped class gives its `standing`."""

    standing: Any

    period = part_one = part_two = property(lambda self: self)
    status = property(lambda self: self.standing.status)
    status_reason = property(lambda self: self.standing.status_reason)
    validity = property(lambda self: self.standing.validity)
    validity_reason = property(lambda self: self.standing.validity_reason)
    as_of = property(lambda self: self.standing.as_of)


class Followed:
    """A follow-up's fields that are no columns."""

    status = "valid"
    external_references: Any = ()
    commitment_title = property(lambda self: shown(self.commitment, "title"))
    prioritised_area_name = property(lambda self: shown(self.prioritised_area))
    measure_name = property(lambda self: shown(self.measure))
    action_plan_title = property(lambda self: shown(self.action_plan, "title"))
    operating_plan_title = property(lambda self: shown(self.operating_plan, "title"))
    rule_as_stated = property(lambda self: shown(self.rule, "as_stated"))
    reported_to_forum_name = property(lambda self: shown(self.reported_to_forum))


def shown(of: Any, name: str = "name") -> Any:
    return None if of is None else getattr(of, name)


def standing(one: Any, replacing: list[Any], terminations: list[Any]) -> Standing:
    """`replacing` are replacements, each with the newer commitment."""
    day = today()
    reason = _no(one, replacing, terminations, day) or _doubt(one, replacing, day)
    reason = reason or _ground(one, day)
    status, validity = _answers(one, reason, day)
    return Standing(status, STATUS_REASON[reason], validity, reason, day)


def _answers(one: Any, reason: str, day: date) -> tuple[str, str]:
    if reason in NO:
        return NO[reason], "no"
    if reason in UNKNOWN:
        return "unknown", "unknown"
    soon = one.last_day and one.last_day <= day + SOON and not one.prolongs_automatically
    return ("expiring" if soon else "valid"), "yes"


def _no(one: Any, replacing: list[Any], terminations: list[Any], day: date) -> str | None:
    passed = _after_last_day(one, day) and not one.prolongs_automatically
    rules = (
        ("ended", one.ended_on and one.ended_on <= day),
        ("notSigned", one.signing == "unsigned"),
        ("beforeFirstDay", one.first_day and one.first_day > day),
        ("terminated", any(other.terminated_on <= day for other in terminations)),
        ("replaced", any(_replaces_on(other, day) for other in replacing)),
        ("afterLastDay", passed and one.end_type not in OPEN_ENDS),
    )
    return next((reason for reason, holds in rules if holds), None)


def _doubt(one: Any, replacing: list[Any], day: date) -> str | None:
    unknown_day = any(_replaces_on_unknown_day(other, day) for other in replacing)
    endless = one.last_day is None and one.end_type != "untilFurtherNotice"
    rules = (
        ("noPeriodApplies", one.end_type == "notApplicable"),
        ("onlyProposed", one.signing == "proposed"),
        ("replacedOnUnknownDay", one.replaced_on_unknown_day or unknown_day),
        ("mayHaveBeenProlonged", _after_last_day(one, day) and one.end_type in OPEN_ENDS),
        ("startUnknown", one.first_day is None),
        ("endNotStated", endless),
    )
    return next((reason for reason, holds in rules if holds), None)


def _ground(one: Any, day: date) -> str:
    if _after_last_day(one, day):
        return "prolongedAutomatically"
    begins = {"signing": "startsWhenSigned", "publication": "startsWhenPublished"}
    return begins.get(one.first_day_basis, "withinPeriod")


def _after_last_day(one: Any, day: date) -> bool:
    return one.last_day is not None and one.last_day < day


def _replaces_on(other: Any, day: date) -> bool:
    signed = other.commitment.signing == "signed"
    return signed and other.replaced_on is not None and other.replaced_on <= day


def _replaces_on_unknown_day(other: Any, day: date) -> bool:
    newer = other.commitment
    guessed = newer.registered_afterwards and newer.first_day_basis != "stated"
    begun = newer.first_day is None or guessed or newer.first_day <= day
    return newer.signing == "signed" and other.replaced_on is None and begun
