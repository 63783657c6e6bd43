"""Metoder: the catalogue against the municipalities, with what is known of the effect."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.language import sort_key
from app.models import Method
from app.queries.annual_report import municipalities_of
from app.queries.annual_report_work import methods_known
from app.words import EVIDENCE, EVIDENCE_QUALITY, word
from workers.annual_report.figures import grouped
from workers.annual_report.method_use import Uses, municipalities_using, uses_of_methods
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, Cell, Column, Row, Sheet

COUNTY = None
# The columns beside those of the municipalities, as far as the method's id.
POST_ID_AFTER = 9


def methods_sheet(session: Session, scope: ReportScope) -> Sheet:
    homes = session.execute(municipalities_of(), scope.parameters).all()
    codes = [code for code, _ in homes]
    known, outside = uses_of_methods(session, scope)
    rows: list[Row] = [
        (
            method.name,
            "ja",
            *_matrix(known.get(method.id, ()), codes),
            word(EVIDENCE, method.evidence),
            word(EVIDENCE_QUALITY, method.evidence_quality),
            method.caution,
            _source(method),
            str(method.id),
            method.version,
        )
        for method in session.scalars(methods_known(), scope.parameters)
    ]
    rows += [
        (name, "nej", *_matrix(outside[name], codes), *[None] * 6)
        for name in sorted(outside, key=sort_key)
    ]
    return Sheet(
        name="Metoder",
        title=f"Metoder i bruk per kommun {scope.year}",
        instruction=(
            "Siffran är antalet registrerade åtgärder med metoden. Tom ruta: ingen uppgift, "
            "vilket inte är ett nej. En åtgärd för flera kommuner syns hos var och en."
        ),
        columns=_columns([name for _, name in homes]),
        rows=rows,
        table_name="Metoder",
        key=(0, len(homes) + POST_ID_AFTER),
    )


def _matrix(uses: Uses, codes: Iterable[str]) -> tuple[Cell, ...]:
    """Measures in all, municipalities, measures of the county, then measures per municipality."""
    per_home = grouped((code, measure) for measure, code in uses)
    counts = [len(per_home[code]) if code in per_home else None for code in (COUNTY, *codes)]
    measures = len({measure for measure, _ in uses})
    return (measures, len(municipalities_using(uses)), *counts)


def _source(method: Method) -> str | None:
    parts = [method.evidence_source, method.evidence_year]
    return ", ".join(str(part) for part in parts if part) or None


def _columns(names: Iterable[str]) -> tuple[Column, ...]:
    return (
        Column("Metod", 34),
        Column("I katalogen", 10),
        Column("Åtgärder", 6, upright=True),
        Column("Kommuner", 6, upright=True),
        Column("På länsnivå", 6, upright=True),
        *(Column(name, 6, upright=True) for name in names),
        Column("Vad man vet om effekten", 22),
        Column("Underlag", 22),
        Column("Att tänka på", 40),
        Column("Källa", 34),
        *RECORD,
    )
