"""What the register asks and reckons, by which rule, in which edition."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.completeness.checks import CHECKS
from app.cycle.steps import STEPS
from app.editions import Edition, in_force
from app.law.requirements import REQUIREMENTS
from app.quality.criteria import CRITERIA
from app.queries.visibility import caller_in
from app.report_form import MEASURES
from app.schemas.definitions import DefinitionFilters, DefinitionKind, DefinitionRead
from app.words import FAULT

HANDBOOK = "handboken Samverkan i lokalt brottsförebyggande arbete, Brå, polisen och SKR 2020"


@dataclass(frozen=True)
class Definition:
    """An edition of a definition, and how it is told."""

    kind: DefinitionKind
    of: Edition
    wording: str
    rule: str
    source: str


def definitions(session: Session, filters: DefinitionFilters) -> list[DefinitionRead]:
    caller_in(session)  # nothing is read, but who asks must still be one who may call
    return [_read(one) for one in matching(known(), filters)]


def matching(every: Iterable[Definition], filters: DefinitionFilters) -> Iterator[Definition]:
    """Of the kind that is asked for, those in force on the day or every edition of them."""
    for one in every:
        holds = filters.every_edition or in_force([one.of], filters.day())
        if holds and filters.kind in (None, one.kind):
            yield one


def known() -> Iterator[Definition]:
    for asked in REQUIREMENTS:
        source = f"lag (2023:196), {asked.paragraph}"
        yield Definition(DefinitionKind.REQUIREMENT, asked, asked.wording, asked.basis, source)
    for judged in CRITERIA:
        said = (judged.wording, judged.rule_in_words, judged.basis)
        yield Definition(DefinitionKind.CRITERION, judged, *said)
    for step in STEPS:
        tests = "; ".join(f"{one.wording}: {one.basis}" for one in step.tests)
        yield Definition(DefinitionKind.STEP, step, step.name, tests, HANDBOOK)
    for check in {
        (one.id, one.edition): one for every in CHECKS.values() for one in every
    }.values():
        rule = f"{FAULT[check.kind]}, fältet {check.field}. {check.remedy}"
        yield Definition(DefinitionKind.CHECK, check, check.what, rule, "Samverkan")
    for one in MEASURES:
        yield Definition(DefinitionKind.INDICATOR, one, one.label, one.rule, one.source)


def _read(one: Definition) -> DefinitionRead:
    return DefinitionRead(
        kind=one.kind,
        id=one.of.id,
        edition=one.of.edition,
        valid_from=one.of.valid_from,
        valid_to=one.of.valid_to,
        wording=one.wording,
        rule=one.rule,
        source=one.source,
    )
