"""Reads what is registered of a municipality or a county, in a constant number of questions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from app.completeness import shaping
from app.completeness.facts import Checked
from app.completeness.faults import Reckoning, judge
from app.completeness.lawful import MUNICIPALITIES, judge_by_law
from app.completeness.shaping import Homes, is_known_on
from app.law.reading import municipal_facts
from app.models import Agreement, CitizenPromise, Commitment
from app.permissions import Caller
from app.queries import completeness as questions
from app.queries.completeness import Place, Territory
from app.queries.cycle import municipalities_covered
from app.queries.fetching import asked
from app.queries.visibility import kin_of

Asking: TypeAlias = Callable[..., Iterable[Any]]


@dataclass
class Registered:
    """What has been read so far.

    `homes` by commitment, plan and measure; `under` by plan and measure: the commitment they
    belong to; `covered` those commitments that say which municipalities they cover.
    """

    place: Place
    day: date
    caller: Caller
    homes: dict[UUID | None, Homes] = field(default_factory=dict)
    covered: set[UUID] = field(default_factory=set)
    commitments: dict[UUID | None, Commitment] = field(default_factory=dict)
    plans: list[UUID] = field(default_factory=list)
    under: dict[UUID | None, UUID | None] = field(default_factory=dict)

    @property
    def territory(self) -> Territory:
        return self.place.territory

    @property
    def kin(self) -> Caller:
        return kin_of(self.caller)

    @property
    def parameters(self) -> dict[str, Any]:
        """Of the questions: the place, and by what was read before."""
        return {**self.place.parameters, "ids": self.ids, "plans": self.plans}

    @property
    def ids(self) -> list[UUID]:
        return [key for key in self.commitments if key is not None]

    def home(self, *keys: UUID | None) -> Homes:
        """Of the first of these that has any."""
        return next((self.homes[key] for key in keys if key in self.homes), ())


def faults_in(session: Session, place: Place, day: date, caller: Caller) -> Reckoning:
    """Of what the caller may read in the place; what the law asks first."""
    registered = Registered(place, day, caller)
    ask = partial(_asked, session, registered)
    reckoning = Reckoning()
    for read in (
        _commitments,
        _areas,
        _plans,
        _measures,
        _pictures,
        _follow_ups,
        _functions,
        _forums,
        _activities,
        _support_needs,
        _of_the_county,
    ):
        judge(read(ask, registered), day, reckoning)
    municipalities = questions.municipalities_of_place(place.territory).params(place.parameters)
    for facts in municipal_facts(session, municipalities, day, caller):
        judge_by_law(facts, day, reckoning)
    reckoning.faults.sort(key=lambda one: one.of != MUNICIPALITIES)
    return reckoning


def _asked(session: Session, registered: Registered, question: Any, **more: Any) -> Iterable[Any]:
    """Row by row: of thousands only what is wrong is kept."""
    parameters = asked(session, registered.day) | registered.parameters | more
    return session.execute(question, parameters)


def _commitments(ask: Asking, registered: Registered) -> Iterator[Checked]:
    found = [
        row
        for form in (Agreement, CitizenPromise)
        for row in ask(questions.commitments_checked(form, registered.territory, registered.kin))
        if is_known_on(row[0], registered.day, row[0].first_day, row[0].signed_on)
    ]
    registered.commitments.update((row.id, row) for row, *_ in found)
    _find_homes(ask, registered)
    for row, status, reason, has_parties, has_areas, has_rules in found:
        shape: Any = shaping.agreement if isinstance(row, Agreement) else shaping.promise
        yield shape(
            row,
            registered.home(row.id),
            status=status,
            reason=reason,
            has_parties=has_parties,
            has_areas=has_areas,
            has_rules=has_rules,
            has_municipalities=row.id in registered.covered,
        )


def _find_homes(ask: Asking, registered: Registered) -> None:
    """The municipalities that it covers, and those that are parties in it."""
    homes: dict[UUID, set[str]] = defaultdict(set)
    for key, code in ask(municipalities_covered(registered.ids)):
        homes[key].add(code)
    registered.covered = set(homes)
    for key, code in ask(questions.municipalities_at_home()):
        homes[key].add(code)
    registered.homes.update((key, tuple(sorted(codes))) for key, codes in homes.items())


def _areas(ask: Asking, registered: Registered) -> Iterator[Checked]:
    question = questions.areas_checked(registered.kin)
    for row, above, has_categories, has_causes, has_goals in ask(question):
        yield shaping.area(
            row,
            registered.home(row.commitment_id),
            has_categories=has_categories,
            has_causes=has_causes,
            has_goals=has_goals,
            parent_is_elsewhere=above is not None and above != row.commitment_id,
        )


def _plans(ask: Asking, registered: Registered) -> Iterator[Checked]:
    question = questions.plans_checked(registered.territory, registered.kin)
    for row, pictured_on, has_measures in ask(question):
        if not is_known_on(row, registered.day, row.decided_on, row.valid_from):
            continue
        own = (row.municipality_code,) if row.municipality_code else ()
        homes = own or registered.home(row.commitment_id)
        registered.plans.append(row.id)
        registered.homes[row.id], registered.under[row.id] = homes, row.commitment_id
        known = {"pictured_on": pictured_on, "has_measures": has_measures}
        yield shaping.plan(row, homes, **known)


def _measures(ask: Asking, registered: Registered) -> Iterator[Checked]:
    question = questions.measures_checked(registered.kin)
    for row, has_responsible, area_under in ask(question):
        homes = registered.home(row.commitment_id, row.action_plan_id)
        under = registered.commitments.get(row.commitment_id)
        registered.homes[row.id] = homes
        registered.under[row.id] = row.commitment_id or registered.under.get(row.action_plan_id)
        yield (shaping.measure(row, homes, under, area_under, has_responsible=has_responsible))


def _pictures(ask: Asking, registered: Registered) -> Iterator[Checked]:
    codes, rows = defaultdict(list), {}
    for row, code in ask(questions.pictures_checked(registered.territory, registered.kin)):
        codes[row.id].append(code)
        rows[row.id] = row
    for key, row in rows.items():
        yield shaping.picture(row, tuple(codes[key]))


def _follow_ups(ask: Asking, registered: Registered) -> Iterator[Checked]:
    question = questions.follow_ups_checked(registered.kin)
    for row in ask(question):
        key = _followed(row, registered)
        of = registered.commitments.get(key)
        homes = registered.home(row.action_plan_id, row.measure_id, key)
        first_day = None if of is None else of.starts_on
        yield shaping.follow_up(row, homes, first_day)


def _followed(row: Any, registered: Registered) -> UUID | None:
    """The agreement or promise that was followed up, wholly or in part."""
    subject = row.measure_id or row.action_plan_id
    return row.commitment_id or row.area_under or registered.under.get(subject)


def _functions(ask: Asking, registered: Registered) -> Iterator[Checked]:
    for row, code in ask(questions.functions_checked(registered.territory, registered.kin)):
        yield shaping.function(row, _at(code))


def _forums(ask: Asking, registered: Registered) -> Iterator[Checked]:
    rows = list(ask(questions.forums_checked(registered.territory, registered.kin)))
    codes = defaultdict(list)
    for key, code in ask(questions.municipalities_of_forums(), forums=[row.id for row, _ in rows]):
        codes[key].append(code)
    for row, has_members in rows:
        yield shaping.forum(row, tuple(codes[row.id]), has_members=has_members)


def _activities(ask: Asking, registered: Registered) -> Iterator[Checked]:
    for row, code in ask(questions.activities_checked(registered.territory, registered.kin)):
        if is_known_on(row, registered.day, row.starts_on):
            yield shaping.activity(row, _at(code))


def _support_needs(ask: Asking, registered: Registered) -> Iterator[Checked]:
    for row, code in ask(questions.support_needs_checked(registered.territory, registered.kin)):
        yield shaping.support_need(row, _at(code))


def _of_the_county(ask: Asking, registered: Registered) -> Iterator[Checked]:
    for (row,) in ask(questions.operating_plans_checked(registered.territory, registered.kin)):
        if is_known_on(row, registered.day, row.decided_on, date(row.year, 1, 1)):
            yield shaping.operating_plan(row)
    for (row,) in ask(questions.assignments_checked(registered.territory, registered.kin)):
        yield shaping.assignment(row)


def _at(code: str | None) -> Homes:
    return () if code is None else (code,)
