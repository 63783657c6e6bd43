"""What the pages show and say; one engine is enough, for they use nothing that is new."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.http.contract.about import TAGS
from tests.browser.visit import Visit

# Words that an English label, sentence or title hardly does without.
ENGLISH = re.compile(
    r"\b(the|of|and|with|to|for|parameters|required|request|response|value|values|code|example|examples|"
    r"description|copy|click|expand|collapse|hide|loading|default|available)\b",
    re.IGNORECASE,
)
# All that Swagger UI says itself; what it shows of the contract's names and examples is left out.
SAID = """
() => {
  const kept = ".microlight, .highlight-code, textarea, code, option, .opblock-summary-path, " +
    ".parameter__name, .json-schema-2020-12__title, [data-tag] > span";
  const root = document.querySelector("#swagger-ui");
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const said = [];
  while (walker.nextNode()) {
    const { data, parentElement: one } = walker.currentNode;
    if (one.checkVisibility() && !one.closest(kept)) said.push(data.trim());
  }
  for (const name of ["title", "aria-label", "placeholder"])
    for (const one of root.querySelectorAll(`[${name}]`)) said.push(one.getAttribute(name));
  return said.filter((words) => words);
}
"""
OUTLINE = """
() => {
  const one = document.activeElement, style = getComputedStyle(one);
  return [one.outerHTML.slice(0, 80), style.outlineStyle, parseFloat(style.outlineWidth)];
}
"""


def test_the_start_page_leads_to_swagger_ui(visit: Visit) -> None:
    visit.open("/")

    visit.page.get_by_role("link", name="Prova gränssnittet").click()

    expect(visit.page.get_by_role("heading", name="Prova gränssnittet")).to_be_visible()
    expect(visit.groups).to_have_count(len(TAGS))


def test_an_answer_is_shown_as_it_came_with_its_headers_and_its_time(visit: Visit) -> None:
    visit.open_docs("forums/list_forums")

    listed = visit.operation("forums/list_forums").run()

    answer = visit.elsewhere.get(listed.sent.url)
    assert listed.body == answer.json()
    assert listed.headers["etag"] == answer.headers["ETag"]
    assert re.fullmatch(r"\d+ ms", listed.time)
    expect(visit.page.get_by_role("status")).to_have_text("Svar med status 200.")


def test_what_is_missing_is_said_beside_the_button(visit: Visit) -> None:
    visit.open_docs("forums/read_forum")

    visit.operation("forums/read_forum").row.get_by_role("button", name="Kör").click()

    expect(visit.page.get_by_text("forumId måste fyllas i.")).to_be_visible()


@pytest.mark.parametrize(
    ("words", "groups"),
    [
        ("forums", ["forums"]),
        ("LÖFTEN", ["citizen-promises"]),
        ("underteckna", ["agreements", "citizen-promises"]),
        ("/municipalities/", ["municipalities", "self-checks", "cycle", "data-quality"]),
        ("", list(TAGS)),
    ],
)
def test_the_search_finds_swedish_words_and_paths(
    visit: Visit, words: str, groups: list[str]
) -> None:
    visit.open_docs()

    visit.find(words)

    expect(visit.groups).to_have_text(groups)


def test_a_search_that_finds_nothing_says_so(visit: Visit) -> None:
    visit.open_docs()

    visit.find("finns inte")

    expect(visit.page.get_by_text("Inget passar det du skrev.")).to_be_visible()


def test_an_address_opens_its_operation(visit: Visit) -> None:
    visit.open_docs("forums/list_forums", signed_in=False)

    expect(visit.operation("forums/list_forums").row).to_be_in_viewport()
    expect(visit.page.locator(".opblock.is-open")).to_have_count(1)


def test_opening_an_operation_gives_the_page_its_address(visit: Visit) -> None:
    visit.open_docs("forums/list_forums")

    visit.operation("forums/read_forum").open()

    assert visit.page.url == f"{visit.address}/docs#/forums/read_forum"


def test_swagger_ui_speaks_swedish(visit: Visit) -> None:
    visit.open_docs("agreements/list_agreements")
    visit.operation("agreements/list_agreements").run()
    for name in ("register_agreement", "change_agreement", "sign_agreement"):
        row = visit.operation(f"agreements/{name}").open().row
        row.get_by_role("tab", name="Schema").first.click()
    visit.page.get_by_role("button", name="Kör").last.click()
    visit.page.get_by_text("agreementId måste fyllas i.").wait_for()

    said = visit.page.evaluate(SAID)

    assert {"Kör", "Rensa", "Parametrar", "Serverns svar", "Svarstid", "Scheman"} <= set(said)
    assert [words for words in said if ENGLISH.search(words)] == []


def test_the_dialog_where_one_signs_in_speaks_swedish(visit: Visit) -> None:
    visit.open_docs("forums/list_forums", signed_in=False)
    visit.offer("ingen", "hemlighet")
    visit.dialog.get_by_text("Fel client_id eller client_secret").wait_for()
    refused = visit.page.evaluate(SAID)
    visit.leave()
    visit.sign_in(visit.player.client_id, visit.player.secret)
    visit.door.click()

    said = refused + visit.page.evaluate(SAID)

    assert {"Sätt att logga in", "Klient-id och hemlighet", "Inloggad"} <= set(said)
    assert [words for words in said if ENGLISH.search(words)] == []


@pytest.mark.parametrize("path", ["/", "/docs", "/docs#/forums/change_forum"])
def test_a_page_fits_a_narrow_screen(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address + path)
    page.wait_for_load_state("networkidle")

    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["/", "/docs#/forums/change_forum"])
def test_the_keyboards_place_is_always_visible(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.wait_for_load_state("networkidle")

    for _ in range(40):
        page.keyboard.press("Tab")
        element, style, width = page.evaluate(OUTLINE)
        assert element.startswith("<body") or (style != "none" and width >= 2), element
