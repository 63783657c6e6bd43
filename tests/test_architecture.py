"""Rules of the house that no type checker and no import contract can see."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import DomainError
from app.http.problems import STATUS_OF
from app.models import Base
from app.services.conflicts import CONFLICT_OF, INVALID_OF

ROOT = Path(__file__).parent.parent
CODE = sorted([*(ROOT / "app").rglob("*.py"), *(ROOT / "workers").rglob("*.py")])


def calls(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_commits_by_hand(path: Path) -> None:
    assert not {"commit", "rollback"} & set(calls(path))


def test_every_domain_error_has_a_status() -> None:
    assert set(DomainError.__subclasses__()) == set(STATUS_OF)


def test_every_explained_constraint_exists() -> None:
    tables = Base.metadata.tables.values()
    constraints = {str(one.name) for table in tables for one in table.constraints}

    assert set(CONFLICT_OF) | set(INVALID_OF) <= constraints


def test_every_unique_rule_has_its_sentence() -> None:
    """A key that only a machine sets is no rule that a person can break."""
    unspoken = {
        "uq_calendars_digest",
        "uq_client_secrets_digest",
        "uq_delivery_attempts_delivery_id_number",
        "uq_jobs_dedupe_key",
        "uq_mailings_week_actor_id_mailbox",
        "uq_national_report_parts_national_report_id_county_code",
    }
    unique = {
        str(one.name)
        for table in Base.metadata.tables.values()
        for one in table.constraints
        if str(one.name).startswith("uq_")
    }

    assert unique - unspoken == set(CONFLICT_OF)


def test_what_the_start_is_compared_with_imports_nothing_of_ours() -> None:
    """Else the start of a bare application would take as long as that of the register."""
    import_it = "import sys, bench.rivals.constant; print(*sys.modules)"
    told = subprocess.check_output([sys.executable, "-c", import_it], cwd=ROOT, text=True)
    imported = {one.partition(".")[0] for one in told.split()}

    assert "fastapi" in imported
    assert not {"app", "workers", "sqlalchemy", "psycopg"} & imported
