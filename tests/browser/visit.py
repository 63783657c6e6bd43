"""What a person sees and does in Swagger UI, and what the browser notes meanwhile."""

import json
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, Request

# The console gets a line for every answer that is an error, also for one that a test asked for.
REFUSED = "Failed to load resource"
POLICY = """
addEventListener("securitypolicyviolation", (fault) => console.error("CSP: " + fault.blockedURI));
"""


class Visit:
    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.asked: list[Request] = []
        self.complaints: list[str] = []
        self.groups = page.locator(".opblock-tag > span")
        page.add_init_script(POLICY)
        page.on("request", self._note)
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        page.on("console", self._listen)

    def _note(self, request: Request) -> None:
        self.asked.append(request)

    def _listen(self, message: ConsoleMessage) -> None:
        by_api = "/samverkan/v1/" in message.location["url"] and message.text.startswith(REFUSED)
        if message.type in {"error", "warning"} and not by_api:
            self.complaints.append(message.text)

    @property
    def strangers(self) -> list[str]:
        ours = (f"{self.address}/", "data:", "blob:")
        return [one.url for one in self.asked if not one.url.startswith(ours)]

    def open(self, path: str) -> None:
        """From the beginning, even when only what follows # is another."""
        self.page.goto("about:blank")
        self.page.goto(self.address + path)

    def open_docs(self, operation: str = "") -> None:
        self.open(f"/docs#/{operation}" if operation else "/docs")
        self.groups.first.wait_for()
        if operation:
            self.operation(operation).body.wait_for()

    def operation(self, name: str) -> "Operation":
        """`forums/read_forum`, as in the address that opens it."""
        return Operation(self.page, self.page.locator("#operations-" + name.replace("/", "-")))

    def find(self, words: str) -> None:
        self.page.get_by_label("Sök bland grupper och anrop").fill(words)


class Operation:
    def __init__(self, page: Page, row: Locator) -> None:
        self.page, self.row = page, row
        self.body = row.locator(".opblock-body")
        self.answer = row.locator(".live-responses-table")
        self.content = row.get_by_role("textbox", name="Innehåll att skicka")

    def open(self) -> "Operation":
        self.row.locator(".opblock-summary-control").click()
        self.body.wait_for()
        return self

    def fill(self, field: str, value: str) -> "Operation":
        self.row.get_by_role("textbox", name=field).fill(value)
        return self

    def write(self, **fields: Any) -> "Operation":
        self.content.fill(json.dumps(fields))
        return self

    def run(self) -> "Shown":
        """Press Kör, and see what comes instead of the answer before."""
        if self.answer.is_visible():
            self.row.get_by_role("button", name="Rensa").click()
        with self.page.expect_response("**/samverkan/v1/**") as coming:
            self.row.get_by_role("button", name="Kör").click()
        answer = coming.value
        answer.finished()
        self.answer.wait_for()
        return Shown(self.answer, answer.request)


class Shown:
    """The server's answer as it stood on the page when it came."""

    def __init__(self, part: Locator, request: Request) -> None:
        self.sent = request
        self.status = int(part.locator("tbody .response-col_status").inner_text())
        self.body: Any = json.loads(part.locator(".highlight-code code").first.inner_text())
        lines = [one.partition(":") for one in part.locator(".headerline").all_inner_texts()]
        self.headers = {name.strip(): value.strip() for name, _, value in lines}
        self.part = part

    @property
    def time(self) -> str:
        heading = self.part.page.get_by_role("heading", name="Svarstid")
        return self.part.locator("div", has=heading).last.locator("pre").inner_text()
