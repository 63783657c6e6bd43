"""Annual reports over HTTP: requested here, compiled by the worker, fetched here."""

from concurrent.futures import ThreadPoolExecutor, wait
from hashlib import sha256
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.authors import acting
from app.clock import today
from app.database import Sessions, connect
from app.errors import BusyError
from app.jobs import queue
from app.models import AnnualReport, Job
from app.models.jobs import JobState
from app.schemas.annual_reports import AnnualReportCreate, AnnualReportData
from app.services import annual_reports
from app.services.annual_reports import MOST_UNDER_WAY
from app.settings import Settings
from tests import make
from tests.databases import AUTHOR
from tests.make import API
from workers.supervisor import drain

REPORTS = f"{API}/annual-reports"
ORDER = {"countyCode": "04", "year": 2024}


def test_a_requested_report_is_compiled_by_the_worker_and_can_be_fetched(
    client: TestClient, session: Session, sessions: Sessions
) -> None:
    make.municipality(session, "0481", "Oxelösund")

    requested = client.post(REPORTS, json=ORDER)

    assert requested.status_code == 202
    report = requested.json()
    assert requested.headers["location"] == f"https://register.test{REPORTS}/{report['id']}"
    assert (report["state"], report["asOf"], report["progress"]) == ("requested", "2024-12-31", 0)
    address = f"{REPORTS}/{report['id']}"
    assert client.get(f"{address}/workbook").status_code == 404

    assert drain(sessions) == 1

    compiled = client.get(address).json()
    assert (compiled["state"], compiled["progress"], compiled["error"]) == ("compiled", 100, None)
    workbook = client.get(f"{address}/workbook")
    assert workbook.headers["content-disposition"] == (
        'attachment; filename="bra-redovisning-04-2024-v1.xlsx"'
    )
    rels = {one["rel"]: one["href"] for one in compiled["_links"]}
    assert rels["enclosure"].endswith(f"{address}/workbook")
    file = client.get(rels["enclosure"], headers={"Accept": "application/json"}).json()
    assert file["fileName"] == "bra-redovisning-04-2024-v1.xlsx"
    assert file["size"] == len(workbook.content)
    assert file["checksum"]["value"] == sha256(workbook.content).hexdigest()
    assert client.get(rels["data"]).status_code == 200
    sheets = load_workbook(BytesIO(workbook.content)).sheetnames
    data = AnnualReportData.model_validate_json(client.get(f"{address}/data").content)
    assert [sheet.name for sheet in data.sheets] == sheets[1:]
    assert (data.county_code, data.year) == ("04", 2024)


def test_a_report_whose_job_failed_says_so(
    client: TestClient, session: Session, sessions: Sessions
) -> None:
    make.county(session)
    key = client.post(REPORTS, json=ORDER).json()["id"]
    with sessions.begin() as changing:
        claimed = queue.claim(changing, "a worker", 30)
        assert claimed is not None
        assert client.get(f"{REPORTS}/{key}").json()["state"] == "compiling"
        queue.fail(changing, claimed, "Länet finns inte.", final=True)

    failed = client.get(f"{REPORTS}/{key}").json()

    assert (failed["state"], failed["error"]) == ("failed", "Länet finns inte.")
    listed = client.get(REPORTS, params={"state": "failed"}).json()["items"]
    assert [one["id"] for one in listed] == [key]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"countyCode": "99", "year": 2024}, "countyCode"),
        ({"countyCode": "04", "year": 2016}, "year"),
        ({"countyCode": "04", "year": today().year + 1}, "year"),
        ({"countyCode": "04", "year": "2024"}, "year"),
        ({"countyCode": "4", "year": 2024}, "countyCode"),
    ],
)
def test_a_report_that_cannot_be_is_refused_and_nothing_is_queued(
    client: TestClient, session: Session, body: dict[str, object], field: str
) -> None:
    make.county(session)

    answer = client.post(REPORTS, json=body)

    assert answer.status_code == 422
    assert [one["name"] for one in answer.json()["invalidParameters"]] == [field]
    assert session.scalars(select(AnnualReport)).all() == []
    assert session.scalars(select(Job)).all() == []


def test_the_job_belongs_to_the_trace_of_the_request_that_ordered_it(
    client: TestClient, session: Session
) -> None:
    make.county(session)
    sent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    answer = client.post(REPORTS, json=ORDER, headers={"traceparent": sent})

    job = session.scalars(select(Job)).one()
    assert job.traceparent == answer.headers["traceparent"]
    assert job.trace_id == "0af7651916cd43dd8448eb211c80319c"


def test_a_county_has_at_most_five_reports_under_way(client: TestClient, session: Session) -> None:
    make.county(session)
    make.county(session, "05", "Östergötlands län")
    client.post(REPORTS, json=ORDER)
    session.execute(update(Job).values(state=JobState.RUNNING))
    for year in range(2020, 2024):
        assert client.post(REPORTS, json={**ORDER, "year": year}).status_code == 202

    refused = client.post(REPORTS, json={**ORDER, "year": 2019})

    assert (refused.status_code, refused.headers["retry-after"]) == (429, "30")
    assert refused.json()["type"] == "urn:samverkan:problem:too-many-requests"
    assert refused.json()["detail"].startswith("Länet har redan 5 redovisningar som väntar eller ")
    assert len(session.scalars(select(AnnualReport)).all()) == 5
    assert client.post(REPORTS, json={**ORDER, "countyCode": "05"}).status_code == 202


@pytest.mark.parametrize("ended", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_what_has_ended_makes_room_for_another_report(
    client: TestClient, session: Session, ended: JobState
) -> None:
    make.county(session)
    for year in range(2020, 2025):
        client.post(REPORTS, json={**ORDER, "year": year})
    first = session.scalars(select(Job.id).limit(1)).one()

    session.execute(update(Job).where(Job.id == first).values(state=ended))

    assert client.post(REPORTS, json={**ORDER, "year": 2019}).status_code == 202
    assert client.post(REPORTS, json={**ORDER, "year": 2018}).status_code == 429


def test_orders_at_the_same_moment_are_counted_one_by_one(database_url: str) -> None:
    sessions = acting(connect(Settings(database_url=database_url, pool_size=5)), AUTHOR)

    def body(year: int) -> AnnualReportCreate:
        return AnnualReportCreate.model_validate({"countyCode": "04", "year": year})

    with sessions.begin() as session:
        make.county(session)
        for year in range(2020, 2019 + MOST_UNDER_WAY):
            annual_reports.request(session, body(year))

    def order() -> None:
        with sessions.begin() as session:
            annual_reports.request(session, body(2018))

    with ThreadPoolExecutor(1) as other:
        with sessions.begin() as session:
            annual_reports.request(session, body(2019))
            meanwhile = other.submit(order)
            wait([meanwhile], timeout=0.5)
        with pytest.raises(BusyError):
            meanwhile.result()
    sessions.engine.dispose()


def test_an_unknown_report_has_no_workbook_and_no_data(client: TestClient) -> None:
    for part in ("", "/workbook", "/data"):
        assert client.get(f"{REPORTS}/{uuid4()}{part}").status_code == 404
