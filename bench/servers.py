"""The services under load: each one process of its own, started, watched and stopped here."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import httpx2 as httpx

from tests.postgres import free_port

READY_WITHIN_S = 60
STOPPED_WITHIN_S = 20
TICKS = os.sysconf("SC_CLK_TCK")
OURS = "Samverkan"
DJANGO = "bench.rivals.django_settings"
THREADS = 16


@dataclass(frozen=True)
class Server:
    """How it is started; `{port}` stands for the port that it is given."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Running:
    server: Server
    process: subprocess.Popen[bytes]
    port: int

    @property
    def name(self) -> str:
        return self.server.name

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.process.pid)

    def peak_megabytes(self) -> float:
        """Of the largest of the process and its children."""
        return max(_kilobytes(one, "VmHWM") for one in _family(self.process.pid)) / 1024

    def megabytes(self) -> float:
        """At this moment."""
        return _kilobytes(self.process.pid, "VmRSS") / 1024


def cpu_seconds(process: int) -> float:
    """Of the process and its children, those that have ended too."""
    return sum(_ticks(one) for one in _family(process)) / TICKS


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))


def _kilobytes(pid: int, name: str) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    (line,) = (one for one in status.splitlines() if one.startswith(name))
    return int(line.split()[1])


def _ticks(pid: int) -> int:
    """User and system time, its own and that of children it has waited for."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(one) for one in fields[11:15])


def under_uvicorn(name: str, app: str, url: str, **environment: str) -> Server:
    """One worker, with the fastest parser and loop that uvicorn knows, and no access log."""
    quick = ("--loop", "uvloop", "--http", "httptools", "--ws", "none", "--no-access-log")
    command = ("-m", "uvicorn", app, "--port", "{port}", "--log-level", "warning", *quick)
    return Server(name, command, {"BENCH_URL": url, **environment})


def under_gunicorn(name: str, app: str, url: str) -> Server:
    """One worker with threads that keep their connections, which serves Django faster than ASGI."""
    shape = ("--workers", "1", "--threads", str(THREADS), "--worker-class", "gthread")
    module = app.partition(":")[0]
    told = {"BENCH_URL": url, "BENCH_URLS": module, "DJANGO_SETTINGS_MODULE": DJANGO}
    place = ("--bind", "127.0.0.1:{port}", "--log-level", "warning", "--no-control-socket")
    return Server(name, ("-m", "gunicorn", app, *place, *shape), told)


def as_shipped(url: str, keys: Path, public_url: str) -> Server:
    """Every guard is on; only the throttle is so high that it counts and never refuses."""
    settings = {
        "SAMVERKAN_DATABASE_URL": url,
        "SAMVERKAN_KEYS_DIRECTORY": str(keys),
        "SAMVERKAN_PUBLIC_URL": public_url,
        "SAMVERKAN_REQUESTS_PER_MINUTE": "100000000",
    }
    return Server(OURS, ("-m", "app.cli", "serve", "--port", "{port}"), settings)


@contextmanager
def running(server: Server) -> Iterator[Running]:
    """What it logs goes nowhere, as costly as ever; what a rival says at its end is shown."""
    with tempfile.TemporaryFile() as log, _started(server, log) as started:
        try:
            yield started
        except Exception:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace")[-4000:])
            raise


@contextmanager
def _started(server: Server, log: IO[bytes]) -> Iterator[Running]:
    port = free_port()
    command = [sys.executable, *(one.format(port=port) for one in server.arguments)]
    told = subprocess.DEVNULL if server.name.startswith(OURS) else log
    environment = {**os.environ, **server.environment}
    with subprocess.Popen(command, env=environment, stdout=told, stderr=told) as process:  # noqa: S603 - ours
        try:
            yield Running(server, process, port)
        finally:
            process.terminate()
            process.wait(STOPPED_WITHIN_S)


def await_answer(started: Running, path: str, headers: Mapping[str, str]) -> None:
    """Until the first 200."""
    deadline = time.monotonic() + READY_WITHIN_S
    with httpx.Client(base_url=started.address, headers=headers, timeout=READY_WITHIN_S) as client:
        while time.monotonic() < deadline and started.process.poll() is None:
            try:
                if client.get(path).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.005)
    raise RuntimeError(f"{started.name} does not answer {path} with 200")


def cold_start(server: Server, path: str, headers: Mapping[str, str]) -> float:
    """Seconds from the start of the process to its first 200."""
    began = time.perf_counter()
    with running(server) as started:
        await_answer(started, path, headers)
        return time.perf_counter() - began
