"""An administrator's work in Swagger UI: find, register, read and change, by clicking alone."""

from playwright.sync_api import expect

from tests.browser.visit import Shown, Visit

FORUMS = "/samverkan/v1/forums"
LAST_SHOWN = "den som visades senast"


def called(answer: Shown) -> str:
    name = answer.body["name"]
    assert isinstance(name, str)
    return name


def changed_elsewhere(visit: Visit, key: str, name: str) -> None:
    """By somebody else, while the page is open."""
    record = f"{FORUMS}/{key}"
    version = visit.elsewhere.get(record).headers["ETag"]
    changed = visit.elsewhere.patch(record, json={"name": name}, headers={"If-Match": version})
    assert changed.status_code == 200


def some_forum(visit: Visit) -> str:
    """One that may be changed."""
    found = visit.elsewhere.get(FORUMS, params={"limit": 100}).json()["items"]
    keys = [one["id"] for one in found if "edit" in {link["rel"] for link in one["_links"]}]
    return str(keys[0])


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
    changing = visit.operation("forums/change_forum").fill("forumId", some_forum(visit))

    refused = changing.write(name="Oläst").run()

    assert refused.status == 428
    assert "If-Match" in refused.body["detail"]
    assert [one.method for one in visit.asked if f"{FORUMS}/" in one.url] == ["PATCH"]


def test_somebody_elses_change_is_not_overwritten(visit: Visit) -> None:
    key = some_forum(visit)
    visit.open_docs("forums/read_forum")
    reading = visit.operation("forums/read_forum").fill("forumId", key)
    reading.run()
    changed_elsewhere(visit, key, "De andras")
    changing = visit.operation("forums/change_forum").open().fill("forumId", key)

    refused = changing.write(name="Vårt").run()
    still_refused = changing.run()
    read_again = reading.run()
    changed = changing.run()

    assert [refused.status, still_refused.status, changed.status] == [412, 412, 200]
    assert called(read_again) == "De andras"
    assert called(changed) == "Vårt"


def test_a_version_written_by_hand_is_sent_as_it_stands(visit: Visit) -> None:
    key = some_forum(visit)
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
