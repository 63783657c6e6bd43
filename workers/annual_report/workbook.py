"""Turns sheets of plain values into an Excel workbook; with its neighbours all of Excel."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo

from workers.annual_report.cells import Cells
from workers.annual_report.drawing import drawn
from workers.annual_report.fitting import (
    HEADER_ROW,
    LINE,
    height_of,
    refuse_what_excel_cannot_hold,
)
from workers.annual_report.sheet import Link, Row, Sheet
from workers.annual_report.streaming import Content, saved
from workers.annual_report.styling import (
    HEADING,
    LINK,
    NOTE,
    QUOTED,
    TEXT,
    TITLE,
    UPRIGHT,
    styles,
)

EMPTY = "Inga uppgifter"
BACK = "Till försättsbladet"
A3, A4 = 8, 9
WIDEST_ON_A4 = 190
DEFAULT_ROW_CM = 0.53
TITLE_HEIGHT, UPRIGHT_HEIGHT = 24, 90


def workbook_bytes(sheets: Sequence[Sheet], title: str, at: datetime) -> bytes:
    """The same sheets and instant give the same bytes; the first sheet is the cover."""
    book = _book(title, at)
    cover = sheets[0].name
    contents = {}
    for sheet in sheets:
        back = None if sheet.name == cover else Link(BACK, cover)
        writer = _Writer(book.create_sheet(sheet.name), sheet, back)
        writer.frame(title)
        contents[sheet.name] = Content(writer.rows, tuple(one.alt for one in sheet.charts))
    return saved(book, contents)


def _book(title: str, at: datetime) -> Workbook:
    book = Workbook(write_only=True)
    for style in styles():
        book.add_named_style(style)
    about = book.properties
    about.title, about.language, about.creator = title, "sv-SE", "Samverkan"
    about.created = about.modified = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return book


def _style_numbers(ws: Any) -> dict[str, int]:
    """What a cell says for each named style."""
    numbers = {}
    for name in ws.parent.named_styles:
        cell: Any = WriteOnlyCell(ws)
        cell.style = name
        cell.quotePrefix = name == QUOTED
        numbers[name] = cell.style_id
    return numbers


class _Writer:
    """One sheet: first what frames it, then its rows as they are asked for."""

    def __init__(self, ws: Any, sheet: Sheet, back: Link | None) -> None:
        self.ws, self.sheet, self.back = ws, sheet, back
        self.numbers = _style_numbers(ws)
        self.cells = Cells(sheet.columns, self.numbers)
        self.widths = [0 if column.upright else column.width for column in sheet.columns]

    def frame(self, title: str) -> None:
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
        for side in ("left", "right", "top", "bottom"):
            setattr(self.ws.page_margins, side, 0.5)
        self.ws.oddFooter.left.text = title
        self.ws.oddFooter.center.text = self.sheet.name
        self.ws.oddFooter.right.text = "Sida &P av &N"

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
            yield self._line(3, self.back.text, LINK)
        headings = [
            (one.heading, self.numbers[UPRIGHT if one.upright else HEADING])
            for one in self.sheet.columns
        ]
        yield self.cells.texts(HEADER_ROW, headings, self._heading_height())

    def _heading_height(self) -> float | None:
        if any(column.upright for column in self.sheet.columns):
            return UPRIGHT_HEIGHT
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
        target = f"'{link.sheet}'!A1"
        self.ws._hyperlinks.append(Hyperlink(ref=where, location=target, display=link.text))

    def _table(self, last_row: int) -> None:
        """Its own filter is the only one; write-only sheets want the headings by hand."""
        last = f"{get_column_letter(len(self.sheet.columns))}{last_row}"
        table: Any = Table(displayName=self.sheet.table_name, ref=f"A{HEADER_ROW}:{last}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        table._initialise_columns()
        for column, known in zip(table.tableColumns, self.sheet.columns, strict=True):
            column.name = known.heading
        self.ws.tables.add(table)  # add_table would warn, headings by hand or not

    def _charts(self, last_row: int) -> None:
        row = last_row + 2
        for chart in self.sheet.charts:
            picture = drawn(chart, self.ws, HEADER_ROW)
            self.ws.row_breaks.append(Break(id=row))
            self.ws.add_chart(picture, f"A{row + 2}")
            row += int(picture.height / DEFAULT_ROW_CM) + 5
