"""The workbook read back: text stays text, tables and charts are native, nothing is cut."""

import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.workers.annual_report.sheets_of import AT, made, read, texts, written
from workers.annual_report.sheet import SHARE, Chart, ChartKind, Column, Link, Sheet
from workers.annual_report.workbook import workbook_bytes


def bars() -> Sheet:
    chart = Chart(ChartKind.BARS, "Antal", 0, ((1, "Antal"),), 0, 1, 'Antal. A 1; "B" 2 & fler.')
    return made([("A", 1), ("B", 2)], Column("Namn"), Column("Antal"), charts=(chart,))


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
    empty = Sheet("Tomt", "T", "A", (Column("X"),), [], "Tom")
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
