"""The embedded issuer: who gets a token, who is refused and in the same words, and how often."""

import logging
import time
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import Response
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.authors import acting
from app.clock import now, today
from app.database import Sessions, connect, sessions_on
from app.main import create_app
from app.models import ClientSecret, MinuteCount, Principal, UsedAssertion
from app.models.principals import PrincipalKind, Role
from app.permissions import Scope
from app.services import client_secrets, minute_counts
from app.settings import Settings
from tests import make
from tests.conftest import PUBLIC_URL, use
from tests.databases import AUTHOR
from tests.make import API
from tests.tokens.issuing import key_set

TOKEN = "/oauth2/token"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
GRANT = {"grant_type": "client_credentials"}
EC_KEY = ECKey.generate_key("P-256", {"kid": "mine"})
RSA_KEY = RSAKey.generate_key(2048, {"kid": "mine"})


@pytest.fixture(scope="module")
def issuing(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return built(tmp_path_factory.mktemp("issuing") / "keys")


def built(keys_directory: Any, sessions: Any = None, **values: Any) -> FastAPI:
    given = {"client_secrets": True, **values}
    settings = Settings(public_url=PUBLIC_URL, keys_directory=keys_directory, **given)
    return create_app(sessions, settings)


@pytest.fixture
def caller(issuing: FastAPI, sessions: Sessions) -> Iterator[TestClient]:
    settings = issuing.state.settings
    caller = from_address(issuing, "192.0.2.1")
    use(caller, sessions)
    yield caller
    issuing.state.settings = settings


def from_address(app: FastAPI, address: str) -> TestClient:
    return TestClient(
        app, base_url=PUBLIC_URL, client=(address, 50_000), raise_server_exceptions=False
    )


def set_to(caller: TestClient, **values: Any) -> None:
    state: Any = caller.app
    state.state.settings = state.state.settings.model_copy(update=values)


@pytest.fixture
def in_one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the test takes, and whenever it begins."""
    monkeypatch.setattr(minute_counts, "time", lambda: 1_800_000_015.0)


def client_of(session: Session, *roles: Role, key: Any = EC_KEY, **values: Any) -> Principal:
    given = {"key_set": key and key_set(key), "secrets": [], **values}
    return make.principal(session, make.actor(session), *(roles or (Role.EDITOR,)), **given)


def with_secret(session: Session, *roles: Role, days: int = 30) -> tuple[Principal, str]:
    client = client_of(session, *roles, key=None)
    secret = client_secrets.renew(client, days)
    session.flush()
    return client, secret.text


def assertion(client: str, key: Any = EC_KEY, alg: str = "ES256", **changed: Any) -> str:
    issued_at = int(time.time())
    said = {
        "iss": client,
        "sub": client,
        "aud": PUBLIC_URL,
        "iat": issued_at,
        "exp": issued_at + 60,
        "jti": str(uuid4()),
    }
    header = {"alg": alg, "kid": key.kid} if key.kid else {"alg": alg}
    return jwt.encode(header, said | changed, key, algorithms=[alg])


def asserting(text: str, **more: str) -> dict[str, str]:
    return {**GRANT, "client_assertion_type": ASSERTION_TYPE, "client_assertion": text, **more}


def ask(caller: TestClient, form: dict[str, str], **more: Any) -> Response:
    return caller.post(TOKEN, data=form, **more)


def basic(name: str, secret: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{name}:{secret}'.encode()).decode()}"}


def claims_of(caller: TestClient, answer: Response) -> dict[str, Any]:
    keys = KeySet.import_key_set(caller.get("/oauth2/jwks").json())
    found = jwt.decode(answer.json()["access_token"], keys, algorithms=["ES256"])
    return {**found.header, **found.claims}


def test_a_client_shows_who_it_is_by_its_key(caller: TestClient, session: Session) -> None:
    client = client_of(session, Role.EDITOR)

    answer = ask(caller, asserting(assertion(client.subject)))

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert set(told) == {"access_token", "token_type", "expires_in", "scope"}
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 300)
    assert told["scope"] == "samverkan:read samverkan:sign samverkan:subscribe samverkan:write"


def test_the_token_is_as_others_expect_it(caller: TestClient, session: Session) -> None:
    """RFC 9068."""
    client = client_of(session)

    said = claims_of(caller, ask(caller, asserting(assertion(client.subject))))

    assert said["alg"] == "ES256"
    assert said["typ"] == "at+jwt"
    assert said["iss"] == PUBLIC_URL
    assert said["aud"] == f"{PUBLIC_URL}{API}"
    assert said["sub"] == said["client_id"] == client.subject
    assert said["exp"] - said["iat"] == 300
    assert said["scope"] == "samverkan:read samverkan:sign samverkan:subscribe samverkan:write"
    assert len(said["jti"]) == 36


def test_the_token_opens_the_register(caller: TestClient, session: Session) -> None:
    client = client_of(session)
    token = ask(caller, asserting(assertion(client.subject))).json()["access_token"]

    opened = caller.get(f"{API}/actors", headers={"Authorization": f"Bearer {token}"})

    assert opened.status_code == 200


def test_a_client_that_is_shut_out_is_refused_with_the_token_that_it_has(
    caller: TestClient, session: Session
) -> None:
    client = client_of(session)
    token = ask(caller, asserting(assertion(client.subject))).json()["access_token"]

    client.ended_on = today()
    session.flush()

    held = caller.get(f"{API}/actors", headers={"Authorization": f"Bearer {token}"})
    assert held.status_code == 401
    assert ask(caller, asserting(assertion(client.subject))).status_code == 401


@pytest.mark.parametrize("alg", ["RS256", "PS256"])
def test_a_key_may_be_rsa(caller: TestClient, session: Session, alg: str) -> None:
    client = client_of(session, key=RSA_KEY)

    answer = ask(caller, asserting(assertion(client.subject, RSA_KEY, alg)))

    assert answer.status_code == 200


def test_the_key_need_not_be_named_where_there_is_one(caller: TestClient, session: Session) -> None:
    client = client_of(session)
    nameless = ECKey.import_key(EC_KEY.as_pem(private=True))

    assert ask(caller, asserting(assertion(client.subject, nameless))).status_code == 200


def test_an_assertion_is_good_once(caller: TestClient, session: Session) -> None:
    form = asserting(assertion(client_of(session).subject))

    answers = [ask(caller, form) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 401]
    assert answers[1].json()["error"] == "invalid_client"


def test_the_same_id_of_an_assertion_is_another_for_another_client(
    caller: TestClient, session: Session
) -> None:
    both = [client_of(session), client_of(session)]

    answers = [ask(caller, asserting(assertion(one.subject, jti="1"))) for one in both]

    assert [one.status_code for one in answers] == [200, 200]


def test_used_assertions_are_forgotten_when_they_have_expired(
    caller: TestClient, session: Session
) -> None:
    old = UsedAssertion(client="x", token_id="1", expires_at=now() - timedelta(seconds=1))
    session.add(old)
    session.flush()

    ask(caller, asserting(assertion(client_of(session).subject)))

    kept = session.execute(select(UsedAssertion.client, UsedAssertion.expires_at)).one()
    assert kept.client != "x"
    assert kept.expires_at > now() + timedelta(seconds=60)


def test_the_client_id_may_be_said_as_well_but_not_another(
    caller: TestClient, session: Session
) -> None:
    client = client_of(session)

    same = ask(caller, asserting(assertion(client.subject), client_id=client.subject))
    other = ask(caller, asserting(assertion(client.subject), client_id="other"))

    assert (same.status_code, other.status_code) == (200, 401)


def test_a_secret_is_sent_in_the_header_or_in_the_form(
    caller: TestClient, session: Session
) -> None:
    client, secret = with_secret(session)
    form = {**GRANT, "client_id": client.subject, "client_secret": secret}

    answers = [
        ask(caller, GRANT, headers=basic(client.subject, secret)),
        ask(caller, {**GRANT, "client_id": client.subject}, headers=basic(client.subject, secret)),
        ask(caller, form),
    ]

    assert [one.status_code for one in answers] == [200, 200, 200]


def test_the_header_is_form_encoded_before_it_is_coded(
    caller: TestClient, session: Session
) -> None:
    client, secret = with_secret(session)
    coded = basic(client.subject.replace("-", "%2D"), secret.replace("_", "%5F"))

    assert ask(caller, GRANT, headers=coded).status_code == 200


def test_the_use_of_a_secret_is_noted_and_is_no_change_of_the_client(
    caller: TestClient, session: Session
) -> None:
    client, secret = with_secret(session)

    ask(caller, GRANT, headers=basic(client.subject, secret))

    noted = select(ClientSecret.last_used_at, Principal.version).join(
        Principal, Principal.id == ClientSecret.principal_id
    )
    used_at, version = session.execute(noted).one()
    assert used_at is not None
    assert now() - used_at < timedelta(minutes=1)
    assert version == client.version


def test_two_secrets_are_good_while_a_client_changes_over(
    caller: TestClient, session: Session
) -> None:
    client, first = with_secret(session)
    second = client_secrets.renew(client, 30).text
    session.flush()
    both = [ask(caller, GRANT, headers=basic(client.subject, one)) for one in (first, second)]
    third = client_secrets.renew(client, 30).text
    session.flush()

    after = [
        ask(caller, GRANT, headers=basic(client.subject, one)) for one in (first, second, third)
    ]

    assert [one.status_code for one in both] == [200, 200]
    assert [one.status_code for one in after] == [401, 200, 200]


def test_an_expired_secret_leaves_its_place_to_a_new_one(session: Session) -> None:
    client, _ = with_secret(session, days=-1)
    client_secrets.renew(client, 30)
    session.flush()
    client_secrets.renew(client, 30)
    session.flush()

    assert len(client.secrets) == 2
    assert all(one.expires_at > now() for one in client.secrets)


REFUSED = (
    "unknown client",
    "somebody elses secret",
    "wrong secret",
    "expired secret",
    "disabled",
    "no secret at all",
    "a client of another issuer",
    "a person",
    "a null sign",
)


def refused_by_secret(session: Session, why: str) -> tuple[str, str]:
    client, secret = with_secret(session, days=-1 if why == "expired secret" else 30)
    if why == "disabled":
        client.ended_on = today()
    if why == "no secret at all":
        client.secrets = []
    if why == "a client of another issuer":
        client.issuer = "https://idp.test"
    if why == "a person":
        client.kind = PrincipalKind.PERSON
    session.flush()
    if why == "somebody elses secret":
        return client_of(session).subject, secret
    names = {"unknown client": "nobody", "a null sign": "a\0b"}
    wrong = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    return names.get(why, client.subject), wrong if why == "wrong secret" else secret


@pytest.mark.parametrize("why", REFUSED)
def test_whoever_is_refused_is_told_the_same(
    caller: TestClient, session: Session, why: str
) -> None:
    name, secret = refused_by_secret(session, why)
    form = {**GRANT, "client_id": name, "client_secret": secret}

    answer = ask(caller, form)

    assert answer.status_code == 401
    assert answer.json() == {
        "error": "invalid_client",
        "error_description": "The client could not be authenticated.",
    }
    assert answer.headers["www-authenticate"] == 'Basic realm="samverkan"'
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "https://evil.test"},
        {"exp": int(time.time()) + 3_600},
        {"iss": "somebody"},
        {"sub": "nobody", "iss": "nobody"},
        {"sub": 7},
        {"key": ECKey.generate_key("P-256", {"kid": "mine"})},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_wrong_assertion_is_refused_in_the_same_words(
    caller: TestClient, session: Session, changed: dict[str, Any]
) -> None:
    answer = ask(caller, asserting(assertion(client_of(session).subject, **changed)))

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.json()["error_description"] == "The client could not be authenticated."


def test_a_client_without_keys_has_no_assertion_to_be_believed(
    caller: TestClient, session: Session
) -> None:
    client, _ = with_secret(session)

    assert ask(caller, asserting(assertion(client.subject))).status_code == 401


def test_secrets_are_refused_where_they_are_not_allowed(
    caller: TestClient, session: Session
) -> None:
    client, secret = with_secret(session)
    set_to(caller, client_secrets=False)

    answers = [
        ask(caller, GRANT, headers=basic(client.subject, secret)),
        ask(caller, {**GRANT, "client_id": client.subject, "client_secret": secret}),
    ]

    assert [one.status_code for one in answers] == [401, 401]
    assert ask(caller, asserting(assertion(client_of(session).subject))).status_code == 200


@pytest.mark.parametrize(
    ("role", "scopes"),
    [
        (Role.READER, "read subscribe"),
        (Role.EDITOR, "read sign subscribe write"),
        (Role.SIGNATORY, "read sign subscribe"),
        (Role.COORDINATOR, "read report sign subscribe write"),
        (Role.APPROVER, "read report subscribe"),
        (Role.RECEIVER, "read report"),
        (Role.AUDITOR, "audit read"),
        (Role.ORGANISATION_ADMINISTRATOR, "administer audit read subscribe"),
        (Role.SYSTEM_ADMINISTRATOR, "administer audit read write"),
        (Role.ARCHIVIST, "administer read"),
    ],
)
def test_a_token_is_good_for_what_the_role_is(
    caller: TestClient, session: Session, role: Role, scopes: str
) -> None:
    client = client_of(session, role)

    answer = ask(caller, asserting(assertion(client.subject)))

    assert answer.json()["scope"].replace("samverkan:", "") == scopes


def test_less_may_be_asked_for(caller: TestClient, session: Session) -> None:
    client = client_of(session, Role.EDITOR, Role.SIGNATORY)
    wanted = f"{Scope.SIGN} {Scope.READ}"

    answer = ask(caller, asserting(assertion(client.subject), scope=wanted))

    assert answer.json()["scope"] == "samverkan:read samverkan:sign"
    assert claims_of(caller, answer)["scope"] == "samverkan:read samverkan:sign"


@pytest.mark.parametrize("scope", ["samverkan:audit", "samverkan:read openid", "all", "a  b", " "])
def test_more_may_not(caller: TestClient, session: Session, scope: str) -> None:
    client = client_of(session, Role.EDITOR)

    answer = ask(caller, asserting(assertion(client.subject), scope=scope))

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


def test_a_client_without_roles_gets_no_token(caller: TestClient, session: Session) -> None:
    client = client_of(session)
    client.roles.clear()
    session.flush()

    answer = ask(caller, asserting(assertion(client.subject)))

    assert answer.json()["error"] == "invalid_scope"


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MALFORMED: dict[str, tuple[str, dict[str, str], str]] = {
    "nothing": ("", FORM, "invalid_request"),
    "no grant": ("client_id=a&client_secret=b", FORM, "invalid_request"),
    "an empty grant": ("grant_type=", FORM, "invalid_request"),
    "another grant": ("grant_type=password&username=a", FORM, "unsupported_grant_type"),
    "a refresh": ("grant_type=refresh_token", FORM, "unsupported_grant_type"),
    "a field twice": (
        "grant_type=client_credentials&client_id=a&client_id=b&client_secret=c",
        FORM,
        "invalid_request",
    ),
    "two ways": (
        "grant_type=client_credentials&client_secret=c&client_assertion=x",
        FORM,
        "invalid_request",
    ),
    "header and form": (
        "grant_type=client_credentials&client_secret=c",
        FORM | basic("a", "b"),
        "invalid_request",
    ),
    "another client in the form": (
        "grant_type=client_credentials&client_id=c",
        FORM | basic("a", "b"),
        "invalid_request",
    ),
    "another sort of assertion": (
        "grant_type=client_credentials&client_assertion=x&client_assertion_type=saml",
        FORM,
        "invalid_request",
    ),
    "too many fields": ("&".join(f"f{number}=1" for number in range(21)), FORM, "invalid_request"),
    "no text": ("grant_type=%ff", FORM, "invalid_request"),
    "JSON": (
        '{"grant_type": "client_credentials"}',
        {"Content-Type": "application/json"},
        "invalid_request",
    ),
    "multipart": (
        "x",
        {"Content-Type": "multipart/form-data; boundary=x"},
        "invalid_request",
    ),
    "no type": ("grant_type=client_credentials", {}, "invalid_request"),
    "no client": ("grant_type=client_credentials", FORM, "invalid_client"),
    "no secret": ("grant_type=client_credentials&client_id=a", FORM, "invalid_client"),
    "another scheme": (
        "grant_type=client_credentials",
        FORM | {"Authorization": "Bearer abc"},
        "invalid_client",
    ),
    "a header that is no Basic": (
        "grant_type=client_credentials",
        FORM | {"Authorization": "Basic ÅÄÖ!"},
        "invalid_client",
    ),
    "a header without colon": (
        "grant_type=client_credentials",
        FORM | {"Authorization": "Basic YWJj"},
        "invalid_client",
    ),
}


@pytest.mark.parametrize("what", MALFORMED)
def test_what_is_malformed_is_told_by_its_word(caller: TestClient, what: str) -> None:
    content, headers, error = MALFORMED[what]
    sent = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]

    answer = caller.post(TOKEN, content=content.encode(), headers=sent)

    assert answer.json()["error"] == error
    assert answer.status_code == (401 if error == "invalid_client" else 400)
    assert answer.json()["error_description"].isascii()
    assert answer.headers["cache-control"] == "no-store"


def test_two_authorization_headers_are_refused(caller: TestClient) -> None:
    twice = [("Authorization", basic("a", "b")["Authorization"])] * 2
    headers = [*twice, *FORM.items()]

    answer = caller.post(TOKEN, content=b"grant_type=client_credentials", headers=headers)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_a_form_has_bounds(caller: TestClient) -> None:
    assert ask(caller, {**GRANT, "x": "y" * 300_000}).status_code == 413
    assert ask(caller, asserting("a" * 100_000)).status_code == 401


@pytest.mark.usefixtures("in_one_minute")
def test_one_address_may_ask_so_many_times_a_minute(caller: TestClient, session: Session) -> None:
    set_to(caller, token_requests_per_minute=3)
    answers = [ask(caller, {"grant_type": "password"}) for _ in range(4)]
    other: Any = caller.app

    elsewhere = ask(from_address(other, "192.0.2.2"), {"grant_type": "password"})

    assert [one.status_code for one in answers] == [400, 400, 400, 429]
    assert answers[3].headers["retry-after"] == "45"
    assert answers[3].json()["error"] == "slow_down"
    assert elsewhere.status_code == 400


@pytest.mark.usefixtures("in_one_minute")
def test_what_is_counted_of_an_address_does_not_tell_it(
    caller: TestClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    app: Any = caller.app
    secret = app.state.settings.database_url
    minutes = [1_800_000_015 // 60, 1_800_000_015 // 60 + 1]
    for minute in minutes:
        monkeypatch.setattr(minute_counts, "time", lambda at=minute: at * 60.0)
        ask(from_address(app, "192.0.2.2"), {"grant_type": "password"})

    askers = session.scalars(select(MinuteCount.asker).order_by(MinuteCount.minute)).all()

    assert askers == [minute_counts.disguised("address:192.0.2.2", at, secret) for at in minutes]
    assert len(set(askers)) == 2
    assert minute_counts.disguised("address:192.0.2.2", minutes[0], "other") not in askers
    assert not any("192.0.2" in one for one in askers)


@pytest.mark.usefixtures("in_one_minute")
def test_a_neighbourhood_of_ipv6_counts_as_one(caller: TestClient) -> None:
    set_to(caller, token_requests_per_minute=2)
    app: Any = caller.app
    near = [f"2001:db8:0:1::{number}" for number in range(1, 4)]
    addresses = [*near, "2001:db8:0:2::1", "::ffff:192.0.2.7", "::ffff:192.0.2.8"]

    answers = [ask(from_address(app, one), {"grant_type": "password"}) for one in addresses]

    assert [one.status_code for one in answers] == [400, 400, 429, 400, 400, 400]


@pytest.mark.usefixtures("in_one_minute")
def test_one_client_may_ask_so_many_times_a_minute(caller: TestClient, session: Session) -> None:
    client, app = client_of(session), caller.app
    set_to(caller, token_requests_per_minute=2)

    answers = [
        ask(from_address(app, f"192.0.2.{number}"), asserting(assertion(client.subject)))  # type: ignore[arg-type]
        for number in range(3)
    ]

    assert [one.status_code for one in answers] == [200, 200, 429]


@pytest.mark.usefixtures("in_one_minute")
def test_nobody_can_use_up_what_a_client_may_ask(caller: TestClient, session: Session) -> None:
    client, app = client_of(session), caller.app
    set_to(caller, token_requests_per_minute=2)
    guess = {**GRANT, "client_id": client.subject, "client_secret": "smv_guess"}
    for number in range(10):
        ask(from_address(app, f"192.0.2.{number}"), guess)  # type: ignore[arg-type]

    answer = ask(from_address(app, "198.51.100.1"), asserting(assertion(client.subject)))  # type: ignore[arg-type]

    assert answer.status_code == 200


def test_attempts_are_forgotten_after_an_hour(caller: TestClient, session: Session) -> None:
    minute = int(time.time()) // 60
    for ago in (59, 62):
        session.add(MinuteCount(asker="address:x", minute=minute - ago, count=1))
    session.flush()

    ask(caller, GRANT)

    kept = session.scalars(select(MinuteCount.minute).where(MinuteCount.asker == "address:x")).all()
    assert [minute - one for one in kept] == [59]


@contextmanager
def processes(database_url: str, keys_directory: Any, **values: Any) -> Iterator[list[TestClient]]:
    """Two that know of each other only by the database and the directory of keys."""
    both = [connect(Settings(database_url=database_url, pool_size=20)) for _ in range(2)]
    # The client has an event loop for each request: one that waits for its turn waits in another.
    apps = [built(keys_directory, one, pool_size=20, **values) for one in both]
    yield [from_address(one, "192.0.2.1") for one in apps]
    for one in both:
        one.engine.dispose()


def registered(database_url: str) -> str:
    sessions = acting(connect(Settings(database_url=database_url)), AUTHOR)
    with sessions.begin() as session:
        name = client_of(session).subject
    sessions.engine.dispose()
    return name


def test_of_one_assertion_sent_to_two_processes_at_once_one_is_good(
    database_url: str, tmp_path: Any
) -> None:
    with processes(database_url, tmp_path / "keys") as both:
        form = asserting(assertion(registered(database_url)))
        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda turn: ask(both[turn % 2], form), range(16)))

    assert sorted(one.status_code for one in answers) == [200] + [401] * 15


@pytest.mark.usefixtures("in_one_minute")
def test_attempts_at_two_processes_count_together(database_url: str, tmp_path: Any) -> None:
    together = processes(database_url, tmp_path / "keys", token_requests_per_minute=10)
    with together as both, ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda turn: ask(both[turn % 2], GRANT), range(24)))

    assert sorted(one.status_code for one in answers) == [401] * 10 + [429] * 14


def test_a_token_of_one_process_is_good_at_the_other(database_url: str, tmp_path: Any) -> None:
    name = registered(database_url)
    with processes(database_url, tmp_path / "keys") as (one, other):
        token = ask(one, asserting(assertion(name))).json()["access_token"]

        opened = other.get(f"{API}/actors", headers={"Authorization": f"Bearer {token}"})

    assert opened.status_code == 200


def test_what_others_need_to_know_is_published(caller: TestClient) -> None:
    told = caller.get("/.well-known/oauth-authorization-server").json()

    assert told["issuer"] == PUBLIC_URL
    assert told["token_endpoint"] == f"{PUBLIC_URL}/oauth2/token"
    assert told["jwks_uri"] == f"{PUBLIC_URL}/oauth2/jwks"
    assert told["grant_types_supported"] == ["client_credentials"]
    assert told["response_types_supported"] == []
    assert told["token_endpoint_auth_methods_supported"] == [
        "private_key_jwt",
        "client_secret_basic",
        "client_secret_post",
    ]
    set_to(caller, client_secrets=False)
    told = caller.get("/.well-known/oauth-authorization-server").json()
    assert told["token_endpoint_auth_methods_supported"] == ["private_key_jwt"]


@pytest.mark.parametrize("suffix", ["", API])
def test_the_register_says_whose_tokens_it_takes(caller: TestClient, suffix: str) -> None:
    told = caller.get(f"/.well-known/oauth-protected-resource{suffix}").json()

    assert told["resource"] == f"{PUBLIC_URL}{API}"
    assert told["authorization_servers"] == [PUBLIC_URL]
    assert told["bearer_methods_supported"] == ["header"]
    assert set(told["scopes_supported"]) == set(Scope)


def test_only_the_public_half_of_the_keys_is_published(caller: TestClient) -> None:
    answer = caller.get("/oauth2/jwks")

    assert [set(one) for one in answer.json()["keys"]] == [
        {"kty", "crv", "x", "y", "kid", "use", "alg"}
    ]
    assert answer.headers["cache-control"] == "public, max-age=300"


def test_without_an_issuer_of_our_own_its_addresses_do_not_exist(tmp_path: Any) -> None:
    idp = {"issuer": "https://idp.test", "jwksUrl": "https://idp.test/keys"}
    app = built(tmp_path / "keys", embedded_issuer=False, issuers=[idp])
    caller = from_address(app, "192.0.2.1")

    assert ask(caller, GRANT).status_code == 404
    for path in ("/oauth2/jwks", "/.well-known/oauth-authorization-server"):
        assert caller.get(path).status_code == 404
    told = caller.get("/.well-known/oauth-protected-resource").json()
    assert told["authorization_servers"] == ["https://idp.test"]
    assert not (tmp_path / "keys").exists()


def test_no_secret_and_no_token_is_logged(
    caller: TestClient, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client, secret = with_secret(session)
    text = assertion(client_of(session).subject)
    swapped = {**GRANT, "client_id": secret, "client_secret": client.subject}

    token = ask(caller, GRANT, headers=basic(client.subject, secret)).json()["access_token"]
    ask(caller, GRANT, headers=basic(client.subject, secret + "x"))
    ask(caller, asserting(text)), ask(caller, asserting(text)), ask(caller, swapped)

    facts = [vars(one).get("facts", {}) for one in caplog.records]
    logged = "\n".join([*map(str, facts), *(one.getMessage() for one in caplog.records)])
    for private in (secret, text, token):
        assert private not in logged
        assert private.rpartition(".")[2] not in logged
    reasons = [one["reason"] for one in facts if "reason" in one]
    assert reasons == ["wrongSecret", "alreadyUsed", "unknownClient"]
    assert next(one["client"] for one in facts if "scope" in one) == client.subject
    assert all(one["traceId"] for one in facts if one)


def test_a_database_that_is_away_is_told_as_such(issuing: FastAPI, tmp_path: Any) -> None:
    caller = from_address(issuing, "192.0.2.1")
    engine = create_engine(f"sqlite:///{tmp_path / 'nowhere' / 'a.db'}")
    use(caller, sessions_on(engine))

    answer = ask(caller, GRANT)
    engine.dispose()

    assert (answer.status_code, answer.json()["error"]) == (503, "temporarily_unavailable")
    assert answer.headers["retry-after"] == "5"


def test_a_secret_is_shown_by_nothing_but_itself() -> None:
    secret = client_secrets.renew(Principal(secrets=[]), 30)

    assert secret.text not in repr(secret)
    assert client_secrets.FORM.fullmatch(secret.text)
    assert secret.text[-6:] == client_secrets.checksum(secret.text[:-6])


def test_no_two_secrets_are_alike() -> None:
    client = Principal(secrets=[])
    made = {client_secrets.renew(client, 30).text for _ in range(1_000)}

    assert len(made) == 1_000
    assert len({one[4:14] for one in made}) == 1_000
