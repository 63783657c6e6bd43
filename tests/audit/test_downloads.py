"""A file that leaves the register is on record before it is handed out."""

from hashlib import sha256
from uuid import uuid4

from app.audit.authors import acting
from app.audit.downloads import note_download, note_export
from app.database import Sessions
from app.models.audit import EventKind
from tests.audit.stage import EDITOR, entries, verdict

FILE = b"PK workbook"
CHECKSUM = {"bytes": 11, "sha256": sha256(FILE).hexdigest()}


def test_a_download_says_who_took_which_file(sessions: Sessions) -> None:
    own, report = acting(sessions, EDITOR), uuid4()
    with own.begin() as session:
        note_download(session, FILE, report)

    (entry,) = entries(own)
    assert (entry.event, entry.result) == (EventKind.DOWNLOAD, 200)
    assert (entry.record_kind, entry.record_id) == ("annual-reports", report)
    assert entry.principal_id == EDITOR.principal_id
    assert entry.facts == CHECKSUM
    assert verdict(own).sound == 1


def test_an_export_says_what_was_asked_for(sessions: Sessions) -> None:
    own = acting(sessions, EDITOR)
    with own.begin() as session:
        note_export(session, FILE, county="04", year=2024)

    (entry,) = entries(own)
    assert entry.event is EventKind.EXPORT
    assert entry.facts == {"county": "04", "year": 2024, **CHECKSUM}
