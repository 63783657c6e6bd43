"""What the interface says of itself, and that it says the same everywhere."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.release import RELEASED, STATUS, VERSION
from tests.make import API

ROOT = Path(__file__).parents[2]


def test_the_interface_tells_its_name_version_and_state(client: TestClient) -> None:
    answer = client.get(f"{API}/api-info")

    assert answer.status_code == 200
    info = answer.json()
    (link,) = info.pop("_links")
    assert (link["rel"], link["href"]) == ("self", f"https://register.test{API}/api-info")
    assert info == {
        "apiName": "Samverkan",
        "apiVersion": VERSION,
        "apiReleased": RELEASED.isoformat(),
        "apiDocumentation": "https://register.test/docs",
        "apiStatus": STATUS,
    }


def test_the_documentation_is_where_the_caller_reaches_it(client: TestClient) -> None:
    info = client.get(f"{API}/api-info", headers={"Host": "localhost:8000"}).json()

    assert info["apiDocumentation"] == "https://localhost:8000/docs"
    assert client.get("/docs").status_code == 200


def test_alpha_and_beta_are_of_major_version_0_and_nothing_else_is() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)
    assert VERSION.startswith("0.") == (STATUS in {"alpha", "beta"})


def test_the_package_the_contract_and_the_changelog_tell_of_one_version(
    client: TestClient,
) -> None:
    package = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\] - (\S+)$", changelog, re.MULTILINE)
    contract = client.get(f"{API}/openapi.json").json()["info"]["version"]

    assert newest
    assert {package, contract, newest[1]} == {VERSION}
    assert date.fromisoformat(newest[2]) == RELEASED


@pytest.mark.parametrize("path", ["/api-info/", "/api-infos", "/v1/api-info"])
def test_it_stands_at_its_own_address_alone(client: TestClient, path: str) -> None:
    assert client.get(f"{API}{path}").status_code == 404
