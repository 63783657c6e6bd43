"""A running server with the demonstration's data, and a Chromium that reaches nothing else."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from app.demo import clients, load_data
from app.demo.clients import Player
from tests.browser.visit import Visit
from tests.server import Register, served

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_S = 60
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    url = f"sqlite:///{tmp_path_factory.mktemp('browser') / 'register.db'}"
    with served(url, token_requests_per_minute="10000") as register:
        load_data(register.sessions)
        yield register


@pytest.fixture(scope="session")
def address(register: Register) -> str:
    """Where the server answers."""
    return register.address


@pytest.fixture(scope="session")
def players(register: Register) -> dict[str, Player]:
    """The clients of the demonstration, by whom they play."""
    return {one.part.title: one for one in clients.players(register.sessions)}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Of the module, not the session: its event loop must not be there for other tests."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_S * 1000)
        browser = playwright.chromium.launch(executable_path=found(), args=ARGUMENTS)
        yield browser
        browser.close()


def found() -> str:
    for path in filter(None, map(shutil.which, NAMES)):
        return path
    return missing(f"Chromium saknas: inget av {', '.join(NAMES)} finns i PATH.")


def missing(what: str) -> str:
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """One for all tests of a module, for it keeps Swagger UI as read and compiled."""
    with chromium.new_context(locale="sv-SE") as context:
        context.set_default_timeout(PATIENCE_S * 1000)
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    with context.new_page() as page:
        yield page


@pytest.fixture
def visit(page: Page, register: Register, players: dict[str, Player]) -> Iterator[Visit]:
    """By the county board's coordinator. The page asks no other host and complains of nothing."""
    visit = Visit(page, register, players["Länsstyrelsen"])
    yield visit
    visit.elsewhere.close()
    assert visit.strangers == []
    assert visit.complaints == []


@pytest.fixture(scope="module")
def axe() -> str:
    """The rules of WCAG as a script; its publisher's package is fetched by `npm ci`."""
    script = Path(__file__).parents[1] / "node/node_modules/axe-core/axe.min.js"
    return str(script) if script.exists() else missing(f"{script} saknas.")
