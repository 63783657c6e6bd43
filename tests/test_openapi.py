"""The committed contract is the one that the code serves."""

import json
from typing import Any

from starlette.testclient import TestClient

from app.http.contract.about import TAGS
from app.settings import Settings
from openapi.write import CONTRACT, text
from tests.conftest import PUBLIC_URL
from tests.make import API

DEFAULT_URL = Settings.model_construct().public_url


def test_the_committed_contract_is_what_the_code_makes() -> None:
    assert CONTRACT.read_text(encoding="utf-8") == text(), "run: make openapi"


def test_the_served_contract_is_the_committed_one_at_this_address(client: TestClient) -> None:
    """Only the public address is the installation's own."""
    served = client.get(f"{API}/openapi.json").text
    committed = json.loads(CONTRACT.read_text(encoding="utf-8"))

    assert json.loads(served)["servers"][0]["url"] == f"{PUBLIC_URL}{API}"
    theirs = json.dumps(_addresses(committed)).replace(DEFAULT_URL, PUBLIC_URL)
    assert _addresses(json.loads(served)) == json.loads(theirs)
    assert _without_addresses(json.loads(served)) == _without_addresses(committed)


def _addresses(document: dict[str, Any]) -> list[Any]:
    info, schemes = document["info"], document["components"]["securitySchemes"]
    terms, contact = info["termsOfService"], info["contact"]
    return [document["servers"], document["externalDocs"], terms, contact, schemes]


def _without_addresses(document: dict[str, Any]) -> dict[str, Any]:
    del document["servers"], document["externalDocs"], document["components"]["securitySchemes"]
    del document["info"]["termsOfService"], document["info"]["contact"]
    return document


def test_the_groups_stand_in_the_order_a_person_works() -> None:
    document = json.loads(CONTRACT.read_text(encoding="utf-8"))

    assert [one["name"] for one in document["tags"]] == list(TAGS)


def test_operation_ids_are_unique_and_named_after_what_they_do() -> None:
    operations = [
        operation["operationId"]
        for path in json.loads(CONTRACT.read_text(encoding="utf-8"))["paths"].values()
        for operation in path.values()
    ]

    assert len(set(operations)) == len(operations)
    assert {"list_forums", "register_forum", "read_forum", "change_forum", "end_forum"} <= set(
        operations
    )


def test_every_group_of_operations_is_introduced() -> None:
    used = {
        tag
        for path in json.loads(CONTRACT.read_text(encoding="utf-8"))["paths"].values()
        for operation in path.values()
        for tag in operation["tags"]
    }

    assert used == set(TAGS)
