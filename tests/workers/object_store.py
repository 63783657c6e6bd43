"""An object store on the loopback, in a process of its own, that speaks the API of S3."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import fsspec

from tests.jobs.stage import until
from tests.postgres import free_port

BUCKET = "redovisningar"
# Whom it lets in is anybody; the client wants to be somebody.
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


class ObjectStore:
    def __init__(self, port: int, process: "subprocess.Popen[bytes]") -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.process = process

    def _opened(self) -> Any:
        names = {"key": KEYS["AWS_ACCESS_KEY_ID"], "secret": KEYS["AWS_SECRET_ACCESS_KEY"]}
        return fsspec.filesystem("s3", endpoint_url=self.address, **names)

    def make_bucket(self) -> None:
        self._opened().mkdir(BUCKET)

    def put(self, key: str, content: bytes) -> None:
        self._opened().pipe_file(f"{BUCKET}/{key}", content)

    def get(self, key: str) -> bytes:
        content: bytes = self._opened().cat_file(f"{BUCKET}/{key}")
        return content

    def is_up(self) -> bool:
        try:
            urlopen(f"{self.address}/moto-api/", timeout=10).close()
        except URLError:
            return False
        return True

    def hold(self) -> None:
        """It takes what comes and answers nothing, until it is let go."""
        self.process.send_signal(signal.SIGSTOP)

    def let_go(self) -> None:
        self.process.send_signal(signal.SIGCONT)


@contextmanager
def running() -> Iterator[ObjectStore]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        env={**os.environ, **KEYS},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    store = ObjectStore(port, process)
    try:
        until(store.is_up)
        store.make_bucket()
        yield store
    finally:
        process.kill()
        process.wait()
