"""Lägesbilder och åtgärdsplaner: what was made and decided, and when it must be renewed."""

from datetime import date

from sqlalchemy.orm import Session

from app.clock import years_after
from app.models import ActionPlan, SituationPicture
from app.models.action_plans import ActionPlanKind
from app.models.situation_pictures import PictureKind
from app.queries.annual_report_plans import municipalities_pictured, pictures_of, plans_of
from workers.annual_report.figures import grouped, listed, yes_or_no
from workers.annual_report.outside_areas import OUTSIDE, outside_areas
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, Column, Row, Sheet

COLUMNS = (
    Column("Slag", 20),
    Column("Kommuner", 18),
    Column("Titel", 36),
    Column("Gjord eller beslutad", 12),
    Column("Av", 24),
    Column("Kartläggning", 13),
    Column("Omfattning", 12),
    Column("Konsekvenser", 14),
    Column("Övrig information", 13),
    Column("Analys", 12),
    Column("Bygger på lägesbild", 30),
    Column("Åtgärder", 10),
    Column("Senast uppföljd", 12),
    Column("Ny senast", 12),
    *OUTSIDE,
    *RECORD,
)
POST_ID = 16
PICTURE = {PictureKind.OWN: "lägesbild, egen", PictureKind.JOINT: "lägesbild, gemensam"}
PLAN = {
    ActionPlanKind.STATUTORY: "åtgärdsplan enligt lagen",
    ActionPlanKind.OPERATIONAL: "handlingsplan",
}


def pictures_and_plans_sheet(session: Session, scope: ReportScope) -> Sheet:
    return Sheet(
        name="Lägesbilder och åtgärdsplaner",
        title=f"Lägesbilder och åtgärdsplaner till och med {scope.as_of}",
        instruction=(
            "Åtgärdsplanen enligt 5 § beslutas av kommunen; handlingsplanen antas av styrgruppen. "
            "”Ny senast” är två år efter dagen. Tom ruta: uppgift saknas."
        ),
        columns=COLUMNS,
        rows=[*_pictures(session, scope), *_plans(session, scope)],
        table_name="Lagesbilder_och_atgardsplaner",
        key=(POST_ID,),
    )


def _pictures(session: Session, scope: ReportScope) -> list[Row]:
    homes = grouped(session.execute(municipalities_pictured(), scope.parameters))
    found = session.execute(pictures_of(), scope.parameters)
    return [_picture(row, made_by, listed(homes.get(row.id, ()))) for row, made_by in found]


def _picture(row: SituationPicture, made_by: str | None, homes: str | None) -> Row:
    return (
        PICTURE[row.kind],
        homes,
        row.title,
        row.made_on,
        made_by,
        yes_or_no(row.maps_crime),
        yes_or_no(row.maps_extent),
        yes_or_no(row.maps_consequences),
        yes_or_no(row.has_other_information),
        yes_or_no(row.has_analysis),
        None,
        None,
        None,
        years_after(row.made_on, 2) if row.made_on else None,
        *(None,) * len(OUTSIDE),
        str(row.id),
        row.version,
    )


def _plans(session: Session, scope: ReportScope) -> list[Row]:
    outside = outside_areas(session, scope)
    found = session.execute(plans_of(), scope.parameters)
    return [
        (
            PLAN[plan.kind],
            home,
            plan.title,
            plan.decided_on,
            plan.decided_by or forum,
            *(None,) * 5,
            picture,
            measures,
            followed_up,
            _due(plan, followed_up),
            *outside.cells(plan.id),
            str(plan.id),
            plan.version,
        )
        for plan, home, forum, picture, measures, followed_up in found
    ]


def _due(plan: ActionPlan, followed_up: date | None) -> date | None:
    """Only a decided statutory plan has a clock: from the decision, or a later follow-up."""
    if plan.kind != ActionPlanKind.STATUTORY or plan.decided_on is None:
        return None
    return years_after(max(plan.decided_on, followed_up or plan.decided_on), 2)
