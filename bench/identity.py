"""CPU per read with and without knowing who asks: `python -m bench.identity [DATABASE_URL]`.

One record is read over ASGI within one process, by turns by a caller with a token (verified before
and remembered, the grant asked about in the statement of the read, relations reckoned for the
links) and by the register itself, which asks about nobody; of each the least of the rounds, since
what else the machine does only adds. Without an address the database is a SQLite file that goes
away afterwards.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from app.audit.authors import Author, acting
from app.database import connect
from app.main import ROOT, create_app
from app.models.principals import Role
from app.permissions import Scope
from app.settings import Settings
from app.tokens.minting import Mint
from bench.guards import log_to_nowhere, milliseconds
from tests import make
from tests.callers import Trusting
from tests.databases import migrated

ROUNDS = 20


def main() -> None:
    log_to_nowhere()
    with tempfile.TemporaryDirectory() as directory:
        usual = f"sqlite:///{Path(directory) / 'bench.db'}"
        url = sys.argv[1] if len(sys.argv) > 1 else usual
        settings = Settings(database_url=url, keys_directory=Path(directory) / "keys")
        asyncio.run(compared(settings))


async def compared(settings: Settings) -> None:
    sessions = connect(settings)
    migrated(sessions.engine)
    with acting(sessions, Author("bench", "bench")).begin() as session:
        home = make.actor(session)
        subject = make.principal(session, home, Role.EDITOR).subject
        path = f"{ROOT}/forums/{make.forum(session, leader_id=home.id).id}"
    token = Mint(settings).token(subject, frozenset(Scope)).text
    known = create_app(sessions, settings)
    nobody = create_app(sessions, settings, identity=Trusting())
    asked, unasked = [], []
    for _ in range(ROUNDS):
        asked.append(await milliseconds(known, path, "", token))
        unasked.append(await milliseconds(nobody, path, "", token))
    with_caller, without = min(asked), min(unasked)
    print(f"read by a caller with a token: {with_caller:.3f} ms CPU")
    print(f"read by the register itself:   {without:.3f} ms CPU")
    print(f"authentication, grant, links:  {with_caller - without:.3f} ms CPU")
    sessions.engine.dispose()


if __name__ == "__main__":
    main()
