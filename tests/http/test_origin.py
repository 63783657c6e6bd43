"""The address that a caller knows us by, and the caller's own: nothing is believed untold."""

from ipaddress import ip_network
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.requests import Request

from app.http.origin import allowed_hosts, base_url, name_of, origin, peer
from app.settings import Settings

PUBLIC = "https://samverkan.example.se"
PROXY = "10.0.0.7"
CLIENT = "192.0.2.43"

behind_proxies = Settings(
    trusted_proxies=(ip_network("10.0.0.0/8"), ip_network("2001:db8:1::/48")),
    allowed_hosts=("inre.example.se",),
)


def scope(host: str, *forwarded: str, client: str | None = PROXY, **others: str) -> dict[str, Any]:
    named = {"host": host, **others}
    headers = [(name.replace("_", "-").encode(), text.encode()) for name, text in named.items()]
    headers += [(b"forwarded", line.encode()) for line in forwarded]
    address = (client, 50_000) if client is not None else None
    return {"type": "http", "scheme": "http", "client": address, "headers": headers}


@pytest.mark.parametrize(
    ("host", "seen"),
    [
        ("samverkan.example.se", PUBLIC),
        ("SAMVERKAN.example.se", PUBLIC),
        ("samverkan.example.se:8080", "http://samverkan.example.se:8080"),
        ("samverkan.example.se:443", "https://samverkan.example.se:443"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost", "http://localhost"),
        ("[::1]:8000", "http://[::1]:8000"),
        ("inre.example.se", "http://inre.example.se"),
        ("elak.example", PUBLIC),
        ("localhost.elak.example", PUBLIC),
        ("localhost/elak", PUBLIC),
        ("localhost@elak.example", PUBLIC),
        ("localhost:80 80", PUBLIC),
        ("", PUBLIC),
    ],
)
def test_the_host_header_is_believed_when_it_names_a_host_of_ours(host: str, seen: str) -> None:
    assert origin(scope(host), behind_proxies) == seen


def test_two_host_headers_name_no_host() -> None:
    two = scope("localhost")
    two["headers"].append((b"host", b"127.0.0.1"))

    assert origin(two, behind_proxies) == PUBLIC


@pytest.mark.parametrize(
    ("forwarded", "seen"),
    [
        ("for=192.0.2.43;proto=https;host=inre.example.se", "https://inre.example.se"),
        (
            'For=192.0.2.43; Proto=HTTPS; Host="inre.example.se:8443"',
            "https://inre.example.se:8443",
        ),
        ("proto=https", "https://localhost"),
        ("host=samverkan.example.se", PUBLIC),
        ("host=elak.example;proto=https", "http://localhost"),
        ("host=inre.example.se;proto=javascript", "http://localhost"),
        ("host=inre.example.se;host=localhost;proto=https", "http://localhost"),
        ('host="inre.example.se;proto=https', "http://localhost"),
        ("host=inre.example.se:8443;proto=https", "http://localhost"),
        ("host inre.example.se", "http://localhost"),
        (";", "http://localhost"),
        ("", "http://localhost"),
    ],
)
def test_a_trusted_proxy_tells_the_address_in_forwarded(forwarded: str, seen: str) -> None:
    assert origin(scope("localhost", forwarded), behind_proxies) == seen


@pytest.mark.parametrize("client", [CLIENT, "testclient", "", None])
def test_forwarded_from_anybody_else_is_not_read(client: str | None) -> None:
    sent = scope("localhost", "for=1.2.3.4;host=inre.example.se;proto=https", client=client)

    assert origin(sent, behind_proxies) == "http://localhost"
    assert peer(sent, behind_proxies) == (client or "")


def test_no_proxy_is_trusted_unless_it_is_set() -> None:
    sent = scope("localhost", "for=1.2.3.4;proto=https", client="127.0.0.1")

    assert origin(sent, Settings()) == "http://localhost"
    assert peer(sent, Settings()) == "127.0.0.1"


def test_x_forwarded_is_never_read() -> None:
    told = {"x_forwarded_for": CLIENT, "x_forwarded_proto": "https"}
    sent = scope("localhost", **told, x_forwarded_host="inre.example.se")

    assert origin(sent, behind_proxies) == "http://localhost"
    assert peer(sent, behind_proxies) == PROXY


@pytest.mark.parametrize(
    ("forwarded", "seen"),
    [
        ([f"for={CLIENT}"], CLIENT),
        ([f'for="{CLIENT}:47011"'], CLIENT),
        (['for="[2001:db8::17]:4711"'], "2001:db8::17"),
        (['for="[2001:DB8:0::17]"'], "2001:db8::17"),
        ([f"for=6.6.6.6, for={CLIENT}"], CLIENT),
        (["for=6.6.6.6", f"for={CLIENT}"], CLIENT),
        ([f"for={CLIENT}, for=10.0.0.8"], CLIENT),
        ([f'for={CLIENT}, for="[2001:db8:1::2]", for=10.0.0.8'], CLIENT),
        ([f"for=6.6.6.6, for={CLIENT}, for=10.0.0.8"], CLIENT),
        (["for=10.0.0.8"], "10.0.0.8"),
        ([f'for="6.6.6.6, for={CLIENT}'], CLIENT),
        (["for=6.6.6.6, for=unknown"], PROXY),
        (["for=6.6.6.6, for=_hidden"], PROXY),
        (["for=6.6.6.6, proto=https"], PROXY),
        (["for=6.6.6.6, for=1.2.3.4.5"], PROXY),
        (["for=6.6.6.6, for="], PROXY),
        ([], PROXY),
    ],
)
def test_the_caller_is_the_nearest_hop_that_is_no_proxy_of_ours(
    forwarded: list[str], seen: str
) -> None:
    assert peer(scope("localhost", *forwarded), behind_proxies) == seen


def test_the_outermost_proxy_of_ours_tells_the_address() -> None:
    outer, inner = (
        "for=192.0.2.43;host=inre.example.se;proto=https",
        "for=10.0.0.8;host=b;proto=http",
    )

    assert origin(scope("b", f"{outer}, {inner}"), behind_proxies) == "https://inre.example.se"


def test_a_proxy_that_a_socket_for_both_versions_shows_is_known() -> None:
    sent = scope("localhost", f"for={CLIENT}", client=f"::ffff:{PROXY}")

    assert peer(sent, behind_proxies) == CLIENT


def test_the_host_may_be_reached_by_its_public_name_this_machine_and_what_is_set() -> None:
    ourselves = {"localhost", "127.0.0.1", "[::1]"}

    assert allowed_hosts(Settings(public_url="https://A.example.se:8443")) == {
        "a.example.se",
        *ourselves,
    }
    assert allowed_hosts(behind_proxies) == {"samverkan.example.se", "inre.example.se", *ourselves}


def test_a_host_is_known_by_its_name_without_port() -> None:
    assert name_of("Localhost:8000") == "localhost"
    assert name_of("[::1]:8000") == "[::1]"
    assert name_of("en sak") is None


def test_the_base_is_the_contracts_root_at_the_callers_address() -> None:
    state = SimpleNamespace(settings=behind_proxies, root="/samverkan/v1")
    request = Request({**scope("127.0.0.1:8000"), "app": SimpleNamespace(state=state)})

    assert base_url(request) == "http://127.0.0.1:8000/samverkan/v1"
