"""The service as it runs in earnest: a server and a worker, each a process of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.models.principals import Role
from app.queries.principals import actors_called
from app.reference.loading import load
from tests.make import API
from tests.server import Client, running, served


@dataclass(frozen=True)
class Service:
    """The address of the contract's root, and a system administrator, who lets in the others."""

    root: str
    keeper: Client


@contextmanager
def serving(database_url: str) -> Iterator[Service]:
    """While it runs, with its reference data."""
    with (
        served(database_url) as register,
        running("worker", database_url=database_url, poll_s="0.3"),
    ):
        with register.sessions.begin() as session:
            load(session)
            board = session.scalars(actors_called("04")).one()
        keeper = register.client(board.id, Role.SYSTEM_ADMINISTRATOR)
        yield Service(f"{register.address}{API}", keeper)
