"""Q01-Q05: what the agreement or promise itself says, who signed it and what it rests on."""

from datetime import date

from app.clock import years_after
from app.models.actors import ActorKind
from app.models.commitments import Form, Signing
from app.quality.facts import Facts, Picture, Signatory
from app.quality.verdicts import (
    Answer,
    Rule,
    Verdict,
    by_parts,
    names,
    no_data,
    not_assessable,
    records_of,
)
from app.words import STATUS_REASON

PICTURE_YEARS = 2
POLICE = (
    ActorKind.POLICE_AUTHORITY,
    ActorKind.POLICE_REGION,
    ActorKind.POLICE_AREA,
    ActorKind.LOCAL_POLICE_AREA,
)
OTHERS = ("ordförande", "kommun", "nämnd")
OVER = ("afterLastDay", "terminated", "replaced")
RENEW = "Förläng den (prolongations), eller registrera den som ersätter den (replaces)."
NO_AREAS = "Inga prioriterade områden är registrerade."
NO_PART_TWO = "Del 2, med områden och åtgärder, ingår inte i överenskommelsen."


def of_agreements(reason: str, rule: Rule) -> Rule:
    """For what a promise does not have; `reason` says why."""

    def judged(facts: Facts, day: date) -> Verdict:
        if facts.form is Form.CITIZEN_PROMISE:
            return not_assessable(reason, [facts.record])
        return rule(facts, day)

    return judged


def of_part_two(rule: Rule) -> Rule:
    """Where part two is known to be left out, what would stand in it cannot be judged here."""

    def judged(facts: Facts, day: date) -> Verdict:
        if facts.has_part_two is False and not facts.areas and not facts.measures:
            return not_assessable(NO_PART_TWO, [facts.record])
        return rule(facts, day)

    return judged


def purposes_stated(facts: Facts, _day: date) -> Verdict:
    if not facts.purposes:
        return no_data("Inget syfte är registrerat.", [facts.record])
    return Verdict(Answer.MET, f"Antal syften som anges: {facts.purposes}.", (facts.record,))


def areas_stated(facts: Facts, _day: date) -> Verdict:
    """Areas of a part two that is an agreement of its own are judged there."""
    if facts.areas:
        reason = f"Antal områden som anges: {len(facts.areas)}."
        return Verdict(Answer.MET, reason, records_of(facts.areas))
    if facts.areas_below:
        reason = f"Områdena står i överenskommelser under denna: {names(facts.areas_below)}."
        return not_assessable(reason, facts.areas_below)
    if facts.has_part_two is False:
        return Verdict(Answer.NOT_MET, f"{NO_PART_TWO} {NO_AREAS}", (facts.record,))
    return no_data(NO_AREAS, [facts.record])


def signed(facts: Facts, _day: date) -> Verdict:
    """A delegate may sign for the chief or the chair, so for whom it is decides."""
    here = (facts.record,)
    if facts.signing is Signing.UNSIGNED:
        return Verdict(Answer.NOT_MET, "Den är ett utkast och inte undertecknad.", here)
    if facts.signing is Signing.PROPOSED:
        return no_data(STATUS_REASON["onlyProposed"], here)
    if not facts.signatories:
        return no_data("Undertecknad, men registret säger inte av vem.", here)
    found = by_parts(
        {
            "underskrift för polisen": any(_is_police(one) for one in facts.signatories),
            "underskrift för den andra parten": any(_is_other(one) for one in facts.signatories),
        }
    )
    answer = Answer.MET if found.answer is Answer.MET else Answer.PARTLY
    titles = ", ".join(dict.fromkeys(one.title for one in facts.signatories))
    return Verdict(answer, f"Undertecknad ({titles}). {found.reason}", here)


def _is_police(one: Signatory) -> bool:
    return one.kind in POLICE if one.kind else "polis" in one.title.casefold()


def _is_other(one: Signatory) -> bool:
    if one.kind:
        return one.kind not in POLICE
    return any(word in one.title.casefold() for word in OTHERS)


def period_current(facts: Facts, _day: date) -> Verdict:
    period, here = facts.period, (facts.record,)
    reason = STATUS_REASON[period.reason]
    if period.reason in ("ended", "noPeriodApplies"):
        return not_assessable(reason, here)
    if period.validity == "yes":
        return Verdict(Answer.MET, reason, here)
    if period.reason in OVER:
        return Verdict(Answer.NOT_MET, reason, here, RENEW)
    if period.starts_on is None and period.ends_on is None:
        return no_data(f"{reason} Ingen period är registrerad.", here)
    stated = f"{period.starts_on or 'okänd dag'} till {period.ends_on or 'okänd dag'}"
    return Verdict(Answer.PARTLY, f"{reason} Perioden som anges: {stated}.", here)


def rests_on_picture(facts: Facts, day: date) -> Verdict:
    """A draft is judged by how old the picture is on the day that is asked about."""
    picture = facts.picture
    if picture is None:
        return no_data("Ingen lägesbild är knuten till den.", [facts.record])
    is_signed = facts.signing is not Signing.UNSIGNED
    signed_on = facts.signed_on if is_signed else day
    if picture.made_on and signed_on:
        return _of_age(picture, picture.made_on, signed_on, is_signed=is_signed)
    unknown = "dagen för undertecknandet" if picture.made_on else "lägesbildens dag"
    reason = f"{_what(picture)} finns, men {unknown} är okänd, så åldern går inte att räkna."
    return no_data(reason, [picture.record])


def _of_age(picture: Picture, made_on: date, signed_on: date, *, is_signed: bool) -> Verdict:
    known = f"{_what(picture)} är från {made_on}; dagen att räkna till är {signed_on}."
    if made_on > signed_on and not is_signed:
        return no_data(f"{known} Den fanns inte då.", (picture.record,))
    if made_on > signed_on:
        later = f"{known} Den gjordes efter undertecknandet."
        return Verdict(Answer.NOT_MET, later, (picture.record,))
    if signed_on > years_after(made_on, PICTURE_YEARS):
        old = f"{known} Den var då äldre än 24 månader."
        return Verdict(Answer.NOT_MET, old, (picture.record,))
    return Verdict(Answer.MET if picture.is_joint else Answer.PARTLY, known, (picture.record,))


def _what(picture: Picture) -> str:
    return "Den gemensamma lägesbilden" if picture.is_joint else "En parts egen lägesbild"
