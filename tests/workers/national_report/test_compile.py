"""The national report, of what two counties have submitted, on both engines."""

import json
import subprocess
import sys
from io import BytesIO
from uuid import UUID

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.database import Sessions
from app.errors import RuleViolationError
from app.models import Agreement, NationalReport, NationalReportFile
from app.models.measures import Progress
from app.queries.annual_reports import report_snapshot
from app.queries.fetching import fetch
from app.queries.kept_snapshots import NATIONAL, checksum_kept
from app.snapshots import Snapshot, checksum
from tests.workers.annual_report.a_county import measure
from tests.workers.national_report.submitted import (
    compiled,
    national,
    rows_of,
    submit,
    told,
    two_counties,
    unseen,
)
from workers.annual_report.sheet import Cell
from workers.national_report.compile import compile_national_report
from workers.national_report.render import rendered
from workers.national_report.sheets import SHEETS

MEGABYTES = 150


@pytest.fixture
def both(sessions: Sessions, session: Session) -> list[UUID]:
    two_counties(session)
    return [submit(sessions, session, code) for code in ("04", "03")]


def figure(snapshot: Snapshot, id: str, label: str | None = None) -> dict[str, Cell]:
    rows = told(snapshot, "Sammanfattning")
    return next(row for row in rows if row["Id"] == id and label in {None, row["Mått"]})


def test_it_is_kept_with_what_it_rests_on_and_the_missing_are_named(
    sessions: Sessions, session: Session, both: list[UUID]
) -> None:
    key = compiled(sessions, session)

    snapshot = national(sessions, key)
    report = fetch(session, NationalReport, key)
    assert report.compiled_at
    assert {one.annual_report_id for one in report.parts} == set(both)
    assert [one.county_code for one in report.parts] == ["03", "04"]
    assert [one["name"] for one in snapshot.head["missing"]] == ["Gotlands län"]
    kept = session.get_one(NationalReportFile, key)
    assert kept.checksum == checksum(snapshot) == session.scalar(checksum_kept(NATIONAL, key))
    book = load_workbook(BytesIO(kept.workbook))
    assert book.sheetnames == ["Försättsblad", *(name for name, _ in SHEETS)]
    cover = {row[0].value: row[1].value for row in book["Försättsblad"].iter_rows(min_row=5)}
    assert cover["Län som saknas"] == "Gotlands län"
    assert cover["Län som ingår"] == "2 av 3"
    assert cover["Kontrollsumma (SHA-256)"] == kept.checksum
    assert str(cover["Uppsala län"]).startswith("v1, inlämnad ")


def test_the_same_snapshot_is_the_same_bytes(
    sessions: Sessions, session: Session, both: list[UUID]
) -> None:
    key = compiled(sessions, session)

    assert rendered(national(sessions, key)) == session.get_one(NationalReportFile, key).workbook


def test_of_one_county_every_figure_is_the_countys_own(
    sessions: Sessions, session: Session
) -> None:
    two_counties(session)
    county = submit(sessions, session, "04")
    key = compiled(sessions, session)

    with sessions.read() as reading:
        own = rows_of(next(iter(report_snapshot(reading, county).sheets)))
    here = {
        (row["Id"], row["Mått"]): row for row in told(national(sessions, key), "Sammanfattning")
    }
    same = ("Antal (n)", "Delvis", "Nej", "Av (N)", "Andel", "Uppgift saknas")
    compared = [row for row in own if row["Id"] not in {"I15", "I16", "I08d", "I22c"}]
    assert compared
    for row in compared:
        found = here[row["Id"], row["Mått"]]
        if row["Antal (n)"] is not None:
            assert [found[one] for one in same] == [row[one] for one in same], row["Id"]


def test_an_agreement_of_two_counties_is_counted_once_with_both_named(
    sessions: Sessions, session: Session, both: list[UUID]
) -> None:
    snapshot = national(sessions, compiled(sessions, session))

    rows = {row["Överenskommelse"]: row for row in told(snapshot, "Överenskommelser")}
    across = rows["Överenskommelse över länsgränsen"]
    assert across["Redovisas av"] == "Södermanlands län, Uppsala län"
    assert str(across["Kommuner"]).split("\n") == ["Håbo", "Oxelösund"]
    assert len(told(snapshot, "Överenskommelser")) == len(rows) == 4
    agreements = figure(snapshot, "I08")
    assert (agreements["Antal (n)"], agreements["Av (N)"]) == (4, 4)
    assert "räknat en gång" in str(agreements["Anmärkning"])
    crossing = figure(snapshot, "I08b")
    assert (crossing["Antal (n)"], crossing["Av (N)"]) == (1, 4)
    counties = {row["Län"]: row for row in told(snapshot, "Län")}
    assert counties["Södermanlands län"]["Överenskommelser"] == 3
    assert counties["Uppsala län"]["Överenskommelser"] == 2


def test_an_area_of_two_counties_is_counted_once_in_its_category(
    sessions: Sessions, session: Session, both: list[UUID]
) -> None:
    snapshot = national(sessions, compiled(sessions, session))

    areas = {row["Kategori"]: row for row in told(snapshot, "Områden per kategori")}
    assert [areas["alla områden"][one] for one in ("Hela landet", "Uppsala län")] == [2, 1]
    assert areas["utan kategori"]["Hela landet"] == 1
    assert areas["alla områden"]["Gotlands län"] is None
    methods = {row["Metod"]: row for row in told(snapshot, "Metoder")}
    assert methods["SSPF"]["Antal län"] == 1
    assert figure(snapshot, "I23")["Av (N)"] == 1


def test_the_law_is_added_up_and_told_for_each_municipality(
    sessions: Sessions, session: Session, both: list[UUID]
) -> None:
    snapshot = national(sessions, compiled(sessions, session))

    homes = {row["Kommun"]: row for row in told(snapshot, "Kommuner")}
    assert set(homes) == {"Håbo", "Nyköping", "Oxelösund"}
    assert homes["Oxelösund"]["L17"] == "✓ uppfyllt"
    assert homes["Håbo"]["Län"] == "Uppsala län"
    law = figure(snapshot, "L17")
    assert (law["Antal (n)"], law["Av (N)"], law["Uppgift saknas"]) == (1, 3, 2)
    assert (law["Län som räknas"], law["Län som saknas"]) == (2, "Gotlands län")
    matrix = next(row for row in told(snapshot, "Indikatorer per län") if row["Id"] == "L17")
    counties = ("Hela landet", "Södermanlands län", "Uppsala län", "Gotlands län")
    assert [matrix[one] for one in counties] == ["1/3", "1/2", "0/1", None]


def test_what_each_county_wrote_stands_under_its_question(
    sessions: Sessions, session: Session, both: list[UUID]
) -> None:
    rows = told(national(sessions, compiled(sessions, session)), "Redovisning")

    first = [(row["Län"], row["Svar"]) for row in rows if row["Id"] == "R1"]
    assert first == [
        ("Södermanlands län", "Så gjorde vi i 04."),
        ("Uppsala län", "Så gjorde vi i 03."),
    ]


def test_it_rests_on_the_latest_issue_and_never_on_the_register(
    sessions: Sessions, session: Session, both: list[UUID]
) -> None:
    latest = submit(sessions, session, "04", issue=2)
    session.execute(update(Agreement).values(title="En annan titel"))

    key = compiled(sessions, session)

    parts = {one.county_code: one for one in fetch(session, NationalReport, key).parts}
    assert (parts["04"].annual_report_id, parts["04"].issue) == (latest, 2)
    titles = {row["Överenskommelse"] for row in told(national(sessions, key), "Överenskommelser")}
    assert "En annan titel" not in titles


def test_the_year_before_stands_beside(
    sessions: Sessions, session: Session, both: list[UUID]
) -> None:
    submit(sessions, session, "04", year=2023)
    compiled(sessions, session, year=2023)

    methods = figure(national(sessions, compiled(sessions, session)), "I23")

    assert (methods["Året före (n)"], methods["Län som räknades året före"]) == (0, 1)
    assert methods["Förändring (n)"] is None, "one county then, two now"


def test_a_change_is_told_of_the_same_counties(sessions: Sessions, session: Session) -> None:
    two_counties(session)
    for year in (2023, 2024):
        submit(sessions, session, "04", year=year)
        key = compiled(sessions, session, year=year)

    methods = figure(national(sessions, key), "I23")

    assert (methods["Antal (n)"], methods["Förändring (n)"]) == (1, 1)
    law = figure(national(sessions, key), "I12")
    assert law["Uppgift saknas"] == 0
    assert law["Förändring (n)"] is None, "nobody had answered the year before"


def test_a_loose_measure_of_two_counties_is_counted_once(
    sessions: Sessions, session: Session
) -> None:
    two_counties(session)
    across = session.scalars(
        select(Agreement).where(Agreement.title == "Överenskommelse över länsgränsen")
    ).one()
    measure(session, "Lös åtgärd", commitment_id=across.id)
    measure(session, "Inställd", commitment_id=across.id, progress=Progress.CANCELLED)
    for code in ("04", "03"):
        submit(sessions, session, code)

    tied = figure(national(sessions, compiled(sessions, session)), "I06")

    assert [tied[one] for one in ("Antal (n)", "Uppgift saknas", "Av (N)")] == [2, 2, 4]


def test_of_a_police_area_it_is_said_that_one_of_two_counties_is_counted_in_both(
    sessions: Sessions, session: Session, both: list[UUID]
) -> None:
    rows = told(national(sessions, compiled(sessions, session)), "Definitioner")

    said = {row["Id"]: str(row["I summan över län"]) for row in rows}
    assert all("i båda" in said[one] for one in ("I02b", "I12", "I13c", "I13s"))
    assert "i båda" not in said["I11"]


def test_without_a_submitted_report_there_is_nothing_to_compile(
    sessions: Sessions, session: Session
) -> None:
    report = NationalReport(title="Nationell redovisning 2024", year=2024, number=1, parts=[])
    session.add(report)
    session.flush()

    with pytest.raises(RuleViolationError, match="Inget län"):
        compile_national_report(sessions, {"nationalReportId": str(report.id)}, unseen)


@pytest.mark.parametrize("table", ["national_report_files", "national_report_sheets"])
@pytest.mark.parametrize(
    "change", ["DELETE FROM {}", "UPDATE {} SET head = NULL", "INSERT INTO {} SELECT * FROM {}"]
)
def test_the_database_refuses_to_change_what_is_compiled(
    sessions: Sessions, session: Session, both: list[UUID], table: str, change: str
) -> None:
    compiled(sessions, session)

    with pytest.raises(DatabaseError, match="never changed"), session.begin_nested():
        session.execute(text(change.format(table, table)))


def test_the_number_of_questions_does_not_follow_the_number_of_rows(
    sessions: Sessions, session: Session, both: list[UUID], statements: list[str]
) -> None:
    statements.clear()
    compiled(sessions, session)
    few = len(statements)
    for number in range(5):
        session.add(Agreement(**_plain(f"Överenskommelse {number}")))
    session.flush()
    submit(sessions, session, "04", issue=2)
    statements.clear()

    compiled(sessions, session, number=2)

    assert len(statements) == few


def _plain(title: str) -> dict[str, object]:
    return {"title": title, "level": "municipality", "municipality_codes": ["0481"]}


def test_the_whole_country_fits_in_memory() -> None:
    """In a process of its own: the peak is then that of the report and of nothing else."""
    command = [sys.executable, "-m", "tests.workers.national_report.many", "1000", "10000"]
    run = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)

    measured = json.loads(run.stdout)
    assert measured["rows"] > 1_000
    assert measured["megabytes"] < MEGABYTES
