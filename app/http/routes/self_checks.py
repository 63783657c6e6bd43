"""The self-check against the law over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import reckoned
from app.http.asking import AskDep
from app.http.dependencies import CountyInPath, MunicipalityInPath, ReadDep
from app.http.routing import Router
from app.schemas.filters import AsOfAhead
from app.schemas.self_checks import CountySelfCheckRead, SelfCheckRead
from app.services import self_checks

router = Router(tags=["self-checks"])

AsOfQuery = Annotated[AsOfAhead, Query()]


@router.get("/municipalities/{municipalityCode}/self-check", response_model=SelfCheckRead)
def assess_municipality_self_check(
    municipality_code: MunicipalityInPath, at: AsOfQuery, ask: AskDep, read: ReadDep
) -> Response:
    """Visa en kommuns självskattning mot lagen. / Check a municipality against the law.

    Ett svar på varje krav i lag (2023:196), med posterna som det vilar på, paragrafen och hur
    länge det håller. En självskattning, aldrig ett beslut; det som registret inte vet är inte ett
    nej. Före lagens dag blir svaret notApplicable.

    An answer to each requirement of the law, with the paragraph, the records that it rests on and
    how long it holds. A self-check, never a decision; what the register does not know is not a no.
    Before the day of the law the answer is notApplicable.
    """
    with read() as session:
        found = self_checks.of_municipality(session, municipality_code, at.day(), ask.base)
        return reckoned(ask, found.model_dump_json(by_alias=True))


@router.get("/counties/{countyCode}/self-check", response_model=CountySelfCheckRead)
def assess_county_self_check(
    county_code: CountyInPath, at: AsOfQuery, ask: AskDep, read: ReadDep
) -> Response:
    """Visa självskattningen för länets kommuner. / Check a county's municipalities.

    Krav för krav: hur många kommuner av hur många, med de andra namngivna, och varje kommuns svar
    med underlag.

    Requirement by requirement: how many municipalities of how many, with the others named, and the
    answers of each municipality with their evidence.
    """
    with read() as session:
        found = self_checks.of_county(session, county_code, at.day(), ask.base)
        return reckoned(ask, found.model_dump_json(by_alias=True))
