"""Load by wrk on loopback: so many connections, each sending its next request when answered."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("load.lua")
MISSING = "wrk is not on PATH (Debian: apt-get install wrk)."


@dataclass(frozen=True)
class Sent:
    """A request; what all requests have in common is given as headers of the whole load."""

    path: str
    method: str = "GET"
    known_tag: str = ""
    body: str = ""

    @property
    def line(self) -> str:
        return "\t".join((self.method, self.path, self.known_tag, self.body))


@dataclass(frozen=True)
class Outcome:
    """What wrk counted; latencies in microseconds."""

    answers: int
    microseconds: int
    bytes: int
    refused: int
    broken: int
    p50: int
    p99: int

    @property
    def per_second(self) -> float:
        return self.answers * 1e6 / self.microseconds


def loaded(
    address: str,
    requests: Sequence[Sent],
    headers: dict[str, str],
    connections: int,
    seconds: float,
    pause_ms: float = 0,
) -> Outcome:
    """RuntimeError when any answer was an error; a connection pauses before each request."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as file:
        file.write("".join(f"{one.line}\n" for one in requests))
        file.flush()
        shape = ["-t1", f"-c{connections}", f"-d{seconds:g}s", "--timeout", "60s"]
        found = _run(address, shape, headers, file.name, str(pause_ms))
    if found.refused or found.broken:
        raise RuntimeError(f"{address} {requests[0].path}: {found}")
    return found


def _run(address: str, shape: list[str], headers: dict[str, str], *told_script: str) -> Outcome:
    told = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = [wrk(), *shape, "-s", str(SCRIPT), *told, address, *told_script]
    run = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    return Outcome(**json.loads(run.stdout.splitlines()[-1]))


def wrk() -> str:
    found = shutil.which("wrk")
    if found is None:
        raise FileNotFoundError(MISSING)
    return found
