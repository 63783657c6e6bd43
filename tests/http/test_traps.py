"""Fifty-one traps that frameworks fall into, over the wire: refused as problems, nothing is lost.

After each one every list still answers: no row may be written that cannot be read again.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any, cast

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from app.clock import today
from app.database import Sessions
from app.errors import InvalidError
from app.main import create_app
from app.services.annual_reports import refuse_wrong_year
from app.settings import Settings
from tests import make
from tests.callers import Trusting
from tests.make import API
from tests.server import HERE, JSON, Register, asking, served
from workers.supervisor import drain

ID = "018f3b5e-0000-7000-8000-000000000000"
NUMBER = "811218-9876"  # Skatteverket's own example of a personal identity number
NOUNS = ("forums", "actors", "functions", "methods", "annual-reports")
MEMBERS = {"type", "title", "status", "detail", "instance", "invalidParameters"}
FORUM = {"kind": "network", "name": "Nätverket"}
ACTOR = {"kind": "region", "name": "Regionen"}
FUNCTION = {"actorId": ID, "kind": "coordinator", "title": "Samordnare"}


def totals(register: Register) -> dict[str, int]:
    """How many there are of each noun, and that all of them can be read."""
    pages = {noun: register.get(f"/{noun}?limit=100") for noun in NOUNS}
    assert {page.status_code for page in pages.values()} == {200}
    return {noun: page.json()["_meta"]["totalRecords"] for noun, page in pages.items()}


def refused(answer: httpx.Response, status: int) -> Any:
    """As RFC 9457 says, in Swedish sentences that are not endless."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == MEMBERS
    assert problem["status"] == status
    assert problem["type"].startswith("urn:samverkan:problem:")
    assert problem["instance"].startswith(API)
    assert problem["title"]
    assert problem["detail"].endswith(".")
    assert len(problem["invalidParameters"]) <= 20
    assert all(len(one["reason"]) <= 200 for one in problem["invalidParameters"])
    return problem


LIST = f"GET {API}/forums HTTP/1.1"

Trap = Callable[[Register], None]
TRAPS: dict[str, Trap] = {}


def trap(name: str) -> Callable[[Trap], Trap]:
    def kept(function: Trap) -> Trap:
        TRAPS[name] = function
        return function

    return kept


@pytest.fixture(scope="module")
def register(shared_database_url: str) -> Iterator[Register]:
    with served(shared_database_url) as register:
        yield register


@trap("01-nul-in-text")
def nul_in_text(register: Register) -> None:
    refused(register.post("/forums", FORUM | {"name": "a\0b"}), 422)


@trap("02-nul-in-query-and-path")
def nul_in_query_and_path(register: Register) -> None:
    for path in ("/forums?q=a%00b", "/forums?externalId=%00", "/forums/%00"):
        refused(register.get(path), 400)


@trap("03-nul-in-json-column")
def nul_in_json_column(register: Register) -> None:
    refused(register.post("/actors", ACTOR | {"aliases": ["a\0b"]}), 422)


@trap("04-lone-surrogate")
def lone_surrogate(register: Register) -> None:
    for half in ("\ud800", "a\udfffb", "\udc00\ud800"):
        refused(register.post("/forums", FORUM | {"name": half}), 422)
    refused(register.post("/actors", ACTOR | {"aliases": ["a\udfff"]}), 422)


@trap("05-surrogate-in-refused-field")
def surrogate_in_refused_field(register: Register) -> None:
    refused(register.post("/forums", FORUM | {"kind": "\ud800"}), 422)
    refused(register.post("/forums", FORUM | {"\ud800": 1}), 422)
    refused(register.post("/forums", b'{"kind": Infinity}'), 400)


@trap("06-echo")
def echo(register: Register) -> None:
    answer = register.post("/forums", FORUM | {"members": [{NUMBER: NUMBER}] * 5_000})

    refused(answer, 422)
    assert NUMBER not in answer.text
    assert len(answer.content) < 10_000


@trap("07-controls")
def controls(register: Register) -> None:
    for sign in "\x01\x1b\x7f\x85\u202e\u2066\u2028\u2029\ufffe\uffff":
        refused(register.post("/forums", FORUM | {"name": f"a{sign}b"}), 422)


@trap("08-over-long-text")
def over_long_text(register: Register) -> None:
    refused(register.post("/forums", FORUM | {"name": "x" * 301}), 422)
    refused(register.post("/forums", FORUM | {"description": "x" * 10_001}), 422)
    refused(register.post("/actors", ACTOR | {"aliases": ["x" * 301]}), 422)


@trap("09-int-beyond-32-bits")
def int_beyond_32_bits(register: Register) -> None:
    refused(register.post("/functions", FUNCTION | {"percentOfFullTime": 2**31}), 422)
    refused(register.post("/annual-reports", {"countyCode": "04", "year": 2**31}), 422)


@trap("10-int-beyond-64-bits")
def int_beyond_64_bits(register: Register) -> None:
    for number in (2**63, -(2**63) - 1, 10**400):
        refused(register.post("/functions", FUNCTION | {"percentOfFullTime": number}), 422)
        refused(register.get(f"/forums/{number}"), 400)
        refused(register.get(f"/forums?page={number}"), 400)


@trap("11-path-id-beyond-32-bits")
def path_id_beyond_32_bits(register: Register) -> None:
    refused(register.get(f"/forums/{2**31}"), 400)


@trap("12-loose-path-id")
def loose_path_id(register: Register) -> None:
    for key in ("%201", "+1", "1_000", f"%20{ID}", f"{{{ID}}}", f"urn:uuid:{ID}"):
        refused(register.get(f"/forums/{key}"), 400)
        problem = refused(register.post("/functions", FUNCTION | {"actorId": key}), 422)
        assert problem["detail"] == "Ska vara ett id (UUID)."


@trap("13-limit-and-offset")
def limit_and_offset(register: Register) -> None:
    for number in (-1, 2**63, "1.5", ""):
        refused(register.get(f"/forums?limit={number}"), 400)
        refused(register.get(f"/forums?page={number}"), 400)
    refused(register.get("/forums?limit=0"), 400)
    refused(register.get("/forums?offset=-1"), 400)


@trap("14-not-a-number")
def not_a_number(register: Register) -> None:
    for literal in (b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e999"):
        refused(register.post("/functions", b'{"percentOfFullTime": ' + literal + b"}"), 400)
    for text in ("NaN", "Infinity", "1e999"):
        refused(register.post("/functions", FUNCTION | {"percentOfFullTime": text}), 422)


@trap("15-nan-in-json-column")
def nan_in_json_column(register: Register) -> None:
    refused(register.post("/actors", b'{"kind": "region", "name": "R", "aliases": [NaN]}'), 400)


@trap("16-float-too-large-for-int")
def float_too_large_for_int(register: Register) -> None:
    refused(register.post("/annual-reports", b'{"countyCode": "04", "year": 1e400}'), 400)


@trap("17-5000-digit-int")
def int_of_5000_digits(register: Register) -> None:
    digits = b"9" * 5_000

    refused(register.post("/annual-reports", b'{"year": ' + digits + b"}"), 400)
    refused(register.post("/forums", b'{"name": ' + digits + b"}"), 400)


@trap("18-coercion")
def coercion(register: Register) -> None:
    for value in ("12", True, 1.0):
        refused(register.post("/functions", FUNCTION | {"percentOfFullTime": value}), 422)
    for value in (0, 1e11, "2024-01-01T00:00:00", "20240101"):
        refused(register.post("/forums", FORUM | {"validFrom": value}), 422)
    refused(register.get("/forums?updatedSince=100000000000"), 400)


@trap("19-naive-datetime")
def naive_datetime(register: Register) -> None:
    refused(register.get("/forums?updatedSince=2024-01-01T00:00:00"), 400)


@trap("20-time-zone")
def time_zone(register: Register) -> None:
    """The same instant, whatever zone it is told in and whatever the database keeps of zones."""
    made = register.post("/methods", {"code": "zon", "name": "Zonen", "evidence": "unclear"})
    written = made.json()["updatedAt"]
    at = datetime.fromisoformat(written)

    def found(since: datetime, hours: int) -> int:
        asked = since.astimezone(timezone(timedelta(hours=hours))).isoformat()
        page = register.get("/methods", params={"updatedSince": asked, "q": "Zonen"}).json()
        return len(page["items"])

    assert made.status_code == 201, made.text
    assert written.endswith("Z")
    assert [found(at - timedelta(seconds=1), zone) for zone in (-11, 0, 14)] == [1, 1, 1]
    assert [found(at + timedelta(seconds=1), zone) for zone in (-11, 0, 14)] == [0, 0, 0]


@trap("21-years-out-of-range")
def years_out_of_range(register: Register) -> None:
    for day in ("0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"):
        refused(register.post("/forums", FORUM | {"validFrom": day}), 422)
        refused(register.get(f"/forums?asOf={day}"), 400)
    for instant in ("9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"):
        refused(register.get("/forums", params={"updatedSince": instant}), 400)


@trap("22-duplicate-keys")
def duplicate_keys(register: Register) -> None:
    refused(register.post("/forums", b'{"kind": "network", "name": "a", "name": "b"}'), 400)
    refused(register.post("/forums", b'{"kind": "network", "name": "a", "n\\u0061me": "b"}'), 400)


@trap("23-unknown-fields")
def unknown_fields(register: Register) -> None:
    for field in ("admin", "id", "version", "createdAt"):
        problem = refused(register.post("/forums", FORUM | {field: "1"}), 422)
        assert [one["name"] for one in problem["invalidParameters"]] == [field]


@trap("24-unknown-or-repeated-parameter")
def unknown_or_repeated_parameter(register: Register) -> None:
    refused(register.get("/forums?colour=red"), 400)
    refused(register.get("/forums?limit=1&limit=2"), 400)
    refused(register.get(f"/forums/{ID}?colour=red"), 400)
    refused(register.post("/forums?admin=true", FORUM), 400)


@trap("25-invalid-utf8")
def invalid_utf8(register: Register) -> None:
    for raw in (b"\xff\xfe", b"\xe5", b"\xed\xa0\x80", b"\xc0\x80"):
        refused(register.post("/forums", b'{"kind": "network", "name": "' + raw + b'"}'), 400)


@trap("26-other-encodings")
def other_encodings(register: Register) -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-8-sig"):
        refused(register.post("/forums", json.dumps(FORUM).encode(encoding)), 400)


@trap("27-invalid-utf8-in-query")
def invalid_utf8_in_query(register: Register) -> None:
    for query in ("q=%ff%fe", "q=%ed%a0%80", "%ff=1"):
        refused(register.get(f"/forums?{query}"), 400)


@trap("28-depth")
def depth(register: Register) -> None:
    for body in (b"[" * 200_000, b'{"name":' * 30_000, b"[" * 33 + b"]" * 33):
        refused(register.post("/forums", body), 400)


@trap("29-50-megabytes")
def fifty_megabytes(register: Register) -> None:
    body = b'{"kind": "network", "name": "' + b"x" * 50_000_000 + b'"}'
    pieces = (body[start : start + 65_536] for start in range(0, len(body), 65_536))

    refused(register.post("/forums", body), 413)
    refused(register.http.post(f"{API}/forums", content=pieces, headers=JSON), 413)


@trap("30-content-type")
def content_type(register: Register) -> None:
    for sent in ("text/plain", "application/xml", "application/x-www-form-urlencoded", None):
        headers = {"Content-Type": sent} if sent else {}
        answer = register.http.post(f"{API}/forums", content=json.dumps(FORUM), headers=headers)
        refused(answer, 415)


@trap("31-content-encoding")
def content_encoding(register: Register) -> None:
    headers = JSON | {"Content-Encoding": "gzip"}

    refused(register.http.post(f"{API}/forums", content=json.dumps(FORUM), headers=headers), 415)


@trap("32-accept")
def accept(register: Register) -> None:
    refused(register.get("/forums", headers={"Accept": "image/png"}), 406)
    refused(register.http.post(f"{API}/forums", json=FORUM, headers={"Accept": "image/png"}), 406)


@trap("33-head")
def head(register: Register) -> None:
    here = (*HERE, register.signed_in)
    get, answer = (
        register.said(asking(LIST, *here)),
        register.said(asking("HEAD" + LIST[3:], *here)),
    )

    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) == len(get.content)


@trap("34-options")
def options(register: Register) -> None:
    asked = {"Origin": "https://evil.test", "Access-Control-Request-Method": "POST"}

    answer = register.http.options(f"{API}/forums", headers=asked)

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert not [name for name in answer.headers if name.startswith("access-control")]
    refusal = register.http.delete(f"{API}/forums/{ID}")
    refused(refusal, 405)
    assert refusal.headers["allow"] == "GET, HEAD, OPTIONS, PATCH"


@trap("35-trace-and-connect")
def trace_and_connect(register: Register) -> None:
    refused(register.said(asking(f"TRACE {API}/forums HTTP/1.1", *HERE)), 405)
    refused(register.said(asking("CONNECT evil.test:443 HTTP/1.1", *HERE)), 405)


@trap("36-unknown-method")
def unknown_method(register: Register) -> None:
    refused(register.said(asking(f"FOO {API}/forums HTTP/1.1", *HERE)), 501)
    refused(register.said(asking(f"PROPFIND {API}/forums HTTP/1.1", *HERE)), 405)


@trap("37-trailing-slash")
def trailing_slash(register: Register) -> None:
    for path in ("/forums/", "//forums"):
        answer = register.get(path)
        refused(answer, 404)
        assert "location" not in answer.headers


@trap("38-host")
def host(register: Register) -> None:
    refused(register.said(asking(LIST, "Connection: close")), 400)
    refused(register.said(asking(LIST, "Host: localhost", *HERE)), 400)
    refused(register.said(asking(LIST, "Host: evil.test", "Connection: close")), 400)
    absolute = f"GET http://evil.test{API}/forums HTTP/1.1"
    assert "evil" not in register.said(asking(absolute, *HERE, register.signed_in)).text


@trap("39-headers-too-large")
def headers_too_large(register: Register) -> None:
    refused(register.said(asking(LIST, *HERE, f"X-Long: {'x' * 60_000}")), 431)
    refused(register.said(asking(LIST, *HERE, *["X-Many: 1"] * 1_000)), 431)
    refused(register.said(asking(LIST, *HERE, f"X-Long: {'x' * 1_000_000}")), 431)


@trap("40-address-too-long")
def address_too_long(register: Register) -> None:
    for length in (9_000, 60_000, 100_000, 1_000_000):
        line = f"GET {API}/forums?q={'x' * length} HTTP/1.1"
        refused(register.said(asking(line, *HERE)), 414)


@trap("41-two-lengths")
def two_lengths(register: Register) -> None:
    line, body = f"POST {API}/forums HTTP/1.1", json.dumps(FORUM).encode()
    kind, length = "Content-Type: application/json", f"Content-Length: {len(body)}"
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    both = asking(line, *HERE, kind, length, "Transfer-Encoding: chunked", body=chunked)
    turned = asking(line, *HERE, kind, "Transfer-Encoding: chunked", length, body=chunked)
    twice = asking(line, *HERE, kind, length, "Content-Length: 1", body=body)
    unreadable = asking(line, *HERE, kind, "Transfer-Encoding: chunked", body=b"ZZ\r\n")

    for sent in (both, turned, twice, unreadable):
        refused(register.said(sent), 400)


@trap("42-line-break-in-header")
def line_break_in_header(register: Register) -> None:
    """Nothing that a caller sends becomes a header of ours."""
    for answer in (
        register.get("/forums/%0d%0aSet-Cookie:%20a=1"),
        register.get("/forums", headers={"Traceparent": "%0d%0aSet-Cookie: a=1"}),
        register.post("/annual-reports", {"countyCode": "04\r\nSet-Cookie: a=1", "year": 2024}),
    ):
        assert answer.status_code in {200, 400, 422}
        assert "set-cookie" not in answer.headers
    refused(register.get("/forums/%0ax"), 400)


@trap("43-sign-beyond-latin-1-in-header")
def sign_beyond_latin_1_in_header(register: Register) -> None:
    euro = "€".encode()
    for name, status in (("X-Any", 200), ("Traceparent", 200), ("Accept", 406), ("Host", 400)):
        headers = [(b"Host", b"localhost")] if name != "Host" else []
        sent = b"".join(b"%s: %s\r\n" % one for one in [*headers, (name.encode(), euro)])
        begun = "\r\n".join([LIST, "Connection: close", register.signed_in, ""])
        answer = register.said(begun.encode() + sent + b"\r\n")
        assert answer.status_code == status, name


@trap("44-quote-in-file-name")
def quote_in_file_name(register: Register) -> None:
    """The file's name is made by the server, of a county's code and a year."""
    refused(register.post("/annual-reports", {"countyCode": '0"', "year": 2024}), 422)
    with register.sessions.begin() as session:
        make.municipality(session, "0481", 'Oxelö"sund; filename=x')
    ordered = register.post("/annual-reports", {"countyCode": "04", "year": 2024})
    assert drain(register.sessions) == 1

    workbook = register.get(f"/annual-reports/{ordered.json()['id']}/workbook")

    named = 'attachment; filename="bra-redovisning-04-2024-v1.xlsx"'
    assert workbook.headers["content-disposition"] == named


@trap("45-errors-of-the-framework")
def errors_of_the_framework(register: Register) -> None:
    def fail() -> Any:
        raise ValueError("det här ska inte synas")

    broken = create_app(
        Sessions(cast("Any", None), fail, fail, fail), Settings(), identity=Trusting()
    )
    with TestClient(broken, "http://localhost", raise_server_exceptions=False) as client:
        answer = client.get(f"{API}/forums")

    assert "ska inte synas" not in refused(answer, 500)["detail"]
    for refusal in (register.get("/nothing"), register.http.put(f"{API}/forums", json={})):
        refused(refusal, 404 if refusal.request.method == "GET" else 405)
        assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", refusal.headers["traceparent"])
        assert "connection" not in refusal.headers


@trap("46-uploaded-file-name")
def uploaded_file_name(register: Register) -> None:
    """There is nothing to upload to, so no file's name is ever read."""
    files = {"file": (r"../../x\y.xlsx", b"x")}

    refused(register.http.post(f"{API}/forums", files=files), 415)


@trap("47-multipart-of-2000-fields")
def multipart_of_2000_fields(register: Register) -> None:
    files = {f"field{number}": (None, b"x") for number in range(2_000)}

    refused(register.http.post(f"{API}/forums", files=files), 415)


@trap("48-security-headers")
def security_headers(register: Register) -> None:
    answers = [
        register.get("/forums"),
        register.get("/nothing"),
        register.get("/openapi.json"),
        register.said(asking("FOO / HTTP/1.1", *HERE)),
    ]
    for answer in answers:
        assert "server" not in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "cache-control" in answer.headers


@trap("49-swedish-order")
def swedish_order(register: Register) -> None:
    names = ["Örebro", "arboga", "Åre", "Älmhult", "Zinkgruvan"]
    for name in names:
        assert register.post("/actors", ACTOR | {"name": f"Ort {name}"}).status_code == 201

    page = register.get("/actors", params={"q": "ORT", "sort": "name"}).json()
    found = register.get("/actors", params={"q": "ort örebro"}).json()

    ordered = ["arboga", "Zinkgruvan", "Åre", "Älmhult", "Örebro"]
    assert [one["name"] for one in page["items"]] == [f"Ort {name}" for name in ordered]
    assert [one["name"] for one in found["items"]] == ["Ort Örebro"]


@trap("50-composed-and-decomposed")
def composed_and_decomposed(register: Register) -> None:
    made = register.post("/actors", ACTOR | {"name": "Va\u0308sterhaninge"})
    found = register.get("/actors", params={"q": "va\u0308sterhaninge"}).json()

    assert made.json()["name"] == "V\u00e4sterhaninge"
    assert [one["id"] for one in found["items"]] == [made.json()["id"]]


@trap("51-year-boundary")
def year_boundary(_register: Register) -> None:
    """At 23:00 in UTC it is midnight in Sweden: the new year can be reported."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.clock.datetime", clock_at("2026-12-31T22:59:59+00:00"))
        assert today().year == 2026
        with pytest.raises(InvalidError):
            refuse_wrong_year(2027)
        patch.setattr("app.clock.datetime", clock_at("2026-12-31T23:00:00+00:00"))
        assert today().year == 2027
        refuse_wrong_year(2027)


def clock_at(instant: str) -> type[datetime]:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return datetime.fromisoformat(instant).astimezone(tz or UTC)

    return Stopped


WRITES = {
    "20-time-zone": {"methods": 1},
    "44-quote-in-file-name": {"annual-reports": 1},
    "49-swedish-order": {"actors": 5},
    "50-composed-and-decomposed": {"actors": 1},
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_answered_as_decided_and_nothing_is_lost(register: Register, name: str) -> None:
    before = totals(register)

    TRAPS[name](register)

    written = WRITES.get(name, {})
    assert totals(register) == {noun: n + written.get(noun, 0) for noun, n in before.items()}


def test_every_row_of_the_table_is_here() -> None:
    assert [name[:2] for name in TRAPS] == [f"{number:02}" for number in range(1, 52)]
