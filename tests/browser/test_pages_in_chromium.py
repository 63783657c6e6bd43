"""An administrator's work in the pages; one engine is enough, for they use nothing that is new."""

import json
import re
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from app.http.contract.about import TAGS
from tests.browser.visit import Shown, Visit

FORUMS = "/samverkan/v1/forums"
LAST_SHOWN = "den som visades senast"
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


def called(answer: Shown) -> str:
    name = answer.body["name"]
    assert isinstance(name, str)
    return name


def changed_elsewhere(visit: Visit, record: str, name: str) -> None:
    """By somebody else, while the page is open."""
    with urlopen(record) as answer:
        version = answer.headers["ETag"]
    headers = {"Content-Type": "application/json", "If-Match": version}
    body = json.dumps({"name": name}).encode()
    urlopen(Request(record, body, headers, method="PATCH")).close()


def some_forum(address: str) -> str:
    with urlopen(f"{address}{FORUMS}?limit=1") as answer:
        key = json.load(answer)["items"][0]["id"]
    assert isinstance(key, str)
    return key


def test_the_start_page_leads_to_swagger_ui(visit: Visit) -> None:
    visit.open("/")

    visit.page.get_by_role("link", name="Prova gränssnittet").click()

    expect(visit.page.get_by_role("heading", name="Prova gränssnittet")).to_be_visible()
    expect(visit.groups).to_have_count(len(TAGS))


def test_an_administrator_finds_registers_reads_and_changes_a_forum(visit: Visit) -> None:
    visit.open_docs()
    visit.find("forum")
    expect(visit.groups).to_have_text(["forums", "meetings"])
    visit.page.locator("#operations-tag-forums").get_by_role("button").click()

    listed = visit.operation("forums/list_forums").open().run()
    registered = visit.operation("forums/register_forum").open().run()
    key = registered.body["id"]
    read = visit.operation("forums/read_forum").open().fill("forumId", key).run()
    changing = visit.operation("forums/change_forum").open().fill("forumId", key)
    changed = changing.write(name="Trygga kvarter").run()
    changed_again = changing.write(name="Trygga gator").run()
    read_again = visit.operation("forums/read_forum").run()

    assert [listed.status, registered.status, read.status] == [200, 201, 200]
    assert [changed.status, changed_again.status] == [200, 200]
    assert changed.sent.headers["if-match"] == read.headers["etag"]
    assert called(read_again) == "Trygga gator"
    assert visit.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_what_is_done_to_a_record_names_the_version_that_was_shown(visit: Visit) -> None:
    visit.open_docs("forums/register_forum")
    registered = visit.operation("forums/register_forum").run()

    ending = visit.operation("forums/end_forum").open().fill("forumId", registered.body["id"])
    ended = ending.write(endedOn="2024-12-31", reason="Uppgick i ett annat.").run()

    assert ended.status == 201
    assert ended.sent.headers["if-match"] == registered.headers["etag"]


def test_a_record_that_was_not_read_here_is_neither_fetched_nor_changed(visit: Visit) -> None:
    visit.open_docs("forums/change_forum")
    changing = visit.operation("forums/change_forum").fill("forumId", some_forum(visit.address))

    refused = changing.write(name="Oläst").run()

    assert refused.status == 428
    assert "If-Match" in refused.body["detail"]
    assert [one.method for one in visit.asked if f"{FORUMS}/" in one.url] == ["PATCH"]


def test_somebody_elses_change_is_not_overwritten(visit: Visit) -> None:
    key = some_forum(visit.address)
    visit.open_docs("forums/read_forum")
    reading = visit.operation("forums/read_forum").fill("forumId", key)
    reading.run()
    changed_elsewhere(visit, f"{visit.address}{FORUMS}/{key}", "De andras")
    changing = visit.operation("forums/change_forum").open().fill("forumId", key)

    refused = changing.write(name="Vårt").run()
    still_refused = changing.run()
    read_again = reading.run()
    changed = changing.run()

    assert [refused.status, still_refused.status, changed.status] == [412, 412, 200]
    assert called(read_again) == "De andras"
    assert called(changed) == "Vårt"


def test_a_version_written_by_hand_is_sent_as_it_stands(visit: Visit) -> None:
    key = some_forum(visit.address)
    visit.open_docs("forums/read_forum")
    visit.operation("forums/read_forum").fill("forumId", key).run()
    changing = visit.operation("forums/change_forum").open().fill("forumId", key)
    expect(changing.row.get_by_role("textbox", name="If-Match")).to_have_value(LAST_SHOWN)

    refused = changing.fill("If-Match", '"999-0123456789abcdef"').write(name="Vårt").run()

    assert refused.status == 412
    assert refused.sent.headers["if-match"] == '"999-0123456789abcdef"'


def test_nothing_is_asked_that_nobody_filled_in(visit: Visit) -> None:
    visit.open_docs("forums/list_forums")
    listed = visit.operation("forums/list_forums").run()
    registered = visit.operation("forums/register_forum").open().run()

    assert listed.sent.url.endswith(f"{FORUMS}?page=1&limit=20&sort=name")
    assert "idempotency-key" not in registered.sent.headers
    assert "traceparent" not in registered.sent.headers


def test_an_answer_is_shown_as_it_came_with_its_headers_and_its_time(visit: Visit) -> None:
    visit.open_docs("forums/list_forums")

    listed = visit.operation("forums/list_forums").run()

    with urlopen(listed.sent.url) as answer:
        assert listed.body == json.load(answer)
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
        ("/municipalities/", ["municipalities"]),
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
    visit.open_docs("forums/list_forums")

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
