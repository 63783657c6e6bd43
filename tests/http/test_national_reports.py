"""National reports over HTTP: ordered by Brå, put together by the worker, fetched by Brå."""

from hashlib import sha256

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.clock import now
from app.database import Sessions
from app.jobs import queue
from app.models import NationalReport
from app.models.actors import ActorKind
from app.models.principals import Role
from app.schemas.national_reports import NationalReportData
from tests import make
from tests.conftest import At
from tests.make import API
from tests.workers.national_report.submitted import submit, two_counties
from workers.supervisor import drain

REPORTS = f"{API}/national-reports"
ORDER = {"year": 2024}


def test_what_is_ordered_is_put_together_and_can_be_fetched(
    client: TestClient, session: Session, sessions: Sessions
) -> None:
    two_counties(session)
    county = submit(sessions, session, "04")

    ordered = client.post(REPORTS, json=ORDER)

    assert ordered.status_code == 202
    report = ordered.json()
    address = f"{REPORTS}/{report['id']}"
    assert ordered.headers["location"] == f"https://register.test{address}"
    assert (report["state"], report["number"], report["parts"]) == ("requested", 1, [])
    assert client.get(f"{address}/workbook").status_code == 404
    assert client.get(f"{address}/data").status_code == 404

    assert drain(sessions) == 3  # with the feedback of the county, and of all

    compiled = client.get(address).json()
    assert (compiled["state"], compiled["progress"], compiled["error"]) == ("compiled", 100, None)
    assert [one["annualReportId"] for one in compiled["parts"]] == [str(county)]
    rels = {one["rel"]: one["href"] for one in compiled["_links"]}
    workbook = client.get(rels["enclosure"])
    named = 'attachment; filename="bra-redovisning-nationell-2024-v1.xlsx"'
    assert workbook.headers["content-disposition"] == named
    facts = client.get(rels["enclosure"], headers={"Accept": "application/json"}).json()
    assert facts["checksum"]["value"] == sha256(workbook.content).hexdigest()
    data = NationalReportData.model_validate_json(client.get(rels["data"]).content)
    assert ([one.code for one in data.counties], len(data.missing)) == (["04"], 2)


def test_only_one_is_under_way_and_the_next_has_the_next_number(
    client: TestClient, session: Session, sessions: Sessions
) -> None:
    make.annual_report(session, submitted_at=now())
    first = client.post(REPORTS, json=ORDER)
    assert first.status_code == 202

    refused = client.post(REPORTS, json=ORDER)

    assert refused.status_code == 409
    assert refused.json()["detail"].startswith("Årets nationella redovisning håller på")
    with sessions.begin() as changing:
        claimed = queue.claim(changing, "a worker", 30)
        assert claimed is not None
        assert client.get(REPORTS, params={"state": "compiling"}).json()["_meta"]["count"] == 1
        queue.fail(changing, claimed, "Det gick inte.", final=True)
    failed = client.get(f"{REPORTS}/{first.json()['id']}").json()
    assert (failed["state"], failed["error"]) == ("failed", "Det gick inte.")
    assert client.post(REPORTS, json=ORDER).json()["number"] == 2


def test_a_year_that_nobody_has_submitted_or_that_cannot_be_is_refused(
    client: TestClient, session: Session
) -> None:
    make.annual_report(session)

    nobody = client.post(REPORTS, json=ORDER)
    too_early = client.post(REPORTS, json={"year": 2016})

    assert (nobody.status_code, too_early.status_code) == (409, 422)
    assert nobody.json()["detail"].startswith("Inget län har lämnat in någon redovisning för 2024")
    assert session.query(NationalReport).count() == 0


def test_it_is_braas_alone(client: TestClient, session: Session, at: At) -> None:
    report = make.national_report(session)
    make.county(session)
    council = make.actor(session, "Brå", kind=ActorKind.NATIONAL_AUTHORITY)
    board = make.actor(
        session, "Länsstyrelsen", kind=ActorKind.COUNTY_ADMINISTRATIVE_BOARD, county_code="04"
    )
    address = f"{REPORTS}/{report.id}"

    assert at(council, Role.RECEIVER).get(address).status_code == 200
    for caller in (at(board, Role.COORDINATOR), at(council, Role.SYSTEM_ADMINISTRATOR)):
        assert caller.get(address).status_code == 404
        assert caller.request("POST", REPORTS, json=ORDER).status_code == 403


def test_a_list_and_a_record_are_asked_for_in_few_statements(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    reports = [make.national_report(session) for _ in range(3)]
    statements.clear()

    assert len(client.get(REPORTS).json()["items"]) == 3
    listed = len(statements)
    client.get(f"{REPORTS}/{reports[0].id}/workbook")

    assert (listed, len(statements) - listed) == (1, 1)
