"""The Python client that is generated from the contract is whole, and its types are right."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.clients.contract import operations
from tests.clients.generating import BIN, HERE, GeneratedClient, run

PACKAGE = "samverkan_client"


def test_the_generator_leaves_nothing_out(python_client: GeneratedClient) -> None:
    assert "WARNING" not in python_client.said, python_client.said


def test_every_operation_reads_every_answer_that_it_may_get(
    python_client: GeneratedClient,
) -> None:
    answered = {operation["operationId"]: set(operation["responses"]) for operation in operations()}

    assert dict(answers_read(python_client.directory / PACKAGE / "api")) == answered


def answers_read(api: Path) -> Iterator[tuple[str, set[str]]]:
    for module in api.glob("*/[!_]*.py"):
        code = module.read_text(encoding="utf-8")
        yield module.stem, set(re.findall(r"response\.status_code == (\d+):", code))


def test_client_and_story_hold_to_the_strictest_types(python_client: GeneratedClient) -> None:
    checked = (HERE / "story.py", python_client.directory / PACKAGE)

    run(BIN / "mypy", "--strict", "--config-file=", *checked, at=python_client.directory)
