"""The states of an annual report: each is reached and left, and the documents draw them all."""

from app.permissions import POLICIES
from app.report_life import DOCUMENT, TRANSITIONS, WORKER, ReportState, drawn_into, states_for


def test_the_document_shows_the_diagram_of_the_code() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")

    assert drawn_into(text) == text
    assert "approved --> submitting: submit_annual_report" in text


def test_every_state_is_reached_and_all_but_the_last_are_left() -> None:
    reached = {one.target for one in TRANSITIONS}
    left = {source for one in TRANSITIONS for source in one.sources}

    assert reached == set(ReportState)
    assert set(ReportState) - left == {ReportState.SUBMITTED}


def test_every_transition_is_the_workers_or_an_operation_with_a_policy() -> None:
    assert {one.by for one in TRANSITIONS} <= POLICIES.keys() | {WORKER}


def test_what_makes_a_report_has_no_state_to_begin_in_but_a_new_issue() -> None:
    assert states_for("request_annual_report") == frozenset()
    assert states_for("reissue_annual_report") == {ReportState.SUBMITTED}
