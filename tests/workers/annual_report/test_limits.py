"""Over Excel's limits: refused by name, in Swedish, for good; never cut, and never half done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.database import Sessions
from app.models import AnnualReport, AnnualReportFile, FollowUp, Job
from app.models.follow_ups import FollowUpKind
from app.models.jobs import JobState
from app.queries.annual_reports import state_of_report
from app.report_life import ReportState
from app.schemas.annual_reports import AnnualReportCreate, CompilationCreate
from app.services import annual_reports
from tests import make
from tests.workers.annual_report.a_county import local_agreement, municipal, police
from tests.workers.annual_report.sheets_of import AT, made, read, texts, written
from workers.annual_report import fitting
from workers.annual_report.fitting import WorkbookLimitError
from workers.annual_report.sheet import Column, Link, Sheet
from workers.annual_report.workbook import workbook_bytes
from workers.supervisor import drain

COLUMN = Column("Text")


def named(name: str = "Blad", table: str = "Tabell") -> Sheet:
    return Sheet(name, "Titel", "Anvisning", (COLUMN,), [("a",)], table)


def headed(*headings: str) -> Sheet:
    return made([tuple("a" for _ in headings)], *(Column(one) for one in headings))


FITS: dict[str, Callable[[], bytes]] = {
    "a text as long as a cell": lambda: written(texts("å" * 32_767)),
    "a name of a sheet": lambda: written(named("å" * 31)),
    "a name of a table": lambda: written(named(table="T" * 255)),
    "a heading": lambda: written(headed("å" * 255, "Å")),
    "a whole number": lambda: written(made([(999_999_999_999_999,)], COLUMN)),
    "the first day": lambda: written(made([(date(1900, 1, 1),)], COLUMN)),
    "a footer": lambda: written(texts("a"), title="å" * 220),
    "every column": lambda: written(headed(*(f"Rubrik {n}" for n in range(16_384)))),
}
OVER: dict[str, tuple[Callable[[], bytes], str]] = {
    "text": (lambda: written(texts("a", "å" * 32_768)), "rad 2: en text är längre"),
    "sheet name": (lambda: written(named("å" * 32)), "kan inte heta så"),
    "emoji in a sheet name": (lambda: written(named("🙂" * 16)), "kan inte heta så"),
    "slash in a sheet name": (lambda: written(named("a/b")), "kan inte heta så"),
    "reserved sheet name": (lambda: written(named("History")), "kan inte heta så"),
    "sheet without a name": (lambda: written(named("")), "kan inte heta så"),
    "sheets alike": (lambda: written(named("A"), named("a", "Annan")), "Två blad heter"),
    "tables alike": (lambda: written(named("A"), named("B", "TABELL")), "tabellen kan inte heta"),
    "table name": (lambda: written(named(table="T" * 256)), "tabellen kan inte heta"),
    "table named as a cell": (lambda: written(named(table="AB12")), "tabellen kan inte heta"),
    "blank in a table name": (lambda: written(named(table="Min tabell")), "tabellen kan inte"),
    "heading": (lambda: written(headed("å" * 256)), "en rubrik i Excel har 1-255 tecken"),
    "no heading": (lambda: written(headed("")), "en rubrik i Excel har 1-255 tecken"),
    "headings alike": (lambda: written(headed("Namn", "NAMN")), "finns två gånger"),
    "columns": (lambda: written(headed(*map(str, range(16_385)))), "fler kolumner än de 16384"),
    "whole number": (lambda: written(made([(10**15,)], COLUMN)), "rad 1: ett tal är större"),
    "infinite": (lambda: written(made([(float("inf"),)], COLUMN)), "rad 1: ett tal är större"),
    "day": (lambda: written(made([(date(1899, 12, 31),)], COLUMN)), "inga dagar före 1900-01-01"),
    "footer": (lambda: written(texts("a"), title="å" * 250), "sidfoten är längre"),
    "title": (lambda: written(replace(texts("a"), title="\x00")), "ovanför tabellen"),
}


@pytest.mark.parametrize("what", FITS)
def test_what_just_fits_is_written(what: str) -> None:
    assert FITS[what]()


@pytest.mark.parametrize("what", OVER)
def test_over_the_limit_is_refused_by_name(what: str) -> None:
    make_it, sentence = OVER[what]

    with pytest.raises(WorkbookLimitError, match=sentence):
        make_it()


def test_more_rows_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "MAX_ROWS", 6)
    written(texts("a", "b"))

    with pytest.raises(WorkbookLimitError, match="Bladet Blad har fler rader"):
        written(texts("a", "b", "c"))


def test_more_links_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "MAX_LINKS", 2)
    cover = made([(Link("a", "Blad"),)] * 2, COLUMN)
    workbook_bytes([cover], "Rapport", AT)

    with pytest.raises(WorkbookLimitError, match="Bladet Blad har fler länkar än de 2"):
        workbook_bytes([replace(cover, rows=[(Link("a", "Blad"),)] * 3)], "Rapport", AT)


def test_the_first_days_of_excel_are_the_days_they_were() -> None:
    days = [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2200, 12, 31)]
    sheet: Any = read(made([(day,) for day in days], COLUMN))["Blad"]

    assert [sheet.cell(5 + place, 1).value.date() for place in range(4)] == days


def test_a_job_over_the_limits_fails_for_good_and_leaves_the_issue_as_it_was(
    sessions: Sessions, session: Session
) -> None:
    make.county(session, "04", "Södermanlands län")
    agreement = local_agreement(session, municipal(session, "0481", "Oxelösund"), police(session))
    with sessions.begin() as acting:
        body = AnnualReportCreate.model_validate({"countyCode": "04", "year": 2024})
        key = annual_reports.request(acting, body).id
    drain(sessions)
    with sessions.read() as reading:
        before = reading.get_one(AnnualReportFile, key)
    too_long = FollowUp(
        kind=FollowUpKind.PROCESS,
        commitment_id=agreement.id,
        done_on=date(2024, 5, 1),
        summary="å" * 32_768,
    )
    session.add(too_long)
    session.flush()
    with sessions.begin() as acting:
        report = acting.get_one(AnnualReport, key)
        annual_reports.compile_again(acting, report, CompilationCreate())

    assert drain(sessions) == 1

    with sessions.read() as reading:
        report = reading.get_one(AnnualReport, key)
        job = reading.get_one(Job, report.job_id)
        after = reading.get_one(AnnualReportFile, key)
        state = reading.scalars(state_of_report(key)).one()
    assert (job.state, job.attempt) == (JobState.FAILED, 1)
    assert job.error is not None
    assert job.error.startswith("Bladet Uppföljningar, rad ")
    assert "längre än de 32 767 tecken" in job.error
    assert (after.workbook, after.checksum) == (before.workbook, before.checksum)
    assert state == ReportState.COMPILED
