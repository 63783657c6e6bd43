"""Rows of plain values as the XML of a worksheet, which openpyxl would write cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from workers.annual_report.fitting import excel_text
from workers.annual_report.sheet import Cell, Column, Link, Row
from workers.annual_report.styling import DAY, LINK, NUMBER, QUOTED, SHARE, TEXT

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# A line break of this kind would be read as another one, were it not written as a reference.
REFERENCES = {"\r": "&#13;"}
# Excel counts days from the last of 1899, and takes 1900 for a leap year.
BEFORE_FIRST = date(1899, 12, 30).toordinal()
LEAP = 60


class Cells:
    """The XML of a sheet's rows; `styles` are the numbers of the workbook's named styles."""

    def __init__(self, columns: Sequence[Column], styles: Mapping[str, int]) -> None:
        self.letters = [get_column_letter(place) for place in range(1, len(columns) + 1)]
        self.numbers = [styles[SHARE if one.number_format else NUMBER] for one in columns]
        self.text, self.quoted = styles[TEXT], styles[QUOTED]
        self.link, self.day = styles[LINK], styles[DAY]

    def row(self, place: int, row: Row, height: float | None) -> str:
        return framed(place, height, "".join(self._values(place, row)))

    def texts(self, place: int, texts: Sequence[tuple[str, int]], height: float | None) -> str:
        """Each with the number of its style."""
        cells = zip(self.letters, texts, strict=False)
        found = (text_cell(f"{letter}{place}", *text) for letter, text in cells)
        return framed(place, height, "".join(found))

    def _values(self, place: int, row: Row) -> Iterator[str]:
        for letter, value, number in zip(self.letters, row, self.numbers, strict=True):
            yield self._value(f"{letter}{place}", value, number)

    def _value(self, where: str, value: Cell, number: int) -> str:
        if isinstance(value, str):
            style = self.quoted if value.startswith(FORMULA_STARTS) else self.text
            return text_cell(where, value, style)
        if value is None:
            return f'<c r="{where}" s="{number}"/>'
        if isinstance(value, Link):
            return text_cell(where, value.text, self.link)
        if isinstance(value, date):
            return f'<c r="{where}" s="{self.day}"><v>{serial(value)}</v></c>'
        return f'<c r="{where}" s="{number}"><v>{value}</v></c>'


def framed(place: int, height: float | None, cells: str) -> str:
    stated = "" if height is None else f' ht="{height:g}" customHeight="1"'
    return f'<row r="{place}"{stated}>{cells}</row>'


def text_cell(where: str, text: str, style: int) -> str:
    """Always text, whatever it looks like: a formula would be another element."""
    kept = escape(excel_text(text), REFERENCES)
    return (
        f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'
    )


def serial(day: date) -> int:
    number = day.toordinal() - BEFORE_FIRST
    return number if number > LEAP else number - 1
