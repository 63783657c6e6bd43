"""Processes as the kernel sees them: who started whom, and who is still there."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def tell(number: signal.Signals, *processes: int) -> None:
    for process in processes:
        os.kill(process, number)


def worker_of(child: int) -> int:
    """Who has the child's mother."""
    return parent_of(parent_of(child))


def parent_of(process: int) -> int:
    return int(_status(process)[1])


def offspring_of(process: int) -> Iterator[int]:
    """Those that it started, and those that these started, zombies left out."""
    for place in Path("/proc").glob("[0-9]*"):
        other = int(place.name)
        with suppress(FileNotFoundError, ProcessLookupError):
            state, parent = _status(other)[:2]
            if int(parent) == process and state != "Z":
                yield other
                yield from offspring_of(other)


def is_alive(process: int) -> bool:
    """A zombie is dead."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return _status(process)[0] != "Z"
    return False


def _status(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
