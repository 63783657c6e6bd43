"""Review assignments over HTTP."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from httpx2 import Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import (
    Agreement,
    AuditEntry,
    Commitment,
    CriterionVerdict,
    FalseAlarm,
    Review,
    ReviewAssignment,
)
from app.models.principals import Role
from tests import make
from tests.conftest import At
from tests.make import API

ASSIGNMENTS = f"{API}/review-assignments"


def test_an_assignment_says_who_reviews_what_for_whom(client: TestClient, session: Session) -> None:
    make.county(session, "12", "Skåne län")
    board = make.actor(session, "Länsstyrelsen Skåne", kind="countyAdministrativeBoard")
    university = make.actor(session, "Malmö universitet", kind="university")
    agreement = make.agreement(session, "Malmö")

    answer = client.post(
        ASSIGNMENTS,
        json={
            "title": "Granskning",
            "countyCode": "12",
            "commissionedById": str(board.id),
            "reviewerId": str(university.id),
            "coversAll": False,
            "commitmentIds": [str(agreement.id)],
            "provenance": {"sources": [{"url": "https://example.se/granskning"}]},
            "dataQualityNotes": ["Slutdatum saknas."],
        },
    )

    assert answer.status_code == 201, answer.text
    assignment = answer.json()
    assert assignment["commissionedByName"] == "Länsstyrelsen Skåne"
    assert assignment["reviewerName"] == "Malmö universitet"
    assert assignment["commitments"] == [
        {"commitmentId": str(agreement.id), "commitmentTitle": "Malmö"}
    ]
    assert assignment["provenance"]["sources"][0]["url"] == "https://example.se/granskning"
    assert client.get(f"{ASSIGNMENTS}/{assignment['id']}").json() == assignment


def test_an_assignment_is_not_due_before_it_starts(client: TestClient, session: Session) -> None:
    assignment = make.review_assignment(session, starts_on=date(2024, 5, 1))

    answer = client.patch(f"{ASSIGNMENTS}/{assignment.id}", json={"dueOn": "2024-04-30"})

    assert answer.json()["invalidParameters"] == [
        {"name": "dueOn", "reason": "Dagen får inte ligga före startsOn."}
    ]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"countyCode": "12"}, ["Skåne"]),
        ({"actorId": "actor"}, ["Södermanland", "Östergötland"]),
        ({"commitmentId": "agreement"}, ["Skåne"]),
        ({"municipalityCode": "0481"}, ["Skåne", "Södermanland"]),
        ({"municipalityCode": "1280"}, []),
        ({"year": 2023}, ["Södermanland"]),
        ({"year": 2024}, ["Södermanland"]),
        ({"year": 2025}, ["Södermanland", "Östergötland"]),
    ],
)
def test_assignments_are_narrowed(
    client: TestClient, session: Session, query: dict[str, str], titles: list[str]
) -> None:
    make.county(session, "12", "Skåne län")
    actor = make.actor(session)
    make.municipality(session, "1280", "Malmö")
    agreement = make.agreement(
        session, municipality_codes=[make.municipality(session, "0481").code]
    )
    make.review_assignment(
        session,
        "Skåne",
        county_code="12",
        commitment_ids=[agreement.id],
        covers_all=False,
    )
    make.review_assignment(
        session,
        "Södermanland",
        reviewer_id=actor.id,
        starts_on=date(2023, 6, 1),
        due_on=date(2025, 6, 1),
    )
    make.review_assignment(
        session,
        "Östergötland",
        county_code=make.county(session, "05", "Östergötlands län").code,
        commissioned_by_id=actor.id,
        published_on=date(2025, 1, 1),
    )
    known = {"actor": str(actor.id), "agreement": str(agreement.id)}

    answer = client.get(ASSIGNMENTS, params={k: known.get(v, v) for k, v in query.items()})

    assert [one["title"] for one in answer.json()["items"]] == titles


def in_county(session: Session, title: str = "Överenskommelsen", **values: Any) -> Agreement:
    code = make.municipality(session, "0481").code
    return make.agreement(session, title, municipality_codes=[code], **values)


def reviewing(*commitments: Commitment, **values: Any) -> list[dict[str, Any]]:
    said = {"criterion": "Q01", "verdict": "partly", "reason": "Bara en rubrik."}
    given = {"reviewedOn": "2024-10-01", "verdicts": [said], **values}
    return [{"commitmentId": str(one.id), **given} for one in commitments]


def sent(client: Any, assignment: ReviewAssignment, reviews: Any, **rest: Any) -> Response:
    address = f"{ASSIGNMENTS}/{assignment.id}/reviews"
    answer: Response = client.request("POST", address, json={"reviews": reviews}, **rest)
    return answer


def reviews_kept(session: Session) -> int:
    return session.scalar(select(func.count(Review.id))) or 0


def wrong(answer: Response) -> list[str]:
    return [one["name"] for one in answer.json()["invalidParameters"]]


def test_many_reviews_are_registered_at_once(client: TestClient, session: Session) -> None:
    assignment = make.review_assignment(session, "Uppdraget")
    made = [in_county(session, "Ö1"), in_county(session, "Ö2")]

    answer = sent(client, assignment, reviewing(*made, summary="Granskad."))

    assert answer.status_code == 201, answer.text
    assert answer.headers["location"].endswith("/reviews")
    given = answer.json()["reviews"]
    assert [one["commitmentTitle"] for one in given] == ["Ö1", "Ö2"]
    assert {one["reviewAssignmentTitle"] for one in given} == {"Uppdraget"}
    assert {one["verdicts"][0]["verdict"] for one in given} == {"partly"}
    for one in given:
        assert client.get(f"{API}/reviews/{one['id']}").json() == one
    entries = session.scalars(select(AuditEntry).where(AuditEntry.operation == "record_reviews"))
    assert {str(one.record_id) for one in entries} == {one["id"] for one in given}


def test_reviews_sent_again_under_the_same_key_are_made_once(
    client: TestClient, session: Session
) -> None:
    assignment = make.review_assignment(session)
    key, reviews = {"Idempotency-Key": "granskning-1"}, reviewing(in_county(session))

    first, again = (sent(client, assignment, reviews, headers=key) for _ in range(2))

    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["location"] == first.headers["location"]
    assert reviews_kept(session) == 1


def test_what_is_reviewed_already_is_named_and_nothing_is_registered(
    client: TestClient, session: Session
) -> None:
    assignment = make.review_assignment(session)
    fresh, known = in_county(session, "Ny"), in_county(session, "Känd")
    make.review(session, commitment_id=known.id, review_assignment_id=assignment.id)

    answer = sent(client, assignment, reviewing(fresh, known))

    assert (answer.status_code, wrong(answer)) == (409, ["reviews[1].commitmentId"])
    assert reviews_kept(session) == 1


def test_only_what_the_assignment_covers_is_reviewed_in_it(
    client: TestClient, session: Session
) -> None:
    make.municipality(session, "1280", "Malmö")
    assignment = make.review_assignment(session)
    named_only = make.review_assignment(
        session, commitment_ids=[in_county(session, "Nämnd").id], covers_all=False
    )
    here = in_county(session)
    elsewhere = make.agreement(session, municipality_codes=["1280"])
    draft = in_county(session, signing="unsigned")
    nowhere = [{"commitmentId": str(uuid4()), "reviewedOn": "2024-10-01"}]

    answer = sent(client, assignment, [*reviewing(here, elsewhere, draft), *nowhere])
    other = sent(client, named_only, reviewing(here))

    assert answer.status_code == 422
    assert wrong(answer) == [f"reviews[{place}].commitmentId" for place in (1, 2, 3)]
    reasons = {one["reason"] for one in answer.json()["invalidParameters"]}
    assert len(reasons) == 1
    assert (other.status_code, wrong(other)) == (422, ["reviews[0].commitmentId"])
    assert reviews_kept(session) == 0


def test_a_fault_says_where_in_the_list_it_is(client: TestClient, session: Session) -> None:
    assignment, agreement = make.review_assignment(session), in_county(session)
    (one,) = reviewing(agreement)
    twice = {**one, "verdicts": one["verdicts"] * 2}

    for reviews, status, names in (
        ([one, one], 422, ["reviews[1].commitmentId"]),
        ([twice], 422, [f"reviews[0].verdicts[{n}].criterion" for n in (0, 1)]),
        ([one | {"reviewedOn": "2024"}], 422, ["reviews[0].reviewedOn"]),
        ([one | {"summary": "Född 640823-3234."}], 422, ["reviews[0].summary"]),
        ([], 422, ["reviews"]),
        ([one] * 101, 422, ["reviews"]),
    ):
        answer = sent(client, assignment, reviews)
        assert (answer.status_code, wrong(answer)) == (status, names), answer.text
    assert reviews_kept(session) == 0


def test_a_false_alarm_is_noted_with_the_review_that_it_is_about(
    client: TestClient, session: Session
) -> None:
    assignment = make.review_assignment(session)
    plain, odd = in_county(session, "A"), in_county(session, "B")
    reviews = [*reviewing(plain), *reviewing(odd, summary="Dnr 640823-3234.")]
    body = {"reviews": reviews, "falseAlarmReason": "Ett diarienummer."}

    answer = client.post(f"{ASSIGNMENTS}/{assignment.id}/reviews", json=body)

    assert answer.status_code == 201, answer.text
    (alarm,) = session.scalars(select(FalseAlarm))
    assert str(alarm.resource_id) == answer.json()["reviews"][1]["id"]
    assert alarm.fields == ["reviews[1].summary"]


def test_reviews_belong_to_the_assignment_as_the_reviewer_has_read_it(
    client: TestClient, session: Session
) -> None:
    assignment = make.review_assignment(session)
    read = client.get(f"{ASSIGNMENTS}/{assignment.id}").headers["etag"]
    client.patch(f"{ASSIGNMENTS}/{assignment.id}", json={"scope": "Bara avtalen."})

    answer = sent(client, assignment, reviewing(in_county(session)), headers={"If-Match": read})

    assert answer.status_code == 412
    assert reviews_kept(session) == 0


def test_an_assignment_that_is_over_takes_no_reviews(client: TestClient, session: Session) -> None:
    over: dict[str, Any] = {"ended_on": date(2024, 12, 1), "ended_reason": "Klart."}
    assignment = make.review_assignment(session, **over)

    answer = sent(client, assignment, reviewing(in_county(session)))

    assert answer.status_code == 409


def test_who_reviews_are_the_reviewer_and_the_county_board_and_not_who_ordered_it(
    client: TestClient, session: Session, at: At
) -> None:
    make.county(session)
    reviewer = make.actor(session, "Malmö universitet", kind="university")
    board = make.actor(session, "Länsstyrelsen", kind="countyAdministrativeBoard", county_code="04")
    orderer = make.actor(session, "Regionen", kind="region")
    assignment = make.review_assignment(
        session, reviewer_id=reviewer.id, commissioned_by_id=orderer.id
    )
    statuses = []
    for actor, role in (
        (reviewer, Role.EDITOR),
        (board, Role.EDITOR),
        (orderer, Role.EDITOR),
        (reviewer, Role.READER),
        (make.actor(session, "Trosa kommun"), Role.EDITOR),
    ):
        agreement = in_county(session)
        make.party(session, agreement, orderer, role="participating")
        statuses.append(sent(at(actor, role), assignment, reviewing(agreement)).status_code)

    assert statuses == [201, 201, 403, 403, 404]
    assert reviews_kept(session) == 2


def summary(client: Any, assignment: ReviewAssignment, **query: Any) -> Any:
    asked = {"asOf": "2024-12-31", **query}
    answer = client.get(f"{ASSIGNMENTS}/{assignment.id}/summary", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def of(found: Any, criterion: str) -> Any:
    (one,) = (one for one in found["criteria"] if one["criterion"] == criterion)
    return one


def review(session: Session, assignment: ReviewAssignment, of: Commitment, **said: str) -> None:
    verdicts = [
        CriterionVerdict(criterion=name, verdict=verdict, reason="Skäl.")
        for name, verdict in said.items()
    ]
    about: dict[str, Any] = {"review_assignment_id": assignment.id, "commitment_id": of.id}
    make.review(session, verdicts=verdicts, **about)


def test_a_summary_is_over_all_that_is_signed_in_the_county(
    client: TestClient, session: Session
) -> None:
    make.municipality(session, "1280", "Malmö")
    assignment = make.review_assignment(session, "Granskning av länet")
    first, second = in_county(session, "Åker"), in_county(session, "Alnö")
    over = in_county(session, "Zon", ends_on=date(2022, 1, 1), starts_on=date(2020, 1, 1))
    promise = make.citizen_promise(session, "Löftet", municipality_codes=["0481"])
    make.agreement(session, "Malmö", municipality_codes=["1280"])
    in_county(session, "Utkast", signing="unsigned")
    in_county(session, "Senare", signed_on=date(2025, 1, 1))
    in_county(session, "Felaktig", ended_on=date(2024, 5, 1), ended_reason="Fel")
    review(session, assignment, first)

    found = summary(client, assignment)

    assert [one["title"] for one in found["commitments"]] == ["Alnö", "Löftet", "Zon", "Åker"]
    assert (found["agreements"], found["citizenPromises"], found["isWhole"]) == (3, 1, True)
    assert (found["reviewed"]["n"], found["reviewed"]["whole"]) == (1, 4)
    missing = [one["title"] for one in found["reviewed"]["missing"]]
    assert missing == ["Alnö", "Löftet", "Zon"]
    assert {one["reviewedOn"] for one in found["commitments"]} == {None, "2024-10-01"}
    for row, one in zip((second, promise, over, first), found["commitments"], strict=True):
        assert (one["id"], client.get(one["href"]).status_code) == (str(row.id), 200)
    for one in found["criteria"]:
        assert sum(one["automaticCounts"].values()) == one["whole"] == 4


def test_a_summary_of_named_agreements_is_over_them_alone(
    client: TestClient, session: Session
) -> None:
    named = in_county(session, "Nämnd")
    in_county(session, "Annan")
    assignment = make.review_assignment(session, commitment_ids=[named.id], covers_all=False)

    found = summary(client, assignment)

    assert [one["title"] for one in found["commitments"]] == ["Nämnd"]
    assert found["coversAll"] is False


def test_what_is_most_often_lacking_is_said_by_the_reviewer_else_by_the_register(
    client: TestClient, session: Session
) -> None:
    """Q01: shown for two, of whom the reviewer denies one; the third is silent, not lacking."""
    assignment = make.review_assignment(session)
    a = in_county(session, "A", purposes=["Trygghet"])
    b = in_county(session, "B", purposes=["Trygghet"])
    c = in_county(session, "C")
    make.measure(session, commitment_id=c.id, method_id=make.method(session).id)
    review(session, assignment, a, Q01="notMet", Q06="partly")
    review(session, assignment, b, Q01="met", Q06="notMet")

    found = summary(client, assignment)

    q01 = of(found, "Q01")
    assert q01["automaticCounts"] == {
        "met": 2,
        "partly": 0,
        "notMet": 0,
        "notAssessable": 0,
        "noData": 1,
    }
    assert q01["reviewerCounts"] == {"met": 1, "partly": 0, "notMet": 1, "notAssessable": 0}
    assert (q01["compared"], q01["differing"]) == (2, 1)
    assert (q01["lacking"], q01["lackingCommitmentIds"]) == (1, [str(a.id)])
    assert (q01["noData"], q01["noDataCommitmentIds"]) == (1, [str(c.id)])
    q06 = of(found, "Q06")
    assert (q06["compared"], q06["lacking"]) == (0, 2)
    lacking = [(one["criterion"], one["n"], one["whole"]) for one in found["shortcomings"]]
    assert lacking == [("Q06", 2, 3), ("Q01", 1, 3), ("Q11", 1, 3)]


def test_only_the_assignments_own_reviews_of_the_day_count(
    client: TestClient, session: Session
) -> None:
    assignment, other = make.review_assignment(session), make.review_assignment(session)
    agreement = in_county(session)
    review(session, assignment, agreement, Q01="notMet")

    assert summary(client, other)["reviewed"]["n"] == 0
    assert summary(client, assignment, asOf="2024-09-30")["reviewed"]["n"] == 0
    assert of(summary(client, assignment), "Q01")["lacking"] == 1


def test_what_the_caller_may_not_read_is_neither_counted_nor_named(
    session: Session, at: At
) -> None:
    orderer = make.actor(session, "Regionen", kind="region")
    assignment = make.review_assignment(session, commissioned_by_id=orderer.id)
    make.party(session, in_county(session, "Känd"), orderer, role="participating")
    in_county(session, "Okänd")

    found = summary(at(orderer, Role.READER), assignment)

    assert [one["title"] for one in found["commitments"]] == ["Känd"]
    assert (found["isWhole"], found["reviewed"]["whole"]) == (False, 1)
    assert "Okänd" not in str(found)


def test_a_summary_of_an_unknown_assignment_or_a_far_day_is_refused(
    client: TestClient, session: Session
) -> None:
    assignment = make.review_assignment(session)

    unknown = client.get(f"{ASSIGNMENTS}/{uuid4()}/summary")
    far = client.get(f"{ASSIGNMENTS}/{assignment.id}/summary", params={"asOf": "2100-01-01"})

    assert unknown.status_code == 404
    assert (far.status_code, wrong(far)) == (400, ["asOf"])


def test_the_number_of_statements_does_not_grow_with_the_county(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    assignment = make.review_assignment(session)
    make.municipality(session, "0481")

    def run() -> int:
        statements.clear()
        summary(client, assignment)
        return len(statements)

    in_county(session)
    before = run()
    for number in range(4):
        agreement = in_county(session, parent_id=in_county(session).id)
        area = make.prioritised_area(session, commitment_id=agreement.id)
        where: dict[str, Any] = {"commitment_id": agreement.id, "prioritised_area_id": area.id}
        make.measure(session, method_id=make.method(session, f"m{number}").id, **where)
        make.follow_up(session, prioritised_area_id=area.id)
        review(session, assignment, agreement, Q01="met")

    assert run() == before <= 20
