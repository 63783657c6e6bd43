"""Makes agreements and citizen promises of a source's records."""

from dataclasses import dataclass, field
from typing import Any

from app.imports.contents import (
    Contents,
    add_contents,
    contents_in,
)
from app.imports.days import KnownDay, day_in
from app.imports.keys import reference
from app.imports.kinds import KINDS, LEVELS, SIGNINGS
from app.imports.linking import parent_of, replaced_by, told_replacement
from app.imports.outcomes import legal_bases_in, rules_in
from app.imports.periods import period_in
from app.imports.provenance import told_besides
from app.imports.reading import LINE, NAME
from app.imports.signing import sign, signed_in
from app.imports.work import Work
from app.models import Agreement, CitizenPromise, Commitment
from app.models.agreements import AgreementKind
from app.models.commitments import Level, Signing
from app.schemas.agreements import AgreementCreate
from app.schemas.bodies import EndingCreate
from app.schemas.citizen_promises import CitizenPromiseCreate
from app.services import changing, commitments

NO_SIGNING_DAY = "Dagen för undertecknandet är okänd."
NO_PERIOD = "Källan anger ingen giltighetstid."
NO_PURPOSE = "Källan anger inget syfte."
NO_AREAS = "Källan anger inga prioriterade områden."
REPLACED_BY_UNKNOWN = "Ersatt, enligt källan, av en post som inte finns i registret."
STATUS_UNKNOWN = "Det framgår inte om den är undertecknad."


@dataclass
class Plan:
    """A commitment as read: its own fields, what its provenance keeps, and what hangs on it."""

    values: dict[str, Any]
    stated: dict[str, str | None]
    titles: list[str]
    contents: Contents
    signing: dict[str, Any] = field(default_factory=dict)
    sources: list[dict[str, Any]] = field(default_factory=list)
    ended: KnownDay | None = None


def import_agreement(work: Work, kind_word: str | None) -> tuple[Agreement, Plan]:
    source = work.source
    plan = _plan(work, kind_word)
    kind = KINDS.get(kind_word or "", AgreementKind.OTHER if kind_word else None)
    plan.values |= {
        "kind": kind,
        "kind_as_stated": kind_word if kind is AgreementKind.OTHER else None,
        "part_one": {
            "has_part_one": source.flag("part1_present"),
            "rhythms": _rhythms(work),
            "follow_up_rules": rules_in(source),
            "legal_bases": legal_bases_in(source),
        },
        "part_two": {"has_part_two": source.flag("part2_present")},
    }
    work.left.note(NO_PURPOSE)
    if not plan.contents.areas:
        work.left.note(NO_AREAS)
    body = AgreementCreate.model_validate(_complete(work, plan), by_name=True)
    row = commitments.register(work.session, Agreement, body)
    work.made["agreements"] += 1
    _finish(work, plan, row)
    return row, plan


def import_promise(work: Work, summary: str | None) -> tuple[CitizenPromise, Plan]:
    """What an agreement has in its two parts has no place in a promise, but in its provenance."""
    plan = _plan(work, None)
    plan.values |= {"summary": summary, "follow_up_rules": rules_in(work.source)}
    body = CitizenPromiseCreate.model_validate(_complete(work, plan), by_name=True)
    row = commitments.register(work.session, CitizenPromise, body)
    work.made["citizenPromises"] += 1
    _finish(work, plan, row)
    return row, plan


def _plan(work: Work, kind_word: str | None) -> Plan:
    source = work.source
    level, odd_level = source.code("level", LEVELS)
    signing, odd_status = source.code("status", SIGNINGS)
    period, odd_end = period_in(source)
    stated = {
        "stated_kind": kind_word,
        "stated_level": odd_level,
        "stated_status": odd_status,
        "stated_end_type": odd_end,
    }
    plan = Plan(
        values={
            **_title(work),
            "level": level or Level.OTHER,
            "geographic_scope": source.line("geographic_scope"),
            "registry_numbers": source.lines("diarienummer", 100, 20),
            "municipality_codes": work.home.municipalities,
            "stated_county_codes": _counties_named_only(work),
            "parties": work.parties.shapes(),
            "period": period,
            "documents": [{"title": one} for one in source.lines("attached_documents", NAME, 100)],
            "external_references": [reference(work.key)],
        },
        stated=stated,
        titles=source.lines("signatory_roles", LINE),
        contents=contents_in(work),
    )
    _read_signing(work, plan, signing)
    _read_links(work, plan)
    _note_what_is_missing(work, plan)
    return plan


def _title(work: Work) -> dict[str, Any]:
    title = work.source.line("title", NAME)
    constructed = work.source.flag("title_is_constructed")
    if title is None:
        work.left.note("Posten saknar titel i källan.")
        return {"title": f"Utan titel ({work.key})"[:NAME], "title_is_constructed": True}
    return {"title": title, "title_is_constructed": bool(constructed)}


def _counties_named_only(work: Work) -> list[str]:
    """Those that no municipality or party already shows."""
    shown = {code[:2] for code in work.home.municipalities} | work.parties.counties()
    return [code for code in work.home.counties if code not in shown]


def _rhythms(work: Work) -> list[dict[str, Any]]:
    found = []
    for place, steering in enumerate(work.source.parts("steering", 50)):
        found.append(work.forums.rhythm(steering, work.part_key("forum", place + 1)))
        steering.rest()
    return found


def _read_signing(work: Work, plan: Plan, signing: Signing | None) -> None:
    """Where the source does not say, it is no more than proposed."""
    signed, published = signed_in(work), day_in(work.source, "published_on")
    for name, known in (("signed_on", signed), ("published_on", published)):
        if known is not None:
            plan.signing |= {name: known.day, f"{name}_precision": known.precision}
    plan.signing["signing"] = signing or Signing.PROPOSED
    if signing is None:
        work.left.note(STATUS_UNKNOWN)
    if signing is Signing.SIGNED and signed is None:
        work.left.note(NO_SIGNING_DAY)


def _read_links(work: Work, plan: Plan) -> None:
    replaces = replaced_by(work)
    is_replaced, plan.ended = told_replacement(work, replaces=bool(replaces))
    plan.values |= {
        "parent_id": parent_of(work),
        "replaces": replaces,
        "replaced_on_unknown_day": is_replaced and plan.ended is None,
    }


def _note_what_is_missing(work: Work, plan: Plan) -> None:
    if not {"starts_on", "ends_on", "length_months"} & set(plan.values["period"]):
        work.left.note(NO_PERIOD)


def _complete(work: Work, plan: Plan) -> dict[str, Any]:
    """Read last, so that provenance holds whatever had no field."""
    told = told_besides(work, plan.stated)
    plan.sources = told["provenance"]["sources"]
    days = {name: value for name, value in plan.signing.items() if name.startswith("published")}
    return plan.values | days | told | {"registered_afterwards": True}


def _finish(work: Work, plan: Plan, row: Commitment) -> None:
    """Only what is not yet signed can be given areas; so the signing comes last."""
    # Loaded anew, with all that it owns, by each service that asks for it.
    work.session.expunge(row)
    add_contents(work, plan.contents, row.id)
    signed = sign(work, row, plan.signing, plan.titles)
    if plan.ended is not None:
        values = {"ended_on": plan.ended.day, "reason": REPLACED_BY_UNKNOWN}
        body = EndingCreate.model_validate(values, by_name=True)
        changing.end(work.session, signed, body)
