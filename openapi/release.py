"""Keeps the contract of this version, for later ones to be held to: `python -m openapi.release`."""

import json
from pathlib import Path

from openapi.essence import Node, essence
from openapi.write import CONTRACT

RELEASED = Path(__file__).with_name("released")


def newest() -> Path:
    return max(RELEASED.glob("*.json"), key=lambda path: numbers(path.stem))


def numbers(version: str) -> list[int]:
    return [int(number) for number in version.split(".")]


def may_break(released: str, version: str) -> bool:
    """A major version may; while there is none, a minor one may (semver.org, 4 and 8)."""
    before, now = numbers(released), numbers(version)
    return now[0] > before[0] or (now[0] == before[0] == 0 and now[1] > before[1])


def release(contract: Node) -> None:
    version = contract["info"]["version"]
    kept = RELEASED / f"{version}.json"
    text = json.dumps(essence(contract), ensure_ascii=False, separators=(",", ":")) + "\n"
    if kept.exists() and kept.read_text(encoding="utf-8") != text:
        raise SystemExit(
            f"{version} is released and stays as it is: raise VERSION in app/release.py."
        )
    kept.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    release(json.loads(CONTRACT.read_text(encoding="utf-8")))
