"""TypeScript's types that are generated from the contract are all there, and strict ones."""

import re

from tests.clients.contract import operations
from tests.clients.generating import GeneratedClient


def test_the_generator_has_nothing_to_remark(typescript_client: GeneratedClient) -> None:
    remarks = [line for line in typescript_client.said.splitlines() if line.strip()]

    assert [line[0] for line in remarks] == ["✨", "🚀"], remarks


def test_every_operation_has_its_type(typescript_client: GeneratedClient) -> None:
    types = (typescript_client.directory / "contract.ts").read_text(encoding="utf-8")
    declared = types.partition("export interface operations {")[2]

    names = re.findall(r"^    (\w+): \{$", declared, re.MULTILINE)

    assert sorted(names) == sorted(one["operationId"] for one in operations())


def test_types_and_story_hold_to_the_strictest_rules(compiled_client: GeneratedClient) -> None:
    assert (compiled_client.directory / "story.js").exists()
