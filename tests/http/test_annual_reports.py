"""Annual reports over HTTP: requested here, compiled by the worker, fetched here."""

from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.clock import today
from app.database import Sessions
from app.jobs import queue
from app.models import AnnualReport, Job
from app.schemas.annual_reports import AnnualReportData
from tests import make
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
        'attachment; filename="bra-redovisning-04-2024.xlsx"'
    )
    sheets = load_workbook(BytesIO(workbook.content)).sheetnames
    data = AnnualReportData.model_validate_json(client.get(f"{address}/data").content)
    assert [sheet.name for sheet in data.sheets] == sheets[1:]
    assert (data.county, data.year) == ("04", 2024)


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


def test_an_unknown_report_has_no_workbook_and_no_data(client: TestClient) -> None:
    for part in ("", "/workbook", "/data"):
        assert client.get(f"{REPORTS}/{uuid4()}{part}").status_code == 404
