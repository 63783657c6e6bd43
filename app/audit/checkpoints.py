"""Checkpoints: where the chain stood, signed and kept outside the database.

Whoever owns the database can write the whole chain anew or cut off its end; not what was signed.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from logging import getLogger
from pathlib import Path

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import logs
from app.audit.chain import HEAD
from app.audit.verifying import Checkpoint
from app.clock import now
from app.errors import InvalidError, NotFoundError
from app.models.base import instant_text

LOG = getLogger("samverkan.audit")
KEY_FILE = "audit.jwk"
ALGORITHM = "ES256"

NO_KEY = "Nyckeln som kontrollpunkterna är undertecknade med saknas: {path}."
NOT_OURS = "Rad {line} i {path} är ingen kontrollpunkt som är undertecknad med nyckeln i {key}."


def write(session: Session, keys: Path, file: Path) -> Checkpoint:
    """Adds where the chain stands now to the file, and to the log in case the file is lost."""
    head = session.execute(select(HEAD)).one()
    point = Checkpoint(head.seq, head.digest, instant_text(now()))
    signed = _signed(point, keys)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({"checkpoint": signed}) + "\n")
        lines.flush()
        os.fsync(lines.fileno())
    logs.say(LOG, "audit_checkpoint", seq=point.seq, digest=point.digest, checkpoint=signed)
    return point


def read(file: Path, keys: Path) -> list[Checkpoint]:
    """InvalidError when a line is not as it was signed."""
    key = _known_key(keys / KEY_FILE)
    if key is None:
        raise NotFoundError(NO_KEY.format(path=keys / KEY_FILE))
    return list(_read(file, key, keys))


def _read(file: Path, key: ECKey, keys: Path) -> Iterator[Checkpoint]:
    for line, text in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            signed = jws.deserialize_compact(json.loads(text)["checkpoint"], key, [ALGORITHM])
            yield Checkpoint(**json.loads(signed.payload))
        except (JoseError, ValueError, KeyError, TypeError):
            where = {"line": line, "path": file, "key": keys / KEY_FILE}
            raise InvalidError(NOT_OURS.format(**where)) from None


def _signed(point: Checkpoint, keys: Path) -> str:
    key = _known_key(keys / KEY_FILE) or _made_key(keys / KEY_FILE)
    header = {"alg": ALGORITHM, "kid": key.kid}
    return jws.serialize_compact(header, json.dumps(point._asdict()), key, [ALGORITHM])


def _known_key(path: Path) -> ECKey | None:
    return ECKey.import_key(json.loads(path.read_text())) if path.exists() else None


def _made_key(path: Path) -> ECKey:
    """For the owner's eyes only; of several processes at once one makes it, and all use that."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = ECKey.generate_key("P-256", auto_kid=True)
    handle, beside = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w") as file:
        json.dump(key.as_dict(private=True), file)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(beside, path)
    Path(beside).unlink()
    return ECKey.import_key(json.loads(path.read_text()))
