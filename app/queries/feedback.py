"""Questions about the feedback that is kept for the municipalities."""

from typing import Any

from sqlalchemy import Select, select

from app.models import MunicipalityFeedback


def feedback_kept(municipality_code: str, year: int | None) -> Select[dict[str, Any], bytes, int]:
    """What it says, the workbook and its year: of the latest where none is asked for."""
    kept = select(
        MunicipalityFeedback.data, MunicipalityFeedback.workbook, MunicipalityFeedback.year
    ).where(MunicipalityFeedback.municipality_code == municipality_code)
    if year is not None:
        kept = kept.where(MunicipalityFeedback.year == year)
    return kept.order_by(MunicipalityFeedback.year.desc()).limit(1)


def feedback_of_year(municipality_codes: list[str], year: int) -> Select[str, dict[str, Any]]:
    return select(MunicipalityFeedback.municipality_code, MunicipalityFeedback.data).where(
        MunicipalityFeedback.municipality_code.in_(municipality_codes),
        MunicipalityFeedback.year == year,
    )
