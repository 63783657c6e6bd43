"""The life of an annual report: answered, returned, approved by another, submitted, issued anew."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from httpx2 import Response
from openpyxl import load_workbook
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.database import Sessions
from app.jobs import queue
from app.models import AnnualReportFile, AnnualReportSheet, Job
from app.models.actors import ActorKind
from app.models.jobs import JobState
from app.models.principals import Role
from app.report_form import QUESTIONS
from app.schemas.report_comparisons import ReportComparisonRead
from tests import make
from tests.callers import As
from tests.conftest import At
from tests.make import API
from workers import child
from workers.annual_report.submission import draft_report
from workers.kinds import KINDS
from workers.supervisor import drain

REPORTS = f"{API}/annual-reports"
ORDER = {"countyCode": "04", "year": 2024}
ANSWERS = [{"question": one.id, "text": f"Svar på {one.id}."} for one in QUESTIONS if one.required]
BOARD = ActorKind.COUNTY_ADMINISTRATIVE_BOARD


@dataclass(frozen=True)
class County:
    """A county's people: two who coordinate, one who approves, one who may do both."""

    sessions: Sessions
    coordinator: As
    other: As
    approver: As
    both: As
    bra: As

    def requested(self, by: As | None = None) -> str:
        answer = (by or self.coordinator).post(REPORTS, json=ORDER)
        assert answer.status_code == 202, answer.text
        return f"{REPORTS}/{answer.json()['id']}"

    def compiled(self, by: As | None = None) -> str:
        report = self.requested(by)
        drain(self.sessions)
        return report

    def answered(self, by: As | None = None) -> str:
        report = self.compiled()
        written = (by or self.other).patch(report, json={"narrative": ANSWERS})
        assert written.status_code == 200, written.text
        return report

    def approved(self) -> str:
        report = self.answered()
        assert self.approve(report).status_code == 201
        return report

    def submitted(self) -> str:
        report = self.approved()
        assert self.act(report, "submissions").status_code == 202
        drain(self.sessions)
        assert self.state(report) == "submitted"
        return report

    def approve(self, report: str, by: As | None = None) -> Response:
        return self.act(report, "approvals", by or self.approver, approvedAs="länsråd")

    def act(self, report: str, what: str, by: As | None = None, **body: Any) -> Response:
        return (by or self.coordinator).post(f"{report}/{what}", json=body)

    def read(self, report: str) -> dict[str, Any]:
        found: dict[str, Any] = self.coordinator.get(report).json()
        return found

    def state(self, report: str) -> str:
        return str(self.read(report)["state"])

    def rels(self, report: str, by: As) -> set[str]:
        return {one["rel"] for one in by.get(report).json()["_links"]}

    def workbook(self, report: str) -> bytes:
        return self.coordinator.get(f"{report}/workbook").content


@pytest.fixture
def county(at: At, session: Session, sessions: Sessions) -> County:
    make.municipality(session, "0481", "Oxelösund")
    board = make.actor(session, "Länsstyrelsen", kind=BOARD, county_code="04")
    council = make.actor(session, "Brå", kind=ActorKind.NATIONAL_AUTHORITY)

    return County(
        sessions,
        at(board, Role.COORDINATOR),
        at(board, Role.COORDINATOR),
        at(board, Role.APPROVER),
        at(board, Role.COORDINATOR, Role.APPROVER),
        at(council, Role.RECEIVER),
    )


def test_a_report_goes_from_order_to_submission(county: County) -> None:
    report = county.requested()
    assert county.state(report) == "requested"
    drain(county.sessions)
    assert county.state(report) == "compiled"
    county.other.patch(report, json={"narrative": ANSWERS})
    assert county.state(report) == "answered"
    county.approve(report)
    assert county.state(report) == "approved"
    county.act(report, "submissions")
    assert county.state(report) == "submitting"
    drain(county.sessions)

    found = county.read(report)
    assert found["state"] == "submitted"
    assert (found["issue"], found["approvedAs"], found["bySchedule"]) == (1, "länsråd", False)
    assert found["submittedAt"]


def test_the_submitted_workbook_shows_all_that_was_decided(county: County) -> None:
    report = county.submitted()

    book = load_workbook(BytesIO(county.workbook(report)))
    cover = {row[0].value: row[1].value for row in book["Försättsblad"].iter_rows(min_row=5)}
    found = county.read(report)
    assert cover["Ställning"] == "Inlämnad"
    assert cover["Godkänd av (funktion)"] == "länsråd"
    assert cover["Utgåva"] == "v1"
    assert cover["Kontrollsumma (SHA-256)"] == found["checksum"]
    told = [[cell.value for cell in row] for row in book["Redovisning"].iter_rows(min_row=5)]
    assert [row[3] for row in told][:4] == [one["text"] for one in ANSWERS]
    assert told[4][3] == "Frågan är inte besvarad."
    data = county.coordinator.get(f"{report}/data").json()
    assert data["approval"] == {"approvedAs": "länsråd", "approvedAt": found["approvedAt"]}
    assert data["submittedAt"] == found["submittedAt"]
    assert [one["text"] for one in data["narrative"]][:4] == [one["text"] for one in ANSWERS]


def test_the_draft_is_made_anew_with_the_answers_and_nobody_is_put_behind(county: County) -> None:
    report = county.compiled()
    first = county.other.patch(report, json={"narrative": ANSWERS[:1]})
    drain(county.sessions)

    book = load_workbook(BytesIO(county.workbook(report)))

    assert book["Redovisning"]["D5"].value == "Svar på R1."
    seen = {"If-Match": first.headers["etag"]}
    again = county.other.patch(report, json={"narrative": ANSWERS}, headers=seen)
    assert again.status_code == 200


def test_the_draft_shows_the_answers_also_when_it_is_approved_meanwhile(county: County) -> None:
    report = county.answered()
    county.approve(report)

    drain(county.sessions)

    book = load_workbook(BytesIO(county.workbook(report)))
    assert book["Redovisning"]["D5"].value == "Svar på R1."


def test_a_draft_of_older_answers_is_not_kept(county: County, session: Session) -> None:
    report = county.compiled()
    county.other.patch(report, json={"narrative": ANSWERS[:1]})
    store = draft_report(county.sessions, {"annualReportId": report[-36:]}, lambda *_: None)
    county.other.patch(report, json={"narrative": ANSWERS[1:2]})
    before = county.workbook(report)

    with county.sessions.begin() as storing:
        store(storing)

    assert county.workbook(report) == before


def test_a_report_with_a_question_unanswered_cannot_be_approved(county: County) -> None:
    report = county.compiled()
    county.other.patch(report, json={"narrative": ANSWERS[:-1]})

    refused = county.approve(report)

    assert refused.status_code == 409
    assert refused.json()["detail"] == (
        "Redovisningen är sammanställd, frågorna är inte besvarade, och då går det inte. Det går "
        "när den är: sammanställd och besvarad, kan godkännas."
    )


def test_nobody_approves_what_they_ordered(county: County) -> None:
    report = county.compiled(by=county.both)
    county.other.patch(report, json={"narrative": ANSWERS})

    refused = county.approve(report, by=county.both)

    assert refused.status_code == 403
    assert refused.json()["detail"].startswith("Den som beställde eller sammanställde")
    assert "approvals" not in county.rels(report, county.both)
    assert "approvals" in county.rels(report, county.approver)


def test_nobody_approves_what_they_wrote_last(county: County) -> None:
    report = county.answered(by=county.both)

    assert county.approve(report, by=county.both).status_code == 403
    county.other.patch(report, json={"narrative": ANSWERS})
    assert county.approve(report, by=county.both).status_code == 201


def test_nobody_approves_figures_they_had_made(county: County) -> None:
    report = county.answered()
    county.act(report, "compilations", by=county.both)
    drain(county.sessions)

    assert county.approve(report, by=county.both).status_code == 403


def test_who_only_coordinates_approves_nothing(county: County) -> None:
    assert county.approve(county.answered(), by=county.other).status_code == 403


def test_a_returned_report_says_why_and_waits_for_new_words(county: County) -> None:
    report = county.approved()

    returned = county.act(report, "returns", county.approver, comment="Skriv om R2.")

    assert returned.status_code == 201
    found = county.read(report)
    assert (found["state"], found["returnComment"]) == ("returned", "Skriv om R2.")
    assert (found["approvedAt"], found["approvedAs"]) == (None, None)
    assert county.approve(report).status_code == 409
    county.other.patch(report, json={"narrative": ANSWERS})
    assert county.state(report) == "answered"
    assert county.read(report)["returnComment"] is None


def test_a_submitted_report_is_submitted_once(county: County) -> None:
    report = county.approved()
    assert county.act(report, "submissions").status_code == 202
    assert county.act(report, "submissions").status_code == 409
    drain(county.sessions)

    assert county.act(report, "submissions").status_code == 409


@pytest.mark.parametrize("what", ["compilations", "cancellations", "submissions"])
def test_nothing_is_done_with_what_was_submitted(county: County, what: str) -> None:
    report = county.submitted()

    assert county.act(report, what).status_code == 409
    assert county.other.patch(report, json={"narrative": ANSWERS}).status_code == 409
    assert county.act(report, "returns", county.approver, comment="Nej.").status_code == 409
    assert {"enclosure", "data", "reissues"} <= county.rels(report, county.coordinator)
    assert not {"edit", what, "returns"} & county.rels(report, county.coordinator)


@pytest.mark.parametrize("kind", [AnnualReportFile, AnnualReportSheet])
def test_the_database_refuses_to_change_what_was_submitted(
    county: County, kind: type[AnnualReportFile] | type[AnnualReportSheet]
) -> None:
    key = UUID(county.submitted().rpartition("/")[2])

    for change in (update(kind).values(head={}), delete(kind)):
        with pytest.raises(DBAPIError), county.sessions.begin() as session:
            session.execute(change.where(kind.annual_report_id == key))


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO annual_report_sheets SELECT annual_report_id, position + 100, head, "
        "row_count, rows FROM annual_report_sheets WHERE annual_report_id = :key",
        "UPDATE annual_reports SET submitted_at = NULL WHERE id = :key",
        "UPDATE annual_reports SET approved_as = 'en annan' WHERE id = :key",
        "DELETE FROM annual_reports WHERE id = :key",
    ],
)
def test_nothing_is_added_to_what_was_submitted_and_it_cannot_be_unsubmitted(
    county: County, statement: str
) -> None:
    key = county.submitted().rpartition("/")[2]

    with pytest.raises(DBAPIError), county.sessions.begin() as session:
        session.execute(text(statement), {"key": key})


def test_what_was_submitted_is_not_replaced_or_emptied(county: County) -> None:
    key = county.submitted().rpartition("/")[2]
    sqlite = (
        "INSERT OR REPLACE INTO annual_report_files SELECT * FROM annual_report_files "
        "WHERE annual_report_id = :key",
        "INSERT OR REPLACE INTO annual_reports SELECT * FROM annual_reports WHERE id = :key",
    )
    postgresql = ("TRUNCATE annual_report_sheets", "TRUNCATE annual_reports CASCADE")
    of_engine = {"sqlite": sqlite, "postgresql": postgresql}

    for statement in of_engine[county.sessions.engine.dialect.name]:
        with (
            pytest.raises(DBAPIError, match="submitted report"),
            county.sessions.begin() as session,
        ):
            session.execute(text(statement), {"key": key} if ":key" in statement else {})


def test_a_new_issue_says_what_it_replaces_and_the_old_one_stays(county: County) -> None:
    old = county.submitted()
    before = county.workbook(old)

    answer = county.act(old, "reissues", reason="Två överenskommelser saknades.")

    assert answer.status_code == 202
    new = f"{REPORTS}/{answer.json()['id']}"
    assert answer.headers["location"].endswith(new)
    drain(county.sessions)
    found = county.read(new)
    assert (found["issue"], found["state"]) == (2, "answered")
    assert found["replacesId"] == old.rpartition("/")[2]
    cover = load_workbook(BytesIO(county.workbook(new)))["Försättsblad"]
    told = {row[0].value: row[1].value for row in cover.iter_rows(min_row=5)}
    assert told["Skäl till ny utgåva"] == "Två överenskommelser saknades."
    assert told["Ersätter"] == f"v1 (kontrollsumma {county.read(old)['checksum']})"
    assert county.workbook(old) == before
    assert county.act(old, "reissues", reason="Igen.").json()["detail"] == (
        "Det finns redan en senare utgåva; arbeta vidare med den."
    )


def test_only_what_was_submitted_is_issued_anew(county: County) -> None:
    assert county.act(county.approved(), "reissues", reason="Fel.").status_code == 409


def test_a_county_has_one_report_a_year_until_it_is_issued_anew(county: County) -> None:
    county.requested()

    refused = county.other.post(REPORTS, json=ORDER)

    assert refused.status_code == 409
    assert refused.json()["detail"].startswith("Länet har redan en redovisning för året (utgåva 1)")


def test_a_failed_compilation_leaves_what_was_there(county: County, session: Session) -> None:
    report = county.answered()
    drain(county.sessions)
    before = county.workbook(report)
    county.act(report, "compilations")
    session.execute(
        update(Job).where(Job.state == JobState.QUEUED).values(state=JobState.FAILED, error="Nej.")
    )

    found = county.read(report)
    assert (found["state"], found["error"]) == ("answered", "Nej.")
    assert county.workbook(report) == before


def test_a_submission_that_failed_can_be_made_again(county: County, session: Session) -> None:
    report = county.approved()
    county.act(report, "submissions")
    session.execute(
        update(Job).where(Job.state == JobState.QUEUED).values(state=JobState.FAILED, error="Nej.")
    )
    assert county.state(report) == "approved"

    assert county.act(report, "submissions").status_code == 202
    drain(county.sessions)
    assert county.state(report) == "submitted"


def test_what_waits_is_cancelled_and_can_be_compiled_later(county: County) -> None:
    report = county.requested()

    assert county.act(report, "cancellations").status_code == 202
    assert county.state(report) == "cancelled"
    assert drain(county.sessions) == 0
    assert county.act(report, "compilations").status_code == 202
    drain(county.sessions)
    assert county.state(report) == "compiled"


def test_a_cancelled_submission_is_still_approved(county: County) -> None:
    report = county.approved()
    county.act(report, "submissions")

    assert county.act(report, "cancellations").status_code == 202
    assert county.state(report) == "approved"


@pytest.mark.parametrize(
    ("narrative", "fault"),
    [
        ([{"question": "R9", "text": "Svar."}], "narrative[0].question"),
        ([ANSWERS[0], ANSWERS[0]], "narrative[1].question"),
        ([{"question": "R1", "text": "x" * 8_001}], "narrative[0].text"),
        ([{"question": "R1", "text": ""}], "narrative[0].text"),
        ([{"question": "R1", "text": "Född 19121212-1212."}], "narrative[0].text"),
    ],
)
def test_answers_that_cannot_be_are_refused_by_name(
    county: County, narrative: list[dict[str, str]], fault: str
) -> None:
    report = county.compiled()

    refused = county.other.patch(report, json={"narrative": narrative})

    assert refused.status_code == 422
    assert [one["name"] for one in refused.json()["invalidParameters"]] == [fault]
    assert county.read(report)["narrative"] == []


def test_an_answer_of_the_greatest_length_is_whole_in_the_workbook(county: County) -> None:
    report = county.compiled()
    written = f"Först.\n\n- en  punkt\n{'Ett långt svar om arbetet. ' * 290}"[:8_000].strip()
    county.other.patch(report, json={"narrative": [{"question": "R1", "text": written}]})
    drain(county.sessions)

    rows = load_workbook(BytesIO(county.workbook(report)))["Redovisning"].iter_rows(min_row=5)
    pieces = [str(row[3].value) for row in rows if row[0].value == "R1"]

    assert len(pieces) > 1
    assert "".join(pieces) == written


@pytest.mark.parametrize("what", ["compilations", "approvals", "submissions", "returns"])
def test_a_stale_change_is_refused(county: County, what: str) -> None:
    report = county.answered()
    stale = county.coordinator.get(report).headers["etag"]
    county.other.patch(report, json={"narrative": ANSWERS})
    bodies = {"approvals": {"approvedAs": "länsråd"}, "returns": {"comment": "Nej."}}
    body = bodies.get(what, {})
    by = county.approver if body else county.coordinator

    refused = by.post(f"{report}/{what}", json=body, headers={"If-Match": stale})

    assert refused.status_code == 412


def test_bra_sees_nothing_before_it_is_submitted(county: County) -> None:
    report = county.approved()
    assert county.bra.get(report).status_code == 404
    county.act(report, "submissions")
    drain(county.sessions)

    assert county.bra.get(report).json()["state"] == "submitted"
    assert county.bra.get(f"{report}/workbook").content == county.workbook(report)
    assert county.act(report, "reissues", county.bra, reason="Fel.").status_code == 403


def test_bra_is_not_told_how_the_report_came_about(county: County) -> None:
    report = county.answered()
    county.act(report, "returns", county.approver, comment="Skriv inte om konflikten.")
    county.other.patch(report, json={"narrative": ANSWERS})
    county.approve(report)
    known = county.read(report)["updatedAt"]
    county.act(report, "submissions")
    drain(county.sessions)

    told = county.bra.get(f"{report}/history")

    assert told.status_code == 200
    assert "konflikten" not in told.text
    assert len(told.json()["items"]) == 1
    assert county.bra.get(report, params={"knownAt": known}).status_code == 404
    assert "konflikten" in county.coordinator.get(f"{report}/history").text


def test_a_cancelled_submission_is_not_submitted_though_it_was_as_good_as_done(
    county: County, session: Session
) -> None:
    report = county.approved()
    drain(county.sessions)
    county.act(report, "submissions")
    with county.sessions.begin() as claiming:
        job = queue.claim(claiming, "a worker", 30)
    assert job is not None
    assert county.act(report, "cancellations").status_code == 202

    assert child.perform(county.sessions, job, KINDS) == "refused"
    assert county.read(report)["submittedAt"] is None


def test_its_history_tells_what_was_done(county: County) -> None:
    report = county.submitted()

    told = county.coordinator.get(f"{report}/history").json()["items"]

    assert {"registration", "change", "approval", "submission"} <= {one["kind"] for one in told}


def test_the_rows_of_a_report_are_as_many_as_its_data_say(county: County, session: Session) -> None:
    report = county.compiled()
    data = county.coordinator.get(f"{report}/data").json()
    key = UUID(report.rpartition("/")[2])

    kept = select(AnnualReportSheet).where(AnnualReportSheet.annual_report_id == key)

    assert {one.head["name"]: one.row_count for one in session.scalars(kept)} == {
        one["name"]: len(one["rows"]) for one in data["sheets"]
    }


def test_two_issues_are_compared_row_by_row(county: County, session: Session) -> None:
    old = county.submitted()
    make.agreement(session, "Samverkan Oxelösund", municipality_codes=["0481"])
    new = f"{REPORTS}/{county.act(old, 'reissues', reason='Saknades.').json()['id']}"
    drain(county.sessions)

    answer = county.coordinator.get(f"{new}/comparison")

    assert answer.status_code == 200, answer.text
    found = ReportComparisonRead.model_validate_json(answer.content)
    assert (found.before.issue, found.after.issue) == (1, 2)
    counts = {one.sheet: one.added for one in found.sheets}
    assert counts["Överenskommelser"] == 1
    assert found.meta.total_records == sum(
        one.added + one.removed + one.changed for one in found.sheets
    )
    key = old.rpartition("/")[2]
    same = county.coordinator.get(f"{old}/comparison", params={"with": key})
    assert same.json()["_meta"]["totalRecords"] == 0
    assert county.coordinator.get(f"{old}/comparison").json()["invalidParameters"] == [
        {"name": "with", "reason": "Utgåvan ersätter ingen; ange vilken den ska jämföras med."}
    ]
    assert county.bra.get(f"{new}/comparison").status_code == 404
    assert county.bra.get(f"{old}/comparison", params={"with": new[-36:]}).status_code == 404
