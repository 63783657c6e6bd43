"""How a fault is found: pure rules over what is registered of one record, on a day."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeAlias

from app.clock import years_after
from app.completeness.facts import (
    Activity,
    Assignment,
    Commitment,
    FollowUp,
    Forum,
    Function,
    Measure,
    Need,
    Plan,
    Promise,
)
from app.models.commitments import EndType, Level, Signing
from app.models.measures import Progress
from app.models.support_needs import SupportState
from app.words import STATUS_REASON

# None: not asked of this record. Empty: as it should be. Else one fault for each text, which is
# what more there is to say of it.
Finding: TypeAlias = Sequence[str] | None
Rule: TypeAlias = Callable[[Any, date], Finding]

SOUND: Finding = ()
FAULTY: Finding = ("",)

# What nobody has touched for so many years should be looked at.
DRAFT_YEARS = 1
CONTACT_YEARS = 2
NEED_YEARS = 1

LOCAL = (Level.MUNICIPALITY, Level.PLACE, Level.CITY_DISTRICT, Level.SEVERAL_MUNICIPALITIES)
OPEN_STATES = (SupportState.OPEN, SupportState.IN_PROGRESS)
UNDER_WAY = (Progress.PLANNED, Progress.ONGOING)
# These have a last day, whether or not it is known.
ENDING = (
    EndType.FIXED,
    EndType.FIXED_WITH_OPTION,
    EndType.PROLONGED,
    EndType.LENGTH_ONLY,
    EndType.NOT_STATED,
)
# Why nobody knows whether it holds, other than that a day of its own is missing.
DOUBTS = ("mayHaveBeenProlonged", "noPeriodApplies", "onlyProposed", "replacedOnUnknownDay")


def present(has: Callable[[Any], bool], of: Callable[[Any], bool] | None = None) -> Rule:
    """What should be registered and may be missing; `of` says of which records it is asked."""

    def rule(one: Any, _day: date) -> Finding:
        if of is not None and not of(one):
            return None
        return SOUND if has(one) else FAULTY

    return rule


def when(holds: Callable[[Any, date], bool]) -> Rule:
    """What should not be so, and is a fault where it is known to be."""
    return lambda one, day: FAULTY if holds(one, day) else SOUND


def is_signed(one: Commitment) -> bool:
    return one.signing is Signing.SIGNED


def noted(one: Commitment | Assignment, _day: date) -> Finding:
    """What the source itself has wrong, as it was noted."""
    return one.notes


def doubtful(one: Commitment, _day: date) -> Finding:
    is_doubted = one.status == "unknown" and one.reason in DOUBTS
    return (STATUS_REASON[one.reason],) if is_doubted else SOUND


def signed_after_end(one: Commitment, _day: date) -> bool:
    return one.is_signed_exactly and _after(one.signed_on, one.last_day)


def fed_back_first(one: Promise, _day: date) -> bool:
    return _after(one.communicated_on, one.fed_back_on)


def untouched_draft(one: Commitment, day: date) -> bool:
    is_draft = one.signing is Signing.UNSIGNED and not one.registered_afterwards
    return is_draft and _older(one.updated_on, DRAFT_YEARS, day)


def outside_agreement(one: Measure, _day: date) -> bool:
    """Wholly: begun when the agreement was over, or over before it began."""
    return _after(one.starts_on, one.last_day) or _after(one.first_day, one.ends_on)


def done_too_soon(one: Measure | Activity, day: date) -> bool:
    return one.progress is Progress.DONE and _after(one.starts_on, day)


def left_under_way(one: Measure, day: date) -> bool:
    """Still called planned or ongoing when its last day is past."""
    return one.progress in UNDER_WAY and _after(day, one.ends_on)


def activity_left_under_way(one: Activity, day: date) -> bool:
    return one.progress in UNDER_WAY and _has_been(one, day)


def outcome_of_activity(one: Activity, day: date) -> Finding:
    """Asked of what has been."""
    if not _has_been(one, day):
        return None
    return FAULTY if one.progress is None else SOUND


def _has_been(one: Activity, day: date) -> bool:
    """What has no last day is of one day."""
    return _after(day, one.ends_on or one.starts_on)


def picture_is_younger(one: Plan, _day: date) -> bool:
    return _after(one.pictured_on, one.decided_on)


def before_agreement(one: FollowUp, _day: date) -> bool:
    return _after(one.first_day, one.done_on)


def reported_first(one: FollowUp, _day: date) -> bool:
    return _after(one.done_on, one.reported_on)


def unconfirmed(one: Function | Forum, day: date) -> bool:
    return _older(one.updated_on, CONTACT_YEARS, day)


def unanswered(one: Need, day: date) -> bool:
    return one.state in OPEN_STATES and _older(one.asked_on, NEED_YEARS, day)


def _after(later: date | None, earlier: date | None) -> bool:
    """Only what is known can contradict."""
    return later is not None and earlier is not None and later > earlier


def _older(since: date | None, years: int, day: date) -> bool:
    """The same calendar day is still in time, as for the clocks of the law."""
    return since is not None and day > years_after(since, years)
