"""WCAG 2.2 AA as far as a machine can tell: axe's rules, on each page as it is used."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import PATIENCE_S
from tests.browser.visit import Visit

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What only Swagger UI's makers can mend, by rule, with the reason.
UPSTREAM: dict[str, str] = {}
CHECK = """
(rules) => axe.run(document, { runOnly: rules, resultTypes: ["violations"] }).then((found) =>
  found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => [id, html.slice(0, 120)])))
"""


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Apart from the other tests: only past the pages' own policy can axe get in.

    Without motion, for what is still fading in has too little contrast.
    """
    with chromium.new_context(bypass_csp=True, reduced_motion="reduce") as context:
        context.set_default_timeout(PATIENCE_S * 1000)
        yield context


def violations(visit: Visit, axe: str) -> list[list[str]]:
    visit.page.add_script_tag(path=axe)
    found: list[list[str]] = visit.page.evaluate(CHECK, RULES)
    return [one for one in found if one[0] not in UPSTREAM]


@pytest.mark.parametrize("path", ["/", "/docs", "/villkor"])
def test_a_page_is_accessible_as_it_opens(visit: Visit, axe: str, path: str) -> None:
    visit.open(path)
    visit.page.wait_for_load_state("networkidle")

    assert violations(visit, axe) == []


def test_the_dialog_where_one_signs_in_is_accessible(visit: Visit, axe: str) -> None:
    visit.open_docs(signed_in=False)
    visit.offer("ingen", "hemlighet")
    visit.dialog.get_by_text("Fel client_id eller client_secret").wait_for()
    refused = violations(visit, axe)
    visit.leave()
    visit.sign_in(visit.player.client_id, visit.player.secret)
    visit.door.click()

    assert refused == []
    assert violations(visit, axe) == []


def test_an_operation_with_its_answer_is_accessible(visit: Visit, axe: str) -> None:
    visit.open_docs("forums/list_forums")
    visit.operation("forums/list_forums").run()

    assert violations(visit, axe) == []


def test_a_form_with_its_schema_and_its_faults_is_accessible(visit: Visit, axe: str) -> None:
    visit.open_docs("forums/change_forum")
    row = visit.operation("forums/change_forum").row
    row.get_by_role("tab", name="Schema").first.click()
    row.get_by_role("button", name="Visa allt").first.click()
    row.get_by_role("button", name="Kör").click()
    visit.page.get_by_text("forumId måste fyllas i.").wait_for()

    assert violations(visit, axe) == []


def test_the_schemas_are_accessible(visit: Visit, axe: str) -> None:
    visit.open_docs()
    visit.page.get_by_role("button", name="Scheman").click()
    visit.page.get_by_role("button", name="ActionPlanCreate").click()

    assert violations(visit, axe) == []
