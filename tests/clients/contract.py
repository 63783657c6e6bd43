"""The operations that the committed contract has, and that a client must have."""

import json
from collections.abc import Iterator
from typing import Any

from openapi.write import CONTRACT


def operations() -> Iterator[tuple[str, Any]]:
    contract = json.loads(CONTRACT.read_text(encoding="utf-8"))
    for path, item in contract["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation
