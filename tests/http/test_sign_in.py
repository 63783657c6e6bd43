"""What every operation asks first: a token that is good for it; and how to get one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.database import Sessions
from app.main import create_app
from app.models.actors import ActorKind
from app.models.principals import Role
from app.permissions import POLICIES, PUBLIC, Scope
from app.services import principals
from app.settings import Settings
from app.tokens.verifying import Verifier
from openapi.write import CONTRACT
from tests import make
from tests.callers import As
from tests.conftest import PUBLIC_URL, At, contract, use
from tests.make import API

PATHS: dict[str, Any] = json.loads(CONTRACT.read_text(encoding="utf-8"))["paths"]
OPERATIONS = [
    (verb.upper(), path, operation["operationId"])
    for path, item in PATHS.items()
    for verb, operation in item.items()
]
CLOSED = [one for one in OPERATIONS if one[2] not in PUBLIC]
AWAY: Any = {
    "issuer": "https://idp.invalid",
    "jwksUrl": "https://idp.invalid/keys",
    "audience": "samverkan",
}
ID = "018f3b5e-0000-7000-8000-000000000000"
METADATA = f'resource_metadata="{PUBLIC_URL}/.well-known/oauth-protected-resource"'
TOKEN = "/oauth2/token"
GRANT = {"grant_type": "client_credentials"}

Secret = tuple[str, str]


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """As it is served: nobody is taken for anything but what the token says."""
    keys = tmp_path_factory.mktemp("keys")
    settings = Settings(public_url=PUBLIC_URL, keys_directory=Path(keys), client_secrets=True)
    nowhere: Any = None
    with TestClient(create_app(nowhere, settings), base_url=PUBLIC_URL) as client:
        yield client


@pytest.fixture
def client(serving: TestClient, sessions: Sessions) -> TestClient:
    use(serving, sessions)
    return serving


@pytest.fixture
def editor(session: Session, sessions: Sessions) -> Secret:
    """Its client id and secret."""
    code = make.municipality(session).code
    town = make.actor(session, kind=ActorKind.MUNICIPALITY, municipality_code=code)
    added = make.principal(session, town, Role.EDITOR)
    with sessions.begin() as acting:
        known = principals.client_called(acting, added.subject)
        return known.subject, principals.renew_secret(acting, known, 1).text


def token(client: TestClient, who: Secret, **asked: str) -> str:
    answer = client.post(TOKEN, data={**GRANT, **asked}, auth=who)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])


def bearing(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


@pytest.mark.parametrize("verb, path, name", CLOSED, ids=[one[2] for one in CLOSED])
def test_without_a_token_nothing_is_answered(
    client: TestClient, verb: str, path: str, name: str
) -> None:
    """Not even what is wrong with what was sent."""
    address = "/".join(ID if part.startswith("{") else part for part in path.split("/"))
    sent: dict[str, Any] = {"json": {"unknown": 1}} if verb != "GET" else {}

    answer = client.request(verb, f"{API}{address}?unknown=1", **sent)

    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == f'Bearer realm="samverkan", {METADATA}'


def test_only_the_interfaces_own_description_is_open(client: TestClient) -> None:
    assert {one[2] for one in OPERATIONS} - {one[2] for one in CLOSED} == {"read_api_info"}
    for path in ("/api-info", "/openapi.json"):
        assert client.get(f"{API}{path}").status_code == 200


@pytest.mark.parametrize(
    "sent",
    ["", "Bearer", "Basic a2xpZW50OmhlbWxpZ2hldA==", "Digest username=a", "Bearer not-a-token"],
)
def test_anything_but_a_token_of_ours_is_refused(client: TestClient, sent: str) -> None:
    answer = client.get(f"{API}/forums", headers={"Authorization": sent})

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith('Bearer realm="samverkan"')


def test_a_token_in_the_address_is_no_token(client: TestClient, editor: Secret) -> None:
    answer = client.get(f"{API}/forums", params={"access_token": token(client, editor)})

    assert answer.status_code == 401


def test_a_client_gets_a_token_and_is_let_in_by_it(client: TestClient, editor: Secret) -> None:
    answer = client.get(f"{API}/forums", headers=bearing(token(client, editor)))

    assert answer.status_code == 200


def test_a_token_is_short_lived_and_comes_without_another_to_renew_it(
    client: TestClient, editor: Secret
) -> None:
    answer = client.post(TOKEN, data=GRANT, auth=editor)

    assert answer.json().keys() == {"access_token", "token_type", "expires_in", "scope"}
    assert answer.json()["expires_in"] <= 300
    assert answer.headers["cache-control"] == "no-store"


def test_a_token_is_good_for_no_more_than_was_asked_for(client: TestClient, editor: Secret) -> None:
    reading = token(client, editor, scope="samverkan:read")
    body = {"kind": "network", "name": "Nätverket"}

    refused = client.post(f"{API}/forums", json=body, headers=bearing(reading))
    made = client.post(f"{API}/forums", json=body, headers=bearing(token(client, editor)))

    assert (refused.status_code, made.status_code) == (403, 201)
    said = refused.headers["www-authenticate"]
    assert 'error="insufficient_scope"' in said
    assert 'scope="samverkan:write"' in said


def test_a_role_that_is_missing_is_not_a_matter_of_the_token(
    client: TestClient, editor: Secret
) -> None:
    body = {"kind": "region", "name": "Regionen"}

    refused = client.post(f"{API}/actors", json=body, headers=bearing(token(client, editor)))

    assert refused.status_code == 403
    assert "www-authenticate" not in refused.headers


def test_a_caller_is_known_by_issuer_and_name_together(
    at: At, client: TestClient, session: Session
) -> None:
    ours = at(make.actor(session), Role.READER)
    of_another_issuer = make.principal(session, None, Role.READER, issuer="https://idp.test")

    known = ours.get(f"{API}/forums")
    alike = As(client, of_another_issuer).get(f"{API}/forums")

    assert (known.status_code, alike.status_code) == (200, 401)


def test_a_role_that_is_taken_away_is_gone_at_the_next_request(at: At, session: Session) -> None:
    caller = at(make.actor(session), Role.READER)
    before = caller.get(f"{API}/forums")
    assert caller.principal is not None
    caller.principal.roles = []
    session.flush()

    assert (before.status_code, caller.get(f"{API}/forums").status_code) == (200, 403)


def test_the_contract_asks_for_the_scope_that_the_operation_asks_for() -> None:
    asked = {
        operation["operationId"]: operation["security"]
        for item in PATHS.values()
        for operation in item.values()
    }

    assert asked.pop("read_api_info") == []
    assert asked == {
        name: [{"oauth2": [POLICIES[name].scope]}, {"bearer": []}] for _, _, name in CLOSED
    }


def test_the_contract_explains_every_scope() -> None:
    contract = json.loads(CONTRACT.read_text(encoding="utf-8"))
    flow = contract["components"]["securitySchemes"]["oauth2"]["flows"]["clientCredentials"]

    assert flow["scopes"].keys() == set(Scope)
    assert all(" / " in meaning for meaning in flow["scopes"].values())


def test_what_an_operation_needs_is_said_in_both_languages() -> None:
    swedish, english = PATHS["/annual-reports"]["post"]["description"].split("\n\n")

    assert swedish.endswith("Kräver `samverkan:report` och rollen `coordinator`.")
    assert english.endswith("Needs `samverkan:report` and the role `coordinator`.")


def test_an_issuer_whose_keys_cannot_be_had_is_no_fault_of_the_caller(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = contract(client.app).state.identity
    monkeypatch.setattr(
        identity, "verifier", Verifier(Settings.model_validate({"issuers": [AWAY]}))
    )
    claims = {"iss": AWAY["issuer"], "sub": "a", "exp": 4_000_000_000}
    header = {"alg": "ES256", "typ": "at+jwt", "kid": "away"}
    text = jwt.encode(header, claims, ECKey.generate_key("P-256"), algorithms=["ES256"])

    answer = client.get(f"{API}/forums", headers=bearing(text))

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"


def test_two_authorization_headers_are_refused(client: TestClient, editor: Secret) -> None:
    good = bearing(token(client, editor))["Authorization"]
    twice = [("Authorization", good), ("Authorization", good)]

    assert client.get(f"{API}/forums", headers=twice).status_code == 400
