"""The working cycle over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import reckoned
from app.http.asking import AskDep
from app.http.dependencies import CountyInPath, Key, MunicipalityInPath, ReadDep, key_in_path
from app.http.routing import Router
from app.schemas.cycle import AgreementCycleRead, CountyCycleRead, MunicipalityCycleRead
from app.schemas.filters import AsOfAhead
from app.services import cycle

router = Router(tags=["cycle"])

AgreementId = Annotated[Key, key_in_path("agreementId", "Överenskommelsen")]
DayQuery = Annotated[AsOfAhead, Query()]


@router.get("/agreements/{agreementId}/cycle", response_model=AgreementCycleRead)
def assess_agreement_cycle(
    agreement_id: AgreementId, at: DayQuery, ask: AskDep, read: ReadDep
) -> Response:
    """Arbetscykeln för en överenskommelse. / Where an agreement stands in the working cycle.

    Handbokens fem steg, vart och ett med sina prov, svar och underlag. Svaret vilar bara på poster
    som du får läsa; det som registret inte vet är noData, aldrig ett nej. Hur långt en åtgärd har
    kommit är det som i dag är känt.

    The five steps of the handbook, each with its tests, answers and evidence. The answer rests only
    on records that you may read; what the register does not know is noData, never a no. How far a
    measure has come is what is known today.
    """
    with read() as session:
        found = cycle.of_agreement(session, agreement_id, at, ask.base)
        return reckoned(ask, found.model_dump_json(by_alias=True))


@router.get("/municipalities/{municipalityCode}/cycle", response_model=MunicipalityCycleRead)
def assess_municipality_cycle(
    municipality_code: MunicipalityInPath, at: DayQuery, ask: AskDep, read: ReadDep
) -> Response:
    """Arbetscykeln i en kommun. / Where a municipality's agreements stand in the working cycle.

    Var var och en av kommunens överenskommelser står, och vad dess steg väntar på. Ges till
    kommunen själv och länsstyrelsen i dess län.

    Where each of its agreements stands, and what its step waits for. Given to the municipality
    itself and its county administrative board.
    """
    with read() as session:
        found = cycle.of_municipality(session, municipality_code, at, ask.base)
        return reckoned(ask, found.model_dump_json(by_alias=True))


@router.get("/counties/{countyCode}/cycle", response_model=CountyCycleRead)
def assess_county_cycle(
    county_code: CountyInPath, at: DayQuery, ask: AskDep, read: ReadDep
) -> Response:
    """Arbetscykeln i ett län. / Where a county's agreements stand in the working cycle.

    Var var och en av länets överenskommelser står, även de som når över länsgränsen. Ges till
    länets länsstyrelse.

    Where each of its agreements stands, those across its border too. Given to the county
    administrative board.
    """
    with read() as session:
        found = cycle.of_county(session, county_code, at, ask.base)
        return reckoned(ask, found.model_dump_json(by_alias=True))
