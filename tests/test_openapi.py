"""The committed contract is the one that the code serves."""

import json

from starlette.testclient import TestClient

from app.main import TAGS
from openapi.write import CONTRACT, text
from tests.make import API


def test_the_committed_contract_is_what_the_code_makes() -> None:
    assert CONTRACT.read_text(encoding="utf-8") == text(), "run: make openapi"


def test_the_served_contract_is_the_committed_one_at_this_address(client: TestClient) -> None:
    served = client.get(f"{API}/openapi.json").json()
    committed = json.loads(CONTRACT.read_text(encoding="utf-8"))

    assert served.pop("servers") == [{"url": f"https://register.test{API}"}]
    committed.pop("servers")
    assert served == committed


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
