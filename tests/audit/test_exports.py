"""A file that leaves the register is on record before it is handed out."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from app.models.audit import EventKind
from tests import make
from tests.audit.stage import entries, opened, verdict


def test_a_report_compiled_to_a_file_is_on_record(database_url: str, tmp_path: Path) -> None:
    with opened(database_url) as sessions:
        with sessions.begin() as session:
            make.county(session)
        out = tmp_path / "report.xlsx"
        command = f"report compile --county 04 --year 2024 --out {out}".split()

        done = subprocess.run(
            [sys.executable, "-m", "app.cli", *command],
            env={**os.environ, "SAMVERKAN_DATABASE_URL": database_url},
            check=False,
        )

        assert done.returncode == 0
        last = entries(sessions)[-1]
        checksum = sha256(out.read_bytes()).hexdigest()
        assert (last.event, last.operation) == (EventKind.EXPORT, "report compile")
        assert last.facts == {
            "county": "04",
            "year": 2024,
            "issue": 1,
            "bytes": out.stat().st_size,
            "sha256": checksum,
        }
        assert verdict(sessions).sound
