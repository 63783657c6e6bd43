"""What an import did, record by record, in lines that a person reads."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

NOUNS = {
    "agreements": ("överenskommelse", "överenskommelser"),
    "citizenPromises": ("medborgarlöfte", "medborgarlöften"),
    "reviewAssignments": ("granskningsuppdrag", "granskningsuppdrag"),
    "areas": ("område", "områden"),
    "measures": ("åtgärd", "åtgärder"),
    "followUps": ("uppföljning", "uppföljningar"),
    "signatures": ("underskrift", "underskrifter"),
    "actors": ("ny aktör", "nya aktörer"),
    "forums": ("nytt forum", "nya forum"),
    "methods": ("ny metod", "nya metoder"),
}


class Outcome(StrEnum):
    MADE = "made"
    UNCHANGED = "unchanged"
    DIFFERS = "differs"
    REFUSED = "refused"


@dataclass(frozen=True)
class RecordReport:
    """One record: what it made, what only its provenance could hold, or why it was refused."""

    key: str
    outcome: Outcome
    made: Counter[str] = field(default_factory=Counter)
    unplaced: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.outcome is Outcome.UNCHANGED:
            return f"{self.key}: finns redan, oförändrad."
        if self.outcome is Outcome.DIFFERS:
            return f"{self.key}: finns redan, men källan har ändrats; registret är orört."
        if self.outcome is Outcome.REFUSED:
            return f"{self.key}: INTE INLÄST. {' '.join(self.faults)}"
        return f"{self.key}: {_counted(self.made)}.{self._rest()}"

    def _rest(self) -> str:
        if not self.unplaced:
            return ""
        return f" Saknar eget fält, står som proveniens: {', '.join(self.unplaced)}."


@dataclass
class ImportReport:
    """The whole file; `refused` is empty, and so false, when every record came in."""

    records: list[RecordReport] = field(default_factory=list)

    @property
    def made(self) -> Counter[str]:
        return sum((one.made for one in self.records), Counter())

    @property
    def refused(self) -> list[RecordReport]:
        return [one for one in self.records if one.outcome is Outcome.REFUSED]

    @property
    def unplaced(self) -> list[str]:
        return [f"{one.key}: {name}" for one in self.records for name in one.unplaced]

    def count(self, outcome: Outcome) -> int:
        return sum(one.outcome is outcome for one in self.records)

    def lines(self) -> list[str]:
        return [*(str(one) for one in self.records), self._summary()]

    def _summary(self) -> str:
        return (
            f"{len(self.records)} poster: {self.count(Outcome.MADE)} inlästa, "
            f"{self.count(Outcome.UNCHANGED)} oförändrade, {self.count(Outcome.DIFFERS)} "
            f"ändrade i källan, {len(self.refused)} inte inlästa. "
            f"Kunde inte placeras: {len(self.unplaced) or 'inget'}. "
            f"Gjorde {_counted(self.made)}."
        )

    def __str__(self) -> str:
        return "\n".join(self.lines())


def _counted(made: Counter[str]) -> str:
    """In the order of the nouns, those that are none left out."""
    parts = [f"{made[one]} {NOUNS[one][made[one] != 1]}" for one in NOUNS if made[one]]
    return ", ".join(parts) or "inget nytt"
