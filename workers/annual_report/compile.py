"""Compiles a county's annual report: one snapshot read once, its figures, its workbook."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from app.clock import now
from app.database import Sessions
from app.errors import NotFoundError
from app.models import AnnualReport, AnnualReportFile
from app.models.base import instant_text
from app.queries.annual_report import county_named
from app.report_form import FORM
from workers.annual_report.scope import ReportScope, report_scope
from workers.annual_report.sheet import Cell, Link, Sheet
from workers.annual_report.sheets import SHEETS
from workers.annual_report.sheets.cover import cover_sheet
from workers.annual_report.workbook import workbook_bytes

Data: TypeAlias = dict[str, Any]
Progress: TypeAlias = Callable[[int, str], None]


@dataclass(frozen=True)
class Compiled:
    workbook: bytes
    data: Data
    checksum: str
    known_at: datetime


def compile_report(
    sessions: Sessions, payload: dict[str, Any], progress: Progress
) -> Callable[[Session], None]:
    """The work of a job: reads and computes, and says how the result is to be stored."""
    key = UUID(payload["annualReportId"])
    known_at = now()
    with sessions.read() as session:
        report = session.get(AnnualReport, key)
        if report is None:
            raise NotFoundError("Rapporten finns inte.")
        scope = _scope(session, report.county_code, report.year, known_at)
        sheets = _sheets(session, scope, progress)
    compiled = _compiled(scope, sheets, progress)

    def store(session: Session) -> None:
        _store(session, key, compiled)

    return store


def compile_workbook(
    sessions: Sessions, county_code: str, year: int, known_at: datetime | None = None
) -> tuple[bytes, Data]:
    """By hand, without a report in the register; the same snapshot gives the same bytes."""
    with sessions.read() as session:
        scope = _scope(session, county_code, year, known_at or now())
        sheets = _sheets(session, scope, _unseen)
    compiled = _compiled(scope, sheets, _unseen)
    return compiled.workbook, compiled.data


def _unseen(_percent: int, _message: str) -> None:
    """Nobody watches."""


def _scope(session: Session, county_code: str, year: int, known_at: datetime) -> ReportScope:
    name = session.scalar(county_named(county_code))
    if name is None:
        raise NotFoundError(f"Länet med koden {county_code} finns inte.")
    return report_scope(county_code, name, year, known_at)


def _sheets(session: Session, scope: ReportScope, progress: Progress) -> list[Sheet]:
    sheets = []
    for place, (name, make) in enumerate(SHEETS):
        progress(place * 80 // len(SHEETS), name)
        sheets.append(make(session, scope))
    return sheets


def _compiled(scope: ReportScope, sheets: list[Sheet], progress: Progress) -> Compiled:
    progress(80, "Arbetsboken")
    data = report_data(scope, sheets)
    checksum = checksum_of(data)
    cover = cover_sheet(scope, sheets, checksum)
    workbook = workbook_bytes(
        [cover, *sheets], f"{cover.title}, {scope.county_name}", scope.known_at
    )
    progress(99, "Sparas")
    return Compiled(workbook, data, checksum, scope.known_at)


def report_data(scope: ReportScope, sheets: list[Sheet]) -> Data:
    """The same figures as the workbook's, as JSON."""
    return {
        "form": FORM,
        "county": scope.county_code,
        "year": scope.year,
        "asOf": scope.as_of.isoformat(),
        "knownAt": instant_text(scope.known_at),
        "sheets": [
            {
                "name": sheet.name,
                "columns": [column.heading for column in sheet.columns],
                "rows": [[_plain(cell) for cell in row] for row in sheet.rows],
            }
            for sheet in sheets
        ],
    }


def _plain(cell: Cell) -> str | int | float | None:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.text if isinstance(cell, Link) else cell


def checksum_of(data: Data) -> str:
    """SHA-256 of the canonical JSON, so that anyone can recompute it; it may be long."""
    digest = hashlib.sha256()
    encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for part in encoder.iterencode(data):
        digest.update(part.encode())
    return digest.hexdigest()


def _store(session: Session, key: UUID, compiled: Compiled) -> None:
    report = session.get(AnnualReport, key)
    if report is None:
        raise NotFoundError("Rapporten finns inte.")
    session.merge(
        AnnualReportFile(annual_report_id=key, workbook=compiled.workbook, data=compiled.data)
    )
    report.known_at = compiled.known_at
    report.compiled_at = now()
    report.checksum = compiled.checksum
    session.flush()
