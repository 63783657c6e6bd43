"""Where the children of a worker are born, as the worker sees it: asked for one, and waited for."""

import os
import select
import signal
import subprocess
import sys
from contextlib import suppress

from app.models.jobs import Job


class BrokenNurseryError(Exception):
    """No child can be born here: an installation that is not whole, which no job is to pay for."""


class Nursery:
    """One child at a time. After a child that had to be killed, the next needs a new nursery."""

    def __init__(self, kinds: str, database_url: str) -> None:
        """Its standard input is a pipe from us, whose end it takes for ours."""
        self.ready = False
        self.process = subprocess.Popen(  # noqa: S603 - runs ourselves
            [sys.executable, "-m", "workers.child", kinds],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,  # Ctrl-C is for us, who then hand the job back
            env={**os.environ, "SAMVERKAN_DATABASE_URL": database_url},
        )

    def is_ready(self, seconds: float) -> bool:
        """For a job; BrokenNurseryError when it has died before it was."""
        told = 0 if self.ready else self._told(seconds)
        if told:
            raise BrokenNurseryError(told)
        self.ready = told is not None
        return self.ready

    def attempt(self, job: Job) -> None:
        """Have a child try; it may be the nursery itself that ends instead."""
        assert self.process.stdin  # noqa: S101 - only narrows the type
        with suppress(BrokenPipeError):
            self.process.stdin.write(f"{job.id} {job.owner} {job.attempt}\n".encode())

    def code(self, seconds: float) -> int | None:
        """How the child ended, as soon as it has; or the nursery, which takes it along."""
        return self._told(seconds)

    def _told(self, seconds: float) -> int | None:
        assert self.process.stdout  # noqa: S101 - only narrows the type
        told, _, _ = select.select([self.process.stdout], [], [], seconds)
        line = self.process.stdout.readline() if told else b""
        return int(line) if line else self.process.poll()

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def close(self) -> None:
        """With everything it has started; none of it is at work any more when this returns."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()  # a child holds our pipe's other end for as long as it lives
