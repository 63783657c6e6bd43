"""Q13-Q22: who does what, how it is led, followed up, communicated and paid for."""

from datetime import date

from app.quality.facts import Dialogues, Facts, Promise
from app.quality.rules_of_work import NO_MEASURES
from app.quality.verdicts import (
    Answer,
    Verdict,
    by_parts,
    no_data,
    not_assessable,
    records_of,
    shown,
)

SOCIAL, SITUATIONAL = "social", "situational"
NO_PART_ONE = "Del 1, med organisation och roller, ingår inte i överenskommelsen."


def parties_commit_themselves(facts: Facts, _day: date) -> Verdict:
    """By a duty in part one or a part in a measure, as an actor that the register knows."""
    here = [facts.record]
    if not facts.parties:
        return no_data("Inga tecknande parter är registrerade.", here)
    doing = facts.duties.union(*(one.actor_ids for one in facts.measures))
    lacking = [one.name for one in facts.parties if one.actor_id not in doing]
    having = len(facts.parties) - len(lacking)
    reason = f"Åtaganden finns för {having} av {len(facts.parties)} parter."
    if lacking:
        reason += f" Uppgift saknas för {', '.join(lacking)}."
    involved = [one.record for one in facts.measures if one.actor_ids]
    return Verdict(shown(having, len(facts.parties)), reason, (*here, *involved))


def documentation_described(facts: Facts, _day: date) -> Verdict:
    if not facts.part_one.documentation:
        return no_data("Hur arbetet dokumenteras är inte registrerat.", [facts.record])
    return Verdict(Answer.MET, "Hur arbetet dokumenteras är beskrivet.", (facts.record,))


def follow_up_described(facts: Facts, _day: date) -> Verdict:
    rules = facts.follow_up_rules
    if not rules:
        return no_data("Ingen regel för uppföljning är registrerad.", [facts.record])
    parts = {
        "vad som följs upp": any(one.is_kind_said for one in rules),
        "vem som följer upp": any(one.is_somebody_named for one in rules),
        "när det följs upp": any(one.is_time_said for one in rules),
    }
    found = by_parts(parts, [facts.record])
    answer = Answer.MET if found.answer is Answer.MET else Answer.PARTLY
    return Verdict(answer, f"Antal regler: {len(rules)}. {found.reason}", found.evidence)


def followed_up_and_reported(facts: Facts, _day: date) -> Verdict:
    done = facts.follow_ups
    if not done:
        return no_data("Ingen gjord uppföljning är registrerad.", [facts.record])
    reported = sum(one.is_reported for one in done)
    to_lead = sum(one.is_reported_to_lead for one in done)
    reason = (
        f"Antal gjorda uppföljningar: {len(done)}; redovisade: {reported}, varav {to_lead} till "
        "styrgruppen eller rådet."
    )
    return Verdict(Answer.MET if to_lead else Answer.PARTLY, reason, records_of(done))


def organised(facts: Facts, _day: date) -> Verdict:
    parts = {
        "organisation (forum)": bool(facts.rhythms),
        "roller": facts.part_one.roles > 0,
        "mötesrytm": any(facts.rhythms),
    }
    found = by_parts(parts, [facts.record])
    if facts.part_one.stated is not False or found.answer is not Answer.NO_DATA:
        return found
    if facts.parent_id is not None:
        above = f"{NO_PART_ONE} Den bedöms i överenskommelsen som denna hör under."
        return not_assessable(above, [facts.record])
    return Verdict(Answer.NOT_MET, NO_PART_ONE, (facts.record,))


def communicated(facts: Facts, day: date) -> Verdict:
    published = facts.published_on is not None and facts.published_on <= day
    told = [one.record for one in facts.promises if one.communicated]
    parts = {
        "plan för kommunikationen": bool(facts.part_one.communication),
        "information till invånarna (publicerad, eller ett löfte kommunicerat)": (
            published or bool(told)
        ),
    }
    return by_parts(parts, [facts.record, *told])


def dialogues_held(facts: Facts, day: date) -> Verdict:
    """With citizens and staff: for the picture, or for a promise."""
    promises = [one for one in (facts.promise, *facts.promises) if one is not None]
    held = [(one.record, one.dialogues) for one in promises]
    if facts.picture is not None:
        held.append((facts.picture.record, facts.picture.dialogues))
    parts = {
        "medborgardialog": any(_held(one.citizens_on, day) for _, one in held),
        "medarbetardialog": any(_held(one.staff_on, day) for _, one in held),
    }
    evidence = [record for record, one in held if _any_held(one, day)]
    return by_parts(parts, evidence or [facts.record])


def _held(on: date | None, day: date) -> bool:
    return on is not None and on <= day


def _any_held(one: Dialogues, day: date) -> bool:
    return _held(one.citizens_on, day) or _held(one.staff_on, day)


def promise_kept_in_touch(facts: Facts, _day: date) -> Verdict:
    if facts.promise is not None:
        return _of_promise(facts, facts.promise)
    promises = facts.promises
    if not promises:
        reason = "Inget medborgarlöfte är knutet till överenskommelsen; löften är frivilliga."
        return no_data(reason, [facts.record])
    both = sum(one.communicated and one.fed_back for one in promises)
    reason = (
        f"Antal löften: {len(promises)}; kommunicerade: "
        f"{sum(one.communicated for one in promises)}, återkopplade: "
        f"{sum(one.fed_back for one in promises)}."
    )
    return Verdict(Answer.MET if both else Answer.PARTLY, reason, records_of(promises))


def _of_promise(facts: Facts, promise: Promise) -> Verdict:
    parts = {
        "koppling till en överenskommelse": facts.parent_id is not None,
        "kommunicerat till medborgarna": promise.communicated,
        "återkopplat till medborgarna": promise.fed_back,
    }
    return by_parts(parts, [facts.record])


def resources_committed(facts: Facts, _day: date) -> Verdict:
    if facts.part_one.resources:
        return Verdict(Answer.MET, "Resurser är beskrivna i överenskommelsen.", (facts.record,))
    if not facts.measures:
        return no_data(f"Inga resurser är beskrivna. {NO_MEASURES}", [facts.record])
    having = [one.record for one in facts.measures if one.has_resources]
    reason = f"Resurser är beskrivna för {len(having)} av {len(facts.measures)} åtgärder."
    answer = shown(len(having), len(facts.measures))
    return Verdict(answer, reason, tuple(having) or (facts.record,))


def kinds_balanced(facts: Facts, _day: date) -> Verdict:
    """By the kinds that the catalogue gives the methods in use."""
    used = list(facts.methods.values())
    if not used:
        return no_data("Ingen metod ur katalogen är vald.", [facts.record])
    kinds = frozenset().union(*(one.kinds for one in used))
    parts = {"social prevention": SOCIAL in kinds, "situationell prevention": SITUATIONAL in kinds}
    return by_parts(parts, records_of(used))
