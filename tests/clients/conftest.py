"""The clients, generated once."""

import pytest

from tests.clients import generating
from tests.clients.generating import NODE_BIN, GeneratedClient, run


@pytest.fixture(scope="session")
def python_client(tmp_path_factory: pytest.TempPathFactory) -> GeneratedClient:
    return generating.python_client(tmp_path_factory.mktemp("python"))


@pytest.fixture(scope="session")
def typescript_client(tmp_path_factory: pytest.TempPathFactory) -> GeneratedClient:
    return generating.typescript_client(tmp_path_factory.mktemp("typescript"))


@pytest.fixture(scope="session")
def compiled_client(typescript_client: GeneratedClient) -> GeneratedClient:
    """With the story as JavaScript; the compiler writes it only when every type is right."""
    run(NODE_BIN / "tsc", "--project", ".", at=typescript_client.directory)
    return typescript_client
