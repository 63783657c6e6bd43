"""The feedback to a municipality over HTTP: its own and its county board's to fetch."""

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.database import Sessions
from app.http.workbooks import XLSX
from app.models.actors import ActorKind
from app.models.principals import Role
from app.schemas.feedback import FeedbackRead
from tests import make
from tests.conftest import At
from tests.make import API
from tests.workers.national_report.submitted import submit, two_counties, unseen
from workers.feedback.compile import make_feedback

ADDRESS = f"{API}/municipalities/0481/feedback"


def given(session: Session, *years: int) -> None:
    make.municipality(session, "0481", "Oxelösund")
    for year in years:
        make.feedback(session, "0481", make.annual_report(session, year))


def test_it_is_handed_out_as_the_caller_likes(
    client: TestClient, session: Session, sessions: Sessions
) -> None:
    two_counties(session)
    submit(sessions, session, "04")
    store = make_feedback(sessions, {"year": 2024}, unseen)
    with sessions.begin() as storing:
        store(storing)

    told = client.get(ADDRESS, params={"year": 2024})
    file = client.get(ADDRESS, params={"year": 2024}, headers={"Accept": XLSX})

    assert FeedbackRead.model_validate_json(told.content).name == "Oxelösund"
    assert file.headers["content-type"] == XLSX
    assert file.headers["content-disposition"] == 'attachment; filename="aterforing-0481-2024.xlsx"'
    assert file.content.startswith(b"PK")


def test_the_latest_is_given_where_no_year_is_asked_for(
    client: TestClient, session: Session
) -> None:
    given(session, 2023, 2024)

    latest, earlier = (
        client.get(ADDRESS, params=asked, headers={"Accept": XLSX})
        for asked in ({}, {"year": 2023})
    )

    assert "aterforing-0481-2024" in latest.headers["content-disposition"]
    assert "aterforing-0481-2023" in earlier.headers["content-disposition"]


def test_before_there_is_any_it_says_when_there_will_be(
    client: TestClient, session: Session
) -> None:
    given(session, 2024)

    answer = client.get(ADDRESS, params={"year": 2023})

    assert answer.status_code == 404
    assert "när länet har lämnat in" in answer.json()["detail"]


def test_it_is_for_the_municipality_and_its_county_board(
    client: TestClient, session: Session, at: At
) -> None:
    given(session, 2024)
    make.municipality(session, "0480", "Nyköping")
    board = ActorKind.COUNTY_ADMINISTRATIVE_BOARD
    own = make.actor(session, "Oxelösund", municipality_code="0481")
    other = make.actor(session, "Nyköping", municipality_code="0480")
    county = make.actor(session, "Länsstyrelsen", kind=board, county_code="04")

    found = [at(one, Role.READER).get(ADDRESS).status_code for one in (own, county, other)]

    assert found == [200, 200, 403]


def test_it_is_asked_for_in_few_statements(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    given(session, 2024)
    statements.clear()

    assert client.get(ADDRESS).status_code == 200

    assert len(statements) == 2
