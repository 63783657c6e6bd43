"""The sheets of the national report in order; the cover goes first and is made last."""

from collections.abc import Callable

from workers.annual_report.sheet import Sheet
from workers.national_report.scope import NationalScope
from workers.national_report.sheets.agreements import agreements_sheet
from workers.national_report.sheets.areas import areas_sheet
from workers.national_report.sheets.counties import counties_sheet
from workers.national_report.sheets.definitions import definitions_sheet
from workers.national_report.sheets.indicators import indicators_sheet
from workers.national_report.sheets.methods import methods_sheet
from workers.national_report.sheets.municipalities import municipalities_sheet
from workers.national_report.sheets.narrative import narrative_sheet
from workers.national_report.sheets.summary import summary_sheet

SHEETS: tuple[tuple[str, Callable[[NationalScope], Sheet]], ...] = (
    ("Sammanfattning", summary_sheet),
    ("Län", counties_sheet),
    ("Indikatorer per län", indicators_sheet),
    ("Kommuner", municipalities_sheet),
    ("Överenskommelser", agreements_sheet),
    ("Metoder", methods_sheet),
    ("Områden per kategori", areas_sheet),
    ("Redovisning", narrative_sheet),
    ("Definitioner", definitions_sheet),
)
