"""The start page and Swagger UI: served whole from this host, under a strict policy."""

import json
import re
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.http.pages import ASSETS, page_routes
from app.settings import Settings
from openapi.write import CONTRACT

HOST = "http://testserver"
PAGES = ["/", "/docs", "/villkor"]
SCRIPTS = sorted(script.name for script in ASSETS.glob("*.js"))
RETURN = "/docs/oauth2-redirect.html"
ISSUER = {
    "issuer": "https://idp.test",
    "jwksUrl": "https://idp.test/keys",
    "signIn": {
        "authorizationUrl": "https://idp.test/authorize",
        "tokenUrl": "https://tokens.idp.test/token",
        "clientId": "samverkan-docs",
    },
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
CHECKSUMS = [
    line.split("  ")
    for line in (ASSETS / "CHECKSUMS").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.fixture
def client() -> TestClient:
    return serving(Settings())


@pytest.fixture
def with_people() -> TestClient:
    """Where people sign in at an issuer of their own."""
    return serving(Settings.model_validate({"issuers": [ISSUER]}))


def serving(settings: Settings) -> TestClient:
    return TestClient(FastAPI(docs_url=None, redoc_url=None, routes=page_routes(settings)))


class Page(HTMLParser):
    """What the tests ask about a page: its language, its addresses, and whatever stands inline."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language: str | None = None
        self.fetched: list[str] = []
        self.linked: list[str] = []
        self.inline: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang")
        addresses = [given[name] for name in ("src", "href") if name in given]
        (self.linked if tag == "a" else self.fetched).extend(addresses)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip():
            inside = self.open[-1] if self.open else ""
            (self.inline if inside in {"script", "style"} else self.words).append(data.strip())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_swedish_and_says_how_to_begin(client: TestClient, path: str) -> None:
    answer = client.get(path)
    page = Page(answer.text)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert page.language == "sv"
    assert "Samverkan" in answer.text.split("<title>")[1].split("</title>")[0]
    assert any("gränssnittet" in one for one in page.words)


@pytest.mark.parametrize("path", PAGES)
def test_everything_a_page_fetches_is_served_by_this_host(client: TestClient, path: str) -> None:
    page = Page(client.get(path).text)

    assert page.fetched
    for address in page.fetched:
        full = urljoin(HOST + path, address)
        assert full.startswith(HOST + "/"), address
        assert client.get(full).status_code == 200, address


@pytest.mark.parametrize("path", PAGES)
def test_every_link_stays_on_this_host(client: TestClient, path: str) -> None:
    for address in Page(client.get(path).text).linked:
        assert not urlsplit(address).netloc, address


def test_the_start_page_leads_to_swagger_ui_the_contract_and_the_state(client: TestClient) -> None:
    linked = [urljoin("/", address) for address in Page(client.get("/").text).linked]

    contract = "/samverkan/v1"
    root = ["/docs", f"{contract}/openapi.json", f"{contract}/api-info"]
    assert linked == [*root, "/villkor", "/health/ready"]


def test_every_script_is_used_and_served(client: TestClient) -> None:
    used = ["start.js", "redirect.js"]
    for name in used:
        script = client.get(f"/docs/{name}")
        assert script.headers["content-type"].startswith("text/javascript"), name
        used += [one for one in re.findall(r'from "\./(.+)"', script.text) if one not in used]

    assert sorted(used) == SCRIPTS


@pytest.mark.parametrize("path", PAGES)
def test_nothing_stands_inline(client: TestClient, path: str) -> None:
    assert Page(client.get(path).text).inline == []


@pytest.mark.parametrize("path", [*PAGES, "/docs/docs.css", *[f"/docs/{name}" for name in SCRIPTS]])
def test_a_page_and_its_files_allow_this_host_alone(client: TestClient, path: str) -> None:
    headers = client.get(path).headers

    assert policy_of(headers) == POLICY
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def policy_of(headers: Any) -> dict[str, str]:
    directives = headers["content-security-policy"].split(";")
    return dict(one.strip().split(" ", 1) for one in directives)


@pytest.mark.parametrize("path", [*PAGES, "/docs/start.js"])
def test_where_people_sign_in_elsewhere_that_host_is_asked_for_tokens_and_nothing_more(
    with_people: TestClient, path: str
) -> None:
    headers = with_people.get(path).headers

    assert policy_of(headers) == POLICY | {"connect-src": "'self' https://tokens.idp.test"}
    assert headers["cross-origin-opener-policy"] == "same-origin-allow-popups"


def test_there_is_a_page_to_come_back_to_only_where_people_sign_in_elsewhere(
    client: TestClient, with_people: TestClient
) -> None:
    answer = with_people.get(RETURN)
    page = Page(answer.text)

    assert client.get(RETURN).status_code == 404
    assert answer.headers["cross-origin-opener-policy"] == "unsafe-none"
    assert (page.language, page.inline) == ("sv", [])
    for address in page.fetched:
        assert with_people.get(urljoin(HOST + RETURN, address)).status_code == 200, address


def test_own_files_name_no_foreign_host() -> None:
    for file in [*ASSETS.glob("*.*"), *ASSETS.parent.glob("*.html")]:
        assert re.findall(r"//\S+", file.read_text("utf-8")) == [], file.name


def test_nothing_is_asked_of_a_validator_and_nothing_is_kept_in_the_browser(
    client: TestClient,
) -> None:
    script = client.get("/docs/start.js").text

    assert "validatorUrl: null" in script
    assert "persistAuthorization: false" in script


def test_an_unchanged_file_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/docs/swagger-ui/swagger-ui-bundle.js")
    again = client.get(
        "/docs/swagger-ui/swagger-ui-bundle.js", headers={"If-None-Match": first.headers["etag"]}
    )

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/docs/", "/docs/none.js", "/docs/../pages.py", "/docs/%2e%2e/pages.py"]
)
def test_nothing_but_the_files_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("digest, name", CHECKSUMS)
def test_a_vendored_file_is_the_one_that_was_published(digest: str, name: str) -> None:
    assert sha256((ASSETS / name).read_bytes()).hexdigest() == digest


def test_every_vendored_file_has_a_checksum() -> None:
    vendored = {file.relative_to(ASSETS).as_posix() for file in (ASSETS / "swagger-ui").iterdir()}

    assert vendored == {name for _, name in CHECKSUMS}


def test_the_terms_that_the_contract_names_are_there(client: TestClient) -> None:
    terms = json.loads(CONTRACT.read_text(encoding="utf-8"))["info"]["termsOfService"]

    assert client.get(urlsplit(terms).path).status_code == 200
