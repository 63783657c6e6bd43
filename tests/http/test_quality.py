"""The quality of agreements and promises over HTTP."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.clock import today, years_after
from app.models import (
    Agreement,
    Cause,
    Commitment,
    CriterionVerdict,
    FollowUpRule,
    ForumRhythm,
    Goal,
    MeasureActor,
)
from app.models.principals import Role
from tests import make
from tests.conftest import At
from tests.make import API

DAY = {"asOf": "2024-12-31"}


def full_agreement(session: Session) -> Agreement:
    """One that has everything that the register can show."""
    town = make.actor(session, "Oxelösunds kommun", municipality_code=_home(session))
    police = make.actor(session, "Lokalpolisområde Nyköping", kind="localPoliceArea")
    picture = make.situation_picture(
        session,
        "Lägesbild 2023",
        made_on=date(2023, 6, 1),
        citizen_dialogue_on=date(2023, 4, 1),
        staff_dialogue_on=date(2023, 4, 2),
    )
    agreement = make.agreement(
        session,
        "Överenskommelsen",
        municipality_codes=["0481"],
        purposes=["Tryggare centrum"],
        signed_on=date(2024, 1, 15),
        published_on=date(2024, 2, 1),
        situation_picture_id=picture.id,
        roles=[{"actorId": str(town.id), "text": "Leder"}],
        resources="En samordnare",
        communication="På webbplatsen",
        documentation="Protokoll",
    )
    for position, actor in enumerate((town, police)):
        party = make.party(session, agreement, actor, position=position)
        make.signature(session, agreement, party, position=position)
    session.add_all(
        [
            ForumRhythm(commitment_id=agreement.id, name_as_stated="Rådet", times_per_year=4),
            FollowUpRule(
                commitment_id=agreement.id,
                as_stated="Varje år av samordnaren",
                times_per_year=1,
                by="Samordnaren",
                what="Åtgärderna",
            ),
        ]
    )
    _work(session, agreement, police.id)
    council = make.forum(session)
    make.follow_up(
        session,
        "Årets uppföljning",
        commitment_id=agreement.id,
        done_on=date(2024, 11, 1),
        reported_to_forum_id=council.id,
    )
    told: dict[str, Any] = {"communicated_on": date(2024, 3, 1), "fed_back_on": date(2024, 12, 1)}
    make.citizen_promise(session, "Löftet", parent_id=agreement.id, **told)
    session.flush()
    return agreement


def _home(session: Session) -> str:
    return make.municipality(session, "0481").code


def _work(session: Session, agreement: Agreement, responsible: Any) -> None:
    smart: dict[str, Any] = dict.fromkeys(
        ("is_specific", "is_measurable", "is_accepted", "is_realistic", "is_time_bound"), True
    )
    area = make.prioritised_area(
        session,
        "Stöld",
        commitment_id=agreement.id,
        priority_grounds=["mostCommon"],
        causes=[Cause(text="Olåsta cykelrum")],
        goals=[Goal(text="Färre stölder", **smart)],
    )
    for code, kind in (("sspf", "social"), ("grannsamverkan", "situational")):
        measure = make.measure(
            session,
            f"Åtgärd {code}",
            commitment_id=agreement.id,
            prioritised_area_id=area.id,
            cause_id=area.causes[0].id,
            method_id=make.method(session, code, kinds=[kind]).id,
            starts_on=date(2024, 2, 1),
        )
        actor = {"actor_id": responsible, "role": "responsible"}
        session.add(MeasureActor(measure_id=measure.id, **actor))
    session.flush()


def asked(client: Any, commitment: Commitment, **query: Any) -> Any:
    kind = "agreements" if isinstance(commitment, Agreement) else "citizen-promises"
    answer = client.get(f"{API}/{kind}/{commitment.id}/quality", params={**DAY, **query})
    assert answer.status_code == 200, answer.text
    return answer.json()


def criterion(found: Any, name: str) -> Any:
    (one,) = (one for one in found["criteria"] if one["criterion"] == name)
    return one


def verdicts(found: Any) -> dict[str, str]:
    return {one["criterion"]: one["verdict"] for one in found["criteria"]}


def test_an_agreement_that_shows_everything_meets_all_that_the_register_can_judge(
    client: TestClient, session: Session
) -> None:
    found = asked(client, full_agreement(session))

    assert {name for name, one in verdicts(found).items() if one != "met"} == {"Q06"}
    assert found["counts"] == {
        "met": 21,
        "partly": 0,
        "notMet": 0,
        "notAssessable": 1,
        "noData": 0,
    }
    assert (found["asOf"], found["form"], found["title"]) == (
        "2024-12-31",
        "agreement",
        "Överenskommelsen",
    )
    assert "härledda ur lagen och Brås vägledning" in found["derivation"]
    assert [link["rel"] for link in found["_links"]] == ["self"]


def test_every_verdict_leads_to_the_records_that_it_rests_on(
    client: TestClient, session: Session
) -> None:
    found = asked(client, full_agreement(session))

    for one in found["criteria"]:
        assert one["evidence"], one
        for record in one["evidence"]:
            read = client.get(record["href"])
            assert (read.status_code, read.json()["version"]) == (200, record["version"])
    (picture,) = criterion(found, "Q05")["evidence"]
    assert (picture["label"], picture["day"]) == ("Lägesbild 2023", "2023-06-01")
    assert criterion(found, "Q08") == {
        **criterion(found, "Q08"),
        "edition": 1,
        "validFrom": None,
        "validTo": None,
        "basis": "handboken, steg 3",
        "automatic": "yes",
        "verdictInWords": "✓ uppfyllt",
        "reason": "Orsaksanalys finns för 1 av 1 områden.",
        "remedy": None,
        "reviews": [],
    }


def test_of_an_agreement_of_which_nothing_is_known_nothing_is_a_no(
    client: TestClient, session: Session
) -> None:
    found = asked(client, make.agreement(session, starts_on=None, ends_on=None))

    assert set(verdicts(found).values()) == {"noData", "notAssessable"}
    assert criterion(found, "Q01")["verdictInWords"] == "? uppgift saknas"
    assert criterion(found, "Q01")["remedy"] == "Ange syftena (purposes)."


def test_a_promise_is_judged_by_what_holds_for_promises(
    client: TestClient, session: Session
) -> None:
    """The picture of the agreement above it is its own too."""
    agreement = full_agreement(session)
    told: dict[str, Any] = {"communicated_on": date(2024, 3, 1), "signed_on": date(2024, 2, 15)}
    promise = make.citizen_promise(session, parent_id=agreement.id, **told)

    found = asked(client, promise)

    assert found["form"] == "citizenPromise"
    said = verdicts(found)
    assert {name for name, one in said.items() if one == "notAssessable"} == {
        "Q01",
        "Q06",
        "Q14",
        "Q17",
        "Q18",
    }
    assert (said["Q05"], said["Q19"], said["Q20"]) == ("met", "met", "partly")
    assert "Lagens krav" in criterion(found, "Q01")["reason"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-01-14", {"Q03": "notMet", "Q04": "met", "Q16": "noData", "Q20": "noData"}),
        ("2024-10-31", {"Q03": "met", "Q04": "met", "Q16": "noData", "Q20": "partly"}),
        ("2024-11-01", {"Q03": "met", "Q04": "met", "Q16": "met", "Q20": "partly"}),
        ("2028-01-01", {"Q03": "met", "Q04": "notMet", "Q16": "met", "Q20": "met"}),
    ],
)
def test_the_verdicts_are_those_of_a_day(
    client: TestClient, session: Session, day: str, expected: dict[str, str]
) -> None:
    agreement = full_agreement(session)
    for promise in session.query(Commitment).filter_by(parent_id=agreement.id):
        promise.starts_on = date(2024, 1, 15)
    session.flush()

    said = verdicts(asked(client, agreement, asOf=day))

    assert {name: said[name] for name in expected} == expected


def test_what_has_been_ended_or_cancelled_counts_no_longer(
    client: TestClient, session: Session
) -> None:
    agreement = make.agreement(session)
    ended: dict[str, Any] = {"ended_on": date(2024, 6, 1), "ended_reason": "Fel"}
    make.prioritised_area(session, commitment_id=agreement.id, **ended)
    method = make.method(session)
    of_method: dict[str, Any] = {"commitment_id": agreement.id, "method_id": method.id}
    make.measure(session, "Avslutad", **of_method, **ended)
    make.measure(session, "Inställd", **of_method, progress="cancelled")

    later, earlier = asked(client, agreement), asked(client, agreement, asOf="2024-05-31")

    assert (verdicts(later)["Q02"], verdicts(later)["Q11"]) == ("noData", "noData")
    assert later["methods"] == []
    assert (verdicts(earlier)["Q02"], verdicts(earlier)["Q11"]) == ("met", "notMet")
    assert criterion(earlier, "Q11")["reason"].endswith("Utan område: ”Avslutad”.")


def test_the_plan_that_a_forum_adopted_for_the_agreement_counts_and_no_other(
    client: TestClient, session: Session
) -> None:
    agreement = make.agreement(session)
    method = make.method(session)
    operational = make.action_plan(session, kind="operational", commitment_id=agreement.id)
    statutory = make.action_plan(session, commitment_id=agreement.id)
    for plan, name in ((operational, "I handlingsplanen"), (statutory, "I åtgärdsplanen")):
        make.measure(session, name, action_plan_id=plan.id, method_id=method.id)

    reason = criterion(asked(client, agreement), "Q11")["reason"]

    assert "”I handlingsplanen”" in reason
    assert "I åtgärdsplanen" not in reason


def test_the_methods_in_use_are_told_of_with_effect_strength_source_and_caution(
    client: TestClient, session: Session
) -> None:
    agreement = make.agreement(session)
    method = make.method(
        session,
        "grannsamverkan",
        evidence="positive",
        evidence_quality="severalStudies",
        evidence_note="Färre brott.",
        caution="36 procent är ingen nettoeffekt.",
        evidence_source="Brå",
        evidence_year=2008,
    )
    for name in ("I Peterslund", "I Frösäng"):
        make.measure(session, name, commitment_id=agreement.id, method_id=method.id)

    (one,) = asked(client, agreement)["methods"]

    assert (one["evidence"], one["evidenceInWords"]) == ("positive", "visad effekt")
    assert (one["evidenceQuality"], one["evidenceQualityInWords"]) == (
        "severalStudies",
        "flera effektstudier",
    )
    assert (one["evidenceNote"], one["caution"]) == (
        "Färre brott.",
        "36 procent är ingen nettoeffekt.",
    )
    assert (one["evidenceSource"], one["evidenceYear"]) == ("Brå", 2008)
    assert sorted(each["label"] for each in one["measures"]) == ["I Frösäng", "I Peterslund"]
    assert client.get(one["href"]).json()["code"] == "grannsamverkan"


def judged(name: str, verdict: str, reason: str = "Skäl.") -> CriterionVerdict:
    return CriterionVerdict(criterion=name, verdict=verdict, reason=reason)


def test_a_reviewers_verdict_stands_beside_and_never_instead(
    client: TestClient, session: Session
) -> None:
    agreement = make.agreement(session, purposes=["Trygghet"])
    university = make.actor(session, "Malmö universitet", kind="university")
    assignment = make.review_assignment(session, "Granskningen", reviewer_id=university.id)
    of: dict[str, Any] = {"commitment_id": agreement.id, "review_assignment_id": assignment.id}
    first = make.review(session, verdicts=[judged("Q01", "notMet", "Bara en rubrik.")], **of)
    alone: dict[str, Any] = {"commitment_id": agreement.id, "reviewed_on": date(2024, 11, 1)}
    make.review(session, verdicts=[judged("Q01", "met"), judged("Q06", "partly")], **alone)

    found = criterion(asked(client, agreement), "Q01")

    assert (found["verdict"], found["reason"]) == ("met", "Antal syften som anges: 1.")
    later, earlier = found["reviews"]
    assert (later["verdict"], later["differs"], later["reviewerName"]) == ("met", False, None)
    assert earlier == {
        "reviewId": str(first.id),
        "href": f"https://register.test{API}/reviews/{first.id}",
        "reviewedOn": "2024-10-01",
        "reviewAssignmentId": str(assignment.id),
        "reviewAssignmentTitle": "Granskningen",
        "reviewerName": "Malmö universitet",
        "edition": 1,
        "verdict": "notMet",
        "verdictInWords": "✗ inte uppfyllt",
        "reason": "Bara en rubrik.",
        "differs": True,
    }
    (of_q06,) = criterion(asked(client, agreement), "Q06")["reviews"]
    assert (of_q06["verdict"], of_q06["differs"]) == ("partly", True)


def test_a_review_is_shown_from_its_day_until_it_is_ended(
    client: TestClient, session: Session
) -> None:
    agreement = make.agreement(session)
    ended: dict[str, Any] = {"ended_on": date(2024, 12, 1), "ended_reason": "Fel"}
    make.review(session, commitment_id=agreement.id, verdicts=[judged("Q01", "met")], **ended)

    def shown(day: str) -> int:
        return len(criterion(asked(client, agreement, asOf=day), "Q01")["reviews"])

    days = ("2024-09-30", "2024-10-01", "2024-11-30", "2024-12-01")
    assert [shown(day) for day in days] == [0, 1, 1, 0]


def test_nobody_is_shown_records_that_it_may_not_read(
    client: TestClient, session: Session, at: At
) -> None:
    """The picture is the municipality's and its police's; another municipality's it is not."""
    agreement = full_agreement(session)
    other = make.actor(
        session,
        "Trosa kommun",
        municipality_code=make.municipality(session, "0488", "Trosa").code,
    )
    make.party(session, agreement, other, role="participating", position=2)

    found = asked(at(other, Role.READER), agreement)

    assert (verdicts(found)["Q05"], verdicts(found)["Q02"]) == ("noData", "met")
    assert "Lägesbild 2023" not in str(found)


@pytest.mark.parametrize("kind", ["agreements", "citizen-promises"])
def test_what_there_is_not_is_not_found(client: TestClient, session: Session, kind: str) -> None:
    """Nor a promise among the agreements."""
    other = make.citizen_promise(session) if kind == "agreements" else make.agreement(session)

    for key in (other.id, uuid4()):
        assert client.get(f"{API}/{kind}/{key}/quality").status_code == 404


def test_what_may_not_be_known_of_is_not_found(session: Session, at: At) -> None:
    stranger = at(make.actor(session, "Trosa kommun"), Role.READER)

    answer = stranger.get(f"{API}/agreements/{make.draft(session).id}/quality")

    assert answer.status_code == 404


def test_a_day_is_asked_about_that_something_can_be_known_of(
    client: TestClient, session: Session
) -> None:
    agreement = make.agreement(session)
    last = years_after(today(), 5)

    asked(client, agreement, asOf=str(last))
    asked(client, agreement, asOf="1950-01-01")
    beyond = {"asOf": str(last + timedelta(days=1))}
    answer = client.get(f"{API}/agreements/{agreement.id}/quality", params=beyond)

    assert answer.status_code == 400
    assert [one["name"] for one in answer.json()["invalidParameters"]] == ["asOf"]


def test_the_number_of_statements_does_not_grow_with_the_agreement(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    agreement = make.agreement(session)

    def run() -> int:
        statements.clear()
        asked(client, agreement)
        return len(statements)

    before = run()
    for number in range(3):
        area = make.prioritised_area(session, commitment_id=agreement.id)
        method = make.method(session, f"m{number}")
        of: dict[str, Any] = {"commitment_id": agreement.id, "prioritised_area_id": area.id}
        make.measure(session, method_id=method.id, **of)
        make.follow_up(session, commitment_id=agreement.id)
        make.citizen_promise(session, parent_id=agreement.id)
        make.review(session, commitment_id=agreement.id, verdicts=[judged("Q01", "met")])

    assert run() == before <= 17
