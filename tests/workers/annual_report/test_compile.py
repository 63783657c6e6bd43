"""The whole report: from a request to stored bytes, with a fixed number of questions."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from app.audit.authors import acting
from app.database import Sessions, connect
from app.errors import NotFoundError
from app.models import AnnualReport, AnnualReportFile, FollowUp
from app.models.follow_ups import FollowUpKind
from app.queries.annual_reports import report_snapshot
from app.settings import Settings
from app.snapshots import checksum, from_document, parts
from tests import make
from tests.databases import AUTHOR
from tests.workers.annual_report.a_county import filled_county, local_agreement, municipal, police
from workers.annual_report.compile import compile_report, compile_workbook
from workers.annual_report.render import rendered
from workers.annual_report.sheets import SHEETS

KNOWN_AT = datetime(2025, 1, 20, 9, 30, tzinfo=UTC)
MEGABYTES = 150
LONG_QUESTION = 500  # characters of SQL


@pytest.fixture
def filled(session: Session) -> Session:
    filled_county(session)
    return session


def requested(session: Session) -> AnnualReport:
    row = AnnualReport(
        title="Årlig redovisning 2024",
        county_code="04",
        year=2024,
        as_of=date(2024, 12, 31),
        narrative=[],
    )
    session.add(row)
    session.flush()
    return row


def unseen(_percent: int, _message: str) -> None:
    """Nobody watches."""


def test_a_requested_report_is_compiled_and_stored(sessions: Sessions, filled: Session) -> None:
    key = requested(filled).id
    seen: list[tuple[int, str]] = []

    store = compile_report(sessions, {"annualReportId": str(key)}, lambda *step: seen.append(step))
    with sessions.begin() as session:
        store(session)

    with sessions.read() as session:
        report = session.get_one(AnnualReport, key)
        file = session.get_one(AnnualReportFile, key)
        document = json.loads("".join(parts(report_snapshot(session, key))))
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert file.checksum == sha256(canonical.encode()).hexdigest()
    assert report.compiled_at
    assert report.known_at
    assert [name for _, name in seen[:2]] == ["Sammanfattning", "Kommuner"]
    assert [percent for percent, _ in seen] == sorted(percent for percent, _ in seen)
    assert load_workbook(BytesIO(file.workbook)).sheetnames[0] == "Försättsblad"


def test_others_may_write_while_it_is_compiled_and_it_tells_of_the_moment_it_began(
    database_url: str,
) -> None:
    """Between any two sheets, on both engines; a writer that had to wait would never get on."""
    sessions = acting(connect(Settings(database_url=database_url, pool_size=5)), AUTHOR)
    with sessions.begin() as session:
        filled_county(session)
        key = requested(session).id
    _, before = compile_workbook(sessions, "04", 2024)
    written = []

    def writes(_percent: int, name: str) -> None:
        with sessions.begin() as session:
            make.agreement(session, f"Skriven före {name}", municipality_codes=["0481"])
        written.append(name)

    store = compile_report(sessions, {"annualReportId": str(key)}, writes)
    with sessions.begin() as session:
        store(session)
    with sessions.read() as session:
        compiled = report_snapshot(session, key)
    _, after = compile_workbook(sessions, "04", 2024)
    sessions.engine.dispose()

    assert {name for name, _ in SHEETS} < set(written)
    assert compiled.sheets == before.sheets
    assert after.sheets != before.sheets


def test_compiling_again_replaces_the_earlier_file(sessions: Sessions, filled: Session) -> None:
    key = requested(filled).id
    for _ in range(2):
        store = compile_report(sessions, {"annualReportId": str(key)}, unseen)
        with sessions.begin() as session:
            store(session)

    with sessions.read() as session:
        assert session.get_one(AnnualReport, key).version == 3


def test_a_report_that_is_not_there_is_a_named_error(sessions: Sessions, session: Session) -> None:
    with pytest.raises(NotFoundError):
        compile_report(sessions, {"annualReportId": str(uuid4())}, unseen)


def test_a_county_that_is_not_there_is_a_named_error(sessions: Sessions, session: Session) -> None:
    with pytest.raises(NotFoundError):
        compile_workbook(sessions, "02", 2024)


def test_the_sheets_stand_in_order_and_the_cover_links_to_each(
    sessions: Sessions, filled: Session
) -> None:
    content, snapshot = compile_workbook(sessions, "04", 2024, KNOWN_AT)

    book = load_workbook(BytesIO(content))
    names = [one.name for one in snapshot.sheets]
    assert set(names) == {"Redovisning", *(name for name, _ in SHEETS)}
    cover = {row[0].value: row[1] for row in book["Försättsblad"].iter_rows(min_row=5)}
    linked = [cell.hyperlink.location for cell in cover.values() if cell.hyperlink]
    assert book.sheetnames == ["Försättsblad", *names]
    assert linked == [f"'{name}'!A1" for name in names]
    assert cover["Läget avser"].value == datetime(2024, 12, 31)  # noqa: DTZ001
    assert cover["Känt till och med"].value == "2025-01-20 10:30 svensk tid"
    assert cover["Kontrollsumma (SHA-256)"].value == checksum(snapshot)


def test_the_data_are_the_figures_of_the_workbook(sessions: Sessions, filled: Session) -> None:
    content, snapshot = compile_workbook(sessions, "04", 2024, KNOWN_AT)

    data = json.loads("".join(parts(snapshot)))
    book = load_workbook(BytesIO(content))
    assert (data["countyCode"], data["year"], data["asOf"]) == ("04", 2024, "2024-12-31")
    assert data["knownAt"] == "2025-01-20T09:30:00.000Z"
    for sheet in data["sheets"]:
        rows = list(book[sheet["name"]].iter_rows(min_row=4, values_only=True))
        assert list(rows[0]) == [one["heading"] for one in sheet["columns"]]
        assert [[_plain(cell) for cell in row] for row in rows[1:]] == sheet["rows"]


def _plain(cell: object) -> object:
    return cell.date().isoformat() if isinstance(cell, datetime) else cell


def test_the_workbook_made_of_the_published_data_is_the_same_bytes(
    sessions: Sessions, filled: Session
) -> None:
    content, snapshot = compile_workbook(sessions, "04", 2024, KNOWN_AT)
    published = json.loads("".join(parts(snapshot)))

    again = from_document({**published, "_links": []})

    assert rendered(again) == content
    assert checksum(again) == checksum(snapshot)


def test_the_same_snapshot_is_the_same_bytes(sessions: Sessions, filled: Session) -> None:
    assert compile_workbook(sessions, "04", 2024, KNOWN_AT) == compile_workbook(
        sessions, "04", 2024, KNOWN_AT
    )


def test_the_number_of_questions_does_not_follow_the_number_of_rows(
    sessions: Sessions, filled: Session, statements: list[str]
) -> None:
    statements.clear()
    compile_workbook(sessions, "04", 2024, KNOWN_AT)
    few = len(statements)
    for number in range(5):
        home = municipal(filled, f"048{number + 2}", f"Kommun {number}")
        agreement = local_agreement(filled, home, police(filled))
        follow_up(filled, agreement.id, f"Uppföljning {number}")
    statements.clear()

    compile_workbook(sessions, "04", 2024, KNOWN_AT)

    assert len(statements) == few


def follow_up(session: Session, commitment_id: object, summary: str) -> None:
    session.add(
        FollowUp(
            kind=FollowUpKind.PROCESS,
            commitment_id=commitment_id,
            done_on=date(2024, 5, 1),
            summary=summary,
        )
    )
    session.flush()


def test_thousands_of_follow_ups_fit_in_memory() -> None:
    """In a process of its own: the peak is then that of the report and of nothing else."""
    command = [sys.executable, "-m", "tests.workers.annual_report.many", "3000"]
    run = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)

    measured = json.loads(run.stdout)
    assert measured["rows"] >= 3_000
    assert measured["megabytes"] < MEGABYTES


def test_a_text_that_looks_like_a_formula_reaches_the_workbook_as_text(
    sessions: Sessions, session: Session
) -> None:
    make.municipality(session)
    make.agreement(session, "=1+1", municipality_codes=["0481"])

    content, _ = compile_workbook(sessions, "04", 2024, KNOWN_AT)

    cell = load_workbook(BytesIO(content))["Överenskommelser"]["A5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_a_report_of_another_county_asks_the_questions_of_the_first(
    sessions: Sessions, filled: Session, connection: Connection
) -> None:
    """To make a long question takes longer than to answer it; a short one may be made anew."""
    make.municipality(filled, "0580", "Linköping")
    asked: list[tuple[object, str]] = []

    @event.listens_for(connection, "before_cursor_execute")
    def note(_: Any, _cursor: Any, sql: str, _given: Any, context: Any, _many: bool) -> None:
        asked.append((context and context.invoked_statement, sql))

    compile_workbook(sessions, "04", 2024)
    known = {id(question) for question, _ in asked}
    of_first = len(asked)
    compile_workbook(sessions, "05", 2024)

    anew = [sql for question, sql in asked[of_first:] if id(question) not in known]
    assert len(asked) - of_first > 2 * len(anew)
    assert [sql for sql in anew if len(sql) > LONG_QUESTION] == []
