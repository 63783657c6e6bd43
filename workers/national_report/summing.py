"""The counties' figures added up: n of N, with what is missing, and only what means the same.

A figure of another edition stands for itself: forms that ask differently are never mixed. What
stands in the reports of several counties is counted once (`Doubles`).
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from app.report_form import METHODS
from workers.annual_report.figures import grouped, named, share
from workers.annual_report.sheet import Cell
from workers.annual_report.small_groups import LEFT_OUT as SMALL_LEFT_OUT
from workers.national_report.doubles import NOTHING, Doubles

# The share is a mean of the n that are known, not n of N.
MEANS = frozenset({"I14", "I14b"})
# Earlier years are told by earlier national reports; of these no doubles can be known.
LEFT_OUT = frozenset({"I08d", "I22c"})
# The sheets name no single area, so one of two counties cannot be told to be in both.
OF_POLICE_AREAS = frozenset({"I02b", "I12", "I13c", "I13s"})


@dataclass(frozen=True)
class CountyFigure:
    """A row of a county's summary; `note` tells where small groups are left out of `n`."""

    county: str
    county_name: str
    form: str
    section: str
    id: str
    label: str
    edition: int | None
    n: Cell
    partly: Cell = None
    no: Cell = None
    missing: Cell = None
    of: Cell = None
    share: Cell = None
    note: Cell = None

    @property
    def leaves_out(self) -> bool:
        return str(self.note or "").startswith(SMALL_LEFT_OUT)

    @property
    def is_hidden(self) -> bool:
        return isinstance(self.n, str) or (self.n is None and self.leaves_out)

    @property
    def is_told(self) -> bool:
        return isinstance(self.n, int)


# What makes two figures the same.
Meaning: TypeAlias = tuple[str, str, int | None]


@dataclass(frozen=True)
class Before:
    """A figure of the year before, and the counties that it is of."""

    n: int | None
    missing: int | None
    of: int | None
    counties: Sequence[str]


Earlier: TypeAlias = Mapping[Meaning, Before]


@dataclass(frozen=True)
class Sum:
    """`counties` are those that the figure is of; the others lack it, or have it `hidden`."""

    section: str
    id: str
    label: str
    edition: int | None
    n: int | None
    partly: int | None
    no: int | None
    missing: int | None
    of: int | None
    share: Decimal | None
    counties: Sequence[str]
    without: Sequence[str]
    hidden: Sequence[str]
    forms: Sequence[str]
    note: str | None

    @property
    def meaning(self) -> Meaning:
        return (self.id, self.label, self.edition)


def sums(figures: Iterable[CountyFigure], doubles: Doubles) -> list[Sum]:
    """Section by section in the order of the forms; methods by how far they have spread."""
    found = [
        _sum(alike, doubles)
        for (key, *_), alike in grouped((meaning_of(one), one) for one in figures).items()
        if key not in LEFT_OUT
    ]
    sections = list(dict.fromkeys(one.section for one in found))
    ids = list(dict.fromkeys(one.id for one in found))
    return sorted(
        found,
        key=lambda one: (
            sections.index(one.section),
            ids.index(one.id),
            -(one.n or 0) if one.section == METHODS else 0,
        ),
    )


def meaning_of(figure: CountyFigure) -> Meaning:
    return (figure.id, figure.label, figure.edition)


def _sum(alike: Sequence[CountyFigure], doubles: Doubles) -> Sum:
    key, label, edition = meaning_of(alike[0])
    told, unmeasured = _told(alike)
    counties = {one.county for one in told}
    hidden = {one.county for one in alike if one.is_hidden}
    doubled = doubles.counted(key, label, edition, counties)
    n = _less(_total(one.n for one in told), doubled.n)
    of = _less(_total(one.of for one in told), doubled.of)
    missing = _less(_total(one.missing for one in told), doubled.missing)
    return Sum(
        section=alike[0].section,
        id=key,
        label=label,
        edition=edition,
        n=n,
        partly=_less(_total(one.partly for one in told), doubled.partly),
        no=_less(_total(one.no for one in told), doubled.no),
        missing=missing,
        of=of,
        share=_mean(told) if key in MEANS else _share(n, of, missing),
        counties=_names(told, counties),
        without=_names(one for one in alike if one.county not in counties | hidden),
        hidden=_names(alike, hidden - counties),
        forms=sorted({one.form for one in alike}),
        note=_note(alike, unmeasured, is_doubled=doubled != NOTHING),
    )


def _told(alike: Sequence[CountyFigure]) -> tuple[list[CountyFigure], list[CountyFigure]]:
    """Those that can be added up, and those left out since nothing says of how many they are."""
    told = [one for one in alike if one.is_told]
    measured = [one for one in told if one.of is not None]
    if not measured:
        return told, []
    return measured, [one for one in told if one.of is None]


def _total(values: Iterable[Cell]) -> int | None:
    """None where nobody tells any."""
    known = [one for one in values if isinstance(one, int)]
    return sum(known) if known else None


def _less(total: int | None, doubled: int) -> int | None:
    return None if total is None else total - doubled


def _share(n: int | None, of: int | None, missing: int | None) -> Decimal | None:
    """None where nobody's answer is known: 0 % would read as a no."""
    return share(n, of) if is_known(n, missing, of) else None


def is_known(n: int | None, missing: int | None, of: int | None) -> bool:
    """Not where nobody's answer is: that none is known to be is not that none is."""
    return n is not None and not (missing is not None and missing == of)


def listed_in(cell: Cell) -> list[str]:
    return str(cell).split(", ") if cell else []


def _mean(told: Sequence[CountyFigure]) -> Decimal | None:
    known = [
        (Decimal(str(one.share)), one.n)
        for one in told
        if isinstance(one.share, int | float) and isinstance(one.n, int)
    ]
    count = sum(n for _, n in known)
    if not count:
        return None
    return (sum((mean * n for mean, n in known), Decimal()) / count).quantize(Decimal("0.0001"))


def _names(
    figures: Iterable[CountyFigure], among: AbstractSet[str] | None = None
) -> tuple[str, ...]:
    found = {one.county: one.county_name for one in figures}
    return tuple(name for code, name in found.items() if among is None or code in among)


def _note(
    alike: Sequence[CountyFigure], unmeasured: Sequence[CountyFigure], *, is_doubled: bool
) -> str | None:
    hidden = named(_names(one for one in alike if one.is_hidden))
    partial = named(_names(one for one in alike if one.is_told and one.leaves_out))
    parts = (
        f"liten grupp, inte med i summan: {hidden}" if hidden else None,
        f"små grupper är utelämnade ur summan: {partial}" if partial else None,
        f"utan känt N, inte med i summan: {named(_names(unmeasured))}" if unmeasured else None,
        "det som flera län redovisar är räknat en gång" if is_doubled else None,
    )
    return "; ".join(one for one in parts if one) or None
