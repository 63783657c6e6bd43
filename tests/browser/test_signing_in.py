"""Signing in from Swagger UI, in each way that it offers; nothing is kept in the browser."""

import json
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, expect

from app.demo.clients import Player
from app.models.actors import ActorKind
from app.models.principals import PrincipalKind, Role
from app.permissions import Scope
from tests import make
from tests.browser.issuer import CLIENT, PERSON, Issuer, issuing
from tests.browser.visit import Operation, Shown, Visit
from tests.postgres import free_port
from tests.server import Client, Register, served

LIST = "forums/list_forums"
FROM_NOW_MS = 290_000


def listed(visit: Visit) -> Shown:
    return visit.operation(LIST).run()


def kept(page: Page) -> int:
    script = "localStorage.length + sessionStorage.length + document.cookie.length"
    number: int = page.evaluate(script)
    return number


def test_who_is_not_signed_in_is_told_so(visit: Visit) -> None:
    visit.open_docs(LIST, signed_in=False)

    refused = listed(visit)

    assert refused.status == 401
    assert "authorization" not in refused.sent.headers
    assert refused.body["title"] == "Inte inloggad"


def test_a_client_signs_in_by_its_id_and_secret_and_out_again(visit: Visit) -> None:
    visit.open_docs(LIST)
    expect(visit.door).to_have_text("Inloggad: visa eller logga ut")
    seen = listed(visit)
    visit.door.click()
    visit.dialog.get_by_role("button", name="Logga ut").click()
    visit.leave()
    refused = listed(visit)

    assert (seen.status, refused.status) == (200, 401)
    assert seen.body["items"]
    assert kept(visit.page) == 0


def test_a_wrong_secret_is_said_to_be_wrong(visit: Visit) -> None:
    visit.open_docs(LIST, signed_in=False)

    visit.offer(visit.player.client_id, "smv_fel")

    expect(visit.dialog.get_by_text("Fel client_id eller client_secret")).to_be_visible()
    expect(visit.page.locator(".errors-wrapper")).to_have_count(0)  # not behind the dialog too


def test_a_token_that_is_pasted_is_used(visit: Visit, players: dict[str, Player]) -> None:
    town = players["Oxelösunds kommun"]
    visit.open_docs(LIST, signed_in=False)
    visit.door.click()
    token = visit.register.token(Client(town.client_id, town.secret, town.part.roles))

    visit.dialog.get_by_role("textbox", name="Token").fill(token)
    visit.dialog.get_by_role("button", name="Logga in med token").click()
    visit.leave()
    seen = listed(visit)

    assert seen.status == 200
    assert seen.sent.headers["authorization"] == f"Bearer {token}"
    assert kept(visit.page) == 0


def test_what_the_role_does_not_allow_is_said_to_be_so(visit: Visit) -> None:
    visit.open_docs("actors/register_actor")

    refused = visit.operation("actors/register_actor").run()

    assert refused.status == 403
    assert refused.body["title"] == "Inte tillåtet"


def test_a_client_that_is_signed_in_stays_so_when_its_token_expires(visit: Visit) -> None:
    visit.page.clock.install()
    visit.open_docs(LIST)
    first = listed(visit)
    visit.page.clock.fast_forward(FROM_NOW_MS)

    second, third = listed(visit), listed(visit)

    used = [one.sent.headers["authorization"] for one in (first, second, third)]
    assert [one.status for one in (first, second, third)] == [200, 200, 200]
    assert used[0] != used[1] == used[2]


def test_signing_in_needs_no_mouse_and_gives_the_keyboard_its_place_back(visit: Visit) -> None:
    visit.open_docs(LIST, signed_in=False)
    keyboard = visit.page.keyboard
    visit.door.focus()

    keyboard.press("Enter")
    expect(visit.dialog.get_by_label("client_id:")).to_be_focused()
    keyboard.type(visit.player.client_id)
    keyboard.press("Tab")
    keyboard.type(visit.player.secret)
    keyboard.press("Enter")
    visit.dialog.get_by_text("Inloggad", exact=True).wait_for()
    for _ in range(20):
        keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.closest('[role=dialog]') !== null")
    keyboard.press("Escape")

    expect(visit.door).to_be_focused()


@pytest.fixture(scope="module")
def issuer_and_register(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Issuer, Register]]:
    """A service that takes no secrets, and an organisation whose people it knows."""
    place, port = tmp_path_factory.mktemp("people"), free_port()
    with ExitStack() as stack:
        issuer = stack.enter_context(issuing(free_port(), f"http://127.0.0.1:{port}"))
        told = json.dumps([issuer.described(place / "keys.json")])
        url = f"sqlite:///{place / 'register.db'}"
        yield issuer, stack.enter_context(served(url, port, issuers=told, client_secrets="0"))


@pytest.fixture
def issuer(issuer_and_register: tuple[Issuer, Register]) -> Issuer:
    issuer, _ = issuer_and_register
    issuer.refusing = False
    return issuer


@pytest.fixture
def at_home(page: Page, issuer_and_register: tuple[Issuer, Register]) -> Iterator[Visit]:
    """Swagger UI of that service, whose page asks no host but itself and the issuer."""
    issuer, register = issuer_and_register
    visit = Visit(page, register, NOBODY)
    yield visit
    assert [one for one in visit.strangers if not one.startswith(issuer.address)] == []
    assert visit.complaints == []


NOBODY = Player(part=None, client_id="", secret="")  # type: ignore[arg-type]


def known(register: Register, issuer: Issuer) -> None:
    with register.sessions.begin() as session:
        board = make.actor(
            session,
            "Länsstyrelsen",
            kind=ActorKind.COUNTY_ADMINISTRATIVE_BOARD,
            county_code=make.county(session).code,
        )
        told = {"kind": PrincipalKind.PERSON, "issuer": issuer.address, "subject": PERSON}
        make.principal(session, board, Role.COORDINATOR, **told)


def by_account(visit: Visit) -> None:
    """In a window that opens, answers and closes."""
    visit.door.click()
    with visit.page.expect_popup() as opened:
        visit.dialog.get_by_role("button", name="Logga in", exact=True).click()
    if not opened.value.is_closed():
        opened.value.wait_for_event("close")


def test_a_person_signs_in_at_the_own_organisation(at_home: Visit, issuer: Issuer) -> None:
    known(at_home.register, issuer)
    at_home.open_docs(LIST, signed_in=False)

    by_account(at_home)
    at_home.dialog.get_by_text("Inloggad", exact=True).wait_for()
    at_home.leave()
    seen = listed(at_home)
    made = Operation(at_home.page, at_home.page.locator("#operations-forums-register_forum"))
    registered = made.open().write(kind="network", name="Nätverket").run()

    assert (seen.status, registered.status) == (200, 201)
    assert issuer.asked["client_id"] == CLIENT
    assert issuer.asked["code_challenge_method"] == "S256"
    assert set(issuer.asked["scope"].split()) == set(Scope)
    assert "client_secret" not in issuer.exchanged
    assert kept(at_home.page) == 0


def test_a_person_who_does_not_sign_in_is_told_so(at_home: Visit, issuer: Issuer) -> None:
    issuer.refusing = True
    at_home.open_docs(LIST, signed_in=False)

    by_account(at_home)

    expect(at_home.dialog.get_by_text("Inloggningen avbröts.")).to_be_visible()


def test_an_answer_to_another_attempt_is_not_listened_to(at_home: Visit, issuer: Issuer) -> None:
    at_home.open_docs(LIST, signed_in=False)
    forged = (
        "new BroadcastChannel('samverkan-sign-in').postMessage({ code: 'x', state: 'guessed' })"
    )
    issuer.refusing = True

    at_home.page.evaluate(forged)
    by_account(at_home)
    at_home.dialog.get_by_text("Inloggningen avbröts.").wait_for()
    at_home.page.evaluate(forged)

    expect(at_home.dialog.get_by_text("Inloggad", exact=True)).to_have_count(0)


def test_where_secrets_are_off_only_the_other_ways_are_offered(at_home: Visit) -> None:
    at_home.open_docs(LIST, signed_in=False)
    at_home.door.click()

    expect(at_home.dialog.get_by_role("heading", level=4)).to_have_text(
        ["Ditt konto", "Åtkomsttoken"]
    )
    expect(at_home.dialog.get_by_label("client_secret:")).to_be_hidden()


def test_the_page_to_come_back_to_keeps_no_code_in_its_address(at_home: Visit) -> None:
    at_home.open("/docs/oauth2-redirect.html?code=the-code&state=x")

    expect(at_home.page.get_by_text("Inloggningen är klar.")).to_be_visible()
    assert at_home.page.url == f"{at_home.address}/docs/oauth2-redirect.html"
