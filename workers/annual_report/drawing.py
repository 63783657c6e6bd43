"""Native Excel charts from plain chart data."""

from math import ceil
from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.title import title_maker
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties

from workers.annual_report.sheet import Chart, ChartKind

LANGUAGE = "sv-SE"
STANDING_CM, SHORTEST_CM, TALLEST_CM, EACH_CM, AROUND_CM = 9, 7, 17, 0.62, 2.5
TITLE_SIZE, TEXT_SIZE = 1400, 1000  # hundredths of a point
# Told apart by pattern and lightness as well as by colour; the last is an answer that is missing.
PATTERNS = ("solid", "wdUpDiag", "smCheck", "solid")
COLOURS = ("1F3864", "2E75B6", "C55A11", "F2F2F2")
OUTLINE, GRID = "404040", "D9D9D9"


def height_cm(chart: Chart) -> float:
    if chart.kind == ChartKind.COLUMNS:
        return STANDING_CM
    bars = chart.last - chart.first + 1
    return min(TALLEST_CM, max(SHORTEST_CM, ceil(AROUND_CM + EACH_CM * bars)))


def drawn(chart: Chart, ws: Any, header_row: int, width_cm: float) -> Any:
    """Lying bars with the first row uppermost, or standing ones from left to right."""
    first, last = header_row + 1 + chart.first, header_row + 1 + chart.last
    picture: Any = BarChart()
    picture.type = "col" if chart.kind == ChartKind.COLUMNS else "bar"
    picture.title = _title(chart.title)
    picture.width, picture.height = width_cm, height_cm(chart)
    picture.gapWidth = 40
    names = Reference(ws, min_col=chart.categories + 1, min_row=first, max_row=last)
    for place, (column, legend) in enumerate(chart.values):
        values = Reference(ws, min_col=column + 1, min_row=first, max_row=last)
        series = Series(values, title=legend)
        series.cat = AxDataSource(strRef=StrRef(f=str(names)))
        _paint(series, place)
        picture.series.append(series)
    _axes(picture, lying=picture.type == "bar")
    if chart.kind == ChartKind.STACKED_BARS:
        picture.grouping, picture.overlap = "stacked", 100
        picture.legend.position = "b"
        picture.legend.txPr = _look()
    else:
        picture.legend = None
        picture.dataLabels = _values_only()
    return picture


def _title(text: str) -> Any:
    title: Any = title_maker(text)
    look = CharacterProperties(lang=LANGUAGE, sz=TITLE_SIZE, b=True)
    for paragraph in title.tx.rich.p:
        paragraph.pPr = ParagraphProperties(defRPr=look)
        for run in paragraph.r:
            run.rPr = look
    title.overlay = False
    return title


def _look() -> RichText:
    look = CharacterProperties(lang=LANGUAGE, sz=TEXT_SIZE)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)
    return RichText(p=[paragraph])


def _values_only() -> DataLabelList:
    return DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )


def _axes(picture: Any, *, lying: bool) -> None:
    if lying:
        picture.x_axis.scaling.orientation = "maxMin"
        picture.y_axis.crosses = "max"
    picture.x_axis.delete = picture.y_axis.delete = False
    picture.x_axis.txPr, picture.y_axis.txPr = _look(), _look()
    picture.y_axis.number_format, picture.y_axis.majorUnit = "0", None
    picture.y_axis.scaling.min = 0
    picture.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GRID))


def _paint(series: Any, place: int) -> None:
    look = series.graphicalProperties
    look.line.solidFill = OUTLINE
    if PATTERNS[place] == "solid":
        look.solidFill = COLOURS[place]
        return
    pattern: Any = PATTERNS[place]
    look.pattFill = PatternFillProperties(pattern, _colour(COLOURS[place]), _colour("FFFFFF"))


def _colour(code: Any) -> ColorChoice:
    return ColorChoice(srgbClr=code)
