"""The quality of agreements and promises over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from app.http.answers import reckoned
from app.http.asking import AskDep
from app.http.dependencies import Key, ReadDep, key_in_path
from app.http.routing import Router
from app.models import Agreement, CitizenPromise
from app.models.commitments import Form
from app.queries.fetching import refuse_unless_admitted
from app.schemas.filters import AsOfAhead
from app.schemas.quality import QualityRead
from app.services import quality

router = Router()

AgreementId = Annotated[Key, key_in_path("agreementId", "Överenskommelsen")]
CitizenPromiseId = Annotated[Key, key_in_path("citizenPromiseId", "Löftet")]
DayQuery = Annotated[AsOfAhead, Query()]


@router.get("/agreements/{agreementId}/quality", response_model=QualityRead, tags=["agreements"])
def assess_agreement_quality(
    agreement_id: AgreementId, at: DayQuery, ask: AskDep, read: ReadDep
) -> Response:
    """Bedöm en överenskommelse mot kriterierna Q01 till Q22. / Judge an agreement's quality.

    Varje kriterium bedöms ur registrets uppgifter, med skäl, underlag och vad som kan rättas.
    Granskares bedömningar står bredvid och ersätter dem aldrig. Kriterierna är härledda ur lagen
    och Brås vägledning. Saknas uppgift är svaret noData, aldrig nej.

    Each criterion is judged by what the register holds, with reason, evidence and remedy.
    Reviewers' verdicts stand beside and never replace it. The criteria are derived from the law
    and Brå's guidance. Where the register is silent the answer is noData, never no.
    """
    with read() as session:
        refuse_unless_admitted(session, Agreement, agreement_id)
        found = quality.of_commitment(session, Form.AGREEMENT, agreement_id, at.day(), ask.base)
        return reckoned(ask, found.model_dump_json(by_alias=True))


@router.get(
    "/citizen-promises/{citizenPromiseId}/quality",
    response_model=QualityRead,
    tags=["citizen-promises"],
)
def assess_citizen_promise_quality(
    citizen_promise_id: CitizenPromiseId, at: DayQuery, ask: AskDep, read: ReadDep
) -> Response:
    """Bedöm ett medborgarlöfte mot kriterierna Q01 till Q22. / Judge a promise's quality.

    Som för överenskommelser; ett kriterium som inte gäller löften går inte att bedöma
    (notAssessable), med skäl.

    As for agreements; a criterion that does not apply to promises is notAssessable, with a reason.
    """
    with read() as session:
        refuse_unless_admitted(session, CitizenPromise, citizen_promise_id)
        found = quality.of_commitment(
            session, Form.CITIZEN_PROMISE, citizen_promise_id, at.day(), ask.base
        )
        return reckoned(ask, found.model_dump_json(by_alias=True))
