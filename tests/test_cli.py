"""The command line: what an operator runs, and what it says when it cannot."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.migrating import UNMIGRATED
from app.models import County, Municipality
from tests.databases import engine_at, migrated


@pytest.fixture(scope="module")
def migrated_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('cli') / 'register.db'}"
    engine = engine_at(url)
    migrated(engine)
    engine.dispose()
    return url


def samverkan(*arguments: str, url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        env={**os.environ, "SAMVERKAN_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_busy_port_is_one_clear_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        stopped = samverkan("serve", "--port", str(port), url=f"sqlite:///{tmp_path / 'a.db'}")

    assert stopped.returncode == 1
    other = f"PORT={port + 1} (make) eller --port {port + 1}"
    sentence = f"Porten {port} är upptagen. Välj en annan: {other}."
    assert stopped.stderr.splitlines() == [sentence]


def test_a_database_that_is_away_is_one_clear_sentence(tmp_path: Path) -> None:
    stopped = samverkan("db", "upgrade", url=f"sqlite:///{tmp_path / 'nowhere' / 'a.db'}")

    assert stopped.returncode == 1
    assert stopped.stderr.startswith("Databasen svarar inte: ")
    assert len(stopped.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("report compile --county 99 --year 2024 --out {tmp}/a.xlsx", "Länet finns inte."),
        ("report compile --county 04 --year 1 --out {tmp}/a.xlsx", "Året kan inte redovisas."),
        ("report compile --county 04 --year 2024 --out {tmp}/no/a.xlsx", "Filen kan inte läsas"),
        ("import-agreements {tmp}/empty.json", ""),
        ("serve --host 999.1.1.1", "Det går inte att lyssna på 999.1.1.1:8000"),
    ],
)
def test_what_an_operator_can_mend_is_one_sentence(
    migrated_url: str, tmp_path: Path, command: str, sentence: str
) -> None:
    (tmp_path / "empty.json").write_text("")

    stopped = samverkan(*command.format(tmp=tmp_path).split(), url=migrated_url)

    assert stopped.returncode == 1
    assert sentence in stopped.stderr
    assert len(stopped.stderr.splitlines()) == 1, stopped.stderr


@pytest.mark.parametrize(
    "command", [("serve",), ("worker", "--drain"), ("reference", "load")], ids=str
)
def test_a_database_without_tables_says_which_command_is_missing(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    stopped = samverkan(*command, url=f"sqlite:///{tmp_path / 'empty.db'}")

    assert stopped.returncode == 1
    assert stopped.stderr.splitlines() == [UNMIGRATED]


def test_the_worker_of_a_demonstration_ends_with_it(migrated_url: str) -> None:
    program = """
from app.demo import working
with working() as worker:
    print(worker.pid, flush=True)
    worker.wait()
"""
    demonstration = subprocess.Popen(
        [sys.executable, "-c", program],
        env={**os.environ, "SAMVERKAN_DATABASE_URL": migrated_url},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with demonstration:
        assert demonstration.stdout is not None
        worker = int(demonstration.stdout.readline())
        demonstration.terminate()

    assert demonstration.returncode == 0
    assert not Path(f"/proc/{worker}").exists()


def test_reference_data_is_loaded_once_however_often(database_url: str) -> None:
    for _ in range(2):
        assert samverkan("db", "upgrade", url=database_url).returncode == 0
        loaded = samverkan("reference", "load", url=database_url)
        assert loaded.returncode == 0, loaded.stderr

    engine = engine_at(database_url)
    with engine.connect() as connection:
        counted = select(
            select(func.count()).select_from(County).scalar_subquery(),
            select(func.count()).select_from(Municipality).scalar_subquery(),
        )
        assert connection.execute(counted).one() == (21, 290)
    engine.dispose()
