"""Reads the facts about agreements and promises that the criteria are judged by."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app import models, validity
from app.evidence import Record
from app.models.commitments import EXACT, Form, Signing
from app.models.forums import ForumKind
from app.models.measures import MeasureRole
from app.permissions import Caller
from app.quality.facts import (
    Area,
    Dialogues,
    Facts,
    FollowUp,
    FollowUpRule,
    Measure,
    Method,
    PartOne,
    Party,
    Period,
    Picture,
    Promise,
    Signatory,
)
from app.queries import quality_facts as questions
from app.queries.among import FEW
from app.queries.visibility import asked_by, kin_of

COLLECTIONS = {Form.AGREEMENT: "agreements", Form.CITIZEN_PROMISE: "citizen-promises"}
LEADING = (ForumKind.STEERING_GROUP, ForumKind.LOCAL_COUNCIL)
NO_WORDS = "Uppföljning"

Found = dict[UUID, Facts]


@dataclass(frozen=True)
class Asking:
    """Which commitments, as of which day; the caller sees each of them."""

    session: Session
    keys: Collection[UUID]
    day: date
    caller: Caller

    @property
    def kin(self) -> Caller:
        return kin_of(self.caller)

    @property
    def are_few(self) -> bool:
        return len(self.keys) <= FEW

    def all(self, question: Any, keys: Collection[UUID] | None = None) -> Any:
        """By other keys where they are given."""
        chosen = list(self.keys if keys is None else keys)
        parameters = validity.as_of(self.day) | asked_by(self.caller) | {"keys": chosen}
        return self.session.execute(question, parameters)


def commitment_facts(session: Session, keys: Collection[UUID], day: date, caller: Caller) -> Found:
    """By key, of those that there are, as things stood on the day and as the caller sees them."""
    asking = Asking(session, keys, day, caller)
    found = {row.id: _facts(row, day) for row in asking.all(questions.commitments_judged())}
    for add in (
        _add_pictures,
        _add_parties,
        _add_rules,
        _add_areas,
        _add_measures,
        _add_methods,
        _add_what_is_below,
        _add_follow_ups,
    ):
        add(asking, found)
    return found


def _facts(row: Any, day: date) -> Facts:
    is_promise = row.form is Form.CITIZEN_PROMISE
    duties = row.roles or []
    return Facts(
        record=_commitment(row),
        form=row.form,
        period=Period(row.validity, row.validity_reason, row.first_day, row.last_day),
        signing=_signing_on(row, day),
        signed_on=row.signed_on if row.signed_on_precision in EXACT else None,
        published_on=row.published_on,
        purposes=len(row.purposes),
        parent_id=row.parent_id,
        part_one=PartOne(
            stated=row.has_part_one,
            roles=len(duties),
            communication=row.communication,
            documentation=row.documentation,
            resources=row.resources,
        ),
        has_part_two=row.has_part_two,
        promise=_promise(row, day) if is_promise else None,
        duties={UUID(one["actorId"]) for one in duties if one.get("actorId")},
    )


def _signing_on(row: Any, day: date) -> Signing:
    """Before the day when it was signed, it was a draft."""
    later = row.signed_on is not None and row.signed_on > day
    return Signing.UNSIGNED if later else row.signing


def _commitment(row: Any) -> Record:
    return Record(COLLECTIONS[row.form], row.id, row.version, row.title, row.signed_on)


def _promise(row: Any, day: date) -> Promise:
    return Promise(
        record=_commitment(row),
        communicated=_told(row.communicated_on, row.communicated_how, day),
        fed_back=_told(row.fed_back_on, row.fed_back_how, day),
        dialogues=Dialogues(row.citizen_dialogue_on, row.staff_dialogue_on),
    )


def _told(on: date | None, how: str | None, day: date) -> bool:
    """On an unknown day where only the way is known."""
    return on <= day if on is not None else bool(how)


def _add_pictures(asking: Asking, found: Found) -> None:
    """Its own, else that of the agreement above it."""
    above = {one.parent_id for one in found.values() if one.parent_id is not None}
    question = questions.pictures_behind(asking.kin)
    pictures = {key: _picture(row) for key, row in asking.all(question, [*found, *above])}
    for key, facts in found.items():
        facts.picture = pictures.get(key)
        if facts.picture is None and facts.parent_id is not None:
            facts.picture = pictures.get(facts.parent_id)


def _picture(row: models.SituationPicture) -> Picture:
    record = Record("situation-pictures", row.id, row.version, row.title, row.made_on)
    dialogues = Dialogues(row.citizen_dialogue_on, row.staff_dialogue_on)
    return Picture(record, row.kind == "joint", row.made_on, dialogues)


def _add_parties(asking: Asking, found: Found) -> None:
    for key, actor_id, name in asking.all(questions.parties_contracting()):
        found[key].parties.append(Party(actor_id, name))
    for key, title, kind in asking.all(questions.signatures_given()):
        found[key].signatories.append(Signatory(title, kind))


def _add_rules(asking: Asking, found: Found) -> None:
    for row in asking.all(questions.follow_up_rules_set()):
        rule = FollowUpRule(
            is_kind_said=bool(row.what or row.indicators),
            is_somebody_named=bool(row.by),
            is_time_said=row.times_per_year is not None,
        )
        found[row.commitment_id].follow_up_rules.append(rule)
    for key, times, words in asking.all(questions.rhythms_set()):
        found[key].rhythms.append(times is not None or bool(words))


def _add_areas(asking: Asking, found: Found) -> None:
    goals: dict[UUID, list[tuple[bool | None, ...]]] = {}
    for area_id, *marks in asking.all(questions.goals_set()):
        goals.setdefault(area_id, []).append(tuple(marks))
    for row in asking.all(questions.areas_prioritised(asking.kin, few=asking.are_few)):
        area = Area(
            record=Record("prioritised-areas", row.id, row.version, row.name),
            parent_id=row.parent_id,
            has_grounds=bool(row.priority_grounds),
            causes=row.causes,
            goals=tuple(goals.get(row.id, ())),
        )
        found[row.commitment_id].areas.append(area)


def _add_measures(asking: Asking, found: Found) -> None:
    involved: dict[UUID, set[UUID]] = {}
    responsible: set[UUID] = set()
    for measure, actor, role in asking.all(questions.measure_actors()):
        if actor is not None:
            involved.setdefault(measure, set()).add(actor)
        if role is MeasureRole.RESPONSIBLE:
            responsible.add(measure)
    for row in asking.all(questions.measures_planned(asking.kin, few=asking.are_few)):
        actors = frozenset(involved.get(row.id, ()))
        measure = _measure(row, actors, has_responsible=row.id in responsible)
        found[row.commitment_id].measures.append(measure)


def _measure(row: Any, actor_ids: frozenset[UUID], *, has_responsible: bool) -> Measure:
    named = row.method_id is not None or row.method_as_stated is not None
    return Measure(
        record=Record("measures", row.id, row.version, row.name, row.starts_on),
        area_id=row.prioritised_area_id,
        method_id=row.method_id,
        names_method=named or row.is_named_method is True,
        meets_cause=row.meets_cause,
        has_responsible=has_responsible,
        has_time=row.starts_on is not None or row.ends_on is not None,
        has_resources=row.has_resources,
        actor_ids=actor_ids,
    )


def _add_methods(asking: Asking, found: Found) -> None:
    used = {one.method_id for facts in found.values() for one in facts.measures}
    wanted = [key for key in used if key is not None]
    known = {row.id: _method(row) for (row,) in asking.all(questions.methods_used(), wanted)}
    place = {key: number for number, key in enumerate(known)}
    for facts in found.values():
        chosen = known.keys() & {one.method_id for one in facts.measures}
        facts.methods = {key: known[key] for key in sorted(chosen, key=place.__getitem__)}


def _method(row: models.Method) -> Method:
    return Method(
        record=Record("methods", row.id, row.version, row.name),
        code=row.code,
        kinds=frozenset(row.kinds),
        evidence=row.evidence,
        evidence_quality=row.evidence_quality,
        evidence_note=row.evidence_note,
        caution=row.caution,
        evidence_source=row.evidence_source,
        evidence_year=row.evidence_year,
    )


def _add_what_is_below(asking: Asking, found: Found) -> None:
    for row in asking.all(questions.commitments_below(asking.kin)):
        facts = found[row.parent_id]
        if row.form is Form.CITIZEN_PROMISE:
            facts.promises.append(_promise(row, asking.day))
        elif row.areas:
            facts.areas_below.append(_commitment(row))


def _add_follow_ups(asking: Asking, found: Found) -> None:
    for row in asking.all(questions.follow_ups_done(asking.kin, few=asking.are_few)):
        said = row.has_forum or row.reported_on is not None
        reported = said and (row.reported_on is None or row.reported_on <= asking.day)
        label = row.summary or row.outcome_word or NO_WORDS
        record = Record("follow-ups", row.id, row.version, label, row.done_on)
        to_lead = reported and row.forum in LEADING
        found[row.commitment_id].follow_ups.append(FollowUp(record, reported, to_lead))
