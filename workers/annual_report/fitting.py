"""What fits in Excel: limits that are refused rather than cut, escapes, and heights of rows."""

import re
from collections.abc import Sequence

from app.errors import RuleViolationError
from workers.annual_report.sheet import Row

MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
HEADER_ROW = 4
LINE, TALLEST = 15, 405
# Of running text, wrapped at words; a width is that of a figure.
CHARACTERS_PER_WIDTH = 1.1

# What XML or Excel cannot hold; input refuses it, so meeting it here is a fault, not a value.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel would read _x0041_ as the letter A: its own escape keeps the text as it is.
LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class WorkbookLimitError(RuleViolationError):
    """Excel cannot hold what the report says; nothing is cut to make it fit."""


def excel_text(text: str) -> str:
    return LOOKS_ESCAPED.sub("_x005F_", text)


def refuse_what_excel_cannot_hold(name: str, place: int, row: Row) -> None:
    """Before the first row is written: half a workbook leaves open files behind.

    `place` counts the rows of the sheet from 1.
    """
    if place > MAX_ROWS - HEADER_ROW:
        raise WorkbookLimitError(f"Bladet {name} har fler rader än Excel rymmer.")
    for text in row:
        if isinstance(text, str):
            _refuse_text(f"Blad {name}, rad {place}", text)


def _refuse_text(where: str, text: str) -> None:
    if len(excel_text(text)) > MAX_TEXT:
        raise WorkbookLimitError(
            f"{where}: en text är längre än de 32 767 tecken som en cell rymmer."
        )
    if UNWRITABLE.search(text):
        raise WorkbookLimitError(f"{where}: en text har tecken som Excel inte kan lagra.")


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
