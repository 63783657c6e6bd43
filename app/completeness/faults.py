"""From what is registered to the faults in it, and the share of what is asked that is known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.completeness.checks import CHECKS, Check, FaultKind
from app.completeness.facts import Checked
from app.editions import in_force
from app.evidence import Record

LONGEST_NOTE = 2_000


@dataclass(frozen=True, slots=True)
class Fault:
    """`of` is the kind of record that was checked, `collection` where the record to mend stands.

    `record` None: there is none yet, and one should be registered in the collection.
    """

    id: str
    edition: int
    kind: FaultKind
    of: str
    collection: str
    field: str
    what: str
    remedy: str
    record: Record | None
    homes: tuple[str, ...]


@dataclass
class Reckoning:
    """The faults, and by kind of record how many facts were asked for and how many are known."""

    faults: list[Fault] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)

    def count(self, of: str, *, known: bool) -> None:
        self.asked[of] += 1
        self.known[of] += known


def judge(
    facts: Iterable[Checked],
    day: date,
    into: Reckoning,
    checks: Mapping[type[Checked], Sequence[Check]] = CHECKS,
) -> None:
    """Each record by the checks of its kind that hold on the day."""
    holding = {kind: in_force(every, day) for kind, every in checks.items()}
    for one in facts:
        for check in holding[type(one)]:
            _judge(one, check, day, into)


def _judge(one: Checked, check: Check, day: date, into: Reckoning) -> None:
    found = check.rule(one, day)
    if found is None:
        return
    collection = one.record.collection
    if check.kind is FaultKind.MISSING:
        into.count(collection, known=not found)
    into.faults += [
        Fault(
            id=check.id,
            edition=check.edition,
            kind=check.kind,
            of=collection,
            collection=collection,
            field=check.field,
            what=f"{check.what}: {more[:LONGEST_NOTE]}" if more else check.what,
            remedy=check.remedy,
            record=one.record,
            homes=one.homes,
        )
        for more in found
    ]
