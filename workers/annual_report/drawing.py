"""Native Excel charts from plain chart data."""

from math import ceil
from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.label import DataLabelList
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties

from workers.annual_report.sheet import Chart, ChartKind

WIDTH_CM = 34
# Told apart by pattern as well as by colour.
PATTERNS = ("solid", "wdUpDiag", "dkHorz", "pct20")
COLOURS = ("1F3864", "2E75B6", "C55A11", "7F7F7F")


def drawn(chart: Chart, ws: Any, header_row: int) -> BarChart:
    """Lying bars, the first row uppermost."""
    first, last = header_row + 1 + chart.first, header_row + 1 + chart.last
    picture = BarChart()
    picture.type = "bar"
    picture.title = chart.title
    picture.width = WIDTH_CM
    picture.height = min(17, max(7, ceil(2.5 + 0.62 * (last - first + 1))))
    picture.gapWidth = 40
    for place, (column, legend) in enumerate(chart.values):
        values = Reference(ws, min_col=column + 1, min_row=first, max_row=last)
        series = Series(values, title=legend)
        _paint(series, place)
        picture.series.append(series)
    picture.set_categories(Reference(ws, min_col=chart.categories + 1, min_row=first, max_row=last))
    _axes(picture)
    if chart.kind == ChartKind.STACKED_BARS:
        picture.grouping, picture.overlap = "stacked", 100
        picture.legend.position = "b"
    else:
        picture.legend = None
        picture.dataLabels = _values_only()
    return picture


def _values_only() -> DataLabelList:
    return DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )


def _axes(picture: BarChart) -> None:
    picture.x_axis.scaling.orientation = "maxMin"
    picture.y_axis.crosses = "max"
    picture.x_axis.delete = picture.y_axis.delete = False
    picture.y_axis.number_format, picture.y_axis.majorUnit = "0", None
    picture.y_axis.scaling.min = 0


def _paint(series: Any, place: int) -> None:
    look = series.graphicalProperties
    look.line.solidFill = COLOURS[place]
    if PATTERNS[place] == "solid":
        look.solidFill = COLOURS[place]
        return
    pattern: Any = PATTERNS[place]
    look.pattFill = PatternFillProperties(pattern, _colour(COLOURS[place]), _colour("FFFFFF"))


def _colour(code: Any) -> ColorChoice:
    return ColorChoice(srgbClr=code)
