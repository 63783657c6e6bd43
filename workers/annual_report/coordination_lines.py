"""Lines of the sheet of regional coordination: forums, functions and state grants."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.law.facts import Facts
from app.queries.annual_report_county import functions_in
from app.words import FUNCTION_KIND, word
from workers.annual_report.county import County, Meetings
from workers.annual_report.figures import UNKNOWN, share
from workers.annual_report.grants import (
    GrantState,
    applied_in_all,
    granted_in_all,
    grants_of,
    in_state,
)
from workers.annual_report.local_forums import local_forums
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import Cell, Row

OTHER_FORUMS = "Kommunernas råd och forum"
FUNCTIONS, GRANTS = "Funktioner", "Statsbidrag"


@dataclass(frozen=True)
class Line:
    """A row by the names of its columns."""

    section: str
    what: str | None
    n: int | None = None
    of: int | None = None
    part: Cell = None
    other_tasks: Cell = None
    day: Cell = None
    state: str | None = None
    participants: int | str | None = None
    applied: int | None = None
    granted: int | None = None
    description: str | None = None
    record: tuple[str | None, int | None] = (None, None)

    @property
    def row(self) -> Row:
        return (
            self.section, self.what, self.n, self.of, self.part, self.other_tasks, self.day,
            self.state, self.participants, self.applied, self.granted, self.description,
            *self.record,
        )  # fmt: skip


def joined(*parts: str | None) -> str | None:
    return ". ".join(part.rstrip(".") for part in parts if part) or None


def forum_lines(section: str, held: Sequence[Meetings]) -> list[Line]:
    if not held:
        return [Line(section, f"Forum och rytm: {UNKNOWN}")]
    return [_forum(section, one) for one in held]


def _forum(section: str, one: Meetings, more: str | None = None) -> Line:
    return Line(
        section,
        one.forum,
        one.held,
        one.agreed,
        share(one.held, one.agreed),
        description=joined(one.note, more),
        record=(str(one.id), one.version),
    )


def council_lines(county: County, facts: Sequence[Facts]) -> list[Line]:
    return [_forum(OTHER_FORUMS, one, more) for one, more in local_forums(county, facts)]


def function_lines(session: Session, scope: ReportScope) -> list[Line]:
    found = session.execute(functions_in(), scope.parameters).all()
    order = list(FUNCTION_KIND)
    return [
        Line(
            FUNCTIONS,
            f"{word(FUNCTION_KIND, row.kind)}: {actor}",
            part=share(row.percent_of_full_time, 100),
            other_tasks=share(row.percent_on_other_tasks, 100),
            day=row.valid_from,
            description=row.title,
            record=(str(row.id), row.version),
        )
        for row, actor, _ in sorted(found, key=lambda one: order.index(one[0].kind))
    ]


def grant_lines(session: Session, scope: ReportScope) -> list[Line]:
    """The total first, as of the day; a decision that came later is not shown as made."""
    grants = grants_of(session, scope)
    granted = len(in_state(grants, GrantState.GRANTED))
    total = Line(
        GRANTS,
        "Sökta statsbidrag, därav beviljade",
        granted if grants else None,
        len(grants),
        share(granted or None, len(grants)),
        applied=applied_in_all(grants),
        granted=granted_in_all(grants),
    )
    lines = [
        Line(
            GRANTS,
            f"{one.row.title}: {one.applicant}",
            day=one.row.decided_on if one.is_decided else one.row.applied_on,
            state=one.state.value if one.is_decided else "sökt",
            applied=one.row.applied_amount,
            granted=one.granted,
            description=joined(one.place or scope.county_name, one.row.purpose, one.row.note),
            record=(str(one.row.id), one.row.version),
        )
        for one in grants
    ]
    return [total, *lines]
