"""What a person sees and does in Swagger UI, and what the browser notes meanwhile."""

import json
from functools import cached_property
from typing import Any

import httpx2 as httpx
from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

from app.demo.clients import Player
from tests.server import Client, Register

# The console gets a line for every answer that is an error, also for one that a test asked for.
REFUSED = "Failed to load resource"
ASKED = ("/samverkan/v1/", "/oauth2/token")
POLICY = """
addEventListener("securitypolicyviolation", (fault) => console.error("CSP: " + fault.blockedURI));
"""


class Visit:
    def __init__(self, page: Page, register: Register, player: Player) -> None:
        self.page, self.register, self.player = page, register, player
        self.address = register.address
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
        asked = any(path in message.location["url"] for path in ASKED)
        by_api = asked and message.text.startswith(REFUSED)
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

    def open_docs(self, operation: str = "", *, signed_in: bool = True) -> None:
        self.open(f"/docs#/{operation}" if operation else "/docs")
        self.groups.first.wait_for()
        if operation:
            self.operation(operation).body.wait_for()
        if signed_in:
            self.sign_in(self.player.client_id, self.player.secret)

    @property
    def door(self) -> Locator:
        """The button that opens the dialog, and says whether somebody is signed in."""
        return self.page.locator(".auth-wrapper").get_by_role("button").first

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog", name="Logga in")

    def sign_in(self, client_id: str, secret: str) -> None:
        self.offer(client_id, secret)
        self.dialog.get_by_text("Inloggad", exact=True).wait_for()
        self.leave()

    def offer(self, client_id: str, secret: str) -> None:
        self.door.click()
        self.dialog.get_by_label("client_id:").fill(client_id)
        self.dialog.get_by_label("client_secret:").fill(secret)
        self.dialog.get_by_role("button", name="Logga in", exact=True).click()

    def leave(self) -> None:
        self.page.keyboard.press("Escape")
        expect(self.dialog).to_have_count(0)

    @cached_property
    def elsewhere(self) -> httpx.Client:
        """The same caller, by a program of its own."""
        roles = self.player.part.roles
        bearer = self.register.token(Client(self.player.client_id, self.player.secret, roles))
        headers = {"Authorization": f"Bearer {bearer}", "Accept": "*/*"}
        return httpx.Client(base_url=self.address, headers=headers)

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
