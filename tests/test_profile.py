"""Our own reading of Sweden's REST API profile, applied to the committed contract.

The national linter checks less than half of the profile and calls a rule that finds nothing to look
at "not applicable". Here such a rule is red.
"""

import re
from types import ModuleType

import pytest

from tests.profile import addresses, documentation, messages, searching, security
from tests.profile.contract import Rule, committed

CONTRACT = committed()


def rules_of(module: ModuleType) -> dict[str, Rule]:
    return {
        name.replace("_", ".").upper(): rule
        for name, rule in vars(module).items()
        if re.fullmatch(r"[a-z]{3}_\d\d", name)
    }


RULES = {
    name: rule
    for module in (documentation, addresses, messages, security, searching)
    for name, rule in rules_of(module).items()
}
# What the national linter can tell of a contract; every one of them must have something to look at.
CHECKED_BY_THE_LINTER = """
AME.01 AME.02 AME.04 AME.05 AME.07 ARQ.01 ARQ.03 ARQ.05 DOK.01 DOK.03 DOK.06 DOK.07 DOK.08 DOK.09
DOK.11 DOK.15 DOK.17 DOK.19 DOK.20 DOK.21 DOT.02 DOT.04 FEL.01 FEL.02 FNS.01 FNS.03 FNS.05 FNS.06
FNS.07 FNS.08 FNS.09 FOR.02 MOG.01 MOG.02 RES.02 RES.06 SAK.01 SAK.09 SAK.10 SAK.15 SAK.16 SAK.18
SAK.29 SPA.02 SPA.04 SPA.07 UFN.01 UFN.02 UFN.05 UFN.07 UFN.08 UFN.09 VER.05 VER.06
"""


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_contract_keeps(rule: str) -> None:
    looked_at = list(RULES[rule](CONTRACT))

    assert looked_at, f"{rule} finds nothing in the contract that it applies to"
    assert [place for place, kept in looked_at if not kept] == []


def test_nothing_that_the_national_linter_checks_is_left_out() -> None:
    assert set(CHECKED_BY_THE_LINTER.split()) <= set(RULES)
