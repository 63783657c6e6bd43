"""Generates the clients from the committed contract, with the tools that their users would take."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from openapi.write import CONTRACT
from tests.clients.serving import Service

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
NODE_MODULES = HERE.parent / "node" / "node_modules"
NODE_BIN = NODE_MODULES / ".bin"


@dataclass(frozen=True)
class GeneratedClient:
    directory: Path
    said: str
    tell: tuple[str | Path, ...]

    def tell_the_story(self, service: Service, town: str, workbook: Path) -> None:
        keeper = {"CLIENT_ID": service.keeper.client_id, "CLIENT_SECRET": service.keeper.secret}
        run(*self.tell, service.root, town, workbook, at=self.directory, **keeper)


def python_client(directory: Path) -> GeneratedClient:
    settings = directory / "settings.json"
    settings.write_text(json.dumps({"post_hooks": []}), encoding="utf-8")
    source = ("--path", CONTRACT, "--config", settings)
    target = ("--output-path", directory / "samverkan_client", "--meta", "none")
    said = run(BIN / "openapi-python-client", "generate", *source, *target, at=directory)
    return GeneratedClient(directory, said, (sys.executable, "-W", "error", HERE / "story.py"))


def typescript_client(directory: Path) -> GeneratedClient:
    """A project of its own, with the story in it."""
    refuse_without_node()
    (directory / "node_modules").symlink_to(NODE_MODULES)
    (directory / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    for file in ("story.ts", "tsconfig.json"):
        shutil.copy(HERE / file, directory)
    # Else a request would have to hold every field that has a default.
    optional = "--default-non-nullable=false"
    types = directory / "contract.ts"
    said = run(NODE_BIN / "openapi-typescript", CONTRACT, optional, "-o", types, at=directory)
    return GeneratedClient(directory, said, ("node", "story.js"))


def refuse_without_node() -> None:
    if shutil.which("node") and (NODE_BIN / "tsc").exists():
        return
    missing = "THE TYPESCRIPT CLIENT WAS NOT TRIED: npm is needed (Node.js 20 or later); make test"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


def run(*command: str | Path, at: Path, **told: str) -> str:
    """What it said; when it failed, the failure says it."""
    paths = {"PYTHONPATH": str(at), "MYPYPATH": str(at)}
    done = subprocess.run(
        command,
        cwd=at,
        env={**os.environ, **paths, **told},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout
