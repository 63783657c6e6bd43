"""How an attempt at a job ends, as a child tells its parent."""

from typing import Literal, TypeAlias

Outcome: TypeAlias = Literal["done", "failed", "refused"]
EXIT_CODE: dict[Outcome, int] = {"done": 0, "failed": 1, "refused": 3}
OUTCOME_OF: dict[int, Outcome] = {code: outcome for outcome, code in EXIT_CODE.items()}
