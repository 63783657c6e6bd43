"""The contract as it is written down; tests/test_openapi.py holds that it is what is served."""

import json
from typing import Any

from openapi.write import CONTRACT as FILE

CONTRACT: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
