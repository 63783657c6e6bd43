"""Regional samordning: meetings against rhythm, plan, visits, trainings, borders, functions."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.models.activities import ActivityKind
from app.models.measures import Progress
from app.queries.annual_report import municipalities_of
from app.queries.annual_report_county import functions_in
from app.words import ACTIVITY_KIND, FUNCTION_KIND, PROGRESS, word
from workers.annual_report.county import LEARNING, County, Held, county_work, participants
from workers.annual_report.figures import UNKNOWN, named, share
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, SHARE, Column, Row, Sheet

COLUMNS = (
    Column("Avsnitt", 26),
    Column("Uppgift", 44),
    Column("Antal (n)", 9),
    Column("Av (N)", 8),
    Column("Andel", 8, SHARE),
    Column("Datum", 12),
    Column("Läge", 14),
    Column("Deltagare", 10),
    Column("Beskrivning", 60),
    *RECORD,
)
MEETINGS, PLAN = "Möten mot avtalad rytm", "Verksamhetsplan"
VISITS, LEARN = "Kommunbesök", "Utbildningar och konferenser"
BORDERS, OTHERS = "Åtgärder över kommungränser", "Övriga aktiviteter"
FUNCTIONS = "Funktioner"


def coordination_sheet(session: Session, scope: ReportScope) -> Sheet:
    county = county_work(session, scope)
    homes = session.execute(municipalities_of(scope.county_code, scope.year))
    rows = [
        *_meetings(county),
        *_plan(county, scope),
        *_visits(county, [name for _, name in homes]),
        *_learning(county),
        *_borders(county),
        *_others(county),
        *_functions(session, scope),
    ]
    return Sheet(
        name="Regional samordning",
        title=f"Regional samordning {scope.year}",
        instruction=(
            "n av N där något är avtalat eller räknat; därunder posterna. Andelen för en funktion "
            "är dess del av en heltid. Tom ruta: uppgift saknas."
        ),
        columns=COLUMNS,
        rows=rows,
        table_name="Regional_samordning",
    )


def _meetings(county: County) -> list[Row]:
    return [
        (
            MEETINGS, one.forum, one.held, one.agreed, share(one.held, one.agreed),
            None, None, None, one.note, str(one.id), one.version,
        )
        for one in county.meetings
    ]  # fmt: skip


def _plan(county: County, scope: ReportScope) -> list[Row]:
    plan = county.plan
    if plan is None:
        text = f"Verksamhetsplan {scope.year}: {UNKNOWN}"
        return [(PLAN, text, *(None,) * 9)]
    by = f"beslutad av {county.plan_decided_by}" if county.plan_decided_by else None
    planned = [one for one in county.activities if one.activity.operating_plan_id == plan.id]
    done = [one for one in planned if one.activity.progress == Progress.DONE]
    key = (str(plan.id), plan.version)
    state = "beslutad" if plan.decided_on else None
    whole = share(len(done), len(planned))
    states = _states(planned)
    return [
        (PLAN, plan.title, None, None, None, plan.decided_on, state, None, by, *key),
        (
            PLAN,
            "Planens aktiviteter",
            len(done),
            len(planned),
            whole,
            None,
            None,
            None,
            states,
            *key,
        ),
    ]


def _states(planned: Iterable[Held]) -> str | None:
    """How many of each, the unknown too."""
    words = [word(PROGRESS, one.activity.progress) or UNKNOWN for one in planned]
    return named(f"{one}: {words.count(one)}" for one in dict.fromkeys(words))


def _visits(county: County, homes: list[str]) -> list[Row]:
    visited = county.visited()
    missing = named(name for name in homes if name not in visited)
    note = f"besök är inte registrerat för: {missing}" if missing else None
    count = len(visited & set(homes))
    total: Row = (
        VISITS, "Kommuner som fått besök", count, len(homes), share(count or None, len(homes)),
        None, None, None, note, None, None,
    )  # fmt: skip
    return [total, *_listed(VISITS, _of(county, ActivityKind.MUNICIPALITY_VISIT))]


def _learning(county: County) -> list[Row]:
    held = county.of_kind(*LEARNING)
    total: Row = (
        LEARN, "Genomförda utbildningar och konferenser", len(held), None, None,
        None, None, participants(held), None, None, None,
    )  # fmt: skip
    return [total, *_listed(LEARN, _of(county, *LEARNING))]


def _borders(county: County) -> list[Row]:
    across = county.across_borders()
    total: Row = (BORDERS, "Registrerade åtgärder", len(across), *(None,) * 8)
    return [total, *_listed(BORDERS, across)]


def _others(county: County) -> list[Row]:
    return _listed(OTHERS, _of(county, ActivityKind.NETWORK_MEETING, ActivityKind.OTHER))


def _of(county: County, *kinds: ActivityKind) -> list[Held]:
    return [one for one in county.activities if one.activity.kind in kinds]


def _listed(section: str, activities: Iterable[Held]) -> list[Row]:
    return [
        (
            section,
            f"{word(ACTIVITY_KIND, one.activity.kind)}: {one.activity.title}",
            None,
            None,
            None,
            one.activity.starts_on,
            word(PROGRESS, one.activity.progress),
            one.participants,
            _description(one),
            str(one.activity.id),
            one.activity.version,
        )
        for one in activities
    ]


def _description(one: Held) -> str | None:
    parts = [one.activity.theme, named(one.municipalities), one.activity.note]
    return ". ".join(part.rstrip(".") for part in parts if part) or None


def _functions(session: Session, scope: ReportScope) -> list[Row]:
    found = session.execute(functions_in(scope.county_code), scope.parameters).all()
    order = list(FUNCTION_KIND)
    return [
        (
            FUNCTIONS,
            f"{word(FUNCTION_KIND, row.kind)}: {actor}",
            None,
            None,
            share(row.percent_of_full_time, 100),
            row.valid_from,
            None,
            None,
            _other_tasks(row.percent_on_other_tasks),
            str(row.id),
            row.version,
        )
        for row, actor, _ in sorted(found, key=lambda one: order.index(one[0].kind))
    ]


def _other_tasks(percent: int | None) -> str | None:
    return None if percent is None else f"varav {percent} % på andra uppgifter"
