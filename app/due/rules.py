"""From facts to what is due; one rule for each kind, without a database.

What the register does not know asks nobody to do anything. What was to be done once (an agreement,
a promise, a measure) is held up for a year after its day, and is a matter of the register's quality
after that; what comes again (a clock of the law, a rhythm) is behind until it is done.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.clock import months_after, years_after
from app.due.facts import Codes, Dated, Ending, ReportYear, Rhythm, Span
from app.evidence import Record
from app.law.facts import Facts
from app.law.requirements import requirements_on, verdict
from app.schemas.due import DueKind as Kind

YEARS_BACK = 1


@dataclass(frozen=True)
class Due:
    """Something to be done by a day; `key` tells it from others of its kind, today and later."""

    kind: Kind
    key: str
    day: date
    title: str
    action: str
    record: Record | None
    overdue: bool
    codes: Codes = ()


DECIDE = "Besluta om överenskommelsen ska förlängas, ersättas eller upphöra, och registrera det."
TAKE_STAND = (
    "Överenskommelsen förlängs av sig själv efter dagen. Ta före dess ställning till om den ska "
    "gälla vidare."
)
TERMINATED = "Överenskommelsen är uppsagd. Ta ställning till om en ny ska tecknas."
REPLACE = "Ersätt eller förläng överenskommelsen, eller avsluta den i registret."
ASCERTAIN = "Registrera om överenskommelsen har förlängts; uppgift om det saknas."
ROUND_OFF = "Följ upp medborgarlöftet och återkoppla till invånarna."
FEED_BACK = "Återkoppla till invånarna hur det gick med löftet, och registrera dagen."
UPDATE_PICTURE = "Uppdatera lägesbilden: lagen kräver det minst vartannat år (6 §)."
FOLLOW_UP_PLAN = "Följ upp åtgärdsplanen: lagen kräver det minst vartannat år (6 §)."
REPORT_TO_COUNCIL = "Rapportera till kommunfullmäktige (13 §), och registrera rapporten."
FOLLOW_UP = "Följ upp överenskommelsen, som ska följas upp {times}, och registrera uppföljningen."
FOLLOW_UP_PROMISE = "Följ upp löftet, som ska följas upp {times}, och registrera uppföljningen."
MEET = "Håll ett möte i forumet, som enligt överenskommelsen ska mötas {times}, och registrera det."
ACCOUNT_FOR = "Ange om åtgärden är genomförd, eller flytta dess sista dag."
REVIEW = "Slutför granskningen, och ange dagen då den publicerades."
SUBMIT = "Lämna redovisningen till Brå."

# What the law's clocks ask for, by the requirement that they belong to.
CLOCKS = {
    "L08": (Kind.PICTURE_CLOCK, UPDATE_PICTURE),
    "L09": (Kind.PLAN_CLOCK, FOLLOW_UP_PLAN),
    "L22": (Kind.COUNCIL_REPORT, REPORT_TO_COUNCIL),
}


def span(day: date, within: int) -> Span:
    return Span(day, day + timedelta(days=within), years_after(day, -YEARS_BACK))


def of_ending(fact: Ending, asked: Span) -> Iterator[Due]:
    """An agreement is to be replaced also when it has ended; a promise is to be told of."""
    end = _end(fact)
    if end is None or not asked.since <= end <= asked.until:
        return
    passed = end < asked.day
    if not fact.is_promise:
        yield from _of_agreement(fact, end, asked.day)
    elif not passed and fact.terminated_on is None and not fact.is_replaced:
        yield _due(Kind.PROMISE_ENDS, fact, end, ROUND_OFF, asked.day)
    elif passed and _is_certainly_over(fact) and not _is_fed_back(fact, asked.day):
        yield _due(Kind.PROMISE_NOT_FED_BACK, fact, end, FEED_BACK, asked.day)


def _of_agreement(fact: Ending, end: date, day: date) -> Iterator[Due]:
    passed = end < day
    done = fact.is_replaced or (passed and (fact.terminated_on or fact.prolongs_automatically))
    if not done:
        yield _due(Kind.AGREEMENT_ENDS, fact, end, _for_agreement(fact, passed=passed), day)


def _for_agreement(fact: Ending, *, passed: bool) -> str:
    if passed:
        return ASCERTAIN if fact.status == "unknown" else REPLACE
    if fact.terminated_on is not None:
        return TERMINATED
    return TAKE_STAND if fact.prolongs_automatically else DECIDE


def _end(fact: Ending) -> date | None:
    return min((one for one in (fact.last_day, fact.terminated_on) if one), default=None)


def _is_certainly_over(fact: Ending) -> bool:
    return fact.status in {"expired", "terminated", "superseded"}


def _is_fed_back(fact: Ending, day: date) -> bool:
    """That it was done on a day that is not known is enough."""
    if fact.fed_back_on is None:
        return fact.fed_back_how is not None
    return fact.fed_back_on <= day


def of_law(facts: Facts, asked: Span) -> Iterator[Due]:
    """The clocks of one municipality, as the self-check reckons them."""
    for requirement in requirements_on(asked.day):
        if requirement.id not in CLOCKS:
            continue
        kind, action = CLOCKS[requirement.id]
        found = verdict(requirement, facts, asked.day)
        if found.until is not None:
            record = found.evidence[-1]  # of a plan that was followed up, the plan
            yield from _clock(kind, facts, found.until, record, action, asked)


def _clock(
    kind: Kind, facts: Facts, end: date, record: Record, action: str, asked: Span
) -> Iterator[Due]:
    if end <= asked.until:
        title = f"{facts.name}: {record.label}"
        overdue = end < asked.day
        yield Due(kind, facts.code, end, title, action, record, overdue, (facts.code,))


def of_follow_ups(fact: Rhythm, asked: Span) -> Iterator[Due]:
    sentence = FOLLOW_UP_PROMISE if fact.record.collection == "citizen-promises" else FOLLOW_UP
    yield from _of_rhythm(Kind.FOLLOW_UP_BEHIND, fact, sentence, asked)


def of_meetings(fact: Rhythm, asked: Span) -> Iterator[Due]:
    yield from _of_rhythm(Kind.MEETING_BEHIND, fact, MEET, asked)


def _of_rhythm(kind: Kind, fact: Rhythm, sentence: str, asked: Span) -> Iterator[Due]:
    """Reckoned from the last time, or from the beginning; nothing where neither is known."""
    counted_from = fact.latest_on or fact.starts_on
    if counted_from is None:
        return
    end = next_time(counted_from, fact.times_per_year)
    settled = fact.planned_on is not None and fact.planned_on <= end
    if end <= asked.until and not settled:
        action = sentence.format(times=times_in_words(fact.times_per_year))
        title, overdue = fact.record.label, end < asked.day
        yield Due(kind, fact.part, end, title, action, fact.record, overdue, fact.codes)


def next_time(latest: date, times_per_year: int) -> date:
    """In whole months where the year divides into them, else in days."""
    months, left = divmod(12, times_per_year)
    if left:
        return latest + timedelta(days=365 // times_per_year)
    return months_after(latest, months)


def times_in_words(times: int) -> str:
    return "en gång per år" if times == 1 else f"{times} gånger per år"


def of_measure(fact: Dated, asked: Span) -> Iterator[Due]:
    yield from _of_dated(Kind.MEASURE_ENDS, fact, ACCOUNT_FOR, asked)


def of_review(fact: Dated, asked: Span) -> Iterator[Due]:
    yield from _of_dated(Kind.REVIEW_DUE, fact, REVIEW, asked)


def _of_dated(kind: Kind, fact: Dated, action: str, asked: Span) -> Iterator[Due]:
    if asked.since <= fact.due_on <= asked.until:
        yield _due(kind, fact, fact.due_on, action, asked.day)


def of_report(fact: ReportYear, asked: Span) -> Iterator[Due]:
    if fact.is_submitted or not asked.since <= fact.due_on <= asked.until:
        return
    yield Due(
        kind=Kind.REPORT_DUE,
        key=f"{fact.county_code}-{fact.year}",
        day=fact.due_on,
        title=f"Redovisning till Brå {fact.year}, {fact.county_name}",
        action=SUBMIT,
        record=fact.record,
        overdue=fact.due_on < asked.day,
    )


def _due(kind: Kind, fact: Ending | Dated, end: date, action: str, day: date) -> Due:
    record = fact.record
    return Due(kind, str(record.id), end, record.label, action, record, end < day, fact.codes)
