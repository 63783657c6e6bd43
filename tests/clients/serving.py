"""The service as it runs in earnest: a server and a worker, each a process of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.reference.loading import load
from tests.make import API
from tests.server import running, served


@contextmanager
def serving(database_url: str) -> Iterator[str]:
    """The address of the contract's root, while the service runs with its reference data."""
    with (
        served(database_url) as register,
        running("worker", database_url=database_url, poll_s="0.3"),
    ):
        with register.sessions.begin() as session:
            load(session)
        yield f"{register.address}{API}"
