"""Turns sheets of plain values into an Excel workbook; with its neighbours all of Excel."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo

from workers.annual_report.cells import Cells
from workers.annual_report.drawing import LANGUAGE, drawn, height_cm
from workers.annual_report.fitting import (
    HEADER_ROW,
    LINE,
    TALLEST,
    excel_text,
    height_of,
    refuse_footer_excel_cannot_hold,
    refuse_one_link_too_many,
    refuse_sheets_excel_cannot_hold,
    refuse_what_excel_cannot_hold,
)
from workers.annual_report.sheet import Link, Row, Sheet
from workers.annual_report.streaming import Content, saved
from workers.annual_report.styling import (
    BACK,
    HEADING,
    NOTE,
    QUOTED,
    TEXT,
    TITLE,
    UPRIGHT,
    styles,
)

SUBJECT = "Brottsförebyggande samverkan"
CATEGORY = "Redovisning"
KEYWORDS = "brottsförebyggande arbete, samverkan, lag (2023:196)"
EMPTY = "Inga uppgifter"
PAGES = "Sida &P av &N"
TO_COVER = "Till försättsbladet"
A3, A4 = 8, 9
WIDEST_ON_A4 = 190
MARGIN, FOOT_MARGIN, FOOTER = 0.5, 0.75, 0.3  # inches
# A column's width is in figures of the standard font, seven pixels each, with five around.
CM_PER_WIDTH, CM_AROUND, ROW_CM = 7 * 2.54 / 96, 5 * 2.54 / 96, 0.529
NARROWEST_CHART_CM, WIDEST_CHART_CM = 24, 60
SHEET_FORM = 190 / 277  # height to width of what is printed on a lying page
TITLE_HEIGHT, UPRIGHT_HEIGHT, UPRIGHT_LETTER = 24, 90, 6.5


def workbook_bytes(sheets: Sequence[Sheet], title: str, at: datetime) -> bytes:
    """The same sheets and instant give the same bytes; the first sheet is the cover."""
    refuse_sheets_excel_cannot_hold(sheets)
    book = _book(title, at)
    cover = sheets[0].name
    pages = [book.create_sheet(sheet.name) for sheet in sheets]
    numbers = _style_numbers(pages[0])
    contents = {}
    for ws, sheet in zip(pages, sheets, strict=True):
        back = None if sheet.name == cover else Link(TO_COVER, cover)
        writer = _Writer(ws, sheet, numbers, back)
        writer.frame(title)
        contents[sheet.name] = Content(writer.rows, tuple(one.alt for one in sheet.charts))
    return saved(book, contents)


def _book(title: str, at: datetime) -> Workbook:
    book = Workbook(write_only=True)
    for style in styles():
        book.add_named_style(style)
    about = book.properties
    about.title, about.language, about.creator = title, LANGUAGE, "Samverkan"
    about.subject, about.category, about.keywords = SUBJECT, CATEGORY, KEYWORDS
    about.created = about.modified = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return book


def _style_numbers(ws: Any) -> dict[str, int]:
    """What a cell says for each named style, on any sheet of the workbook."""
    numbers = {}
    for name in ws.parent.named_styles:
        cell: Any = WriteOnlyCell(ws)
        cell.style = name
        cell.quotePrefix = name == QUOTED
        numbers[name] = cell.style_id
    return numbers


class _Writer:
    """One sheet: first what frames it, then its rows as they are asked for."""

    def __init__(self, ws: Any, sheet: Sheet, numbers: dict[str, int], back: Link | None) -> None:
        self.ws, self.sheet, self.numbers, self.back = ws, sheet, numbers, back
        self.cells = Cells(sheet.columns, numbers)
        self.widths = [column.width for column in sheet.columns]

    def frame(self, title: str) -> None:
        self.ws.sheet_view.tabSelected = self.back is None
        self.ws.freeze_panes = f"B{HEADER_ROW + 1}"
        for place, column in enumerate(self.sheet.columns, start=1):
            dimension = self.ws.column_dimensions[get_column_letter(place)]
            dimension.width = column.width
            dimension.hidden = column.hidden
        self._print_setup(title)

    def _print_setup(self, title: str) -> None:
        width = sum(column.width for column in self.sheet.columns if not column.hidden)
        self.ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.ws.page_setup.orientation = "landscape"
        self.ws.page_setup.paperSize = A4 if width <= WIDEST_ON_A4 else A3
        self.ws.page_setup.fitToWidth = 1
        self.ws.page_setup.fitToHeight = 0
        self.ws.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
        margins = self.ws.page_margins
        margins.left = margins.right = margins.top = MARGIN
        margins.bottom, margins.footer = FOOT_MARGIN, FOOTER
        parts = (_in_footer(title), _in_footer(self.sheet.name), PAGES)
        footer = self.ws.oddFooter
        footer.left.text, footer.center.text, footer.right.text = parts
        refuse_footer_excel_cannot_hold(self.sheet.name, str(footer))

    def rows(self) -> Iterator[str]:
        yield from self._top()
        last = HEADER_ROW
        for last, row in enumerate(self.sheet.rows, start=HEADER_ROW + 1):
            yield self._row(last, row)
        if last == HEADER_ROW:
            last += 1
            yield self._line(last, EMPTY, TEXT)
        else:
            self._table(last)
        self._charts(last)

    def _top(self) -> Iterator[str]:
        yield self._line(1, self.sheet.title, TITLE, TITLE_HEIGHT)
        yield self._line(2, self.sheet.instruction, NOTE)
        if self.back:
            self._link("A3", self.back)
            yield self._line(3, self.back.text, BACK)
        headings = [
            (one.heading, self.numbers[UPRIGHT if one.upright else HEADING])
            for one in self.sheet.columns
        ]
        yield self.cells.texts(HEADER_ROW, headings, self._heading_height())

    def _heading_height(self) -> float | None:
        upright = [len(one.heading) for one in self.sheet.columns if one.upright]
        if upright:
            return min(TALLEST, max(UPRIGHT_HEIGHT, max(upright) * UPRIGHT_LETTER))
        return self._height(tuple(column.heading for column in self.sheet.columns))

    def _line(self, place: int, text: str, style: str, height: float | None = None) -> str:
        return self.cells.texts(place, [(text, self.numbers[style])], height)

    def _row(self, place: int, row: Row) -> str:
        refuse_what_excel_cannot_hold(self.sheet.name, place - HEADER_ROW, row)
        for column, value in enumerate(row, start=1):
            if isinstance(value, Link):
                self._link(f"{get_column_letter(column)}{place}", value)
        return self.cells.row(place, row, self._height(row))

    def _height(self, row: Row) -> float | None:
        """What its longest text needs: not every reader works that out by itself."""
        height = height_of(row, self.widths)
        return height if height > LINE else None

    def _link(self, where: str, link: Link) -> None:
        sheet = link.sheet.replace("'", "''")
        target = f"'{sheet}'!A1"
        self.ws._hyperlinks.append(Hyperlink(ref=where, location=target, display=link.text))
        refuse_one_link_too_many(self.sheet.name, len(self.ws._hyperlinks))

    def _table(self, last_row: int) -> None:
        """Its own filter is the only one; write-only sheets want the headings by hand."""
        last = f"{get_column_letter(len(self.sheet.columns))}{last_row}"
        table: Any = Table(displayName=self.sheet.table_name, ref=f"A{HEADER_ROW}:{last}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        table._initialise_columns()
        for column, known in zip(table.tableColumns, self.sheet.columns, strict=True):
            column.name = excel_text(known.heading)
        self.ws.tables.add(table)  # add_table would warn, headings by hand or not

    def _charts(self, last_row: int) -> None:
        """As wide as the list, on pages of their own, as many on each as there is room for."""
        row, room = last_row, 0.0
        width = self._chart_width_cm()
        for chart in self.sheet.charts:
            height = height_cm(chart) + 2 * ROW_CM
            if height > room:
                self.ws.row_breaks.append(Break(id=row))
                room = width * SHEET_FORM - 2 * ROW_CM
            self.ws.add_chart(drawn(chart, self.ws, HEADER_ROW, width), f"A{row + 2}")
            row += ceil(height / ROW_CM)
            room -= height

    def _chart_width_cm(self) -> float:
        shown = [one.width for one in self.sheet.columns if not one.hidden]
        width = sum(shown) * CM_PER_WIDTH + len(shown) * CM_AROUND
        return min(WIDEST_CHART_CM, max(NARROWEST_CHART_CM, width))


def _in_footer(text: str) -> str:
    """There an ampersand begins a code."""
    return text.replace("&", "&&")
