"""A PostgreSQL of the tests' own: from the system's binaries, gone when the tests are."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

DEBIAN = Path("/usr/lib/postgresql")
TRIES = 5
PATIENCE = 60.0

# Waits on its standard input, which ends when the tests close it or die, however they die; then
# stops the server and removes its directory. Nothing survives a killed test run.
KEEPER = """
directory=$1 binaries=$2; shift 2
exec 3<&0 </dev/null
"$binaries/initdb" --pgdata="$directory/data" --username=samverkan --auth=trust \\
    --encoding=UTF8 --locale=C --no-sync >/dev/null && {
    "$binaries/postgres" -D "$directory/data" "$@" 3<&- &
    server=$!
    (read -r _ <&3; kill -INT "$server") &
    waiter=$!
    wait "$server"
    kill "$waiter"
} 2>&1
rm -rf "$directory"
"""

# Speed instead of safety: this data is worth nothing after the run.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "timezone": "UTC",
}


class PostgresUnavailable(Exception):  # noqa: N818 - says how the machine is, not what went wrong
    """Names what the machine lacks."""


class PostgresServer:
    """`with PostgresServer() as server: create_engine(server.url)`; more settings by name."""

    def __init__(self, **settings: str) -> None:
        self.settings = {**SETTINGS, **settings}
        self.binaries = find_binaries()
        self.owner = find_owner()
        self.port = 0
        self.directory = Path()
        self.keeper: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://samverkan@127.0.0.1:{self.port}/postgres"

    @property
    def process(self) -> int:
        """From which all of the server's processes come."""
        assert self.keeper
        return self.keeper.pid

    def __enter__(self) -> Self:
        for _ in range(TRIES):
            complaint = self.start()
            if not complaint:
                return self
        raise RuntimeError(f"PostgreSQL does not start: {complaint}")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> str:
        """What the server complained of; empty when it is up.

        Between choosing a port and binding it somebody else may take it, so a start may fail.
        """
        self.port = free_port()
        self.directory = Path(tempfile.mkdtemp(prefix="samverkan-postgres-", dir="/tmp"))
        if self.owner:
            os.chown(self.directory, self.owner.pw_uid, self.owner.pw_gid)
        with tempfile.TemporaryFile() as log:
            self.keeper = self.open_keeper(log)
            if self.is_ready():
                return ""
            self.stop()
            log.seek(0)
            return log.read().decode(errors="replace").strip()[-2000:]

    def open_keeper(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        settings = [f"-c{name}={value}" for name, value in self.settings.items()]
        arguments = [str(self.directory), str(self.binaries), f"-p{self.port}", *settings]
        return subprocess.Popen(
            ["/bin/sh", "-c", KEEPER, "sh", *arguments],
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C reaches the tests, which close the server in turn
            env={"PATH": os.defpath, "LC_ALL": "C"},
            **as_user(self.owner),
        )

    def is_ready(self) -> bool:
        """Read from the server's own directory: on the port a stranger might answer."""
        assert self.keeper
        status = self.directory / "data" / "postmaster.pid"
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.keeper.poll() is None:
            with suppress(FileNotFoundError):
                if status.read_text().rstrip().endswith("ready"):
                    return True
            time.sleep(0.02)
        return False

    def stop(self) -> None:
        if self.keeper and self.keeper.stdin:
            self.keeper.stdin.close()
            self.keeper.wait(PATIENCE)
            self.keeper = None


def find_binaries() -> Path:
    """PATH first, then Debian's place, newest version first."""
    versions = sorted(DEBIAN.glob("[0-9]*/bin"), key=lambda place: -int(place.parent.name))
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    for place in [*places, *versions]:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise PostgresUnavailable(
        f"PostgreSQL's programs initdb and postgres are neither on PATH nor in {DEBIAN}/*/bin."
    )


def find_owner() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root, so root lends it to somebody; others run it themselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresUnavailable("Root needs a user postgres or nobody to run PostgreSQL as.")


def as_user(owner: pwd.struct_passwd | None) -> dict[str, Any]:
    if owner is None:
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
