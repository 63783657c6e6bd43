"""Makes review assignments of the records that are no agreements but commissions."""

from typing import Any

from app.errors import InvalidError
from app.imports.days import day_in
from app.imports.keys import reference
from app.imports.kinds import REVIEW_ASSIGNMENT
from app.imports.provenance import told_besides
from app.imports.reading import NAME
from app.imports.work import Work
from app.models import ReviewAssignment
from app.models.commitment_parts import PartyRole
from app.schemas.review_assignments import ReviewAssignmentCreate
from app.services import changing

NO_COUNTY = "Granskningsuppdraget saknar län, och kan därför inte registreras."


def import_assignment(work: Work) -> ReviewAssignment:
    source = work.source
    title, constructed = source.line("title", NAME), source.flag("title_is_constructed")
    commissioner = work.parties.with_role(PartyRole.COMMISSIONING)
    reviewer = work.parties.with_role(PartyRole.COMMISSIONED)
    starts, due = day_in(source, "valid_from"), day_in(source, "valid_to", last=True)
    published = day_in(source, "published_on")
    values: dict[str, Any] = {
        "title": title or f"Utan titel ({work.key})"[:NAME],
        "title_is_constructed": bool(constructed) or title is None,
        "county_code": _county(work),
        "commissioned_by_id": commissioner.id if commissioner else None,
        "reviewer_id": reviewer.id if reviewer else None,
        "scope": source.text("geographic_scope"),
        "starts_on": starts.day if starts else None,
        "due_on": due.day if due else None,
        "published_on": published.day if published else None,
        "external_references": [reference(work.key)],
        **_task(work),
    }
    for one in work.parties.placed:
        if one.actor not in (commissioner, reviewer):
            work.left.remember("parties", f"{one.name} ({one.role.value})")
    stated = {"stated_kind": REVIEW_ASSIGNMENT, **_words(work)}
    values |= told_besides(work, stated)
    body = ReviewAssignmentCreate.model_validate(values, by_name=True)
    row = changing.add(work.session, ReviewAssignment, body)
    work.made["reviewAssignments"] += 1
    return row


def _county(work: Work) -> str:
    """The county that the source names, else the one of a party."""
    found = [*work.home.counties, *sorted(work.parties.counties())]
    if not found:
        raise InvalidError(NO_COUNTY)
    return found[0]


def _task(work: Work) -> dict[str, Any]:
    """The source tells of the task as if it were a rule for follow-up."""
    rules = work.source.parts("follow_up")
    task: dict[str, Any] = {}
    if rules:
        task = {"purpose": rules[0].text("as_stated"), "reported_to": rules[0].line("reported_to")}
    for one in rules:
        for key in ("as_stated", "by", "what"):
            work.left.remember(one.path + key, one.text(key))
        one.rest()
    return task


def _words(work: Work) -> dict[str, str | None]:
    """Level, status and end say nothing of a commission, but its source has them."""
    keys = {"stated_level": "level", "stated_status": "status", "stated_end_type": "end_type"}
    return {name: work.source.line(key) for name, key in keys.items()}
