"""Redovisning: the coordinator's own answers to the questions of the form."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from workers.annual_report.sheet import Column, Row, Sheet

NAME, BEFORE = "Redovisning", "Datakvalitet"
COLUMNS = (Column("Id", 6), Column("Fråga", 46), Column("Del", 6), Column("Svar", 110))
UNANSWERED = "Frågan är inte besvarad."
MOST_LINES = 20
LONGEST = 1_500  # a row of a sheet is at most 27 lines high: a longer answer goes on in the next


def narrative_sheet(narrative: list[dict[str, Any]], year: int) -> Sheet:
    return Sheet(
        name=NAME,
        title=f"Redovisning {year}: länsstyrelsens egna svar",
        instruction="Svaren är skrivna av länsstyrelsen. Ett långt svar går vidare på nästa rad.",
        columns=COLUMNS,
        rows=[row for answer in narrative for row in _rows(answer)],
        table_name="Redovisning",
        key=(0, 2),
    )


def _rows(answer: dict[str, Any]) -> Iterator[Row]:
    parts = list(pieces(answer["text"] or UNANSWERED))
    for place, piece in enumerate(parts, start=1):
        yield (answer["question"], answer["wording"], place, piece)


def pieces(text: str) -> Iterator[str]:
    """What fits in a row each, parted between lines or else between words; nothing is left out."""
    piece = ""
    for part in _parts(text):
        if piece and (len(piece) + len(part) > LONGEST or piece.count("\n") >= MOST_LINES):
            yield piece
            piece = ""
        piece += part
    yield piece.removesuffix("\n")  # which ends the last line here, and not in the text


def _parts(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from wrap(
            f"{line}\n",
            LONGEST,
            break_on_hyphens=False,
            replace_whitespace=False,
            expand_tabs=False,
            drop_whitespace=False,
        )
