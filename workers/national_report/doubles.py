"""Records that stand in the reports of several counties, which a sum over counties counts once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from app.words import PROGRESS, STATUS
from workers.annual_report.outside_areas import HEADINGS as OUTSIDE
from workers.annual_report.sheet import Cell
from workers.national_report.counties import CountyReport

AGREEMENTS, PROMISES, AREAS = "Överenskommelser", "Medborgarlöften", "Prioriterade områden"
PLANS = "Lägesbilder och åtgärdsplaner"
FOLLOW_UPS, COORDINATION, METHODS = "Uppföljningar", "Regional samordning", "Metoder"
VALID = {STATUS["valid"], STATUS["expiring"]}
NOT_HELD = {PROGRESS["planned"], PROGRESS["cancelled"]}
FOLLOWED_UP = "genomförd uppföljning"
LEARNING, BORDERS = "Utbildningar och konferenser", "Åtgärder över kommungränser"
PART = "Avsnitt"  # of a sheet in several parts: a record may stand in each of them


@dataclass(frozen=True)
class Counts:
    """What a row adds to a figure of the summary."""

    n: int = 0
    partly: int = 0
    no: int = 0
    missing: int = 0
    of: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.n + other.n,
            self.partly + other.partly,
            self.no + other.no,
            self.missing + other.missing,
            self.of + other.of,
        )


NOTHING = Counts()


@dataclass(frozen=True)
class Copy:
    """A record as one county's report, of a day, shows it."""

    key: Cell
    county: str
    day: str
    version: int
    fields: Mapping[str, Cell]


Adds: TypeAlias = Callable[[Copy, str], Counts]


@dataclass(frozen=True)
class Rule:
    """What a row of the sheet adds to an indicator, or to that of a label, in some editions."""

    id: str
    sheet: str
    adds: Adds
    first: int = 1
    last: int = 1_000

    def holds(self, id: str, edition: Cell) -> bool:
        number = edition if isinstance(edition, int) else 1
        return self.id == id and self.first <= number <= self.last


@dataclass(frozen=True)
class Doubles:
    """By sheet, the records that stand in several reports, each with its latest copy first."""

    by_sheet: Mapping[str, Sequence[Sequence[Copy]]] = field(default_factory=dict)

    def counted(
        self, id: str, label: str, edition: int | None, counties: AbstractSet[str]
    ) -> Counts:
        """What these counties together count more than once, of an indicator."""
        found = NOTHING
        for rule in RULES:
            if rule.holds(id, edition):
                for copy in self._needless(rule.sheet, counties):
                    found += rule.adds(copy, label)
        return found

    def keys_in(self, sheet: str) -> list[Cell]:
        return [copies[0].key for copies in self.by_sheet.get(sheet, ())]

    def _needless(self, sheet: str, counties: AbstractSet[str]) -> Iterator[Copy]:
        for copies in self.by_sheet.get(sheet, ()):
            yield from [one for one in copies if one.county in counties][1:]


def read_doubles(session: Session, reports: Sequence[CountyReport]) -> Doubles:
    return Doubles(
        {name: list(_doubles(session, reports, name, read)) for name, read in READ.items()}
    )


def _doubles(
    session: Session, reports: Sequence[CountyReport], name: str, headings: Sequence[str]
) -> Iterator[list[Copy]]:
    """The keys first, since most records stand in one report and are never kept."""
    several = _in_several(session, reports, name)
    copies: dict[Any, list[Copy]] = {}
    for report in reports if several else ():
        for part, key, version, *values in report.rows(
            session, name, PART, "Post-id", "Version", *headings
        ):
            if (part, key) in several:
                fields = dict(zip(headings, values, strict=True))
                copy = Copy(key, report.code, report.head["asOf"], int(str(version)), fields)
                copies.setdefault((part, key), []).append(copy)
    for found in copies.values():
        yield sorted(found, key=lambda one: (not _is_in_use(one), -one.version))


def _in_several(session: Session, reports: Sequence[CountyReport], name: str) -> set[Any]:
    first: dict[Any, str] = {}
    several = set()
    for report in reports:
        for part, key in report.rows(session, name, PART, "Post-id"):
            if key and first.setdefault((part, key), report.code) != report.code:
                several.add((part, key))
    return several


def categories_in(cell: Cell) -> list[str]:
    return str(cell).split("\n") if cell else []


def _whole(value: Cell) -> int:
    return value if isinstance(value, int) else 0


def _valid(copy: Copy, _label: str) -> Counts:
    state = copy.fields["Läge 31 december"]
    if state == STATUS["unknown"]:
        return Counts(missing=1, of=1)
    return Counts(n=1, of=1) if state in VALID else Counts(no=1, of=1)


def _across(copy: Copy, _label: str) -> Counts:
    is_valid = copy.fields["Läge 31 december"] in VALID
    is_across = copy.fields["Länsöverskridande"] != "nej"
    return Counts(n=int(is_valid and is_across), of=int(is_valid))


def _fed_back(copy: Copy, _label: str) -> Counts:
    return _known(copy.fields["Återkopplat"] is not None)


def _fed_back_by_the_day(copy: Copy, _label: str) -> Counts:
    told = copy.fields["Återkopplat"]
    if isinstance(told, date):
        return _known(told <= date.fromisoformat(copy.day))
    return _known(bool(copy.fields["Hur återkopplat"]))


def _analysed(copy: Copy, _label: str) -> Counts:
    return _known(copy.fields["Orsaker analyserade"] == "ja")


def _known(is_known: bool) -> Counts:
    return Counts(n=1, of=1) if is_known else Counts(missing=1, of=1)


def _measures(copy: Copy, _label: str) -> Counts:
    """Those of an area are tied to it."""
    meant = _whole(copy.fields["Åtgärder"]) - _whole(copy.fields["Inställda"])
    return Counts(n=meant, of=meant)


def _outside(copy: Copy, _label: str) -> Counts:
    """Those of no area; an older form does not tell of them."""
    meant, tied = (_whole(copy.fields.get(one)) for one in OUTSIDE)
    return Counts(n=tied, missing=meant - tied, of=meant)


def _category(copy: Copy, label: str) -> Counts:
    return Counts(n=int(label in categories_in(copy.fields["Kategorier"])))


def _followed_up(copy: Copy, _label: str) -> Counts:
    return Counts(n=int(copy.fields["Rad"] == FOLLOWED_UP))


def _learned(copy: Copy, _label: str) -> Counts:
    return Counts(n=int(_took_place(copy)))


def _participants(copy: Copy, _label: str) -> Counts:
    if not _took_place(copy):
        return NOTHING
    came = copy.fields["Deltagare"]
    return Counts(missing=1) if came is None else Counts(n=_whole(came))


def _took_place(copy: Copy) -> bool:
    state, is_learning = copy.fields["Läge"], copy.fields[PART] == LEARNING
    if state in NOT_HELD or not is_learning:
        return False
    return state == PROGRESS["done"] or copy.fields["Datum"] is not None


def _catalogued(copy: Copy, _label: str) -> Counts:
    """A method is in use where any county uses it: that copy comes first."""
    is_known = copy.fields["I katalogen"] == "ja"
    return Counts(n=int(is_known and _is_in_use(copy)), of=int(is_known))


def _is_in_use(copy: Copy) -> bool:
    return _whole(copy.fields.get("Åtgärder")) > 0


def _border(copy: Copy, _label: str) -> Counts:
    is_border = copy.fields[PART] == BORDERS
    return Counts(n=int(is_border and copy.fields["Läge"] != PROGRESS["cancelled"]))


READ: Mapping[str, tuple[str, ...]] = {
    AGREEMENTS: ("Läge 31 december", "Länsöverskridande", *OUTSIDE),
    PROMISES: ("Läge 31 december", "Återkopplat", "Hur återkopplat", *OUTSIDE),
    PLANS: OUTSIDE,
    AREAS: ("Kategorier", "Orsaker analyserade", "Åtgärder", "Inställda"),
    FOLLOW_UPS: ("Rad",),
    COORDINATION: (PART, "Läge", "Datum", "Deltagare"),
    METHODS: ("I katalogen", "Åtgärder"),
}
# The others are of places, or of what a county keeps alone, and are only added up.
RULES = (
    Rule("I08", AGREEMENTS, _valid),
    Rule("I08b", AGREEMENTS, _across),
    Rule("I22", PROMISES, _valid),
    Rule("I22b", PROMISES, _fed_back, last=1),
    Rule("I22b", PROMISES, _fed_back_by_the_day, first=2),
    Rule("I04", AREAS, _analysed, last=1),
    Rule("I04b", AREAS, _analysed),
    Rule("I06", AREAS, _measures),
    *(Rule("I06", one, _outside) for one in (AGREEMENTS, PROMISES, PLANS)),
    Rule("I07", FOLLOW_UPS, _followed_up, last=1),
    Rule("I07b", FOLLOW_UPS, _followed_up),
    Rule("I17", COORDINATION, _learned),
    Rule("I17b", COORDINATION, _participants),
    Rule("I19", COORDINATION, _border),
    Rule("I23", METHODS, _catalogued),
    Rule("I24", AREAS, _category),
)
