"""Data quality of a municipality or a county, reckoned from the records."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.completeness.faults import Fault, Reckoning
from app.completeness.reading import faults_in
from app.models import County, Municipality
from app.queries.completeness import Place
from app.queries.visibility import caller_in
from app.schemas.data_quality import (
    Completeness,
    CompletenessOfKind,
    CompletenessOnDay,
    CountyDataQuality,
    DataQualityFilters,
    FaultCounts,
    FaultRead,
    MunicipalityDataQuality,
)
from app.schemas.evidence import evidence_read
from app.schemas.pages import Meta
from app.services.places import admitted_to
from app.words import FAULT, RECORD_KIND


def of_municipality(
    session: Session, code: str, filters: DataQualityFilters, base: str
) -> MunicipalityDataQuality:
    """`base` is the contract's root as the caller knows it."""
    place = admitted_to(session, Municipality, code)
    found = _data_quality(session, Place(municipality_code=code), filters, base)
    return MunicipalityDataQuality(code=code, name=place.name, **found)


def of_county(
    session: Session, code: str, filters: DataQualityFilters, base: str
) -> CountyDataQuality:
    place = admitted_to(session, County, code)
    found = _data_quality(session, Place(county_code=code), filters, base)
    return CountyDataQuality(code=code, name=place.name, **found)


def _data_quality(
    session: Session, place: Place, filters: DataQualityFilters, base: str
) -> dict[str, Any]:
    caller = caller_in(session)
    found = faults_in(session, place, filters.day(), caller)
    earlier = {
        day: faults_in(session, place, day, caller)
        for day in quarter_ends(filters.day(), filters.quarters)
    }
    wanted = [one for one in found.faults if filters.kind in (None, one.kind)]
    first = (filters.page - 1) * filters.limit
    shown = wanted[first : first + filters.limit] if filters.page else []
    counts = Counter(one.kind.value for one in found.faults)
    return {
        "as_of": filters.day(),
        "completeness": Completeness(**_share(found)),
        "record_kinds": [
            CompletenessOfKind(
                record_kind=of, record_kind_in_words=RECORD_KIND[of], **_share(found, of)
            )
            for of in RECORD_KIND
            if found.asked[of]
        ],
        "earlier_quarters": [
            CompletenessOnDay(as_of=day, **_share(one)) for day, one in earlier.items()
        ],
        "faults_by_kind": FaultCounts(**{kind: counts[kind] for kind in FAULT}),
        "meta": Meta.model_validate(
            {
                "totalRecords": len(wanted),
                "page": filters.page,
                "limit": filters.limit,
                "count": len(shown),
            }
        ),
        "faults": [_fault(one, base) for one in shown],
    }


def quarter_ends(day: date, count: int) -> list[date]:
    """The last of them on the day or before it, the oldest first."""
    months = day.year * 12 + day.month - 1
    begun = months - months % 3  # the first month of the day's quarter
    following = [begun + 3 * steps for steps in range(1 - count, 2)]
    ends = [date(one // 12, one % 12 + 1, 1) - timedelta(days=1) for one in following]
    return [one for one in ends if one <= day][-count:] if count else []


def _share(found: Reckoning, *of: str) -> dict[str, Any]:
    kinds = of or tuple(found.asked)
    n, whole = (sum(counted[one] for one in kinds) for counted in (found.known, found.asked))
    return {"n": n, "whole": whole, "share": round(n / whole, 4) if whole else None}


def _fault(one: Fault, base: str) -> FaultRead:
    return FaultRead(
        id=one.id,
        edition=one.edition,
        kind=one.kind.value,
        kind_in_words=FAULT[one.kind],
        record_kind=one.of,
        record_kind_in_words=RECORD_KIND[one.of],
        what=one.what,
        field=one.field,
        remedy=one.remedy,
        record=None if one.record is None else evidence_read(one.record, base),
        collection=f"{base}/{one.collection}",
        municipality_codes=list(one.homes),
    )
