"""What the counties' summaries say, each figure with the edition of what it measures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.snapshots import Snapshot
from workers.annual_report.packing import unpacked_sheet
from workers.annual_report.sheet import Cell
from workers.national_report.counties import CountyReport
from workers.national_report.summing import Before, CountyFigure, Earlier, listed_in

SUMMARY, DEFINITIONS = "Sammanfattning", "Definitioner"
# One line for the country, whatever each county calls its own.
OF_EACH_COUNTY = frozenset({"I15", "I16"})


@dataclass(frozen=True)
class Definition:
    label: str
    edition: int | None


def definitions_of(session: Session, report: CountyReport) -> dict[str, Definition]:
    found = report.rows(session, DEFINITIONS, "Id", "Mått eller begrepp", "Utgåva")
    return {str(key): Definition(str(label), _whole(n)) for key, label, n in found if key}


def county_figures(session: Session, reports: Sequence[CountyReport]) -> list[CountyFigure]:
    return [one for report in reports for one in _figures(session, report)]


def _figures(session: Session, report: CountyReport) -> Iterator[CountyFigure]:
    known = definitions_of(session, report)
    for section, key, label, n, partly, no, missing, of, share, note in report.rows(
        session, SUMMARY, "Avsnitt", "Id", "Mått", "Antal (n)", "Delvis", "Nej", "Uppgift saknas",
        "Av (N)", "Andel", "Anmärkning",
    ):  # fmt: skip
        defined = known.get(str(key), Definition(str(label), None))
        yield CountyFigure(
            county=report.code,
            county_name=report.name,
            form=report.form,
            section=str(section),
            id=str(key),
            label=defined.label if key in OF_EACH_COUNTY else str(label),
            edition=defined.edition,
            n=n,
            partly=partly,
            no=no,
            missing=missing,
            of=of,
            share=share,
            note=note,
        )


def earlier_figures(snapshot: Snapshot) -> Earlier:
    """Of the national report of the year before, as it was then."""
    sheet = next(unpacked_sheet(one) for one in snapshot.sheets if one.name == SUMMARY)
    headings = [column.heading for column in sheet.columns]
    found = {}
    for row in sheet.rows:
        told = dict(zip(headings, row, strict=True))
        meaning = (str(told["Id"]), str(told["Mått"]), _whole(told["Utgåva"]))
        found[meaning] = Before(
            n=_whole(told["Antal (n)"]),
            missing=_whole(told["Uppgift saknas"]),
            of=_whole(told["Av (N)"]),
            counties=listed_in(told.get("Län i summan")),
        )
    return found


def _whole(value: Cell) -> int | None:
    return value if isinstance(value, int) else None
