"""The workbook read back: text stays text, tables and charts are native, nothing is cut."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook

from workers.annual_report import fitting
from workers.annual_report.fitting import WorkbookLimitError
from workers.annual_report.packing import packed_sheet, unpacked_sheet
from workers.annual_report.sheet import SHARE, Chart, ChartKind, Column, Link, Row, Sheet
from workers.annual_report.workbook import workbook_bytes

AT = datetime(2025, 1, 20, 9, 30, tzinfo=UTC)
NASTY = (
    "=1+1",
    '=HYPERLINK("http://a.test")',
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "#N/A",
    "_x0041_",
    "_x005F_x0041_",
    "007",
    "2024-01-01",
    "<b>&amp;</b>",
    " inledande och avslutande ",
    "två\nrader",
    "Åäö 🙂 \u00a0",
    "'citat",
)


def made(rows: Sequence[Row], *columns: Column, charts: tuple[Chart, ...] = ()) -> Sheet:
    return Sheet("Blad", "Titel", "Anvisning", columns, rows, "Tabell", charts=charts)


def texts(*values: str) -> Sheet:
    return made([(value,) for value in values], Column("Text", 30))


def written(*sheets: Sheet) -> bytes:
    """By way of what is kept, as every workbook is made."""
    kept = [unpacked_sheet(packed_sheet(one)) for one in sheets]
    return workbook_bytes(kept, "Rapport", AT)


def read(*sheets: Sheet) -> Workbook:
    return load_workbook(BytesIO(written(*sheets)))


def bars() -> Sheet:
    chart = Chart(ChartKind.BARS, "Antal", 0, ((1, "Antal"),), 0, 1, 'Antal. A 1; "B" 2 & fler.')
    return made([("A", 1), ("B", 2)], Column("Namn"), Column("Antal"), charts=(chart,))


@pytest.mark.parametrize("text", NASTY)
def test_text_stays_the_text_it_was(text: str) -> None:
    cell = read(texts(text))["Blad"]["A5"]

    assert (cell.data_type, unescape(cell.value)) == ("s", unescape_twice(text))


def unescape_twice(text: str) -> str:
    """openpyxl reads inline text without undoing Excel's escape: the reader here does it once."""
    return unescape(text.replace("_x", "_x005F_x"))


def test_no_cell_is_a_formula() -> None:
    with ZipFile(BytesIO(written(texts(*NASTY)))) as archive:
        content = archive.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in content


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice saknas")
def test_another_program_reads_the_same_text(tmp_path: Path) -> None:
    kept = [text for text in NASTY if "\n" not in text and "\t" not in text]
    path = tmp_path / "rapport.xlsx"
    path.write_bytes(written(texts(*kept)))

    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path / 'profil'}",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):9,34,76",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    lines = (tmp_path / "rapport.csv").read_text(encoding="utf-8").splitlines()[4:]
    assert [line.strip('"').replace('""', '"') for line in lines] == kept


def test_values_keep_their_kind_and_format() -> None:
    columns = (Column("Dag"), Column("Antal"), Column("Andel", 8, SHARE), Column("Tom"))
    sheet = read(made([(date(2024, 2, 29), 7, Decimal("0.25"), None)], *columns))["Blad"]

    cells = [sheet[f"{letter}5"] for letter in "ABC"]
    assert [cell.value for cell in cells] == [datetime(2024, 2, 29), 7, 0.25]  # noqa: DTZ001
    assert [cell.number_format for cell in cells] == ["yyyy-mm-dd", "0", "0 %"]
    assert sheet["D5"].value is None


def test_a_list_is_a_table_with_header_filter_and_freeze() -> None:
    sheet = read(made([("a", 1), ("b", 2)], Column("Namn", 22), Column("Dold", hidden=True)))[
        "Blad"
    ]

    table = sheet.tables["Tabell"]
    assert (table.ref, table.autoFilter.ref) == ("A4:B6", "A4:B6")
    assert [column.name for column in table.tableColumns] == ["Namn", "Dold"]
    assert sheet.auto_filter.ref is None
    assert sheet.freeze_panes == "B5"
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].hidden) == (22, True)


def test_a_sheet_prints_one_page_wide_with_its_headings_repeated() -> None:
    sheet: Any = read(texts("a"))["Blad"]

    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.oddFooter.right.text == "Sida &P av &N"


def test_an_empty_list_says_so_and_has_no_table() -> None:
    sheet = read(made([], Column("Namn")))["Blad"]

    assert ([sheet["A4"].value, sheet["A5"].value], len(sheet.tables)) == (
        ["Namn", "Inga uppgifter"],
        0,
    )


def test_a_link_leads_to_the_sheet() -> None:
    cover = Sheet("Omslag", "T", "A", (Column("Blad"),), [(Link("Blad", "Blad"),)], "Omslag")

    content = workbook_bytes([cover, texts("a")], "Rapport", AT)
    cell = load_workbook(BytesIO(content))["Omslag"]["A5"]

    assert (cell.value, cell.hyperlink.location) == ("Blad", "'Blad'!A1")


def test_a_chart_is_native_and_told_in_words() -> None:
    with ZipFile(BytesIO(written(bars()))) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        chart = archive.read("xl/charts/chart1.xml").decode()

    assert 'descr="Antal. A 1; &quot;B&quot; 2 &amp; fler."' in drawing
    assert "'Blad'!$B$5:$B$6" in chart


def test_the_same_sheets_and_instant_are_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = Sheet("B2", "T", "A", (Column("X"),), [], "T2")
    first = written(bars(), empty)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)

    assert first == written(bars(), empty)


def test_the_file_carries_no_clock_but_the_reports() -> None:
    content = written(bars())
    with ZipFile(BytesIO(content)) as archive:
        core = archive.read("docProps/core.xml").decode()
        times = {entry.date_time for entry in archive.infolist()}

    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2025-01-20T09:30:00Z"}
    assert times == {(1980, 1, 1, 0, 0, 0)}
    assert ">sv-SE</dc:language>" in core


def test_a_text_longer_than_a_cell_is_refused_and_not_cut() -> None:
    written(texts("a" * 32_767))
    with pytest.raises(WorkbookLimitError):
        written(texts("a" * 32_768))


def test_more_rows_than_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "MAX_ROWS", 6)
    written(texts("a", "b"))
    with pytest.raises(WorkbookLimitError):
        written(texts("a", "b", "c"))


@pytest.mark.parametrize("text", ["\x00", "a\x0bb", "\ud800", "\ufffe"])
def test_what_xml_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(WorkbookLimitError):
        written(texts(text))
