"""The connections to the database: one that is gone is not handed out."""

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError, DBAPIError, OperationalError, ProgrammingError

from app import database
from app.database import Begin, Sessions, connect, rows_of
from app.settings import Settings
from tests.databases import asked_alone, end, fresh_postgres, lent


@pytest.fixture
def sessions(postgres_url: str) -> Iterator[Sessions]:
    with fresh_postgres(postgres_url) as url:
        sessions = connect(Settings(database_url=url, pool_size=5, statement_timeout_s=1))
        yield sessions
        sessions.engine.dispose()


def number_of(sessions: Sessions) -> int:
    """Of the server's process that answers."""
    with sessions.look() as session:
        return int(session.scalar(text("SELECT pg_backend_pid()")) or 0)


def test_a_connection_that_is_gone_when_it_has_rested_is_replaced(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = number_of(sessions)
    end(sessions.engine, before)
    monkeypatch.setattr(database, "RESTED_S", -1)

    assert number_of(sessions) not in {0, before}


def test_a_connection_that_goes_while_it_is_in_use_is_told_of_once(sessions: Sessions) -> None:
    before = number_of(sessions)
    end(sessions.engine, before)

    with pytest.raises(OperationalError):
        number_of(sessions)
    assert number_of(sessions) not in {0, before}


def test_a_question_alone_is_asked_again_where_the_connection_has_gone(sessions: Sessions) -> None:
    before = asked_alone(sessions)
    end(sessions.engine, before)

    assert asked_alone(sessions) not in {0, before}


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ("SELECT pg_sleep(3)", OperationalError),
        ("SELECT 1 / 0", DataError),
        ("SELECT nothing", ProgrammingError),
    ],
)
def test_what_is_wrong_with_a_question_alone_is_told_as_of_any(
    sessions: Sessions, wrong: str, error: type[DBAPIError]
) -> None:
    """And at once: what took too long is not asked again."""
    began = time.monotonic()
    with pytest.raises(error) as raised, sessions.look() as session:
        rows_of(session, wrong, ())

    assert time.monotonic() - began < 2
    assert raised.value.hide_parameters
    assert asked_alone(sessions)


@pytest.mark.parametrize(
    "nowhere", ["postgresql+psycopg://nobody@127.0.0.1:1/none", "sqlite:////nowhere/none.db"]
)
def test_that_there_is_no_database_is_told_too(nowhere: str) -> None:
    sessions = connect(Settings(database_url=nowhere))
    with pytest.raises(OperationalError), sessions.look() as session:
        rows_of(session, "SELECT 1", ())


def test_where_something_is_begun_a_question_is_a_part_of_it(sessions: Sessions) -> None:
    with sessions.begin() as session:
        session.execute(text("CREATE TEMPORARY TABLE ours ON COMMIT DROP AS SELECT 1 AS one"))
        assert [tuple(row) for row in rows_of(session, "SELECT one FROM ours", ())] == [(1,)]


def test_one_question_is_asked_outside_a_transaction(sessions: Sessions) -> None:
    """Else to begin and to end it would each cost as much as the answer."""
    with sessions.look() as session:
        begun, asked = session.execute(
            text(
                "SELECT xact_start, query_start FROM pg_stat_activity WHERE pid = pg_backend_pid()"
            )
        ).one()
        (later,) = session.execute(
            text("SELECT xact_start FROM pg_stat_activity WHERE pid = pg_backend_pid()")
        ).one()

    assert begun == asked
    assert later > begun


def test_whoever_looks_gives_its_connection_back(sessions: Sessions) -> None:
    asked_alone(sessions)
    number_of(sessions)
    with pytest.raises(ProgrammingError), sessions.look() as session:
        session.execute(text("SELECT nothing"))

    assert lent(sessions) == 0


def test_several_questions_are_asked_of_one_moment_that_nothing_changes(
    sessions: Sessions,
) -> None:
    with sessions.read() as session:
        assert session.scalar(text("SHOW transaction_isolation")) == "repeatable read"
        assert session.scalar(text("SHOW transaction_read_only")) == "on"


def test_only_what_is_read_in_several_is_planned_for_its_values(sessions: Sessions) -> None:
    def planned(begin: Begin) -> str:
        with begin() as session:
            return str(session.scalar(text("SHOW plan_cache_mode")))

    ways = (sessions.begin, sessions.look, sessions.read, sessions.look)
    modes = [planned(one) for one in ways]

    assert modes == ["force_generic_plan", "force_generic_plan", "auto", "force_generic_plan"]
