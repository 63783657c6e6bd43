"""What an imported agreement or promise works against, by which measures, and how it went."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.imports.keys import reference
from app.imports.names import OTHER_CATEGORY, slug
from app.imports.outcomes import follow_up_in
from app.imports.reading import NAME, Source
from app.imports.work import Work
from app.language import folded
from app.models import Method
from app.schemas.follow_ups import FollowUpCreate
from app.schemas.measures import MeasureCreate
from app.schemas.methods import MethodCreate
from app.schemas.prioritised_areas import PrioritisedAreaCreate
from app.services import changing, follow_ups, measures, prioritised_areas

NEW_METHOD = "Upptagen vid inläsning av en överenskommelse; effekten är inte bedömd."


@dataclass
class AreaPlan:
    """An area as read; `parent` is its place among the areas."""

    values: dict[str, Any]
    parent: int | None
    measures: list[dict[str, Any]]


@dataclass
class Contents:
    """All that hangs on a commitment, read before it is made so that nothing is left out of it."""

    areas: list[AreaPlan]
    measures: list[dict[str, Any]]
    follow_ups: list[dict[str, Any]]


def contents_in(work: Work) -> Contents:
    source = work.source
    return Contents(
        _areas_in(work),
        [_measure_in(work, one) for one in source.parts("measures_without_area")],
        [follow_up_in(work, one) for one in source.parts("follow_up_results")],
    )


def add_contents(work: Work, contents: Contents, commitment_id: UUID) -> None:
    for area, key in _areas_added(work, contents.areas, commitment_id):
        _add_measures(work, area.measures, commitment_id, key)
    _add_measures(work, contents.measures, commitment_id, None)
    for values in contents.follow_ups:
        told = values | {"commitment_id": commitment_id}
        body = FollowUpCreate.model_validate(told, by_name=True)
        follow_ups.record(work.session, body)


def _areas_added(
    work: Work, areas: list[AreaPlan], commitment_id: UUID
) -> Iterator[tuple[AreaPlan, UUID]]:
    """Parents before their parts."""
    keys: dict[int, UUID] = {}
    while len(keys) < len(areas):
        for place, area in enumerate(areas):
            if place not in keys and (area.parent is None or area.parent in keys):
                above = {"parent_id": keys[area.parent]} if area.parent is not None else {}
                values = area.values | above | {"commitment_id": commitment_id}
                body = PrioritisedAreaCreate.model_validate(values, by_name=True)
                row = prioritised_areas.register(work.session, body)
                keys[place] = row.id
                work.session.expunge(row)
                yield area, keys[place]


def _add_measures(
    work: Work, plans: list[dict[str, Any]], commitment_id: UUID, area_id: UUID | None
) -> None:
    for values in plans:
        ids = {"commitment_id": commitment_id, "prioritised_area_id": area_id}
        body = MeasureCreate.model_validate(values | ids, by_name=True)
        measures.register(work.session, body)


def _areas_in(work: Work) -> list[AreaPlan]:
    areas = work.source.parts("areas")
    plans = [_area_in(work, area, place) for place, area in enumerate(areas)]
    names = [folded(one.values["name"]) for one in plans]
    for plan, area in zip(plans, areas, strict=True):
        plan.parent = _parent(area, names)
        area.rest()
    for place, plan in enumerate(plans):
        if plan.parent is not None and place in _above(plans, place):
            work.left.keep(f"areas[{place}].parent", plans[plan.parent].values["name"])
            work.left.note(f"Området ”{plan.values['name']}” är i källan en del av sig självt.")
            plan.parent = None
    return plans


def _above(plans: list[AreaPlan], place: int) -> set[int]:
    seen: set[int] = set()
    parent = plans[place].parent
    while parent is not None and parent not in seen:
        seen.add(parent)
        parent = plans[parent].parent
    return seen


def _area_in(work: Work, area: Source, place: int) -> AreaPlan:
    name = area.line("name", NAME)
    if name is None:
        work.left.note("Ett prioriterat område saknar namn i källan.")
    goal = area.text("goal")
    work.made["areas"] += 1
    values = {
        "name": name or "Område utan namn",
        "position": place,
        "category_codes": _categories(work, area),
        "place": area.line("place", NAME),
        "target_group": area.line("target_group", NAME),
        "goals": [{"text": goal}] if goal else [],
        "external_references": [reference(work.part_key("area", place + 1))],
    }
    return AreaPlan(values, None, [_measure_in(work, one) for one in area.parts("methods")])


def _categories(work: Work, area: Source) -> list[str]:
    codes = []
    for word in area.lines("categories"):
        code = work.categories.get(folded(word))
        if code is None:
            work.left.keep(f"{area.path}categories", word)
            work.left.note(f"Kategorin ”{word[:100]}” är okänd och räknas som övrigt.")
        codes.append(code or OTHER_CATEGORY)
    return list(dict.fromkeys(codes))


def _parent(area: Source, names: list[str]) -> int | None:
    parent = area.line("parent")
    if parent is None:
        return None
    if folded(parent) in names:
        return names.index(folded(parent))
    area.left.keep(f"{area.path}parent", parent)
    area.left.note(f"Det överordnade området ”{parent[:100]}” finns inte i källan.")
    return None


def _measure_in(work: Work, source: Source) -> dict[str, Any]:
    name, canonical = source.line("name", NAME), source.line("canonical", NAME)
    if name is None:
        work.left.note("En åtgärd saknar namn i källan.")
    name = name or canonical or "Åtgärd utan namn"
    is_named = source.flag("is_named_method")
    work.made["measures"] += 1
    number = work.made["measures"]
    values = {
        "position": number - 1,
        "name": name,
        "method_id": _method(work, name, canonical, is_named=bool(is_named)),
        "method_as_stated": canonical,
        "is_named_method": is_named,
        "note": source.text("note"),
        "actors": work.parties.responsible(source.lines("responsible", NAME, 50)),
        "external_references": [reference(work.part_key("measure", number))],
    }
    source.rest()
    return values


def _method(work: Work, name: str, canonical: str | None, *, is_named: bool) -> UUID | None:
    """From the catalogue; a named method that it lacks is added to it."""
    found = work.catalogue.find(name, canonical)
    code = slug(canonical or name)
    if found is not None or not is_named or not code:
        return found
    body = MethodCreate.model_validate(
        {
            "code": code,
            "name": name,
            "aliases": [canonical] if canonical and canonical != name else [],
            "evidence": "unclear",
            "evidence_note": NEW_METHOD,
        },
        by_name=True,
    )
    row = changing.add(work.session, Method, body)
    work.catalogue.learn(row.id, [code, name, canonical or name])
    work.made["methods"] += 1
    return row.id
