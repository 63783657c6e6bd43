"""The register as a command opens it: of this version, and with an author for changes."""

from app import migrating
from app.audit.authors import Author, acting
from app.database import Sessions, connect
from app.services import disposals
from app.settings import settings


def by_operator(command: str) -> Sessions:
    """For a change: whoever may run commands on the host answers for it."""
    return acting(register(), Author("kommandoraden", command))


def register() -> Sessions:
    """The database of the settings, with the tables that this version expects."""
    disposals.refuse_wrong_setting()
    sessions = connect(settings())
    migrating.refuse_unmigrated(sessions.engine)
    return sessions
