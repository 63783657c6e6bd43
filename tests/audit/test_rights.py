"""The account that the operations page describes can do the work, and cannot rewrite the chain."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError

from app.audit.authors import Author, acting
from app.database import Sessions, sessions_on
from tests import make
from tests.databases import engine_at, fresh_postgres, migrated

PAGE = Path(__file__).parents[2] / "docs" / "operations.md"
TOLD = re.compile(r"```sql\n(.*?)```", re.DOTALL)

FORBIDDEN = [
    "UPDATE audit_entries SET operation = 'x'",
    "DELETE FROM audit_entries",
    "TRUNCATE audit_entries",
    "UPDATE audit_payloads SET after = 'x'",
    "UPDATE audit_disposals SET disposed_by = 1",
    "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
    "UPDATE alembic_version SET version_num = 'x'",
]


@pytest.fixture
def limited(postgres_url: str) -> Iterator[Sessions]:
    """On a database whose tables belong to another, with the rights that the page gives."""
    role = f"app_{uuid4().hex}"
    (told,) = TOLD.findall(PAGE.read_text(encoding="utf-8"))
    with fresh_postgres(postgres_url) as url:
        owner = engine_at(url)
        migrated(owner)
        with owner.begin() as connection:
            connection.execute(text(told.replace("samverkan_app", role)))
        limited = create_engine(re.sub(r"//[^@]*@", f"//{role}@", url))
        yield sessions_on(limited)
        limited.dispose()
        with owner.begin() as connection:
            connection.execute(text(f"DROP OWNED BY {role}"))
            connection.execute(text(f"DROP ROLE {role}"))
        owner.dispose()


def test_the_work_can_be_done_and_the_chain_not_rewritten(limited: Sessions) -> None:
    with acting(limited, Author("test", "test")).begin() as session:
        make.forum(session)

    for statement in FORBIDDEN:
        refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
        with refused, limited.begin() as session:
            session.execute(text(statement))
    with limited.read() as session:
        assert session.scalar(text("SELECT count(*) FROM audit_entries")) == 1
