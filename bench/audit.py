"""Time to verify a chain of 100,000 entries: `python -m bench.audit [DATABASE_URL]`.

Without an address on SQLite in a directory of its own. Each entry keeps a document of about the
size that an agreement has, before and after. The best of five rounds, and each of them.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from app.audit import chain
from app.audit.authors import Author, acting
from app.audit.events import AuditEvent
from app.audit.verifying import verify
from app.database import Sessions, connect
from app.migrating import upgrade
from app.models.audit import EventKind
from app.settings import Settings

ENTRIES, AT_ONCE, ROUNDS = 100_000, 1_000, 5
BY = Author("mätningen", "change_agreement", UUID(int=1), UUID(int=2), ("editor",), "t", "0" * 32)
DOCUMENT = '{"title": "Samverkansöverenskommelse", "summary": "%s", "version": %d}'


def main(url: str | None) -> None:
    with database(url) as sessions:
        began = time.perf_counter()
        fill(sessions)
        print(f"{ENTRIES} entries written in {time.perf_counter() - began:.1f} s")
        rounds = [seconds(sessions) for _ in range(ROUNDS)]
        print(f"verified in {min(rounds):.2f} s ({', '.join(f'{one:.2f}' for one in rounds)})")


@contextmanager
def database(url: str | None) -> Iterator[Sessions]:
    with TemporaryDirectory() as folder:
        address = url or f"sqlite:///{Path(folder) / 'chain.db'}"
        sessions = connect(Settings(database_url=address, statement_timeout_s=600))
        upgrade(sessions.engine)
        yield acting(sessions, BY)
        sessions.engine.dispose()


def fill(sessions: Sessions) -> None:
    for start in range(0, ENTRIES, AT_ONCE):
        with sessions.begin() as session:
            chain.append(session, (event(start + place) for place in range(AT_ONCE)))


def event(number: int) -> AuditEvent:
    words = f"Åtgärd {number} för en tryggare kommun. " * 40
    return AuditEvent(
        kind=EventKind.CHANGE,
        by=BY,
        record_kind="agreements",
        record_id=uuid4(),
        record_version=number,
        facts={"fields": ["summary"]},
        before=DOCUMENT % (words, number),
        after=DOCUMENT % (words, number + 1),
    )


def seconds(sessions: Sessions) -> float:
    began = time.perf_counter()
    with sessions.read() as session:
        verdict = verify(session)
    assert verdict.bad is None, verdict  # noqa: S101 - a measurement of something else is none
    return time.perf_counter() - began


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
