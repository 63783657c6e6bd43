"""Turns sheets of plain values into an Excel workbook; with drawing and styling all of Excel."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo

from workers.annual_report.drawing import drawn
from workers.annual_report.fitting import (
    HEADER_ROW,
    LINE,
    excel_text,
    height_of,
)
from workers.annual_report.sheet import Cell, Column, Link, Row, Sheet
from workers.annual_report.stable_zip import with_fixed_times
from workers.annual_report.styling import (
    DAY,
    HEADING,
    LINK,
    NOTE,
    NUMBER,
    QUOTED,
    SHARE,
    TEXT,
    TITLE,
    UPRIGHT,
    styles,
)

EMPTY = "Inga uppgifter"
A3, A4 = 8, 9
WIDEST_ON_A4 = 190
DEFAULT_ROW_CM = 0.53
UPRIGHT_HEIGHT = 90

FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def workbook_bytes(sheets: Sequence[Sheet], title: str, at: datetime) -> bytes:
    """The same sheets and instant give the same bytes."""
    book = Workbook(write_only=True)
    for style in styles():
        book.add_named_style(style)
    book.properties.title = title
    book.properties.language = "sv-SE"
    book.properties.creator = "Samverkan"
    book.properties.created = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    for sheet in sheets:
        _Writer(book, sheet, title).write()
    saved = BytesIO()
    book.save(saved)
    alts = [chart.alt for sheet in sheets for chart in sheet.charts]
    return with_fixed_times(saved, at, alts)


class _Writer:
    """One sheet, streamed row by row; all that frames it must be set before the first row."""

    def __init__(self, book: Workbook, sheet: Sheet, title: str) -> None:
        self.ws: Any = book.create_sheet(sheet.name)
        self.ws._values_to_row = _in_place
        self.sheet = sheet
        self.formats = [column.number_format for column in sheet.columns]
        # One cell per style, written over and over: a row is streamed, a cell lives until the next.
        self.cells = {name: self._made(name) for name in book.named_styles}
        self.widths = [column.width for column in sheet.columns]
        self.upright = any(column.upright for column in sheet.columns)
        self.footer = title

    def write(self) -> None:
        self._frame()
        self._print_setup()
        self.ws.append([self._text(self.sheet.title, TITLE)])
        self.ws.append([self._text(self.sheet.instruction, NOTE)])
        self.ws.append([])
        headings = tuple(column.heading for column in self.sheet.columns)
        self._append(HEADER_ROW, headings, (self._heading(one) for one in self.sheet.columns))
        last = HEADER_ROW
        for last, row in enumerate(self.sheet.rows, start=HEADER_ROW + 1):
            cells = (self._value(*pair) for pair in zip(row, self.formats, strict=True))
            self._append(last, row, cells)
        if last == HEADER_ROW:
            last += 1
            self.ws.append([self._text(EMPTY, TEXT)])
        else:
            self._table(last)
        self._charts(last)
        self.ws.close()

    def _append(self, place: int, row: Row, cells: Iterator[Any]) -> None:
        """With the height its longest text needs: not every reader works that out by itself."""
        height = (
            UPRIGHT_HEIGHT if place == HEADER_ROW and self.upright else height_of(row, self.widths)
        )
        if height > LINE:
            self.ws.row_dimensions[place].height = height
        self.ws.append(cells)
        self.ws.row_dimensions.pop(place, None)

    def _frame(self) -> None:
        self.ws.freeze_panes = f"B{HEADER_ROW + 1}"
        for place, column in enumerate(self.sheet.columns, start=1):
            dimension = self.ws.column_dimensions[get_column_letter(place)]
            dimension.width = column.width
            dimension.hidden = column.hidden

    def _print_setup(self) -> None:
        width = sum(column.width for column in self.sheet.columns if not column.hidden)
        self.ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.ws.page_setup.orientation = "landscape"
        self.ws.page_setup.paperSize = A4 if width <= WIDEST_ON_A4 else A3
        self.ws.page_setup.fitToWidth = 1
        self.ws.page_setup.fitToHeight = 0
        self.ws.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
        for side in ("left", "right", "top", "bottom"):
            setattr(self.ws.page_margins, side, 0.5)
        self.ws.oddFooter.left.text = self.footer
        self.ws.oddFooter.center.text = self.sheet.name
        self.ws.oddFooter.right.text = "Sida &P av &N"

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

    def _heading(self, column: Column) -> Any:
        return self._text(column.heading, UPRIGHT if column.upright else HEADING)

    def _value(self, value: Cell, number_format: str | None) -> Any:
        if isinstance(value, str):
            return self._text(value, QUOTED if value.startswith(FORMULA_STARTS) else TEXT)
        if isinstance(value, Link):
            return self._link(value)
        style = DAY if isinstance(value, date) else SHARE if number_format else NUMBER
        cell = self.cells[style]
        cell.value = value
        return cell

    def _text(self, text: str, style: str) -> Any:
        cell = self.cells[style]
        cell.value = excel_text(text)
        cell.data_type = "s"  # text that starts with "=" stays text, never a formula
        return cell

    def _link(self, link: Link) -> Any:
        cell = self._made(LINK)
        cell.value = excel_text(link.text)
        cell.row = cell.column = 1  # the row gives it its place
        cell.hyperlink = Hyperlink(ref="", location=f"'{link.sheet}'!A1", display=link.text)
        return cell

    def _made(self, style: str) -> Any:
        cell: Any = WriteOnlyCell(self.ws)
        cell.style = style
        cell.quotePrefix = style == QUOTED
        return cell


def _in_place(cells: Iterable[Any], row: int) -> Iterator[Any]:
    """Instead of openpyxl's own, which first tries, and fails, to take each cell for a value."""
    for column, cell in enumerate(cells, start=1):
        cell.row, cell.column = row, column
        if cell.hyperlink is not None:
            cell.hyperlink.ref = cell.coordinate
        yield cell
