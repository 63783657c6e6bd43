"""Regional samordning: meetings against rhythm, plan, visits, trainings, borders, functions."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from app.models.activities import ActivityKind
from app.models.forums import ForumKind
from app.models.measures import Progress
from app.words import ACTIVITY_KIND, PROGRESS, word
from workers.annual_report.coordination_lines import (
    Line,
    council_lines,
    forum_lines,
    function_lines,
    grant_lines,
    joined,
)
from workers.annual_report.county import (
    LEARNING,
    County,
    Held,
    county_work,
    participants,
)
from workers.annual_report.figures import UNKNOWN, named, share
from workers.annual_report.law_facts import law_facts_of
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, SHARE, Column, Sheet
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
    Column("Sökt, kr", 11),
    Column("Beviljat, kr", 11),
    Column("Beskrivning", 60),
    *RECORD,
)
NETWORKS, STEERING = "Nätverk mot avtalad rytm", "Styrgrupp mot avtalad rytm"
PLAN = "Verksamhetsplan"
VISITS, LEARN = "Kommunbesök", "Utbildningar och konferenser"
BORDERS, OTHERS = "Åtgärder över kommungränser", "Övriga aktiviteter"
SECTION, WHAT, POST_ID = 0, 1, 12


def coordination_sheet(session: Session, scope: ReportScope) -> Sheet:
    county = county_work(session, scope)
    facts = law_facts_of(session, scope)
    lines = [
        *forum_lines(NETWORKS, county.in_forums(ForumKind.NETWORK)),
        *forum_lines(STEERING, county.in_forums(ForumKind.STEERING_GROUP)),
        *_plan(county, scope),
        *_visits(county, [one.name for one in facts]),
        *_learning(county),
        *_borders(county),
        *_listed(OTHERS, _of(county, ActivityKind.NETWORK_MEETING, ActivityKind.OTHER)),
        *function_lines(session, scope),
        *council_lines(county, facts),
        *grant_lines(session, scope),
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
        key=(SECTION, WHAT, POST_ID),
    )


def _plan(county: County, scope: ReportScope) -> list[Line]:
    plan = county.plan
    if plan is None:
        return [Line(PLAN, f"Verksamhetsplan {scope.year}: {UNKNOWN}")]
    by = f"beslutad av {county.plan_decided_by}" if county.plan_decided_by else None
    key = (str(plan.id), plan.version)
    decided = bool(plan.decided_on and plan.decided_on <= scope.as_of)
    planned = county.planned()
    done = [one for one in planned if one.activity.progress == Progress.DONE]
    return [
        Line(
            PLAN,
            plan.title,
            day=plan.decided_on,
            state="beslutad" if decided else None,
            description=by,
            record=key,
        ),
        Line(
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


def _visits(county: County, homes: Sequence[str]) -> list[Line]:
    visited = county.visited()
    missing = named(name for name in homes if name not in visited)
    note = f"besök är inte registrerat för: {missing}" if missing else None
    count = len(visited & set(homes))
    part = share(count or None, len(homes))
    total = Line(VISITS, "Kommuner som fått besök", count, len(homes), part, description=note)
    return [total, *_listed(VISITS, _of(county, ActivityKind.MUNICIPALITY_VISIT))]


def _learning(county: County) -> list[Line]:
    held = county.of_kind(*LEARNING)
    came = participants(held)
    total = Line(
        LEARN,
        "Genomförda utbildningar och konferenser",
        len(held),
        participants=came.told,
        description=came.note,
    )
    return [total, *_listed(LEARN, _of(county, *LEARNING))]


def _borders(county: County) -> list[Line]:
    total = Line(BORDERS, "Registrerade åtgärder, utom inställda", county.counted_across_borders())
    return [total, *_listed(BORDERS, county.across_borders())]


def _of(county: County, *kinds: ActivityKind) -> list[Held]:
    return [one for one in county.activities if one.activity.kind in kinds]


def _listed(section: str, activities: Iterable[Held]) -> list[Line]:
    return [
        Line(
            section,
            f"{word(ACTIVITY_KIND, one.activity.kind)}: {one.activity.title}",
            day=one.activity.starts_on,
            state=word(PROGRESS, one.activity.progress),
            participants=told(one.participants),
            description=joined(one.activity.theme, named(one.municipalities), one.activity.note),
            record=(str(one.activity.id), one.activity.version),
        )
        for one in activities
    ]
