"""The keys that we sign with: files that all processes share; the newest signs, older verify."""

import json
import os
import re
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

from joserfc.jwk import ECKey

from app.tokens.signed import LEEWAY_S

ALGORITHM = "ES256"
Seen: TypeAlias = tuple[str, int, int]

FILE = re.compile(r"(\d{6})\.json")
LIFE_S = 300
LONGEST_LIFE_S = 900  # of what an administrator has made by command
# The last token that an older key signed has expired by then, also for a clock that is slow.
OVERLAP_S = LONGEST_LIFE_S + 2 * LEEWAY_S


@dataclass(frozen=True, repr=False)
class OwnKey:
    number: int
    made_at: float
    key: ECKey

    @property
    def kid(self) -> str:
        return str(self.key.kid)


class OwnKeys:
    """Looks at the directory each time: what another process adds is used from the next token."""

    def __init__(self, directory: Path, clock: Callable[[], float] = time.time) -> None:
        self.directory, self.clock = directory, clock
        self.seen: list[Seen] = []
        self.keys: list[OwnKey] = []

    def signing(self) -> OwnKey:
        return self._read()[-1]

    def find(self, kid: str) -> ECKey | None:
        return next((one.key for one in self._good() if one.kid == kid), None)

    def published(self) -> dict[str, Any]:
        """As a JWKS, the newest first."""
        shown = {"use": "sig", "alg": ALGORITHM}
        return {"keys": [one.key.as_dict(private=False, **shown) for one in self._good()[::-1]]}

    def rotate(self) -> OwnKey:
        """A new key signs from now on; those that nothing can be signed with any longer go away."""
        newest = self.signing()
        self._make(newest.number + 1)
        good = {one.number for one in self._good()}
        for one in self.keys:
            if one.number not in good:
                (self.directory / _name(one.number)).unlink(missing_ok=True)
        return self.signing()

    def _good(self) -> list[OwnKey]:
        """The newest, and each before it until what it last signed has expired."""
        keys = self._read()
        until = [(old, new.made_at + OVERLAP_S) for old, new in pairwise(keys)]
        return [*(old for old, end in until if self.clock() < end), keys[-1]]

    def _read(self) -> list[OwnKey]:
        try:
            return self._current()
        except FileNotFoundError:  # a rotation has just cleared one away
            return self._current()

    def _current(self) -> list[OwnKey]:
        seen = self._listed()
        if not seen:
            self._make(1)
            seen = self._listed()
        if seen != self.seen:
            self.keys = [self._loaded(name) for name, *_ in seen]
            self.seen = seen
        return self.keys

    def _listed(self) -> list[Seen]:
        """The files, and what tells one from another that has taken its name."""
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.scandir(self.directory) as files:
            found = [(one.name, one.stat()) for one in files if FILE.fullmatch(one.name)]
        return sorted((name, stat.st_ino, stat.st_mtime_ns) for name, stat in found)

    def _loaded(self, name: str) -> OwnKey:
        kept = json.loads((self.directory / name).read_text())
        key = ECKey.import_key(kept["key"])
        return OwnKey(int(name.partition(".")[0]), kept["madeAt"], key)

    def _make(self, number: int) -> None:
        """Written whole beside, then given its name; of several at once only one gets it."""
        key = ECKey.generate_key("P-256", auto_kid=True)
        kept = {"madeAt": self.clock(), "key": key.as_dict(private=True)}
        handle, beside = tempfile.mkstemp(dir=self.directory)  # for the owner's eyes only
        with os.fdopen(handle, "w") as file:
            json.dump(kept, file)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(beside, self.directory / _name(number))
        Path(beside).unlink()


def _name(number: int) -> str:
    return f"{number:06}.json"
