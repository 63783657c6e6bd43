"""What a request must be before anything else looks at it."""

from collections.abc import Iterator
from typing import Any

import pytest
from httpx2 import Headers, Response
from starlette.testclient import TestClient

from app.http import guard
from app.http.bodies import DEEPEST, NO_NUMBER, NOT_UTF8, TOO_DEEP, TWICE, fault_in
from app.http.workbooks import XLSX
from tests.make import API

JSON = {"content-type": "application/json"}
UNKNOWN_ID = "018f3b5e-0000-7000-8000-000000000000"
FORUM = b'{"kind": "network", "name": "N"}'


def in_pieces(body: bytes, size: int = 1_000) -> Iterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


def refused(answer: Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    detail: str = answer.json()["detail"]
    assert detail.endswith(".")
    return detail


@pytest.mark.parametrize(
    "host",
    ["register.test", "REGISTER.test:8443", "localhost:8000", "127.0.0.1", "[::1]:8000"],
)
def test_a_host_of_ours_is_answered(client: TestClient, host: str) -> None:
    assert client.get(f"{API}/forums", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["", "evil.test", "register.test.evil.test", "evil@register.test", "register.test:x", "[::1"],
)
def test_another_host_is_400(client: TestClient, host: str) -> None:
    detail = refused(client.get(f"{API}/forums", headers={"host": host}), 400)

    assert "Host" in detail


def test_the_host_is_named_once(client: TestClient) -> None:
    request = client.build_request("GET", f"{API}/forums")
    request.headers = Headers([("host", "register.test"), ("host", "register.test")])

    refused(client.send(request), 400)


@pytest.mark.parametrize("path", ["/", "/docs", "/health/live"])
def test_outside_the_contract_a_refusal_is_a_plain_sentence(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"host": "evil.test"})

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == guard.WRONG_HOST


def test_a_head_has_as_many_headers_as_allowed_and_no_more(client: TestClient) -> None:
    own = len(client.build_request("GET", API).headers)
    many = {f"x-{number}": "1" for number in range(guard.MOST_HEADERS - own)}

    assert client.get(f"{API}/forums", headers=many).status_code == 200
    refused(client.get(f"{API}/forums", headers=many | {"x-one-more": "1"}), 431)


def test_a_head_is_no_longer_than_allowed(client: TestClient) -> None:
    longest = {"x-long": "x" * guard.LONGEST_HEADER, "x-other": "x" * guard.LONGEST_HEADER}
    assert client.get(f"{API}/forums", headers=longest).status_code == 200
    refused(client.get(f"{API}/forums", headers=longest | {"x-long": longest["x-long"] + "x"}), 431)
    refused(client.get(f"{API}/forums", headers=longest | {"x-more": "x" * 2_000}), 431)


def test_an_address_is_no_longer_than_allowed(client: TestClient) -> None:
    room = guard.LONGEST_ADDRESS - len(f"{API}/forums") - len("q=")

    refused(client.get(f"{API}/forums?q={'x' * room}"), 400)  # for its own sake: q is too long
    refused(client.get(f"{API}/forums?q={'x' * (room + 1)}"), 414)


@pytest.mark.parametrize("excess", [0, 1])
@pytest.mark.parametrize("streamed", [False, True])
def test_a_body_is_no_longer_than_allowed(client: TestClient, excess: int, streamed: bool) -> None:
    body = FORUM + b" " * (guard.LARGEST_BODY - len(FORUM) + excess)
    content: Any = in_pieces(body) if streamed else body

    answer = client.post(f"{API}/forums", content=content, headers=JSON)

    assert answer.status_code == (413 if excess else 201), answer.text


def test_a_body_that_nobody_asked_for_is_bounded_too(client: TestClient) -> None:
    body = b"x" * (guard.LARGEST_BODY + 1)

    refused(client.request("GET", f"{API}/forums", content=body), 413)
    assert client.request("GET", "/health/live", content=body).status_code == 413


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "identity, gzip"])
def test_a_packed_body_is_415(client: TestClient, coding: str) -> None:
    answer = client.post(
        f"{API}/forums", content=FORUM, headers=JSON | {"content-encoding": coding}
    )

    refused(answer, 415)


@pytest.mark.parametrize(
    "sent",
    [
        "application/json",
        "application/json;charset=utf-8",
        'Application/JSON; Charset="UTF-8"',
    ],
)
def test_json_in_utf8_is_taken(client: TestClient, sent: str) -> None:
    answer = client.post(f"{API}/forums", content=FORUM, headers={"content-type": sent})

    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "application/json; charset=latin-1",
        "application/json; charset=utf-16",
        "application/merge-patch+json",
        "application/jsonx",
        "text/json",
        "*/*",
    ],
)
def test_anything_else_is_415(client: TestClient, sent: str) -> None:
    refused(client.post(f"{API}/forums", content=FORUM, headers={"content-type": sent}), 415)


def test_no_content_type_at_all_is_415(client: TestClient) -> None:
    refused(client.post(f"{API}/forums", content=FORUM), 415)


def test_two_content_types_are_415(client: TestClient) -> None:
    request = client.build_request("POST", f"{API}/forums", content=FORUM)
    request.headers = Headers([*request.headers.items(), *JSON.items(), *JSON.items()])

    refused(client.send(request), 415)


def test_a_line_break_in_the_path_is_400(client: TestClient) -> None:
    refused(client.get(f"{API}/forums/%0Ax"), 400)


def test_what_does_not_exist_is_told_before_what_is_wrong_with_its_body(client: TestClient) -> None:
    refused(client.post(f"{API}/nothing", content=b"<x/>"), 404)
    refused(client.put(f"{API}/forums", content=b"<x/>"), 405)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"a": 1}', None),
        (b'{"a": [1.5, -2e3, "\\ud800", "NaN", {"a": null}]}', None),
        ("[" * DEEPEST + "]" * DEEPEST, None),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), TOO_DEEP),
        ('{"a":' * 40 + "1" + "}" * 40, TOO_DEEP),
        ("[" + "[]," * 100 + "[]]", None),
        ('["' + "[" * 100 + '"]', None),
        (r'["\"' + "[" * 100 + '"]', None),
        (r'["\\",' + "[" * 100 + "]" * 101, TOO_DEEP),
        ('{"a": 1, "a": 1}', TWICE),
        (r'{"b": [{"a": 1, "\u0061": 2}]}', TWICE),
        (b"\xef\xbb\xbf{}", NOT_UTF8),
        ("{}".encode("utf-16"), NOT_UTF8),
        (b'"\xe5"', NOT_UTF8),
        (b"[-1e999]", NO_NUMBER),
        (b"[-Infinity]", NO_NUMBER),
    ],
    ids=range(16),
)
def test_a_body_has_one_meaning_and_few_levels(body: Any, reason: str | None) -> None:
    assert fault_in(body if isinstance(body, bytes) else body.encode()) == reason


@pytest.mark.parametrize("unit", ["[", '{"a":', '"', r"\"", "]", "[]", r'"\\', '"["'])
def test_no_body_takes_long_to_refuse(unit: str) -> None:
    """Reading it again from each sign would take minutes: the run itself is the assertion."""
    body = (unit * guard.LARGEST_BODY)[: guard.LARGEST_BODY].encode()

    assert fault_in(b"[" * 33 + body) is not None


@pytest.mark.parametrize("path", ["/", "/docs", "/health/live", f"{API}/forums"])
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    get, head = client.get(path), client.head(path)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"] != "0"
    assert set(head.headers) == set(get.headers)


def test_head_of_what_does_not_exist_is_404(client: TestClient) -> None:
    answer = client.head(f"{API}/nothing")

    assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/forums", "GET, HEAD, OPTIONS, POST"),
        ("/forums/1", "GET, HEAD, OPTIONS, PATCH"),
        ("/forums/1/endings", "OPTIONS, POST"),
        ("/openapi.json", "GET, HEAD, OPTIONS"),
    ],
)
def test_an_address_tells_all_its_methods(client: TestClient, path: str, allowed: str) -> None:
    asked, refusal = client.options(API + path), client.delete(API + path)

    assert (asked.status_code, asked.content, asked.headers["allow"]) == (204, b"", allowed)
    refused(refusal, 405)
    assert refusal.headers["allow"] == allowed


def test_what_does_not_exist_has_no_methods(client: TestClient) -> None:
    refused(client.options(f"{API}/nothing"), 404)


def test_another_origin_is_given_nothing(client: TestClient) -> None:
    asked = {"origin": "https://evil.test", "access-control-request-method": "POST"}

    for answer in (client.options(f"{API}/forums", headers=asked), client.get(f"{API}/forums")):
        assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("colour=1", "colour"),
        ("limit=1&limit=2", "limit"),
        ("limit=1&limit=1", "limit"),
        ("limit", "limit"),
        ("as_of=2024-01-01", "as_of"),
        ("=1", "okänt fält"),
    ],
)
def test_a_list_takes_the_parameters_it_has_and_each_once(
    client: TestClient, query: str, name: str
) -> None:
    answer = client.get(f"{API}/forums?{query}")

    refused(answer, 400)
    assert [one["name"] for one in answer.json()["invalidParameters"]] == [name]


def test_an_operation_without_parameters_takes_none(client: TestClient) -> None:
    for answer in (
        client.post(f"{API}/forums?dryRun=true", content=FORUM, headers=JSON),
        client.patch(f"{API}/forums/{UNKNOWN_ID}?dryRun=true", content=b"{}", headers=JSON),
        client.get(f"{API}/forums/{UNKNOWN_ID}?dryRun=true"),
        client.get(f"{API}/openapi.json?dryRun=true"),
    ):
        refused(answer, 400)
        assert [one["name"] for one in answer.json()["invalidParameters"]] == ["dryRun"]
    assert client.get(f"{API}/forums").json()["_meta"]["totalRecords"] == 0


@pytest.mark.parametrize(
    "accept",
    [
        "",
        "*/*",
        "*",
        "application/json",
        "application/*",
        "text/html, */*;q=0.1",
        "application/json,",
    ],
)
def test_json_is_given_to_who_takes_it(client: TestClient, accept: str) -> None:
    assert client.get(f"{API}/forums", headers={"accept": accept}).status_code == 200


@pytest.mark.parametrize(
    "accept",
    [
        "image/png",
        "text/html, image/*",
        "application/json;q=0",
        "*/*, application/json;q=0",
        "application",
        "a/b/c",
        "application/problem+json",
    ],
)
def test_who_takes_no_json_is_told_so(client: TestClient, accept: str) -> None:
    headers = {"accept": accept}

    refused(client.get(f"{API}/forums", headers=headers), 406)
    refused(client.get(f"{API}/openapi.json", headers=headers), 406)
    refused(client.post(f"{API}/forums", content=FORUM, headers=JSON | headers), 406)
    assert client.get(f"{API}/forums").json()["_meta"]["totalRecords"] == 0


def test_the_workbook_has_two_forms(client: TestClient) -> None:
    workbook = f"{API}/annual-reports/{UNKNOWN_ID}/workbook"

    for accept in ("application/json", XLSX):
        refused(client.get(workbook, headers={"accept": accept}), 404)
    for accept in ("text/csv", f"{XLSX};q=0"):
        refused(client.get(workbook, headers={"accept": accept}), 406)


def test_only_the_same_request_has_the_same_fingerprint() -> None:
    def asked(method: str = "POST", path: str = "/a", query: str = "", body: str = "{}") -> str:
        sent = {"method": method, "raw_path": path.encode(), "query_string": query.encode()}
        return guard.fingerprint(sent, body.encode())

    others = [asked("PATCH"), asked(path="/ab"), asked(query="b"), asked(body="{ }")]
    assert asked() == asked()
    assert len({asked(), asked(path="/", query="a"), *others}) == 6


def test_the_root_without_its_slash_is_an_address_of_the_contract(client: TestClient) -> None:
    refused(client.get(API), 404)


def test_a_slash_in_disguise_is_refused(client: TestClient) -> None:
    """A proxy that guards addresses would take it for another one than we do."""
    refused(client.get(f"{API}%2Fforums"), 400)


def test_the_name_of_a_form_may_be_in_capitals(client: TestClient) -> None:
    answer = client.get(f"{API}/forums", headers={"Accept": "APPLICATION/JSON"})

    assert answer.status_code == 200


def test_the_contract_is_not_sent_again(client: TestClient) -> None:
    tag = client.get(f"{API}/openapi.json").headers["etag"]

    again = client.get(f"{API}/openapi.json", headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
