"""Prioriterade områden: in their own words, with causes, goals, methods and measures."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.models import Measure
from app.models.measures import Progress
from app.queries.annual_report_work import (
    areas_prioritised,
    categories_of_areas,
    causes_of_areas,
    goals_of_areas,
    measures_held,
)
from workers.annual_report.figures import grouped, listed, yes_or_no
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, Column, Row, Sheet

COLUMNS = (
    Column("Överenskommelse eller löfte", 32),
    Column("Område", 26),
    Column("Överordnat område", 18),
    Column("Kategorier", 22),
    Column("Plats", 14),
    Column("Målgrupp", 14),
    Column("Problem", 30),
    Column("Orsaker analyserade", 12),
    Column("Orsaker", 30),
    Column("Mål", 30),
    Column("Metoder", 22),
    Column("Åtgärder", 9),
    Column("Genomförda", 12),
    Column("Pågår", 8),
    Column("Planerade", 10),
    Column("Inställda", 10),
    Column("Läge saknas", 9),
    *RECORD,
)
POST_ID = 17

Held = tuple[Measure, str | None]


def prioritised_areas_sheet(session: Session, scope: ReportScope) -> Sheet:
    asked = scope.parameters
    categories = grouped(session.execute(categories_of_areas(), asked))
    causes = grouped(session.execute(causes_of_areas(), asked))
    goals = grouped(session.execute(goals_of_areas(), asked))
    measures = grouped(
        (measure.prioritised_area_id, (measure, method))
        for measure, method, *_ in session.execute(measures_held(), asked)
    )
    rows: list[Row] = [
        (
            title,
            area.name,
            above,
            listed(categories.get(area.id, ())),
            area.place,
            area.target_group,
            area.problem,
            yes_or_no(True if causes.get(area.id) else None),
            listed(causes.get(area.id, ())),
            listed(goals.get(area.id, ())),
            *_measures(measures.get(area.id, ())),
            str(area.id),
            area.version,
        )
        for area, title, above in session.execute(areas_prioritised(), asked)
    ]
    return Sheet(
        name="Prioriterade områden",
        title=f"Prioriterade områden {scope.year}",
        instruction=(
            "Ett område per rad, med källans egna ord bredvid kategorierna; ett område kan höra "
            "till flera kategorier. Tom ruta: uppgift saknas."
        ),
        columns=COLUMNS,
        rows=rows,
        table_name="Prioriterade_omraden",
        key=(POST_ID,),
    )


def _measures(held: Sequence[Held]) -> tuple[str | None, int, int, int, int, int, int]:
    states = [measure.progress for measure, _ in held]
    methods = listed(method or measure.method_as_stated for measure, method in held)
    return (
        methods,
        len(states),
        states.count(Progress.DONE),
        states.count(Progress.ONGOING),
        states.count(Progress.PLANNED),
        states.count(Progress.CANCELLED),
        states.count(None),
    )
