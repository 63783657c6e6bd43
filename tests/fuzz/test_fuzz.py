"""The contract against a running server: no server error, no answer that it does not document."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.demo import AGREEMENTS
from app.imports.agreements import import_agreements
from app.models.principals import Role
from app.queries.principals import actors_called
from app.reference.loading import load
from tests.make import API
from tests.server import Register, served

HERE = Path(__file__).parent
SECONDS = int(os.environ.get("FUZZ_SECONDS", "40"))
SEED = "1"
KEEPING = (Role.COORDINATOR, Role.SYSTEM_ADMINISTRATOR, Role.ARCHIVIST)


@pytest.fixture
def register(database_url: str) -> Iterator[Register]:
    """A server with the reference data and the real agreements, asked by one who may do most."""
    with served(database_url, heavy_requests_per_minute="0") as register:
        with register.sessions.begin() as session:
            load(session)
            board = session.scalars(actors_called("04")).one()
        import_agreements(register.sessions, AGREEMENTS)
        register.keeper = register.client(board.id, *KEEPING)
        lists_of(register)  # so that the contract is written: the first time takes a while
        yield register


def test_nothing_makes_the_server_fail_or_break_its_contract(
    register: Register, tmp_path: Path
) -> None:
    """All phases of schemathesis, with the same seed each time, for as long as there is time."""
    root = f"{register.address}{API}"
    command = [
        str(Path(sys.executable).with_name("st")),
        "--config-file",
        str(HERE / "schemathesis.toml"),
        "run",
        f"{root}/openapi.json",
        "--url",
        root,
        "--header",
        register.signed_in,
        "--phases=examples,coverage,fuzzing,stateful",
        f"--seed={SEED}",
        f"--max-time={SECONDS}",
        "--max-examples=10",
        "--generation-allow-x00=true",
        "--request-timeout=20",
        "--no-color",
    ]

    run = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    if run.returncode != 0:
        pytest.fail(run.stdout + run.stderr)
    for path in lists_of(register):
        assert register.get(path).status_code == 200, path


def lists_of(register: Register) -> list[str]:
    paths = register.get("/openapi.json").json()["paths"]
    return [path for path, item in paths.items() if "get" in item and "{" not in path]
