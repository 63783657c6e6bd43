"""Figures from the register on a day: n of N, with the missing and the unknown named apart."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import AreaCategory, Method
from app.queries import statistics as questions
from app.queries.fetching import asked
from app.queries.visibility import caller_in
from app.schemas.statistics import (
    AgreementCounts,
    AgreementStatistics,
    Answer,
    CountyAgreements,
    CountyUses,
    MunicipalityAgreements,
    Place,
    Share,
    StatisticsFilters,
    Uses,
    UsesOfOne,
    UseStatistics,
)

Held: TypeAlias = dict[str, dict[UUID, Answer]]


@dataclass(frozen=True)
class Counted:
    """A municipality that is counted."""

    code: str
    name: str
    county_code: str
    county_name: str

    @cached_property
    def place(self) -> Place:
        return Place(code=self.code, name=self.name)


@dataclass(frozen=True)
class Ground:
    """What every figure rests on; `own` and `concerning` say which agreements are held where."""

    municipalities: list[Counted]
    counties: dict[str, str]
    own: Held
    concerning: Held

    def within(self, county_code: str) -> list[Counted]:
        return [one for one in self.municipalities if one.county_code == county_code]


@dataclass(frozen=True)
class Content:
    """The codes of agreements and of plans; an agreement that is not here nobody has described."""

    of_agreements: dict[UUID, set[str]]
    of_plans: dict[str, set[str]]

    @classmethod
    def of(cls, of_agreements: Iterable[Any], of_plans: Iterable[Any]) -> "Content":
        return cls(_codes_by_holder(of_agreements), _codes_by_holder(of_plans))

    def codes(self) -> set[str]:
        return set().union(*self.of_agreements.values(), *self.of_plans.values())


@dataclass(frozen=True)
class Use:
    """The codes that a municipality uses, and those that it may use, which may be any."""

    certain: set[str]
    possible: set[str]
    may_be_any: bool

    def of(self, code: str) -> Answer:
        if code in self.certain:
            return "yes"
        return "unknown" if self.may_be_any or code in self.possible else "no"


@dataclass(frozen=True)
class Region:
    """Its municipalities, its valid agreements, and how many of these have each code."""

    municipalities: list[Counted]
    valid: int
    having: Counter[str]


def agreements(session: Session, filters: StatisticsFilters) -> AgreementStatistics:
    ground = _ground(session, filters)
    return AgreementStatistics(
        as_of=filters.day(),
        total=AgreementCounts(**_counts(ground, ground.municipalities, ground.counties)),
        counties=[
            CountyAgreements(code=code, name=name, **_counts(ground, ground.within(code), [code]))
            for code, name in ground.counties.items()
        ],
        municipalities=[_municipality(ground, one) for one in ground.municipalities],
    )


def methods(session: Session, filters: StatisticsFilters) -> UseStatistics:
    caller = caller_in(session)
    followed = _all(session, filters, questions.methods_followed(filters, caller))
    planned = _all(session, filters, questions.methods_in_plans(filters, caller))
    return _uses(session, filters, Method, Content.of(followed, planned))


def areas(session: Session, filters: StatisticsFilters) -> UseStatistics:
    caller = caller_in(session)
    prioritised = _all(session, filters, questions.categories_prioritised(filters, caller))
    return _uses(session, filters, AreaCategory, Content.of(prioritised, []))


def _ground(session: Session, filters: StatisticsFilters) -> Ground:
    caller = caller_in(session)
    found = _all(session, filters, questions.municipalities_counted(filters, caller))
    counted = [Counted(*row) for row in found]
    names = {one.county_code: one.county_name for one in counted}
    order = [code for (code,) in _all(session, filters, questions.counties_in_order())]
    own = _held(_all(session, filters, questions.own_agreements_counted(filters, caller)))
    counties = {code: names[code] for code in order if code in names}
    if questions.counts_counties(filters, caller):
        counted_by_county = questions.agreements_counted_by_county(filters, caller)
        concerning = _held(_all(session, filters, counted_by_county))
    else:
        concerning = {one.county_code: own.get(one.code, {}) for one in counted}
    return Ground(counted, counties, own, concerning)


def _all(session: Session, filters: StatisticsFilters, question: Any) -> Sequence[Any]:
    return session.execute(question, asked(session, filters.day())).all()


def _held(rows: Iterable[Any]) -> Held:
    held: Held = defaultdict(dict)
    for code, agreement, valid in rows:
        held[code][agreement] = valid
    return held


def _codes_by_holder(pairs: Iterable[Any]) -> dict[Any, set[str]]:
    """No code where it is only known that there is something."""
    found: dict[Any, set[str]] = defaultdict(set)
    for holder, code in pairs:
        found[holder].update(() if code is None else (code,))
    return dict(found)


def _counts(ground: Ground, among: list[Counted], counties: Iterable[str]) -> dict[str, Any]:
    held = _together(ground, counties)
    return {
        "agreements": _count(held, "yes"),
        "agreements_unknown": _count(held, "unknown"),
        "municipalities": _share(among, lambda code: _best(ground.own.get(code, {}).values())),
    }


def _together(ground: Ground, counties: Iterable[str]) -> dict[UUID, Answer]:
    """The agreements of several counties, one that spans them counted once."""
    return {
        key: valid for code in counties for key, valid in ground.concerning.get(code, {}).items()
    }


def _count(held: dict[UUID, Answer], wanted: Answer) -> int:
    return sum(valid == wanted for valid in held.values())


def _best(answers: Iterable[Answer]) -> Answer:
    """One certain agreement is enough; an uncertain one is never a no."""
    given = set(answers)
    if "yes" in given:
        return "yes"
    return "unknown" if "unknown" in given else "no"


def _share(among: list[Counted], answer: Callable[[str], Answer]) -> Share:
    by_answer: dict[Answer, list[Place]] = {"yes": [], "no": [], "unknown": []}
    for one in among:
        by_answer[answer(one.code)].append(one.place)
    return Share(
        n=len(by_answer["yes"]),
        whole=len(among),
        missing=by_answer["no"],
        unknown=by_answer["unknown"],
    )


def _municipality(ground: Ground, one: Counted) -> MunicipalityAgreements:
    held = ground.own.get(one.code, {})
    return MunicipalityAgreements(
        code=one.code,
        name=one.name,
        county_code=one.county_code,
        has_own_agreement=_best(held.values()),
        agreements=_count(held, "yes"),
        agreements_unknown=_count(held, "unknown"),
        agreements_registered=len(held),
    )


def _uses(
    session: Session,
    filters: StatisticsFilters,
    kind: type[Method] | type[AreaCategory],
    content: Content,
) -> UseStatistics:
    ground = _ground(session, filters)
    used = content.codes()
    entries = _all(session, filters, questions.catalogue(kind))
    at = {one.code: _use_at(ground, content, one.code) for one in ground.municipalities}
    total = _region(ground, content, ground.municipalities, ground.counties)
    counties = {
        code: _region(ground, content, ground.within(code), [code]) for code in ground.counties
    }
    items = [
        UsesOfOne(
            code=code,
            name=name,
            total=Uses(**_uses_in(total, at, code)),
            counties=[
                CountyUses(code=one, name=ground.counties[one], **_uses_in(region, at, code))
                for one, region in counties.items()
            ],
        )
        for code, name, status in entries
        if status == "valid" or code in used
    ]
    return UseStatistics(as_of=filters.day(), items=items)


def _region(
    ground: Ground, content: Content, municipalities: list[Counted], counties: Iterable[str]
) -> Region:
    held = _together(ground, counties)
    valid = [key for key, answer in held.items() if answer == "yes"]
    codes = (code for key in valid for code in content.of_agreements.get(key, ()))
    return Region(municipalities, len(valid), Counter(codes))


def _uses_in(region: Region, at: dict[str, Use], code: str) -> dict[str, Any]:
    return {
        "agreements": region.having[code],
        "agreements_in_all": region.valid,
        "municipalities": _share(region.municipalities, lambda one: at[one].of(code)),
    }


def _use_at(ground: Ground, content: Content, municipality: str) -> Use:
    """Any code is possible where an agreement holds, or may hold, that nobody has described."""
    held = ground.own.get(municipality, {})
    certain, possible = set(content.of_plans.get(municipality, ())), set[str]()
    may_be_any = False
    for key, valid in held.items():
        if valid == "no":
            continue
        (certain if valid == "yes" else possible).update(content.of_agreements.get(key, ()))
        may_be_any |= key not in content.of_agreements
    return Use(certain, possible, may_be_any)
