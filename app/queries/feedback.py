"""Questions about the feedback that is kept for the municipalities, and what it rests on."""

from typing import Any

from sqlalchemy import Select, func, select

from app.models import AnnualReport, Municipality, MunicipalityFeedback, NationalReport


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


def locked_municipalities(codes: list[str]) -> Select[str]:
    """In one order, so that two who make feedback for the same wait for each other."""
    return (
        select(Municipality.code)
        .where(Municipality.code.in_(codes))
        .order_by(Municipality.code)
        .with_for_update(key_share=True)
    )


def feedback_rested_on(codes: list[str], year: int) -> Select[str, int, int]:
    """By municipality: the issue of the county's report, and the national number or 0."""
    return (
        select(
            MunicipalityFeedback.municipality_code,
            AnnualReport.issue,
            func.coalesce(NationalReport.number, 0),
        )
        .join(AnnualReport, AnnualReport.id == MunicipalityFeedback.annual_report_id)
        .outerjoin(NationalReport, NationalReport.id == MunicipalityFeedback.national_report_id)
        .where(MunicipalityFeedback.municipality_code.in_(codes), MunicipalityFeedback.year == year)
    )
