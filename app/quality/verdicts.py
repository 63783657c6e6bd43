"""What a criterion can come to, with the records it rests on, the reason and what to mend."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeAlias

from app.evidence import Record
from app.quality.facts import Facts

MOST_NAMED = 10


class Answer(StrEnum):
    """No data: the register is silent, which is never a no.

    Partly: something is shown, but not all. Not met: only by a fact that is known.
    """

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "notMet"
    NOT_ASSESSABLE = "notAssessable"
    NO_DATA = "noData"


@dataclass(frozen=True)
class Verdict:
    """`remedy` None: what the criterion itself says is to be mended."""

    answer: Answer
    reason: str
    evidence: tuple[Record, ...] = ()
    remedy: str | None = None


Rule: TypeAlias = Callable[[Facts, date], Verdict]


def not_assessable(reason: str, evidence: Sequence[Record] = ()) -> Verdict:
    return Verdict(Answer.NOT_ASSESSABLE, reason, tuple(evidence))


def no_data(reason: str, evidence: Sequence[Record] = ()) -> Verdict:
    return Verdict(Answer.NO_DATA, reason, tuple(evidence))


def shown(having: int, whole: int) -> Answer:
    """All, some or none; none shown is not none there."""
    if not having:
        return Answer.NO_DATA
    return Answer.MET if having == whole else Answer.PARTLY


def of_those(
    what: str, things: str, having: Sequence[Record], lacking: Sequence[Record]
) -> Verdict:
    """`what` is shown for n of N `things`, with those named for which it is not."""
    whole = len(having) + len(lacking)
    reason = f"{what} finns för {len(having)} av {whole} {things}."
    if lacking:
        reason += f" Uppgift saknas för {names(lacking)}."
    return Verdict(shown(len(having), whole), reason, (*having, *lacking))


def by_parts(parts: dict[str, bool], evidence: Sequence[Record] = ()) -> Verdict:
    """What consists of several things, each shown or not; the keys are their names."""
    there = [name for name, is_shown in parts.items() if is_shown]
    missing = [name for name, is_shown in parts.items() if not is_shown]
    said = [f"Finns: {', '.join(there)}."] if there else []
    said += [f"Uppgift saknas: {', '.join(missing)}."] if missing else []
    return Verdict(shown(len(there), len(parts)), " ".join(said), tuple(evidence))


class Recorded(Protocol):
    @property
    def record(self) -> Record: ...


def records_of(things: Iterable[Recorded]) -> tuple[Record, ...]:
    return tuple(one.record for one in things)


def names(records: Sequence[Record]) -> str:
    """The first of them, and how many there are besides."""
    named = ", ".join(f"”{one.label}”" for one in records[:MOST_NAMED])
    more = len(records) - MOST_NAMED
    return f"{named} och {more} till" if more > 0 else named
