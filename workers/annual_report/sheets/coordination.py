"""Regional samordning: meetings against rhythm, plan, visits, trainings, borders, functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.law.facts import Facts
from app.models.activities import ActivityKind
from app.models.forums import ForumKind
from app.models.measures import Progress
from app.queries.annual_report_county import functions_in
from app.words import ACTIVITY_KIND, FUNCTION_KIND, PROGRESS, word
from workers.annual_report.county import (
    LEARNING,
    County,
    Held,
    Meetings,
    county_work,
    participants,
)
from workers.annual_report.figures import UNKNOWN, named, share
from workers.annual_report.law_facts import law_facts_of
from workers.annual_report.local_forums import local_forums
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, SHARE, Cell, Column, Row, Sheet
from workers.annual_report.small_groups import told

COLUMNS = (
    Column("Avsnitt", 26),
    Column("Uppgift", 44),
    Column("Antal (n)", 9),
    Column("Av (N)", 8),
    Column("Andel", 8, SHARE),
    Column("Andel på andra uppgifter", 11, SHARE),
    Column("Datum", 12),
    Column("Läge", 14),
    Column("Deltagare", 12),
    Column("Beskrivning", 60),
    *RECORD,
)
NETWORKS, STEERING = "Nätverk mot avtalad rytm", "Styrgrupp mot avtalad rytm"
OTHER_FORUMS, PLAN = "Kommunernas råd och forum", "Verksamhetsplan"
VISITS, LEARN = "Kommunbesök", "Utbildningar och konferenser"
BORDERS, OTHERS = "Åtgärder över kommungränser", "Övriga aktiviteter"
FUNCTIONS = "Funktioner"
SECTION, POST_ID = 0, 10


@dataclass(frozen=True)
class _Line:
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
    description: str | None = None
    record: tuple[str | None, int | None] = (None, None)

    @property
    def row(self) -> Row:
        return (
            self.section, self.what, self.n, self.of, self.part, self.other_tasks, self.day,
            self.state, self.participants, self.description, *self.record,
        )  # fmt: skip


def coordination_sheet(session: Session, scope: ReportScope) -> Sheet:
    county = county_work(session, scope)
    facts = law_facts_of(session, scope)
    lines = [
        *_forums(NETWORKS, county.in_forums(ForumKind.NETWORK)),
        *_forums(STEERING, county.in_forums(ForumKind.STEERING_GROUP)),
        *_plan(county, scope),
        *_visits(county, [one.name for one in facts]),
        *_learning(county),
        *_borders(county),
        *_listed(OTHERS, _of(county, ActivityKind.NETWORK_MEETING, ActivityKind.OTHER)),
        *_functions(session, scope),
        *_councils(county, facts),
    ]
    return Sheet(
        name="Regional samordning",
        title=f"Regional samordning {scope.year}",
        instruction=(
            "n av N där något är avtalat eller räknat; därunder posterna. Andelen för en funktion "
            "är dess del av en heltid. Små grupper visas inte som tal. Tom ruta: uppgift saknas."
        ),
        columns=COLUMNS,
        rows=[one.row for one in lines],
        table_name="Regional_samordning",
        key=(SECTION, 1, POST_ID),
    )


def _forums(section: str, held: Sequence[Meetings]) -> list[_Line]:
    if not held:
        return [_Line(section, f"Forum och rytm: {UNKNOWN}")]
    return [_forum(section, one) for one in held]


def _forum(section: str, one: Meetings, more: str | None = None) -> _Line:
    return _Line(
        section,
        one.forum,
        one.held,
        one.agreed,
        share(one.held, one.agreed),
        description=_joined(one.note, more),
        record=(str(one.id), one.version),
    )


def _plan(county: County, scope: ReportScope) -> list[_Line]:
    plan = county.plan
    if plan is None:
        return [_Line(PLAN, f"Verksamhetsplan {scope.year}: {UNKNOWN}")]
    by = f"beslutad av {county.plan_decided_by}" if county.plan_decided_by else None
    key = (str(plan.id), plan.version)
    decided = bool(plan.decided_on and plan.decided_on <= scope.as_of)
    planned = county.planned()
    done = [one for one in planned if one.activity.progress == Progress.DONE]
    return [
        _Line(
            PLAN,
            plan.title,
            day=plan.decided_on,
            state="beslutad" if decided else None,
            description=by,
            record=key,
        ),
        _Line(
            PLAN,
            "Planens aktiviteter",
            len(done),
            len(planned),
            share(len(done), len(planned)),
            description=_states(planned),
            record=key,
        ),
    ]


def _states(planned: Iterable[Held]) -> str | None:
    """How many of each, the unknown too."""
    words = [word(PROGRESS, one.activity.progress) or UNKNOWN for one in planned]
    return named(f"{one}: {words.count(one)}" for one in dict.fromkeys(words))


def _visits(county: County, homes: Sequence[str]) -> list[_Line]:
    visited = county.visited()
    missing = named(name for name in homes if name not in visited)
    note = f"besök är inte registrerat för: {missing}" if missing else None
    count = len(visited & set(homes))
    part = share(count or None, len(homes))
    total = _Line(VISITS, "Kommuner som fått besök", count, len(homes), part, description=note)
    return [total, *_listed(VISITS, _of(county, ActivityKind.MUNICIPALITY_VISIT))]


def _learning(county: County) -> list[_Line]:
    held = county.of_kind(*LEARNING)
    came = participants(held)
    total = _Line(
        LEARN,
        "Genomförda utbildningar och konferenser",
        len(held),
        participants=came.told,
        description=came.note,
    )
    return [total, *_listed(LEARN, _of(county, *LEARNING))]


def _borders(county: County) -> list[_Line]:
    total = _Line(BORDERS, "Registrerade åtgärder, utom inställda", county.counted_across_borders())
    return [total, *_listed(BORDERS, county.across_borders())]


def _of(county: County, *kinds: ActivityKind) -> list[Held]:
    return [one for one in county.activities if one.activity.kind in kinds]


def _listed(section: str, activities: Iterable[Held]) -> list[_Line]:
    return [
        _Line(
            section,
            f"{word(ACTIVITY_KIND, one.activity.kind)}: {one.activity.title}",
            day=one.activity.starts_on,
            state=word(PROGRESS, one.activity.progress),
            participants=told(one.participants),
            description=_joined(one.activity.theme, named(one.municipalities), one.activity.note),
            record=(str(one.activity.id), one.activity.version),
        )
        for one in activities
    ]


def _joined(*parts: str | None) -> str | None:
    return ". ".join(part.rstrip(".") for part in parts if part) or None


def _functions(session: Session, scope: ReportScope) -> list[_Line]:
    found = session.execute(functions_in(scope.county_code), scope.parameters).all()
    order = list(FUNCTION_KIND)
    return [
        _Line(
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


def _councils(county: County, facts: Sequence[Facts]) -> list[_Line]:
    return [_forum(OTHER_FORUMS, one, more) for one, more in local_forums(county, facts)]
