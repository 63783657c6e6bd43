"""The operations that the committed contract has, and that a client must have."""

import json
from collections.abc import Iterator
from typing import Any

from openapi.write import CONTRACT


def operations() -> Iterator[dict[str, Any]]:
    for path in json.loads(CONTRACT.read_text(encoding="utf-8"))["paths"].values():
        yield from path.values()
