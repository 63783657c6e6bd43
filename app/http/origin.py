"""Who asks, and by which address the caller reached us: only what can be trusted is believed."""

import re
from functools import cache
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from fastapi import Request
from starlette.types import Scope

from app.settings import Settings

OURSELVES = frozenset({"localhost", "127.0.0.1", "[::1]"})
DEFAULT_PORTS = {"https": ":443", "http": ":80"}
HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9.-]{1,253})(?::[0-9]{1,5})?")
WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
PAIR = re.compile(rf'({WORD})=(?:({WORD})|"([^"\\]*)")')


class Edge(NamedTuple):
    """What the outermost proxy of ours tells of the request that reached it."""

    peer: str
    host: str | None = None
    proto: str | None = None


def base_url(request: Request) -> str:
    """The contract's root as the caller knows it: https://samverkan.example.se/samverkan/v1."""
    state = request.app.state
    return f"{origin(request.scope, state.settings)}{state.root}"


def origin(scope: Scope, settings: Settings) -> str:
    """Scheme and host; the public ones where the caller names a host that is not ours."""
    edge, sent = edge_of(scope, settings), header(scope, b"host").lower()
    for host, proto in ((edge.host or sent, edge.proto), (sent, None)):
        if name_of(host) in allowed_hosts(settings):
            return f"{proto or _scheme(scope, settings, host)}://{host}"
    return settings.public_url


def _scheme(scope: Scope, settings: Settings, host: str) -> str:
    scheme, _, public_host = settings.public_url.lower().partition("://")
    named = host.removesuffix(DEFAULT_PORTS[scheme])
    return scheme if named == public_host else str(scope["scheme"])


def peer(scope: Scope, settings: Settings) -> str:
    """The caller's address: of the nearest hop that is no proxy of ours."""
    return edge_of(scope, settings).peer


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """Names without port that a caller may reach us by."""
    return _hosts(settings.public_url, settings.allowed_hosts)


@cache
def _hosts(public_url: str, others: tuple[str, ...]) -> frozenset[str]:
    public = name_of(urlsplit(public_url).netloc)
    return OURSELVES | {*others} | ({public} if public else set())


def name_of(host: str) -> str | None:
    """The name in a Host header, without port; None when it is no host."""
    match = HOST.fullmatch(host.lower())
    return match[1] if match else None


def edge_of(scope: Scope, settings: Settings) -> Edge:
    """Read from the right, as far as our own proxies wrote: what lies left of it anyone can send.

    Cut at every comma and semicolon, also inside quotes: no address holds one, and a quote that a
    caller leaves open must not swallow what our proxy adds.
    """
    edge = Edge(scope["client"][0] if scope.get("client") else "")
    if not _is_trusted(edge.peer, settings):
        return edge
    for element in reversed(header(scope, b"forwarded").split(",")):
        told = _parameters(element)
        address = _address(told.get("for", ""))
        edge = Edge(address or edge.peer, told.get("host"), told.get("proto"))
        if address is None or not _is_trusted(address, settings):
            break
    return edge


def header(scope: Scope, name: bytes) -> str:
    """All lines of one header."""
    return ",".join([value.decode("latin-1") for key, value in scope["headers"] if key == name])


def _parameters(element: str) -> dict[str, str]:
    """Of `for=192.0.2.60;proto=https;host=…` (RFC 7239); none when it is not well-formed."""
    pairs = [PAIR.fullmatch(one.strip()) for one in element.lower().split(";") if one.strip()]
    told = {pair[1]: pair[2] or pair[3] for pair in pairs if pair}
    whole = len(told) == len(pairs)
    return told if whole and told.get("proto", "https") in {"http", "https"} else {}


def _address(node: str) -> str | None:
    """192.0.2.43 from `192.0.2.43:47011`, 2001:db8::1 from `[2001:db8::1]`."""
    match = HOST.fullmatch(node)
    try:
        return str(ip_address(match[1].strip("[]"))) if match else None
    except ValueError:
        return None


def _is_trusted(address: str, settings: Settings) -> bool:
    if not settings.trusted_proxies:
        return False
    try:
        met = ip_address(address)
    except ValueError:
        return False
    met = getattr(met, "ipv4_mapped", None) or met  # as a socket for both versions shows it
    return any(met in network for network in settings.trusted_proxies)
