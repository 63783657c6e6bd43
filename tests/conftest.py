"""One migrated database per engine and test process; every test's changes are rolled back."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.denials import Denials
from app.database import Sessions, connect
from app.http.identity import Identity
from app.main import ROOT, create_app
from app.models import Actor
from app.models.principals import Role
from app.settings import Settings, settings
from tests import make
from tests.callers import As, CarefulCaller, Known, Trusting
from tests.databases import ENGINES, engine_at, fresh_postgres, joined, migrated
from tests.postgres import PostgresServer, PostgresUnavailable

PUBLIC_URL = "https://register.test"

At: TypeAlias = Callable[..., As]
Sets: TypeAlias = Callable[..., None]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    try:
        server = PostgresServer()
    except PostgresUnavailable as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"PostgreSQL saknas: {missing}")
    with server:
        yield server.url


@pytest.fixture(scope="session", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("sqlite") / "register.db"
        yield from _prepared(f"sqlite:///{path}")
    else:
        with fresh_postgres(request.getfixturevalue("postgres_url")) as url:
            yield from _prepared(url)


def _prepared(url: str) -> Iterator[Engine]:
    engine = engine_at(url)
    migrated(engine)
    yield engine
    engine.dispose()


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Any) -> Iterator[str]:
    """A migrated database of the test's own, for tests where several processes meet."""
    if request.param == "sqlite":
        yield _migrated_at(f"sqlite:///{tmp_path / 'own.db'}")
    else:
        with fresh_postgres(request.getfixturevalue("postgres_url")) as url:
            yield _migrated_at(url)


@pytest.fixture(scope="module", params=ENGINES)
def shared_database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """An empty database of the module's own, for tests that share a running service."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('shared') / 'register.db'}"
    else:
        with fresh_postgres(request.getfixturevalue("postgres_url")) as url:
            yield url


def _migrated_at(url: str) -> str:
    engine = engine_at(url)
    migrated(engine)
    engine.dispose()
    return url


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        outer = connection.begin()
        yield connection
        outer.rollback()


@pytest.fixture
def sessions(connection: Connection) -> Sessions:
    """The application commits for real, into a savepoint that the test's end undoes."""
    return joined(connection)


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """For arranging: what it flushes, the application sees."""
    with Session(
        connection, join_transaction_mode="create_savepoint", expire_on_commit=False
    ) as session:
        yield session


@pytest.fixture(scope="session")
def running() -> Iterator[TestClient]:
    """One application for all tests: to build its routes costs more than most tests do."""
    nowhere = connect(Settings(database_url="sqlite:////nowhere/register.db"))
    settings = Settings(public_url=PUBLIC_URL, heavy_requests_per_minute=0)
    app = create_app(nowhere, settings, identity=Trusting())
    with CarefulCaller(app, base_url=PUBLIC_URL, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def client(running: TestClient, sessions: Sessions) -> TestClient:
    use(running, sessions)
    return running


@pytest.fixture
def bare(client: TestClient) -> TestClient:
    """The same application, by a caller that sends only what the test says."""
    return TestClient(client.app, base_url=PUBLIC_URL, raise_server_exceptions=False)


@pytest.fixture
def at(client: TestClient, session: Session) -> Iterator[At]:
    """`at(actor, *roles)`: the client as a principal of the actor's, with these roles only."""

    def a_client_of(actor: Actor, *roles: Role) -> As:
        return As(client, make.principal(session, actor, *roles))

    with identified_by(client, Known()):
        yield a_client_of


@pytest.fixture
def sets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sets]:
    """`sets(NAME=value)`: as those who run the service have set it."""

    def are_set(**values: object) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"SAMVERKAN_{name}", str(value))
        settings.cache_clear()

    yield are_set
    monkeypatch.undo()
    settings.cache_clear()


@contextmanager
def identified_by(client: TestClient, identity: Identity) -> Iterator[None]:
    state = contract(client.app).state
    before, state.identity = state.identity, identity
    yield
    state.identity = before


def use(client: TestClient, sessions: Sessions) -> None:
    host: Any = client.app
    host.state.sessions = sessions
    contract(host).state.sessions = sessions
    host.state.denials = contract(host).state.denials = Denials(sessions)


def contract(host: Any) -> Any:
    """The application that is mounted at the contract's root."""
    return next(route.app for route in host.routes if getattr(route, "path", "") == ROOT)


@pytest.fixture
def statements(connection: Connection) -> Iterator[list[str]]:
    """The SQL that was run since the list was last cleared."""
    run: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "SAVEPOINT" not in statement:
            run.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    yield run
    event.remove(connection, "before_cursor_execute", note)
