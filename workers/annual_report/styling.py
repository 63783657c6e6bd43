"""The workbook's named styles, made once."""

from typing import Any

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

TITLE, NOTE, HEADING, UPRIGHT = "Rubrik blad", "Anvisning", "Kolumnrubrik", "Kolumnrubrik stående"
TEXT, QUOTED, LINK, DAY, NUMBER, SHARE = "Text", "Text ordagrann", "Länk", "Datum", "Tal", "Andel"
BACK = "Länk tillbaka"


def styles() -> list[NamedStyle]:
    line = Border(bottom=Side("thin", color="BFBFBF"))
    wrapped = Alignment(vertical="top", wrap_text=True)
    left = Alignment(vertical="top", horizontal="left")
    centred = Alignment(vertical="top", horizontal="center")
    upright = Alignment(vertical="bottom", text_rotation=90, horizontal="center")
    heading = Alignment(vertical="center", wrap_text=True)
    white, blue = _font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F3864")
    link = _font(underline="single", color="0563C1")
    return [
        NamedStyle(TITLE, font=_font(bold=True, size=16, color="1F3864")),
        NamedStyle(NOTE, font=_font(italic=True, color="404040")),
        NamedStyle(HEADING, font=white, fill=blue, alignment=heading),
        NamedStyle(UPRIGHT, font=white, fill=blue, alignment=upright),
        NamedStyle(TEXT, font=_font(), alignment=wrapped, border=line),
        NamedStyle(QUOTED, font=_font(), alignment=wrapped, border=line),
        NamedStyle(LINK, font=link, alignment=wrapped, border=line),
        NamedStyle(BACK, font=link),
        NamedStyle(DAY, font=_font(), alignment=left, border=line, number_format="yyyy-mm-dd"),
        NamedStyle(NUMBER, font=_font(), alignment=centred, border=line, number_format="0"),
        NamedStyle(SHARE, font=_font(), alignment=centred, border=line, number_format="0 %"),
    ]


def _font(**look: Any) -> Font:
    return Font(**{"name": "Calibri", "size": 11, **look})
