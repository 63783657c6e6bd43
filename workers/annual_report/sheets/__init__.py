"""The sheets of the report in order; the cover goes first and is made last, of the others."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import Sheet
from workers.annual_report.sheets.agreements import agreements_sheet
from workers.annual_report.sheets.citizen_promises import citizen_promises_sheet
from workers.annual_report.sheets.coordination import coordination_sheet
from workers.annual_report.sheets.data_quality import data_quality_sheet
from workers.annual_report.sheets.definitions import definitions_sheet
from workers.annual_report.sheets.follow_ups import follow_ups_sheet
from workers.annual_report.sheets.methods import methods_sheet
from workers.annual_report.sheets.municipalities import municipalities_sheet
from workers.annual_report.sheets.pictures_and_plans import pictures_and_plans_sheet
from workers.annual_report.sheets.prioritised_areas import prioritised_areas_sheet
from workers.annual_report.sheets.reviews import reviews_sheet
from workers.annual_report.sheets.summary import summary_sheet
from workers.annual_report.sheets.support_needs import support_needs_sheet

SHEETS: tuple[tuple[str, Callable[[Session, ReportScope], Sheet]], ...] = (
    ("Sammanfattning", summary_sheet),
    ("Kommuner", municipalities_sheet),
    ("Överenskommelser", agreements_sheet),
    ("Prioriterade områden", prioritised_areas_sheet),
    ("Metoder", methods_sheet),
    ("Medborgarlöften", citizen_promises_sheet),
    ("Lägesbilder och åtgärdsplaner", pictures_and_plans_sheet),
    ("Uppföljningar", follow_ups_sheet),
    ("Regional samordning", coordination_sheet),
    ("Stödbehov", support_needs_sheet),
    ("Granskning", reviews_sheet),
    ("Datakvalitet", data_quality_sheet),
    ("Definitioner", definitions_sheet),
)
