"""Access tokens that are believed: of each sort of issuer, within clock skew, for a while."""

import time
from pathlib import Path
from typing import Any

import pytest

from app.models.principals import EMBEDDED
from app.permissions import Scope
from app.settings import CONTRACT_PATH, Settings
from app.tokens import verifying
from app.tokens.minting import Mint
from app.tokens.own_keys import LIFE_S, LONGEST_LIFE_S, OwnKeys
from app.tokens.verifying import KNOWN_FOR_S, Token, TokenError, Verifier
from tests.tokens import issuing
from tests.tokens.issuing import EC_KEY, IDP, RSA_KEY, Clock, claims, key_file, token

ENTRA = "https://login.microsoftonline.com/5f0e/v2.0"


def refused(verifier: Verifier, text: str) -> str:
    with pytest.raises(TokenError) as refusal:
        verifier.verify(text)
    return refusal.value.reason


def issuer(folder: Path, **values: Any) -> Settings:
    return issuing.settings(
        folder, {"issuer": IDP, "jwksFile": key_file(folder, "idp", EC_KEY, RSA_KEY), **values}
    )


def test_a_token_of_a_trusted_issuer_says_who_calls_and_what_for(tmp_path: Path) -> None:
    said = claims()

    assert Verifier(issuing.settings(tmp_path)).verify(token(said)) == Token(
        issuer=IDP,
        subject="system-1",
        scopes=frozenset({Scope.READ}),
        token_id="6f9c",
        expires_at=said["exp"],
    )


def test_our_own_is_known_by_one_name_wherever_it_was_signed(tmp_path: Path) -> None:
    settings = issuing.settings(tmp_path)
    minted = Mint(settings).token("0480-editor-3f9a2c", {Scope.READ, Scope.WRITE})

    found = Verifier(settings).verify(minted.text)

    assert (found.issuer, found.subject) == (EMBEDDED, "0480-editor-3f9a2c")
    assert found.scopes == {Scope.READ, Scope.WRITE}
    assert found.token_id == minted.token_id
    assert found.expires_at == pytest.approx(time.time() + LIFE_S, abs=2)


def test_our_own_is_refused_where_the_issuer_is_switched_off(tmp_path: Path) -> None:
    settings = issuing.settings(tmp_path)
    minted = Mint(settings).token("client", {Scope.READ})

    off = Verifier(issuing.settings(tmp_path, embedded_issuer=False))

    assert refused(off, minted.text) == "unknownIssuer"


def test_our_own_lives_a_quarter_of_an_hour_at_most(tmp_path: Path) -> None:
    settings = issuing.settings(tmp_path)
    verifier, mint = Verifier(settings), Mint(settings)

    verifier.verify(mint.token("client", {Scope.READ}, LONGEST_LIFE_S).text)
    longer = mint.token("client", {Scope.READ}, LONGEST_LIFE_S + 1)

    assert refused(verifier, longer.text) == "livesTooLong"


@pytest.mark.parametrize("typ", ["at+jwt", "application/at+jwt", "AT+JWT"])
def test_a_type_is_the_same_however_it_is_written(tmp_path: Path, typ: str) -> None:
    assert Verifier(issuing.settings(tmp_path)).verify(token(typ=typ))


def test_an_unknown_header_is_passed_over(tmp_path: Path) -> None:
    assert Verifier(issuing.settings(tmp_path)).verify(token(nonce="x", x5t="y" * 600))


def test_one_of_several_audiences_may_be_ours(tmp_path: Path) -> None:
    said = claims(aud=["account", issuing.AUDIENCE])

    assert Verifier(issuing.settings(tmp_path)).verify(token(said))


@pytest.mark.parametrize("scope", [None, "", "openid profile", "samverkan:READ"])
def test_words_that_are_not_ours_give_nothing(tmp_path: Path, scope: str | None) -> None:
    found = Verifier(issuing.settings(tmp_path)).verify(token(claims(scope=scope)))

    assert found.scopes == frozenset()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"iat": -329, "exp": -29}, None),
        ({"iat": -331, "exp": -31}, "expired"),
        ({"iat": 29, "exp": 300}, None),
        ({"iat": 31, "exp": 300}, "issuedInTheFuture"),
        ({"nbf": 29}, None),
        ({"nbf": 31}, "notYetValid"),
        ({"exp": 3_600}, None),
        ({"exp": 3_601}, "livesTooLong"),
    ],
    ids=str,
)
def test_clocks_may_differ_by_half_a_minute(
    tmp_path: Path, changed: dict[str, int], reason: str | None
) -> None:
    clock = Clock()
    clock.now = float(int(clock.now))
    verifier = Verifier(issuing.settings(tmp_path), clock=clock)
    said = {"iat": 0, "exp": 300} | changed
    text = token(claims(**{name: int(clock.now) + shift for name, shift in said.items()}))

    if reason is None:
        verifier.verify(text)
    else:
        assert refused(verifier, text) == reason


def of_keycloak(**changed: Any) -> dict[str, Any]:
    said = {"azp": "swagger", "client_id": None, "sub": "0f3c-user", "typ": "Bearer"}
    return claims(**said | changed)


def test_keycloak_tells_a_client_of_its_own_account_and_a_person_by_sub(tmp_path: Path) -> None:
    verifier = Verifier(issuer(tmp_path, preset="keycloak"))

    person = verifier.verify(token(of_keycloak(), RSA_KEY, typ="JWT"))
    client = verifier.verify(
        token(of_keycloak(azp="case-system", client_id="case-system"), RSA_KEY, typ="JWT")
    )

    assert (person.subject, client.subject) == ("0f3c-user", "case-system")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"azp": None}, "missingClient"),
        ({"typ": "ID"}, "notAnAccessToken"),
        ({"typ": "Refresh"}, "notAnAccessToken"),
        ({"sub": None, "client_id": "x"}, "missingSubject"),
        ({"aud": "account"}, "wrongAudience"),
        ({"client_id": ["x"]}, "malformedClaim"),
    ],
    ids=str,
)
def test_a_token_of_keycloak_for_something_else(
    tmp_path: Path, changed: dict[str, Any], reason: str
) -> None:
    verifier = Verifier(issuer(tmp_path, preset="keycloak"))

    assert refused(verifier, token(of_keycloak(**changed), RSA_KEY, typ="JWT")) == reason


def of_entra(**changed: Any) -> dict[str, Any]:
    """With the life and the start five minutes ago that its tokens have."""
    now = int(time.time())
    said = {
        "iss": ENTRA,
        "aud": "api-id",
        "azp": "app-id",
        "oid": "object-id",
        "sub": "pairwise",
        "uti": "u-1",
        "iat": now - 300,
        "nbf": now - 300,
        "exp": now + 5_400,
        "jti": None,
        "client_id": None,
        "scope": None,
        "roles": ["samverkan:read", "samverkan:write"],
    }
    return claims(**said | changed)


def entra(folder: Path) -> Verifier:
    told = {"issuer": ENTRA, "preset": "entra", "audience": "api-id"}
    return Verifier(issuer(folder, **told))


def test_entra_tells_an_application_by_its_object_and_roles(tmp_path: Path) -> None:
    found = entra(tmp_path).verify(token(of_entra(), RSA_KEY, typ="JWT"))

    assert (found.subject, found.token_id) == ("object-id", "u-1")
    assert found.scopes == {Scope.READ, Scope.WRITE}


def test_a_persons_roles_at_entra_do_not_widen_what_the_token_is_for(tmp_path: Path) -> None:
    found = entra(tmp_path).verify(token(of_entra(scp="samverkan:read"), RSA_KEY, typ="JWT"))

    assert found.scopes == {Scope.READ}


@pytest.mark.parametrize(
    ("changed", "key", "reason"),
    [
        ({"roles": "samverkan:read"}, RSA_KEY, "malformedScope"),
        ({"roles": [1]}, RSA_KEY, "malformedScope"),
        ({"azp": None}, RSA_KEY, "missingClient"),
        ({"oid": None}, RSA_KEY, "missingSubject"),
        ({"uti": None}, RSA_KEY, "missingTokenId"),
        ({"aud": issuing.AUDIENCE}, RSA_KEY, "wrongAudience"),
        ({}, EC_KEY, "algorithmNotAllowed"),
    ],
    ids=lambda one: one if isinstance(one, str) else type(one).__name__,
)
def test_a_token_of_entra_for_something_else(
    tmp_path: Path, changed: dict[str, Any], key: Any, reason: str
) -> None:
    assert refused(entra(tmp_path), token(of_entra(**changed), key, typ="JWT")) == reason


def test_no_setting_takes_the_place_of_what_every_token_has(tmp_path: Path) -> None:
    """A slip in a setting must not switch off the look at the audience."""
    careless = Verifier(issuer(tmp_path, clientClaim="aud", tokenIdClaim="iss"))

    assert refused(careless, token(claims(aud="https://evil.test"))) == "wrongAudience"


def test_what_has_been_verified_is_remembered_for_a_while(tmp_path: Path) -> None:
    clock = Clock()
    verifier = Verifier(issuing.settings(tmp_path), clock=clock)
    text = token(claims(exp=int(clock.now) + 3_600))
    assert verifier.known(text) is None

    found = verifier.verify(text)

    assert verifier.known(text) == found
    assert verifier.known(text[:-4] + "AAAA") is None
    clock.now += KNOWN_FOR_S
    assert verifier.known(text) is None


def test_it_is_forgotten_when_it_expires(tmp_path: Path) -> None:
    clock = Clock()
    verifier = Verifier(issuing.settings(tmp_path), clock=clock)
    text = token(claims(exp=int(clock.now) + 60))
    verifier.verify(text)

    clock.now += 60 + 31

    assert verifier.known(text) is None
    assert refused(verifier, text) == "expired"


def test_no_more_than_so_many_are_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "MOST_KNOWN", 2)
    verifier = Verifier(issuing.settings(tmp_path))
    texts = [token(claims(jti=f"t{number}")) for number in range(3)]
    for text in texts:
        verifier.verify(text)

    assert [verifier.known(text) is not None for text in texts] == [False, True, True]


def test_what_is_remembered_is_no_token(tmp_path: Path) -> None:
    verifier = Verifier(issuing.settings(tmp_path))
    text = token()
    verifier.verify(text)

    assert text not in repr(verifier.remembered)
    assert text.rpartition(".")[2] not in repr(verifier.remembered)


def test_something_larger_than_any_token_is_not_even_looked_up(tmp_path: Path) -> None:
    assert Verifier(issuing.settings(tmp_path)).known("x" * 10_000_000) is None


def test_a_key_that_its_issuer_withdraws_is_not_believed_any_longer(tmp_path: Path) -> None:
    clock = Clock()
    verifier = Verifier(issuing.settings(tmp_path), clock=clock)
    text = token(claims(exp=int(clock.now) + 3_600))
    verifier.verify(text)
    time.sleep(0.01)
    key_file(tmp_path, "idp", RSA_KEY)

    clock.now += KNOWN_FOR_S

    assert verifier.known(text) is None
    assert refused(verifier, text) == "unknownKey"


def test_an_audience_may_be_set(tmp_path: Path) -> None:
    settings = issuing.settings(tmp_path, audience="urn:samverkan")
    verifier = Verifier(settings)

    verifier.verify(token(claims(aud="urn:samverkan")))
    verifier.verify(Mint(settings).token("client", {Scope.READ}).text)

    assert refused(verifier, token()) == "wrongAudience"


def test_the_audience_is_else_the_address_of_the_contract() -> None:
    from app.main import ROOT  # noqa: PLC0415 - of all tests here only this one knows the service

    assert CONTRACT_PATH == ROOT
    assert Settings(public_url="https://a.se").own_audience == f"https://a.se{ROOT}"


def test_to_make_a_verifier_touches_no_file(tmp_path: Path) -> None:
    settings = issuing.settings(tmp_path, keys_directory=tmp_path / "keys")

    Verifier(settings)
    Mint(settings, OwnKeys(settings.keys_directory))

    assert not (tmp_path / "keys").exists()
