"""The document that tells how each requirement of the REST API profile is met: whole and true."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.test_profile import RULES

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "rest-api-profil.md").read_text(encoding="utf-8")
STATES = {"visat", "drift", "arbetssätt", "avvikelse", "senare", "ej aktuellt"}
NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)(?:\[([^]`]+)\])?`")

SHALL = """
DOK.03 DOK.04 DOK.05 DOK.08 DOK.09 DOK.10 DOK.11 DOK.12 DOK.13 DOK.15 DOK.16 DOK.19 DOK.20 DOK.21
DOK.22 DOK.23 DOK.24 DOT.01 DOT.02 RES.04 RES.06 UFN.02 UFN.03 UFN.07 UFN.08 UFN.09 MOG.01 MOG.03
SAK.01 SAK.02 SAK.03 SAK.06 SAK.08 SAK.09 SAK.10 SAK.11 SAK.15 SAK.16 SAK.21 SAK.24 SAK.25 SAK.26
AME.05 AME.06 ARQ.02 ARQ.05 ARQ.06 FEL.01 VER.04 VER.06 VER.07 VER.11 VER.12 VER.13 VER.14 VER.15
VER.18 WEB.01 WEB.03 WEB.04 WEB.05 HYP.01 HYP.02 HYP.05 HYP.08 HYP.09 HYP.11 HYP.12 HYP.13 HYP.14
HYP.15 HYP.16 HYP.17 HYP.18 HYP.19 FNS.01 FNS.02 FNS.03 FNS.07 FNS.08 FNS.12 SPA.02 SPA.07
"""
SHOULD_OR_MAY = """
DOK.01 DOK.02 DOK.06 DOK.07 DOK.17 DOK.18 DOT.03 DOT.04 RES.01 RES.02 RES.03 RES.05 UFN.01 UFN.04
UFN.05 MOG.02 SAK.05 SAK.12 SAK.13 SAK.14 SAK.17 SAK.18 SAK.19 SAK.20 SAK.22 SAK.23 SAK.27 SAK.28
SAK.29 SAK.30 SAK.31 SAK.32 SAK.35 SAK.36 SAK.37 AME.01 AME.02 AME.03 AME.04 AME.07 ARQ.01 ARQ.03
ARP.01 ARP.02 ARP.03 ARP.04 FEL.02 VER.01 VER.02 VER.03 VER.05 VER.08 VER.09 VER.10 VER.16 VER.17
VER.19 WEB.02 WEB.06 HYP.03 HYP.04 HYP.06 HYP.07 HYP.10 FNS.05 FNS.06 FNS.09 FNS.10 FNS.11 FNS.13
FNS.14 CAC.01 SPA.04 FOR.02
"""


class Row(NamedTuple):
    requirement: str
    level: str
    asked: str
    state: str
    how: str
    shown: str


ROWS = [
    Row(*(cell.strip() for cell in line.strip("|").split("|")))
    for line in TEXT.splitlines()
    if re.match(r"\| [A-Z]{3}\.\d\d \|", line)
]
NAMED = sorted({match.groups() for match in NAMED_TEST.finditer(TEXT)}, key=str)


def named_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_requirement_has_one_row_of_its_level() -> None:
    assert len(ROWS) == len({row.requirement for row in ROWS})
    assert {row.requirement for row in ROWS if row.level.startswith("SKALL")} == set(SHALL.split())
    others = {row.requirement for row in ROWS if not row.level.startswith("SKALL")}
    assert others == set(SHOULD_OR_MAY.split())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.requirement)
def test_a_row_says_how_and_names_a_test_when_it_claims_one(row: Row) -> None:
    assert row.asked
    assert row.how.endswith("."), row.how
    assert row.state in STATES
    assert row.state != "visat" or NAMED_TEST.search(row.shown)
    assert NAMED_TEST.sub("", row.shown).strip(" ,") == ""


@pytest.mark.parametrize(("path", "name", "rule"), NAMED)
def test_a_named_test_exists(path: str, name: str, rule: str | None) -> None:
    assert name in named_in(ROOT / path)
    assert path != "tests/test_profile.py" or rule in RULES


def test_what_is_not_met_is_listed_at_the_top() -> None:
    listed = re.search(r"^Krav på nivån SKALL.*?: (.*?)\.$", TEXT, re.MULTILINE | re.DOTALL)
    unmet = [
        row.requirement
        for row in ROWS
        if row.level.startswith("SKALL") and row.state in {"senare", "avvikelse"}
    ]

    assert listed is not None
    assert re.split(r",\s+", listed[1]) == unmet
