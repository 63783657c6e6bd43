"""The keys of an issuer that is away, slow or answers something else; keys that are too weak."""

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc.jwk import ECKey, OctKey, RSAKey

from app.tokens import key_sets
from app.tokens.key_sets import (
    AGAIN_AFTER_S,
    FRESH_S,
    LARGEST,
    OLDEST_S,
    FetchedKeys,
    KeyFile,
    UnusableKeysError,
    fetched,
    keys_in,
)
from app.tokens.refusing import TokenError
from app.tokens.verifying import Verifier
from tests.tokens import issuing
from tests.tokens.issuing import EC_KEY, IDP, RSA_KEY, Clock, claims, key_file, key_set, token

ADDRESS = "https://idp.test/keys"
Answering = Callable[[httpx2.Request], httpx2.Response]


class Idp:
    """Answers as it is told to, and counts how often it was asked."""

    def __init__(self, *keys: Any) -> None:
        self.asked, self.answer = 0, publishing(*keys)

    def transport(self) -> httpx2.MockTransport:
        def handle(request: httpx2.Request) -> httpx2.Response:
            self.asked += 1
            return self.answer(request)

        return httpx2.MockTransport(handle)


def publishing(*keys: Any) -> Answering:
    return saying(json.dumps(key_set(*keys)))


def away(_: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("refused")


def slow(_: httpx2.Request) -> httpx2.Response:
    raise httpx2.ReadTimeout("too slow")


def elsewhere(_: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(302, headers={"Location": "https://evil.test/keys"})


def huge(_: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, stream=Sent(b" " * LARGEST + json.dumps(key_set(EC_KEY)).encode()))


def packed(_: httpx2.Request) -> httpx2.Response:
    """What is small when it comes and enormous when it is unpacked."""
    sent = Sent(json.dumps(key_set(EC_KEY)).encode())
    return httpx2.Response(200, headers={"Content-Encoding": "gzip"}, stream=sent)


class Sent(httpx2.SyncByteStream):
    """As it comes over the wire, not yet read."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __iter__(self) -> Iterator[bytes]:
        yield self.content


def saying(content: str, status: int = 200) -> Answering:
    return lambda _: httpx2.Response(status, stream=Sent(content.encode()))


FAULTS: dict[str, Answering] = {
    "down": away,
    "slow": slow,
    "redirect": elsewhere,
    "huge": huge,
    "packed": packed,
    "an error": saying("{}", 500),
    "an error with keys": saying(json.dumps(key_set(EC_KEY)), 500),
    "a page": saying("<html>Log in</html>"),
    "nothing": saying(""),
    "another object": saying("{}"),
    "a list": saying("[]"),
    "a number": saying("7"),
    "no list of keys": saying('{"keys": 7}'),
    "no keys": saying('{"keys": []}'),
    "no key that can be used": saying('{"keys": [{"kty": "oct", "kid": "ec", "k": "YWJj"}, 7]}'),
    "too many": saying(json.dumps({"keys": key_set(EC_KEY)["keys"] * 101})),
    "nested deeper than can be read": saying("[" * 100_000),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_issuer_from_the_start_is_said_to_be_one(fault: str) -> None:
    idp = Idp()
    idp.answer = FAULTS[fault]
    keys = FetchedKeys(ADDRESS, idp.transport(), Clock())

    with pytest.raises(TokenError) as refused:
        keys.find("ec")

    assert refused.value.reason == "keysUnavailable"
    assert idp.asked == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_known_keys_outlive_a_fault_of_the_issuer(fault: str) -> None:
    """Away for ten minutes, and then for hours: no caller with a known key notices."""
    idp, clock = Idp(EC_KEY), Clock()
    keys = FetchedKeys(ADDRESS, idp.transport(), clock)
    assert keys.find("ec")
    idp.answer = FAULTS[fault]

    for _ in range(600):
        clock.now += 15
        assert keys.find("ec") is not None

    assert idp.asked > 10


@pytest.mark.parametrize("fault", FAULTS)
def test_when_the_issuer_is_back_its_new_key_is_found(fault: str) -> None:
    idp, clock = Idp(EC_KEY), Clock()
    keys = FetchedKeys(ADDRESS, idp.transport(), clock)
    keys.find("ec")
    idp.answer = FAULTS[fault]
    clock.now += AGAIN_AFTER_S
    assert keys.find("rsa") is None

    idp.answer = publishing(RSA_KEY)
    clock.now += AGAIN_AFTER_S

    assert keys.find("rsa")
    assert keys.find("ec") is None


def test_keys_are_not_asked_for_while_they_are_fresh() -> None:
    idp, clock = Idp(EC_KEY), Clock()
    keys = FetchedKeys(ADDRESS, idp.transport(), clock)
    for _ in range(FRESH_S // 10):
        keys.find("ec")
        clock.now += 10
    assert idp.asked == 1

    clock.now += 1
    keys.find("ec")

    assert idp.asked == 2


def test_unknown_keys_make_the_issuer_be_asked_once_in_half_a_minute() -> None:
    idp, clock = Idp(EC_KEY), Clock()
    keys = FetchedKeys(ADDRESS, idp.transport(), clock)
    for number in range(300):
        assert keys.find(f"made up {number}") is None
        clock.now += 1

    assert idp.asked == 300 / AGAIN_AFTER_S


def test_an_issuer_that_is_away_is_not_asked_at_each_request_either() -> None:
    idp, clock = Idp(), Clock()
    idp.answer = away
    keys = FetchedKeys(ADDRESS, idp.transport(), clock)
    for _ in range(60):
        with pytest.raises(TokenError):
            keys.find("ec")
        clock.now += 1

    assert idp.asked == 2


def test_what_has_not_been_seen_for_a_day_is_not_believed() -> None:
    idp, clock = Idp(EC_KEY), Clock()
    keys = FetchedKeys(ADDRESS, idp.transport(), clock)
    keys.find("ec")
    idp.answer = away

    clock.now += OLDEST_S + 1

    with pytest.raises(TokenError):
        keys.find("ec")


def test_while_one_waits_for_the_issuer_the_others_use_what_they_have() -> None:
    idp, clock, answered = Idp(EC_KEY), Clock(), threading.Event()
    keys = FetchedKeys(ADDRESS, idp.transport(), clock)
    keys.find("ec")
    clock.now += FRESH_S + 1

    def late(_: httpx2.Request) -> httpx2.Response:
        answered.wait(20)
        return publishing(EC_KEY)(httpx2.Request("GET", ADDRESS))

    idp.answer = late
    with ThreadPoolExecutor(8) as pool:
        waiting = pool.submit(keys.find, "ec")
        while idp.asked < 2:
            time.sleep(0.001)
        others = [pool.submit(keys.find, "ec") for _ in range(100)]
        assert all(one.result(2) for one in others)
        assert not waiting.done()
        answered.set()
        assert waiting.result(5)
    assert idp.asked == 2


def test_an_issuer_that_hangs_does_not_hold_up_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when nothing is known of it yet: one thread waits for it, the others only a moment."""
    monkeypatch.setattr(key_sets, "WAIT_S", 0.05)
    idp, released = Idp(), threading.Event()

    def hanging(_: httpx2.Request) -> httpx2.Response:
        released.wait(20)
        raise httpx2.ReadTimeout("too slow")

    idp.answer = hanging
    keys = FetchedKeys(ADDRESS, idp.transport(), Clock())
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(keys.find, "ec")
        while not idp.asked:
            time.sleep(0.001)
        others = [pool.submit(keys.find, "ec") for _ in range(14)]
        reasons = [str(one.exception(5)) for one in others]
        assert not first.done()
        released.set()

    assert reasons == ["keysUnavailable"] * 14


@pytest.mark.parametrize("address", ["https://[::/keys", "https://a:x/keys", "https://\x7f/"])
def test_an_address_that_is_none_is_a_fault_as_any_other(address: str) -> None:
    with pytest.raises(TokenError):
        FetchedKeys(address).find("ec")


def test_a_drip_of_bytes_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in time, and together never done."""
    monkeypatch.setattr(key_sets, "TIMEOUT_S", 0.2)

    class Drip(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            for _ in range(100):
                time.sleep(0.05)
                yield b" "

    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, stream=Drip()))
    began = time.monotonic()

    with pytest.raises(UnusableKeysError):
        fetched(ADDRESS, transport)

    assert time.monotonic() - began < 2


def test_a_verifier_fetches_the_keys_that_it_is_told_of(tmp_path: Path) -> None:
    idp = Idp(EC_KEY)
    told = {"issuer": IDP, "jwksUrl": ADDRESS}
    verifier = Verifier(issuing.settings(tmp_path, told), idp.transport())

    assert verifier.verify(token()).issuer == IDP
    idp.answer = away
    assert verifier.verify(token(claims(jti="2"))).issuer == IDP


WEAK: dict[str, dict[str, Any]] = {
    "a shared secret": OctKey.generate_key(256, {"kid": "k"}).as_dict(),
    "RSA of 1024 bits": {
        "kty": "RSA",
        "kid": "k",
        "e": "AQAB",
        "n": RSA_KEY.as_dict(private=False)["n"][:171],
    },
    "RSA larger than anybody needs": {"kty": "RSA", "kid": "k", "e": "AQAB", "n": "v" * 2_000},
    "for encryption": {**EC_KEY.as_dict(private=False), "use": "enc"},
    "a private key": EC_KEY.as_dict(private=True),
    "a point off the curve": {**EC_KEY.as_dict(private=False), "x": "AAAA"},
    "without name": {**EC_KEY.as_dict(private=False), "kid": None},
    "of a kind unheard of": {"kty": "AKP", "kid": "k", "pub": "AAAA"},
    "without kind": {"kid": "k"},
    "with a number for a part": {"kty": "EC", "crv": "P-256", "x": 7, "y": 7, "kid": "k"},
}


@pytest.mark.parametrize("kind", WEAK)
def test_a_key_that_cannot_be_relied_on_is_passed_over(kind: str) -> None:
    good = RSA_KEY.as_dict(private=False)

    assert set(keys_in(json.dumps({"keys": [WEAK[kind], good]}).encode())) == {"rsa"}


def test_a_file_of_keys_is_read_again_when_it_changes(tmp_path: Path) -> None:
    keys = KeyFile(key_file(tmp_path, "idp", EC_KEY))
    assert keys.find("ec")
    assert keys.find("rsa") is None
    time.sleep(0.01)

    key_file(tmp_path, "idp", RSA_KEY)

    assert keys.find("rsa")
    assert keys.find("ec") is None


@pytest.mark.parametrize("content", ["", "{", '{"keys": []}'])
def test_a_file_that_is_being_spoilt_leaves_what_was_known(tmp_path: Path, content: str) -> None:
    path = key_file(tmp_path, "idp", EC_KEY)
    keys = KeyFile(path)
    keys.find("ec")
    time.sleep(0.01)

    path.write_text(content)
    assert keys.find("ec")
    path.unlink()
    assert keys.find("ec")


def test_a_file_that_is_missing_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(TokenError) as refused:
        KeyFile(tmp_path / "none.json").find("ec")

    assert refused.value.reason == "keysUnavailable"


@contextmanager
def https_server(folder: Path) -> Iterator[str]:
    """Real TLS by a certificate that only `folder/ca.pem` vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certify(folder)
    context.load_cert_chain(folder / "ca.pem", folder / "key.pem")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}/keys"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Publisher(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(key_set(EC_KEY)).encode())

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


def certify(folder: Path) -> None:
    key, day = ec.generate_private_key(ec.SECP256R1()), timedelta(days=1)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - day)
        .not_valid_after(datetime.now(UTC) + day)
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "ca.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))


def test_over_real_tls_the_certificate_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with https_server(tmp_path) as address:
        with pytest.raises(httpx2.ConnectError, match="certificate"):
            fetched(address)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))

        assert set(keys_in(fetched(address))) == {"ec"}


def test_a_key_of_each_strength_that_is_asked_for_can_be_used() -> None:
    for made in (RSAKey.generate_key(2048), ECKey.generate_key("P-256"), EC_KEY):
        assert key_sets.usable(made.as_dict(private=False)) is not None
