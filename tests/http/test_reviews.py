"""Reviews over HTTP."""

from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import CriterionVerdict
from tests import make
from tests.make import API

REVIEWS = f"{API}/reviews"


def _verdict(criterion: str, verdict: str = "met") -> dict[str, Any]:
    return {"criterion": criterion, "verdict": verdict, "reason": "Syftet står i inledningen."}


def test_a_review_gives_verdicts_in_the_order_of_the_criteria(
    client: TestClient, session: Session
) -> None:
    agreement = make.agreement(session, "Överenskommelsen")
    assignment = make.review_assignment(session, "Uppdraget")

    answer = client.post(
        REVIEWS,
        json={
            "commitmentId": str(agreement.id),
            "reviewAssignmentId": str(assignment.id),
            "reviewedOn": "2024-10-01",
            "verdicts": [_verdict("Q08", "partly"), _verdict("Q01")],
        },
    )

    assert answer.status_code == 201, answer.text
    review = answer.json()
    assert review["commitmentTitle"] == "Överenskommelsen"
    assert review["reviewAssignmentTitle"] == "Uppdraget"
    assert review["verdicts"] == [_verdict("Q01"), _verdict("Q08", "partly")]


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"criterion": "Q23"}, "verdicts[0].criterion"),
        ({"verdict": "ok"}, "verdicts[0].verdict"),
        ({"reason": " "}, "verdicts[0].reason"),
    ],
)
def test_a_verdict_is_of_a_known_criterion_with_a_reason(
    client: TestClient, session: Session, wrong: dict[str, str], name: str
) -> None:
    review = make.review(session)

    answer = client.patch(
        f"{REVIEWS}/{review.id}", json={"verdicts": [{**_verdict("Q01"), **wrong}]}
    )

    assert answer.status_code == 422
    assert [one["name"] for one in answer.json()["invalidParameters"]] == [name]


def test_a_criterion_is_judged_once(client: TestClient, session: Session) -> None:
    review = make.review(session)

    answer = client.patch(
        f"{REVIEWS}/{review.id}", json={"verdicts": [_verdict("Q01"), _verdict("Q01", "notMet")]}
    )

    assert answer.status_code == 409
    assert answer.json()["detail"] == "Kriteriet är redan bedömt i granskningen."


def test_a_verdict_can_be_thought_over(client: TestClient, session: Session) -> None:
    review = make.review(session)
    for verdict in ("partly", "met"):
        verdicts = [_verdict("Q01", verdict), _verdict("Q02")]
        answer = client.patch(f"{REVIEWS}/{review.id}", json={"verdicts": verdicts})
        assert answer.status_code == 200, answer.text
        assert answer.json()["verdicts"] == verdicts


def test_an_agreement_is_reviewed_once_in_an_assignment(
    client: TestClient, session: Session
) -> None:
    assignment = make.review_assignment(session)
    review = make.review(session, review_assignment_id=assignment.id)
    body = {
        "commitmentId": str(review.commitment_id),
        "reviewedOn": "2024-11-01",
        "reviewAssignmentId": str(assignment.id),
    }

    answer = client.post(REVIEWS, json=body)

    assert answer.status_code == 409
    assert answer.json()["detail"] == "Överenskommelsen är redan granskad i uppdraget."
    alone = client.post(REVIEWS, json={**body, "reviewAssignmentId": None})
    assert alone.status_code == 201


@pytest.mark.parametrize(
    ("query", "summaries"),
    [
        ({"countyCode": "04"}, ["I länet", "I uppdraget"]),
        ({"municipalityCode": "0481"}, ["I länet"]),
        ({"commitmentId": "agreement"}, ["I länet"]),
        ({"reviewAssignmentId": "assignment"}, ["I uppdraget"]),
        ({"criterion": "Q01"}, ["I länet", "I uppdraget"]),
        ({"verdict": "notMet"}, ["I länet"]),
        ({"criterion": "Q01", "verdict": "notMet"}, []),
    ],
)
def test_reviews_are_narrowed(
    client: TestClient, session: Session, query: dict[str, str], summaries: list[str]
) -> None:
    code = make.municipality(session, "0481").code
    agreement = make.agreement(session, municipality_codes=[code])
    assignment = make.review_assignment(session)
    make.review(
        session,
        "I länet",
        commitment_id=agreement.id,
        verdicts=[_kept("Q01", "met"), _kept("Q02", "notMet")],
    )
    make.review(
        session,
        "I uppdraget",
        review_assignment_id=assignment.id,
        verdicts=[_kept("Q01", "partly")],
    )
    make.review(session, "Annan")
    known = {"agreement": str(agreement.id), "assignment": str(assignment.id)}

    answer = client.get(REVIEWS, params={k: known.get(v, v) for k, v in query.items()})

    assert sorted(one["summary"] for one in answer.json()["items"]) == summaries


def _kept(criterion: str, verdict: str) -> CriterionVerdict:
    return CriterionVerdict(criterion=criterion, verdict=verdict, reason="Skäl.")
