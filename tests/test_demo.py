"""The demonstration: whoever follows what it prints is let in, and sees what is real."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from app.demo import clients, introduction, load_data
from app.demo.clients import Player
from tests.make import API
from tests.server import Register, served


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with served(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'register.db'}") as register:
        load_data(register.sessions)
        yield register


@pytest.fixture(scope="module")
def players(register: Register) -> dict[str, Player]:
    return {one.part.title: one for one in clients.players(register.sessions)}


def listed(register: Register, player: Player, path: str) -> Any:
    """The status, or the records when there is nothing wrong."""
    asked = {"grant_type": "client_credentials"}
    who = (player.client_id, player.secret)
    token = register.http.post("/oauth2/token", data=asked, auth=who).json()["access_token"]
    answer = register.get(path, headers={"Authorization": f"Bearer {token}"})
    return answer.json()["items"] if answer.status_code == 200 else answer.status_code


def test_a_municipality_and_its_police_see_the_agreement_that_they_have(
    register: Register, players: dict[str, Player]
) -> None:
    title = "Samverkansöverenskommelse Oxelösunds kommun och Polismyndigheten"

    for one in ("Oxelösunds kommun", "Lokalpolisområdet"):
        assert title in [row["title"] for row in listed(register, players[one], "/agreements")]


def test_the_municipality_does_not_see_what_others_have_agreed(
    register: Register, players: dict[str, Player]
) -> None:
    found = listed(register, players["Oxelösunds kommun"], "/agreements")

    assert 0 < len(found) < len(listed(register, players["Länsstyrelsen"], "/agreements"))
    assert all("0481" in row["municipalityCodes"] for row in found)


def test_an_auditor_sees_the_log_and_nothing_of_what_it_is_about(
    register: Register, players: dict[str, Player]
) -> None:
    assert listed(register, players["Granskaren"], "/audit-entries")
    assert listed(register, players["Granskaren"], "/agreements") == []


def test_a_second_time_the_clients_are_the_same_with_new_secrets(
    register: Register, players: dict[str, Player]
) -> None:
    again = {one.part.title: one for one in clients.players(register.sessions)}

    assert [one.client_id for one in again.values()] == [one.client_id for one in players.values()]
    assert {one.secret for one in again.values()}.isdisjoint(one.secret for one in players.values())
    for one in (players["Länsstyrelsen"], again["Länsstyrelsen"]):
        assert listed(register, one, "/agreements")


@pytest.mark.skipif(not which("curl"), reason="curl saknas")
def test_the_lines_that_it_prints_can_be_run(
    register: Register, players: dict[str, Player], tmp_path: Path
) -> None:
    told = introduction(register.address, list(players.values()))
    lines = re.search(r"(?ms)^  TOKEN=.*?^  curl .*?$", told)
    assert lines

    run = subprocess.run(
        ["sh", "-ec", lines[0]], capture_output=True, text=True, cwd=tmp_path, check=False
    )

    assert run.returncode == 0, run.stderr
    assert '"totalRecords":2' in run.stdout


def test_what_it_prints_names_everybody_and_the_page(
    register: Register, players: dict[str, Player]
) -> None:
    told = introduction(register.address, list(players.values()))

    assert f"{register.address}/docs" in told
    assert all(one.client_id in told and one.secret in told for one in players.values())
    assert API in told
