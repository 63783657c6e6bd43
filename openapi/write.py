"""Writes the contract from the application: `python -m openapi.write`."""

import json
from pathlib import Path
from typing import Any

from app.database import connect
from app.main import create_api
from app.settings import Settings

CONTRACT = Path(__file__).with_name("openapi.json")


def contract() -> dict[str, Any]:
    """As served; the address of the server is the default one, not this installation's."""
    settings = Settings.model_construct()
    return create_api(connect(settings), settings).openapi()


def text() -> str:
    return json.dumps(contract(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    CONTRACT.write_text(text(), encoding="utf-8")
