"""What was signed outside the database tells what was done to the chain inside it."""

import json
import logging
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from app.audit import checkpoints
from app.audit.authors import acting
from app.audit.verifying import Checkpoint
from app.database import Sessions
from app.errors import InvalidError, NotFoundError
from app.jobs import queue
from app.models.jobs import Schedule
from app.settings import Settings
from tests.audit.stage import EDITOR, actor, entries, opened, registered, tamper, verdict
from workers import supervisor


@pytest.fixture
def own(sessions: Sessions) -> Sessions:
    return acting(sessions, EDITOR)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "checkpoints.jsonl"


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def written(sessions: Sessions, keys: Path, file: Path) -> Checkpoint:
    with sessions.read() as session:
        return checkpoints.write(session, keys, file)


def test_a_checkpoint_says_where_the_chain_stands(own: Sessions, keys: Path, file: Path) -> None:
    registered(own, "A", "B")
    written(own, keys, file)
    registered(own, "C")
    written(own, keys, file)

    signed = checkpoints.read(file, keys)
    digests = [one.digest for one in entries(own)]
    assert [(one.seq, one.digest) for one in signed] == [(2, digests[1]), (3, digests[2])]
    assert verdict(own, *signed).bad is None


def test_the_key_is_for_its_owner_alone(own: Sessions, keys: Path, file: Path) -> None:
    written(own, keys, file)

    assert stat.S_IMODE((keys / "audit.jwk").stat().st_mode) == 0o600
    assert [one.name for one in keys.iterdir()] == ["audit.jwk"]


def test_the_log_has_a_copy(
    own: Sessions, keys: Path, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    registered(own, "A")
    with caplog.at_level(logging.INFO):
        written(own, keys, file)

    (line,) = [one for one in caplog.records if one.message == "audit_checkpoint"]
    assert json.loads(file.read_text())["checkpoint"] == line.facts["checkpoint"]  # type: ignore[attr-defined]


def test_a_checkpoint_that_was_changed_is_named(own: Sessions, keys: Path, file: Path) -> None:
    registered(own, "A")
    written(own, keys, file)
    written(own, keys, file)
    first, second = file.read_text().splitlines()
    middle = len(second) // 2
    file.write_text(
        f"{first}\n{second[:middle]}{'AB'[second[middle] == 'A']}{second[middle + 1 :]}\n"
    )

    with pytest.raises(InvalidError, match="Rad 2 "):
        checkpoints.read(file, keys)


@pytest.mark.parametrize("line", ["", "{}", '{"checkpoint": "a.b.c"}', '{"checkpoint": 7}', "[]"])
def test_what_is_no_checkpoint_is_named(own: Sessions, keys: Path, file: Path, line: str) -> None:
    written(own, keys, file)
    file.write_text(file.read_text() + line + "\n")

    with pytest.raises(InvalidError, match="Rad 2 "):
        checkpoints.read(file, keys)


def test_a_checkpoint_by_another_key_is_none(
    own: Sessions, keys: Path, file: Path, tmp_path: Path
) -> None:
    written(own, keys, tmp_path / "mine.jsonl")
    written(own, tmp_path / "others", file)

    with pytest.raises(InvalidError, match="Rad 1 "):
        checkpoints.read(file, keys)


def test_without_the_key_nothing_is_taken_for_signed(file: Path, keys: Path) -> None:
    file.write_text("")

    with pytest.raises(NotFoundError, match="saknas"):
        checkpoints.read(file, keys)
    assert not keys.exists()


def samverkan(folder: Path, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parent.parent.parent),
            "SAMVERKAN_DATABASE_URL": url,
            "SAMVERKAN_LOG_LEVEL": "error",
        },
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_operator_signs_and_verifies(database_url: str, tmp_path: Path) -> None:
    with opened(database_url) as sessions:
        registered(sessions, "A", "B", "C")
        signed = samverkan(tmp_path, database_url, "audit", "checkpoint")
        assert signed.returncode == 0, signed.stderr
        assert signed.stdout == "Post 3 är undertecknad i samverkan-checkpoints.jsonl\n"

        whole = samverkan(tmp_path, database_url, "audit", "verify")
        assert whole.returncode == 0, whole.stderr
        assert whole.stdout == "Loggen är hel: 3 poster, 1 kontrollpunkter.\n"

        cut_off(sessions)
        broken = samverkan(tmp_path, database_url, "audit", "verify")
        assert broken.returncode == 1
        assert broken.stderr == ("Post 2 saknas: den fanns när kontrollpunkten undertecknades.\n")


def cut_off(sessions: Sessions) -> None:
    """All but the first entry, and the head with them: the chain itself cannot tell."""
    kept = entries(sessions)[0]
    tamper(
        sessions,
        "DELETE FROM audit_payloads WHERE seq > 1",
        "DELETE FROM audit_entries WHERE seq > 1",
        f"UPDATE audit_head SET seq = 1, digest = '{kept.digest}'",
    )


def test_an_operator_names_a_file_that_is_missing(database_url: str, tmp_path: Path) -> None:
    named = samverkan(tmp_path, database_url, "audit", "verify", "--checkpoints", "nowhere")
    unnamed = samverkan(tmp_path, database_url, "audit", "verify")

    assert named.returncode == 1
    assert named.stderr == "Filen med kontrollpunkter finns inte: nowhere.\n"
    assert unnamed.returncode == 0
    assert "Inga kontrollpunkter finns än" in unnamed.stderr


def test_the_worker_signs_every_night(
    own: Sessions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    registered(own, "A")
    supervisor.schedule(own, Settings())
    with own.begin() as session:
        plan = session.get_one(Schedule, "audit-checkpoint")
        assert (plan.cron, plan.time_zone) == ("15 3 * * *", "Europe/Stockholm")
        queue.enqueue(session, plan.kind, {})

    assert supervisor.drain(own) == 1

    (point,) = checkpoints.read(
        tmp_path / "samverkan-checkpoints.jsonl", tmp_path / "samverkan-keys"
    )
    assert point.seq == 1


def test_the_schedule_is_kept_once_however_many_workers_start(own: Sessions) -> None:
    """Each worker says it at its start."""
    supervisor.schedule(own, Settings())
    supervisor.schedule(own, Settings())

    with own.begin() as session:
        actor(session)
        kept = session.scalars(select(Schedule.key).order_by(Schedule.key)).all()
    assert kept == ["annual-reports", "audit-checkpoint"]
