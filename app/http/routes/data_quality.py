"""Data quality over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import reckoned_page
from app.http.asking import AskDep
from app.http.dependencies import CountyInPath, MunicipalityInPath, ReadDep
from app.http.routing import Router
from app.schemas.data_quality import (
    CountyDataQualityRead,
    DataQualityFilters,
    MunicipalityDataQualityRead,
)
from app.services import data_quality

router = Router(tags=["data-quality"])

FiltersQuery = Annotated[DataQualityFilters, Query()]


@router.get(
    "/municipalities/{municipalityCode}/data-quality", response_model=MunicipalityDataQualityRead
)
def assess_municipality_data_quality(
    municipality_code: MunicipalityInPath, filters: FiltersQuery, ask: AskDep, read: ReadDep
) -> Response:
    """Datakvaliteten i en kommun. / The data quality of a municipality.

    Vad som saknas, säger emot sig eller är för gammalt, var och en med posten och fältet att
    rätta, och hur stor andel av uppgifterna som är kända. En tidigare dag visas som posterna i dag
    beskriver den. Ges till kommunen själv och länsstyrelsen i dess län.

    What is missing, contradictory or stale, each with the record and the field to mend, and the
    share of facts that are known. A past day is shown as the records describe it today. Given to
    the municipality itself and its county administrative board.
    """
    with read() as session:
        found = data_quality.of_municipality(session, municipality_code, filters, ask.base)
        text = found.model_dump_json(by_alias=True)
        return reckoned_page(ask, text, found.meta.total_records, filters)


@router.get("/counties/{countyCode}/data-quality", response_model=CountyDataQualityRead)
def assess_county_data_quality(
    county_code: CountyInPath, filters: FiltersQuery, ask: AskDep, read: ReadDep
) -> Response:
    """Datakvaliteten i ett län. / The data quality of a county.

    Som för en kommun, för länets alla kommuner och det som är länets eget; samma brister som
    arbetsbokens blad Datakvalitet visar den 31 december. Ges till länets länsstyrelse.

    As for a municipality, of all those in the county and of what is the county's own; the same
    faults as the workbook's sheet shows on 31 December. Given to the county administrative board.
    """
    with read() as session:
        found = data_quality.of_county(session, county_code, filters, ask.base)
        text = found.model_dump_json(by_alias=True)
        return reckoned_page(ask, text, found.meta.total_records, filters)
