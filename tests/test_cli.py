"""The command line: what an operator runs, and what it says when it cannot."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from sqlalchemy import func, select

from app.models import County, Municipality
from tests.databases import engine_at


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
    sentence = f"Porten {port} är upptagen. Välj en annan, till exempel PORT={port + 1}."
    assert stopped.stderr.splitlines() == [sentence]


def test_a_database_that_is_away_is_one_clear_sentence(tmp_path: Path) -> None:
    stopped = samverkan("db", "upgrade", url=f"sqlite:///{tmp_path / 'nowhere' / 'a.db'}")

    assert stopped.returncode == 1
    assert stopped.stderr.startswith("Databasen svarar inte: ")
    assert len(stopped.stderr.splitlines()) == 1


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
