"""What the latest national report of a year says, to stand beside a county's figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.models import NationalReport
from app.queries.fetching import fetch
from app.queries.kept_snapshots import NATIONAL, checksum_kept, snapshot_kept
from app.queries.national_reports import latest_compiled
from app.schemas.feedback import Distribution, FeedbackNationalReport
from app.snapshots import Snapshot
from workers.annual_report.packing import unpacked_sheet
from workers.annual_report.sheet import Cell
from workers.national_report.summing import Meaning


@dataclass(frozen=True)
class Country:
    """Nothing of it where there is no national report yet."""

    report: FeedbackNationalReport | None = None
    figures: Mapping[Meaning, Distribution] = field(default_factory=dict)
    methods: Mapping[str, int] = field(default_factory=dict)


def country_in(session: Session, year: int) -> Country:
    key = session.scalars(latest_compiled(year)).one_or_none()
    if key is None:
        return Country()
    report = fetch(session, NationalReport, key)
    snapshot = snapshot_kept(session, NATIONAL, key)
    return Country(
        FeedbackNationalReport(
            id=key,
            number=report.number,
            checksum=session.scalars(checksum_kept(NATIONAL, key)).one(),
            counties=len(report.parts),
        ),
        {
            (str(row["Id"]), str(row["Mått"]), whole(row["Utgåva"])): distribution(row)
            for row in _rows(snapshot, "Sammanfattning")
        },
        {str(row["Metod"]): whole(row["Kommuner"]) or 0 for row in _rows(snapshot, "Metoder")},
    )


def _rows(snapshot: Snapshot, name: str) -> Iterator[Mapping[str, Cell]]:
    sheet = next(unpacked_sheet(one) for one in snapshot.sheets if one.name == name)
    headings = [column.heading for column in sheet.columns]
    for row in sheet.rows:
        yield dict(zip(headings, row, strict=True))


def distribution(row: Mapping[str, Cell]) -> Distribution:
    """What is not told as a number, as of a small group, is not told here either."""
    return Distribution(
        n=whole(row["Antal (n)"]),
        partly=whole(row["Delvis"]),
        no=whole(row["Nej"]),
        missing=whole(row["Uppgift saknas"]),
        whole=whole(row["Av (N)"]),
    )


def whole(value: Cell) -> int | None:
    return value if isinstance(value, int) else None
