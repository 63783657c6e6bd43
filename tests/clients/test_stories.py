"""One agreement's first year, told in each language against the service that runs."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.clients.generating import GeneratedClient
from tests.clients.serving import Service, serving

TOLD = {
    "Överenskommelse för färre stölder",
    "Cykelstölder i centrum",
    "Veckovisa möten om cykelstölderna",
    "Stölderna har minskat, men målet är inte nått.",
}


@pytest.fixture(scope="module")
def service(shared_database_url: str) -> Iterator[Service]:
    """Each story happens in a county of its own."""
    with serving(shared_database_url) as service:
        yield service


def test_the_story_can_be_told_in_python(
    python_client: GeneratedClient, service: Service, tmp_path: Path
) -> None:
    python_client.tell_the_story(service, "0481", tmp_path / "report.xlsx")

    assert set(texts_in(tmp_path / "report.xlsx")) >= TOLD


def test_the_story_can_be_told_in_typescript(
    compiled_client: GeneratedClient, service: Service, tmp_path: Path
) -> None:
    compiled_client.tell_the_story(service, "0380", tmp_path / "report.xlsx")

    assert set(texts_in(tmp_path / "report.xlsx")) >= TOLD


def texts_in(workbook: Path) -> Iterator[str]:
    with closing(load_workbook(workbook, read_only=True)) as opened:
        for sheet in opened:
            for row in sheet.iter_rows(values_only=True):
                yield from (value for value in row if isinstance(value, str))
