"""What fits in Excel: limits that are refused rather than cut, escapes, and heights of rows."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from math import isfinite

from app.errors import RuleViolationError
from workers.annual_report.sheet import Cell, Link, Row, Sheet

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
MAX_TEXT = 32_767  # counted as UTF-16: an emoji is two
MAX_WHOLE = 10**15 - 1  # a number has fifteen digits
MAX_LINKS = 65_530
MAX_SHEET_NAME, MAX_NAME, MAX_HEADING, MAX_FOOTER = 31, 255, 255, 255
FIRST_DAY = date(1900, 1, 1)
HEADER_ROW = 4
LINE, TALLEST = 15, 405
# Of running text, wrapped at words; a width is that of a figure.
CHARACTERS_PER_WIDTH = 1.1

# What XML or Excel cannot hold; input refuses it, so meeting it here is a fault, not a value.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel would read _x0041_ as the letter A: its own escape keeps the text as it is.
LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# However many of its characters are two, or are escaped.
SURELY_SHORT = MAX_TEXT // 2


SHEET_NAME = re.compile(r"(?!')[^\x00-\x1f\[\]:*?/\\]+(?<!')")
# A name of a table is none of a cell, as A1 or R1C1.
TABLE_NAME = re.compile(r"(?![A-Za-z]{1,3}[0-9]+$)(?![RrCc][0-9]*(C[0-9]*)?$)[^\W\d][\w.]*")
RESERVED = {"history"}


class WorkbookLimitError(RuleViolationError):
    """Excel cannot hold what the report says; nothing is cut to make it fit."""


def excel_text(text: str) -> str:
    return LOOKS_ESCAPED.sub("_x005F_", text)


def refuse_sheets_excel_cannot_hold(sheets: Sequence[Sheet]) -> None:
    """What frames the rows; names differ by more than capitals."""
    names, tables = _folded(one.name for one in sheets), _folded(one.table_name for one in sheets)
    for sheet in sheets:
        _refuse_sheet_name(sheet.name, names)
        _refuse_table_name(sheet, tables)
        _refuse_columns(sheet)
        for text in (sheet.title, sheet.instruction):
            _refuse_text(f"Bladet {sheet.name}, ovanför tabellen", text)


def _folded(texts: Iterable[str]) -> Counter[str]:
    return Counter(text.casefold() for text in texts)


def _refuse_sheet_name(name: str, names: Counter[str]) -> None:
    fits = SHEET_NAME.fullmatch(name) and utf_16_length(name) <= MAX_SHEET_NAME
    if not fits or name.casefold() in RESERVED:
        raise WorkbookLimitError(
            f"Bladet ”{name}” kan inte heta så i Excel: högst {MAX_SHEET_NAME} tecken, "
            "inga av tecknen []:*?/\\, ingen apostrof först eller sist och inte History."
        )
    if names[name.casefold()] > 1:
        raise WorkbookLimitError(f"Två blad heter {name}; Excel skiljer inte på stora och små.")


def _refuse_table_name(sheet: Sheet, tables: Counter[str]) -> None:
    name = sheet.table_name
    if not TABLE_NAME.fullmatch(name) or len(name) > MAX_NAME or tables[name.casefold()] > 1:
        raise WorkbookLimitError(
            f"Bladet {sheet.name}: tabellen kan inte heta ”{name}” i Excel. Namnet ska vara eget "
            f"för tabellen, börja med en bokstav och ha högst {MAX_NAME} bokstäver och siffror."
        )


def _refuse_columns(sheet: Sheet) -> None:
    if len(sheet.columns) > MAX_COLUMNS:
        raise WorkbookLimitError(
            f"Bladet {sheet.name} har fler kolumner än de {MAX_COLUMNS} som Excel rymmer."
        )
    headings = _folded(column.heading for column in sheet.columns)
    for column in sheet.columns:
        heading, where = column.heading, f"Bladet {sheet.name}, rubriken ”{column.heading}”"
        if not heading or utf_16_length(heading) > MAX_HEADING or UNWRITABLE.search(heading):
            raise WorkbookLimitError(f"{where}: en rubrik i Excel har 1-{MAX_HEADING} tecken.")
        if headings[heading.casefold()] > 1:
            raise WorkbookLimitError(f"{where} finns två gånger; i Excel är var rubrik en egen.")


def refuse_footer_excel_cannot_hold(name: str, footer: str) -> None:
    if utf_16_length(footer) > MAX_FOOTER:
        raise WorkbookLimitError(
            f"Bladet {name}: sidfoten är längre än de {MAX_FOOTER} tecken som Excel rymmer."
        )


def refuse_one_link_too_many(name: str, count: int) -> None:
    if count > MAX_LINKS:
        raise WorkbookLimitError(
            f"Bladet {name} har fler länkar än de {MAX_LINKS} som Excel rymmer."
        )


def refuse_what_excel_cannot_hold(name: str, place: int, row: Row) -> None:
    """`place` counts the rows of the sheet from 1."""
    if place > MAX_ROWS - HEADER_ROW:
        raise WorkbookLimitError(f"Bladet {name} har fler rader än Excel rymmer.")
    for cell in row:
        if isinstance(cell, str):
            if len(cell) > SURELY_SHORT or UNWRITABLE.search(cell):
                _refuse_text(f"Bladet {name}, rad {place}", cell)
        elif cell is not None:
            _refuse_other(f"Bladet {name}, rad {place}", cell)


def _refuse_text(where: str, text: str) -> None:
    if UNWRITABLE.search(text):
        raise WorkbookLimitError(f"{where}: en text har tecken som Excel inte kan lagra.")
    if utf_16_length(excel_text(text)) > MAX_TEXT:
        raise WorkbookLimitError(
            f"{where}: en text är längre än de 32 767 tecken som en cell rymmer."
        )


def _refuse_other(where: str, cell: Cell) -> None:
    if isinstance(cell, Link):
        _refuse_text(where, cell.text)
    elif isinstance(cell, date):
        if cell < FIRST_DAY:
            raise WorkbookLimitError(f"{where}: Excel har inga dagar före {FIRST_DAY}.")
    elif not isinstance(cell, str | None) and (not isfinite(cell) or _is_too_long(cell)):
        raise WorkbookLimitError(f"{where}: ett tal är större än de femton siffror Excel rymmer.")


def _is_too_long(number: object) -> bool:
    return isinstance(number, int) and abs(number) > MAX_WHOLE


def utf_16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def height_of(row: Row, widths: Sequence[float]) -> float:
    """Points; a hidden column's texts are short enough not to count."""
    lines = 1
    for value, width in zip(row, widths, strict=True):
        if (
            isinstance(value, str)
            and width
            and (len(value) > width * CHARACTERS_PER_WIDTH or "\n" in value)
        ):
            lines = max(lines, sum(_lines(part, width) for part in value.split("\n")))
    return min(lines * LINE, TALLEST)


def _lines(text: str, width: float) -> int:
    """Broken between words, as the reader's program does it; a long word is broken inside."""
    room = max(1, int(width * CHARACTERS_PER_WIDTH))
    lines, start = 1, 0
    while len(text) - start > room:
        space = text.rfind(" ", start, start + room + 1)
        start = space + 1 if space > start else start + room
        lines += 1
    return lines
