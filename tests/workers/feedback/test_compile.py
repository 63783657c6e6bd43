"""The feedback to municipalities: what it holds, and that it names no other's answers."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.database import Sessions
from app.models import Job, MunicipalityFeedback
from app.models.jobs import JobState
from app.schemas.feedback import Feedback
from tests.workers.national_report.submitted import compiled, submit, two_counties, unseen
from workers.feedback.compile import make_feedback
from workers.kinds import KINDS


def fed_back(sessions: Sessions, session: Session, payload: dict[str, Any]) -> None:
    stored(sessions, session, make_feedback(sessions, payload, unseen))


def stored(sessions: Sessions, session: Session, store: Callable[[Session], None]) -> None:
    with sessions.begin() as storing:
        store(storing)
    session.expire_all()


def kept(session: Session, code: str, year: int = 2024) -> Feedback:
    row = session.get_one(MunicipalityFeedback, (code, year))
    return Feedback.model_validate(row.data)


def ordered(session: Session) -> list[dict[str, Any]]:
    return list(session.scalars(select(Job.payload).where(Job.kind == "feedback")))


@pytest.fixture
def submitted(sessions: Sessions, session: Session) -> Session:
    two_counties(session)
    submit(sessions, session, "04")
    return session


def test_it_is_ordered_when_a_county_submits_and_again_when_the_country_is_compiled(
    sessions: Sessions, submitted: Session
) -> None:
    compiled(sessions, submitted)

    assert ordered(submitted) == [{"year": 2024, "countyCode": "04"}, {"year": 2024}]
    assert "feedback" in KINDS
    assert set(submitted.scalars(select(Job.state))) == {JobState.QUEUED}


def test_a_municipality_is_told_its_own_beside_the_county(
    sessions: Sessions, submitted: Session
) -> None:
    fed_back(sessions, submitted, {"year": 2024, "countyCode": "04"})

    told = kept(submitted, "0481")
    assert (told.name, told.county_name, told.national_report) == (
        "Oxelösund", "Södermanlands län", None,
    )  # fmt: skip
    law = {one.id: one for one in told.requirements}
    assert law["L17"].answer == "✓ uppfyllt"
    county = law["L17"].county
    assert county is not None
    assert (county.n, county.missing, county.whole, law["L17"].country) == (1, 1, 2, None)
    other = {one.id: one for one in kept(submitted, "0480").requirements}
    assert other["L17"].answer == "? uppgift saknas"
    assert [(one.name, one.measures, one.county) for one in told.methods] == [("SSPF", 1, 1)]
    assert kept(submitted, "0480").methods == []
    coordinators = next(one for one in told.indicators if one.id == "I02")
    assert coordinators.answer == "✓ uppfyllt"


def test_no_other_municipality_is_named(sessions: Sessions, submitted: Session) -> None:
    fed_back(sessions, submitted, {"year": 2024})

    row = submitted.get_one(MunicipalityFeedback, ("0481", 2024))
    assert "Nyköping" not in str(row.data)
    book = load_workbook(BytesIO(row.workbook))
    cells = [str(one.value) for sheet in book for cells in sheet.iter_rows() for one in cells]
    assert not [one for one in cells if "Nyköping" in one]
    assert book.sheetnames == ["Återföring", "Lagen", "Indikatorer", "Metoder"]
    assert "✓ uppfyllt" in cells


def test_the_country_stands_beside_when_it_is_known(sessions: Sessions, submitted: Session) -> None:
    submit(sessions, submitted, "03")
    compiled(sessions, submitted)
    fed_back(sessions, submitted, {"year": 2024})

    for code in ("0481", "0305"):
        told = kept(submitted, code)
        country = next(one for one in told.requirements if one.id == "L17").country
        assert country is not None
        assert (country.n, country.whole) == (1, 3)
        assert told.national_report is not None
        assert (told.national_report.number, told.national_report.counties) == (1, 2)
    assert [one.country for one in kept(submitted, "0481").methods] == [1]


def test_what_it_was_told_last_year_stands_beside(sessions: Sessions, submitted: Session) -> None:
    submit(sessions, submitted, "04", year=2023)
    fed_back(sessions, submitted, {"year": 2023})
    before = {one.id: one.answer for one in kept(submitted, "0481", 2023).requirements}
    fed_back(sessions, submitted, {"year": 2024})

    told = kept(submitted, "0481").requirements

    assert before
    assert {one.id: one.answer_before for one in told if one.id in before} == before


def test_a_later_one_takes_the_place_of_the_first(sessions: Sessions, submitted: Session) -> None:
    fed_back(sessions, submitted, {"year": 2024})
    latest = submit(sessions, submitted, "04", issue=2)
    fed_back(sessions, submitted, {"year": 2024, "countyCode": "04"})

    assert kept(submitted, "0481").county_report.id == latest
    assert len(submitted.scalars(select(MunicipalityFeedback)).all()) == 2


def test_what_rests_on_an_earlier_issue_never_takes_its_place(
    sessions: Sessions, submitted: Session
) -> None:
    slow = make_feedback(sessions, {"year": 2024}, unseen)
    latest = submit(sessions, submitted, "04", issue=2)
    fed_back(sessions, submitted, {"year": 2024, "countyCode": "04"})

    stored(sessions, submitted, slow)

    assert kept(submitted, "0481").county_report.id == latest


def test_what_rests_on_an_earlier_report_of_the_country_never_takes_its_place(
    sessions: Sessions, submitted: Session
) -> None:
    without = make_feedback(sessions, {"year": 2024}, unseen)
    compiled(sessions, submitted)
    first = make_feedback(sessions, {"year": 2024}, unseen)
    compiled(sessions, submitted, number=2)
    fed_back(sessions, submitted, {"year": 2024})

    for slow in (without, first):
        stored(sessions, submitted, slow)

        country = kept(submitted, "0481").national_report
        assert country is not None
        assert country.number == 2


def test_one_municipality_kept_of_later_reports_holds_back_no_other(
    sessions: Sessions, submitted: Session
) -> None:
    slow = make_feedback(sessions, {"year": 2024}, unseen)
    submit(sessions, submitted, "04", issue=2)
    fed_back(sessions, submitted, {"year": 2024, "countyCode": "04"})
    submitted.execute(
        delete(MunicipalityFeedback).where(MunicipalityFeedback.municipality_code == "0480")
    )

    stored(sessions, submitted, slow)

    issues = {code: kept(submitted, code).county_report.issue for code in ("0480", "0481")}
    assert issues == {"0480": 1, "0481": 2}
