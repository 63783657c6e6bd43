"""Reports to the municipal council over HTTP."""

from datetime import date

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests import make
from tests.make import API

REPORTS = f"{API}/council-reports"


def test_a_report_names_the_forum_it_comes_from(client: TestClient, session: Session) -> None:
    forum = make.forum(session, "Brottsförebyggande rådet")
    make.municipality(session, "0481")

    answer = client.post(
        REPORTS,
        json={
            "municipalityCode": "0481",
            "reportedOn": "2024-06-12",
            "reportingBody": "Kommunstyrelsen",
            "forumId": str(forum.id),
        },
    )

    assert answer.status_code == 201, answer.text
    assert answer.json()["forumName"] == "Brottsförebyggande rådet"


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ({"countyCode": "04"}, ["2023-12-31", "2024-01-01"]),
        ({"municipalityCode": "0480"}, ["2024-01-01"]),
        ({"year": 2024}, ["2024-01-01", "2024-06-12"]),
    ],
)
def test_reports_are_narrowed(
    client: TestClient, session: Session, query: dict[str, str], days: list[str]
) -> None:
    for code, day in (
        ("0481", date(2023, 12, 31)),
        ("0480", date(2024, 1, 1)),
        ("0580", date(2024, 6, 12)),
    ):
        make.municipality(session, code)
        make.council_report(session, municipality_code=code, reported_on=day)

    answer = client.get(REPORTS, params=query)

    assert [one["reportedOn"] for one in answer.json()["items"]] == days
