"""Län: who has submitted and when, and how much each has to tell of."""

from app.clock import day_of
from app.report_due import is_late
from app.words import REPORT_TIME, REPORTED
from workers.annual_report.sheet import RECORD, Column, Row, Sheet
from workers.national_report.counties import CountyReport
from workers.national_report.doubles import AGREEMENTS, FOLLOW_UPS, FOLLOWED_UP, PROMISES, VALID
from workers.national_report.scope import NationalScope

COLUMNS = (
    Column("Län", 26),
    Column("Kod", 6),
    Column("Läge", 14),
    Column("Utgåva", 8),
    Column("Inlämnad", 12),
    Column("Första utgåvan inlämnad", 12),
    Column("Senast", 12),
    Column("I tid", 14),
    Column("Godkänd av (funktion)", 24),
    Column("Formulär", 10),
    Column("Kommuner", 10),
    Column("Överenskommelser", 18),
    Column("varav gäller", 10),
    Column("Medborgarlöften", 16),
    Column("varav gäller löften", 12),
    Column("Uppföljningar", 14),
    *RECORD,
)


def counties_sheet(scope: NationalScope) -> Sheet:
    submitted = {one.code: one for one in scope.reports}
    return Sheet(
        name="Län",
        title=f"Länen {scope.year}",
        instruction=(
            "Ett län per rad, också de som saknas. Antalen är länets egna: det som hör till flera "
            "län räknas i vart och ett. I tid avser första utgåvan; tomt: ingen dag är satt."
        ),
        columns=COLUMNS,
        rows=[
            _row(scope, code, name, submitted.get(code)) for code, name in scope.counties.items()
        ],
        table_name="Lan",
        key=(1,),
    )


def _row(scope: NationalScope, code: str, name: str, report: CountyReport | None) -> Row:
    first = report.first_submitted_at if report else None
    late = is_late(scope.due_on, first, day_of(scope.known_at))
    time = None if late is None else REPORT_TIME["late" if late else "inTime"]
    if report is None:
        time = time if late else None
        return (name, code, REPORTED["missing"], *(None,) * 3, scope.due_on, time, *(None,) * 10)
    return (
        name,
        code,
        REPORTED["submitted"],
        report.issue,
        day_of(report.submitted_at),
        day_of(report.first_submitted_at),
        scope.due_on,
        time,
        report.head["approval"]["approvedAs"],
        report.form,
        len({code for (code,) in report.rows(scope.session, "Kommuner", "Kod")}),
        *_held(scope, report, AGREEMENTS),
        *_held(scope, report, PROMISES),
        _followed_up(scope, report),
        str(report.id),
        report.version,
    )


def _held(scope: NationalScope, report: CountyReport, sheet: str) -> tuple[int | None, int | None]:
    """How many, and how many that are valid; None where the form has no such sheet."""
    if sheet not in report.sheets:
        return None, None
    states = [state for (state,) in report.rows(scope.session, sheet, "Läge 31 december")]
    return len(states), sum(one in VALID for one in states)


def _followed_up(scope: NationalScope, report: CountyReport) -> int | None:
    if FOLLOW_UPS not in report.sheets:
        return None
    rows = report.rows(scope.session, FOLLOW_UPS, "Rad")
    return sum(what == FOLLOWED_UP for (what,) in rows)
