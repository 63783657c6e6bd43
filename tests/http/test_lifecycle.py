"""What is to be withdrawn is said in time: in the contract and in every answer."""

from datetime import date
from functools import cache
from typing import Any, cast

import pytest
from starlette.testclient import TestClient

from app.database import Sessions
from app.http.lifecycle import Retirement, Retirements
from app.main import create_api, create_app
from app.settings import Settings
from tests.callers import Trusting
from tests.make import API

NO_DATABASE = cast(Sessions, None)
NEXT = "https://register.test/samverkan/v2"
SAID = ("deprecation", "sunset", "link")

closing = Retirement(
    date(2027, 1, 1),
    date(2027, 12, 31),
    {"successor-version": NEXT, "alternate": "https://register.test/annat"},
)
single = {"read_api_info": closing}
whole = Retirement(date(2028, 6, 1))
CASES = {
    "nothing": Retirements(),
    "an operation": Retirements(single),
    "the version": Retirements(version=whole),
    "both": Retirements(single, whole),
}


@cache
def serving(case: str) -> TestClient:
    app = create_app(
        NO_DATABASE, Settings(public_url="https://register.test"), CASES[case], Trusting()
    )
    return TestClient(app, base_url="https://register.test", raise_server_exceptions=False)


def said(answer: Any) -> list[str | None]:
    return [answer.headers.get(name) for name in SAID]


def operations(case: str) -> dict[str, Any]:
    document: Any = serving(case).get(f"{API}/openapi.json").json()
    return {one["operationId"]: one for path in document["paths"].values() for one in path.values()}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_operation_that_is_to_close_says_when_and_what_replaces_it(method: str) -> None:
    answer = serving("an operation").request(method, f"{API}/api-info")

    assert answer.status_code == 200
    assert said(answer) == [
        "2027-01-01",
        "2027-12-31",
        f'<{NEXT}>; rel="successor-version", <https://register.test/annat>; rel="alternate"',
    ]


def test_so_do_its_refusals() -> None:
    answer = serving("an operation").get(f"{API}/api-info?okänd=1")

    assert (answer.status_code, answer.headers["sunset"]) == (400, "2027-12-31")


def test_other_operations_say_nothing() -> None:
    assert said(serving("an operation").get(f"{API}/forums?limit=0")) == [None, None, None]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", f"{API}/api-info", 200),
        ("GET", f"{API}/finns-inte", 404),
        ("POST", f"{API}/forums", 415),
    ],
)
def test_a_version_that_is_to_close_says_so_in_every_answer(
    method: str, path: str, status: int
) -> None:
    answer = serving("the version").request(method, path)

    assert answer.status_code == status
    assert said(answer) == ["2028-06-01", None, None]


def test_pages_and_health_are_of_no_version() -> None:
    client = serving("the version")
    assert said(client.get("/docs")) == [None, None, None]
    assert said(client.get("/health/live")) == [None, None, None]


def test_an_operation_that_closes_before_its_version_says_its_own_day() -> None:
    answer = serving("both").get(f"{API}/api-info")

    assert answer.headers.get_list("deprecation") == ["2027-01-01"]
    assert operations("both")["read_api_info"]["description"].startswith(
        "**Utfasas från 2027-01-01"
    )


def test_the_contract_marks_what_is_to_close_and_says_when() -> None:
    marked = operations("an operation")

    assert [name for name, one in marked.items() if one.get("deprecated")] == ["read_api_info"]
    assert marked["read_api_info"]["description"].startswith(
        "**Utfasas från 2027-01-01 och stängs efter 2027-12-31.** "
        f"Använd i stället {NEXT} eller https://register.test/annat.\n\n"
    )


def test_the_contract_marks_every_operation_of_a_version_that_is_to_close() -> None:
    for operation in operations("the version").values():
        assert operation["deprecated"] is True
        assert operation["description"].startswith("**Utfasas från 2028-06-01.**\n\n")


def test_nothing_is_to_close_today() -> None:
    assert said(serving("nothing").get(f"{API}/api-info")) == [None, None, None]
    assert not any("deprecated" in one for one in operations("nothing").values())


def test_an_operation_that_does_not_exist_cannot_close() -> None:
    with pytest.raises(ValueError, match="read_nothing"):
        create_api(NO_DATABASE, Settings(), Retirements({"read_nothing": closing}))
