"""Reads the facts about collaborations, however many, in a constant number of questions."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from app.cycle.facts import (
    Area,
    Collaboration,
    FollowUp,
    Goal,
    Measure,
    Party,
    Picture,
    Plan,
    Promise,
    Terms,
)
from app.evidence import Record
from app.models import (
    Agreement,
    CitizenPromise,
    PrioritisedArea,
    SituationPicture,
)
from app.models import Measure as MeasureRow
from app.models.actors import ActorKind
from app.models.situation_pictures import PictureKind
from app.permissions import Caller
from app.queries import cycle as questions
from app.queries.fetching import asked
from app.queries.standing import POLICE
from app.queries.territory import MUNICIPAL
from app.queries.visibility import caller_in
from app.words import FOLLOW_UP_KIND, word

Asking: TypeAlias = Callable[[Any], Sequence[Any]]

# Who decides together with the police: at the county's level the county board does.
LEADING = (*MUNICIPAL, ActorKind.COUNTY_ADMINISTRATIVE_BOARD)


@dataclass
class Around:
    """What tells which collaboration a record belongs to.

    `owners` by record: the agreement; `linked` by agreement: the picture it refers to.
    """

    ids: list[UUID]
    caller: Caller
    found: dict[UUID, Collaboration] = field(default_factory=dict)
    owners: dict[UUID, UUID] = field(default_factory=dict)
    linked: dict[UUID, UUID] = field(default_factory=dict)

    def of(self, key: UUID) -> Collaboration:
        """The collaboration that the record is part of."""
        return self.found[self.owners[key]]


def collaborations(session: Session, ids: Iterable[UUID], day: date) -> list[Collaboration]:
    """In the order of their titles; of what the caller may read, and of nothing else."""
    around = Around(list(ids), caller_in(session))
    ask = partial(_all, session, day)
    for add in (
        _add_agreements,
        _add_promises,
        _add_areas,
        _add_plans,
        _add_measures,
        _add_pictures,
        _add_follow_ups,
        _add_communicators,
        _add_meetings,
    ):
        add(ask, around)
    return list(around.found.values())


def _all(session: Session, day: date, question: Any) -> Sequence[Any]:
    return session.execute(question, asked(session, day)).all()


def _add_agreements(ask: Asking, around: Around) -> None:
    above = defaultdict(list)
    for key, higher in ask(questions.agreements_above(around.ids)):
        above[key].append(higher)
    everyone = {*around.ids}.union(*above.values())
    parties = _parties(ask, everyone)
    terms, statuses = {}, {}
    for row, status, has_forums, has_rules in ask(questions.terms_of(everyone, around.caller)):
        terms[row.id] = _terms(row, has_forums, has_rules, parties[row.id])
        statuses[row.id] = status
        if row.situation_picture_id is not None:
            around.linked[row.id] = row.situation_picture_id
    for key in (key for key in terms if key in around.ids):
        higher_up = [terms[higher] for higher in above[key] if higher in terms]
        around.found[key] = Collaboration(terms[key], statuses[key], higher_up)
        around.owners[key] = key


def _parties(ask: Asking, ids: Collection[UUID]) -> dict[UUID, list[Party]]:
    found = defaultdict(list)
    for agreement, actor, name, kind, municipality in ask(questions.contracting_parties(ids)):
        found[agreement].append(
            Party(
                actor_id=actor,
                name=name,
                municipality_code=municipality,
                leads=kind in LEADING,
                is_municipality=kind is ActorKind.MUNICIPALITY,
                is_police=kind in POLICE,
            )
        )
    return found


def _terms(row: Agreement, has_forums: bool, has_rules: bool, parties: list[Party]) -> Terms:
    return Terms(
        record=Record("agreements", row.id, row.version, row.title, row.signed_on),
        signing=row.signing,
        signed_on=row.signed_on,
        begins_on=row.first_day,
        plans_follow_up=has_rules,
        has_part_one=row.has_part_one,
        names_roles=bool(row.roles),
        names_forums=has_forums,
        parties=tuple(parties),
    )


def _add_promises(ask: Asking, around: Around) -> None:
    for row, has_rules in ask(questions.promises_under(around.ids, around.caller)):
        if row.parent_id in around.found:
            around.owners[row.id] = row.parent_id
            around.found[row.parent_id].promises.append(_promise(row, has_rules))


def _promise(row: CitizenPromise, has_rules: bool) -> Promise:
    return Promise(
        record=Record("citizen-promises", row.id, row.version, row.title, row.signed_on),
        signing=row.signing,
        signed_on=row.signed_on,
        begins_on=row.first_day,
        plans_follow_up=has_rules,
        citizen_dialogue_on=row.citizen_dialogue_on,
        staff_dialogue_on=row.staff_dialogue_on,
        fed_back_on=row.fed_back_on,
    )


def _add_areas(ask: Asking, around: Around) -> None:
    causes: dict[UUID, list[date | None]] = defaultdict(list)
    for (cause,) in ask(questions.causes_of(around.ids)):
        causes[cause.prioritised_area_id].append(cause.analysed_on)
    goals: dict[UUID, list[Goal]] = defaultdict(list)
    for (goal,) in ask(questions.goals_of(around.ids)):
        marks = (
            goal.is_specific,
            goal.is_measurable,
            goal.is_accepted,
            goal.is_realistic,
            goal.is_time_bound,
        )
        goals[goal.prioritised_area_id].append(Goal(marks))
    for (row,) in ask(questions.areas_of(around.ids, around.caller)):
        around.owners[row.id] = row.commitment_id
        area = _area(row, causes[row.id], goals[row.id])
        around.of(row.id).areas.append(area)


def _area(row: PrioritisedArea, causes: list[date | None], goals: list[Goal]) -> Area:
    return Area(
        record=Record("prioritised-areas", row.id, row.version, row.name),
        parent_id=row.parent_id,
        has_grounds=bool(row.priority_grounds),
        caused_on=tuple(causes),
        goals=tuple(goals),
    )


def _add_plans(ask: Asking, around: Around) -> None:
    for row, forum_kind in ask(questions.operational_plans_of(around.ids, around.caller)):
        around.owners[row.id] = row.commitment_id
        record = Record("action-plans", row.id, row.version, row.title, row.decided_on)
        around.of(row.id).plans.append(Plan(record, forum_kind in questions.STEERING))


def _add_measures(ask: Asking, around: Around) -> None:
    for row, agreement in ask(questions.measures_of(around.ids, around.caller)):
        around.owners[row.id] = agreement
        around.of(row.id).measures.append(_measure(row))


def _measure(row: MeasureRow) -> Measure:
    return Measure(
        record=Record("measures", row.id, row.version, row.name, row.ends_on or row.starts_on),
        area_id=row.prioritised_area_id,
        plan_id=row.action_plan_id,
        meets_cause=row.cause_id is not None,
        progress=row.progress,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_noted=bool(row.note),
    )


def _add_pictures(ask: Asking, around: Around) -> None:
    """A joint one is the agreement's when it is referred to, or covers all its municipalities."""
    covered = _covered(ask, around)
    makers = {party.actor_id for one in around.found.values() for party in one.agreement.parties}
    codes = set[str]().union(*covered.values())
    linked = set(around.linked.values())
    rows = [one for (one,) in ask(questions.pictures_around(linked, makers, codes, around.caller))]
    pictured: dict[UUID, set[str]] = defaultdict(set)
    for key, code in ask(questions.municipalities_pictured([row.id for row in rows])):
        pictured[key].add(code)
    pictures = [_picture(row, frozenset(pictured[row.id])) for row in rows]
    for key, one in around.found.items():
        one.pictures += [
            made
            for made in pictures
            if made.record.id == around.linked.get(key) or _belongs(made, one, covered[key])
        ]


def _covered(ask: Asking, around: Around) -> dict[UUID, set[str]]:
    """The municipalities that the agreement says it covers, and those that are parties in it."""
    covered: dict[UUID, set[str]] = defaultdict(set)
    for key, code in ask(questions.municipalities_covered(around.ids)):
        covered[key].add(code)
    for key, one in around.found.items():
        own = (party.municipality_code for party in one.agreement.parties if party.leads)
        covered[key].update(code for code in own if code is not None)
    return covered


def _belongs(made: Picture, one: Collaboration, codes: set[str]) -> bool:
    if made.is_joint:
        return bool(codes) and codes <= made.municipality_codes
    if made.made_by_id is None:
        return not codes.isdisjoint(made.municipality_codes)
    return any(party.actor_id == made.made_by_id for party in one.agreement.parties)


def _picture(row: SituationPicture, codes: frozenset[str]) -> Picture:
    return Picture(
        record=Record("situation-pictures", row.id, row.version, row.title, row.made_on),
        is_joint=row.kind is PictureKind.JOINT,
        made_by_id=row.made_by_id,
        municipality_codes=codes,
        citizen_dialogue_on=row.citizen_dialogue_on,
        staff_dialogue_on=row.staff_dialogue_on,
    )


def _add_follow_ups(ask: Asking, around: Around) -> None:
    promises = [said.record.id for one in around.found.values() for said in one.promises]
    question = questions.follow_ups_of(around.ids, promises, around.caller)
    for row, day, forum_kind in ask(question):
        subject = row.subject_id
        if subject in around.owners:
            label = row.summary or f"Uppföljning: {word(FOLLOW_UP_KIND, row.kind)}"
            around.of(subject).follow_ups.append(
                FollowUp(
                    record=Record("follow-ups", row.id, row.version, label, day),
                    kind=row.kind,
                    subject_id=subject,
                    to_steering_group=forum_kind in questions.STEERING,
                    reported_on=row.reported_on,
                )
            )


def _add_communicators(ask: Asking, around: Around) -> None:
    parties = {
        key: {party.actor_id for party in one.agreement.parties}
        for key, one in around.found.items()
    }
    actors = set[UUID]().union(*parties.values())
    for (row,) in ask(questions.communication_leads_at(actors, around.caller)):
        record = Record("functions", row.id, row.version, row.title, row.valid_from)
        for key, theirs in parties.items():
            if row.actor_id in theirs:
                around.found[key].communicators.append(record)


def _add_meetings(ask: Asking, around: Around) -> None:
    forums = defaultdict(set)
    for agreement, forum in ask(questions.forums_agreed(around.ids)):
        forums[forum].add(agreement)
    for (row,) in ask(questions.steering_meetings_held(set(forums), around.caller)):
        label = row.topic or "Möte i styrgruppen"
        record = Record("meetings", row.id, row.version, label, row.held_on)
        for key in forums[row.forum_id] & around.found.keys():
            around.found[key].steering_meetings.append(record)
