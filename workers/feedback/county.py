"""What a county's submitted report says of each of its municipalities, and of them together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.schemas.feedback import (
    Distribution,
    FeedbackIndicator,
    FeedbackMethod,
    FeedbackRequirement,
)
from app.words import ANSWER
from workers.annual_report.figures import grouped
from workers.annual_report.sheet import Cell
from workers.feedback.country import Country, distribution, whole
from workers.national_report.counties import CountyReport
from workers.national_report.figures import Definition, definitions_of
from workers.national_report.summing import Meaning

# Those that ask each municipality, with the first edition that does.
MUNICIPAL = {
    "I01": 1, "I02": 1, "I03": 1, "I04": 2, "I05": 1, "I07": 2, "I08c": 1, "I09": 1, "I09b": 1,
    "I09c": 1, "I09d": 1, "I10": 1, "I11": 1, "I18": 1,
}  # fmt: skip
ANSWERS = (
    "Kommun", "Kod", "Krav", "Paragraf", "Lagens krav", "Svar", "Svar året före",
    "Håller till och med", "Anmärkning",
)  # fmt: skip
FIGURES = (
    "Id", "Mått", "Antal (n)", "Delvis", "Nej", "Uppgift saknas", "Av (N)", "Uppgift saknas för",
)  # fmt: skip

Fields = Mapping[str, Cell]


@dataclass(frozen=True)
class Reported:
    """A county's report, read once for all its municipalities; `homes` are names by code."""

    report: CountyReport
    homes: Mapping[str, str]
    answers: Mapping[str, Sequence[Fields]]
    figures: Mapping[str, Fields]
    definitions: Mapping[str, Definition]
    methods: Mapping[str, Sequence[tuple[str, int, int | None]]]

    def requirements(
        self, code: str, before: Mapping[str, str | None], country: Country
    ) -> Iterator[FeedbackRequirement]:
        for row in self.answers[code]:
            key = str(row["Krav"])
            until = row["Håller till och med"]
            yield FeedbackRequirement(
                id=key,
                paragraph=_text(row["Paragraf"]),
                wording=str(row["Lagens krav"]),
                answer=_text(row["Svar"]),
                until=until if isinstance(until, date) else None,
                note=_text(row["Anmärkning"]),
                answer_before=before.get(key) or _text(row["Svar året före"]),
                **self._compared(key, country),
            )

    def indicators(self, code: str, country: Country) -> Iterator[FeedbackIndicator]:
        for key, row in self.figures.items():
            edition = self.definitions[key].edition if key in self.definitions else None
            if (edition or 1) >= MUNICIPAL.get(key, 1_000):
                yield FeedbackIndicator(
                    id=key,
                    wording=str(row["Mått"]),
                    answer=_own(row, self.homes[code], len(self.homes)),
                    **self._compared(key, country),
                )

    def used(self, code: str, country: Country) -> list[FeedbackMethod]:
        return [
            FeedbackMethod(
                name=name, measures=count, county=county, country=country.methods.get(name)
            )
            for name, count, county in self.methods.get(self.homes[code], ())
        ]

    def _compared(self, key: str, country: Country) -> dict[str, Distribution | None]:
        """The country's where it is of the same question in the same edition."""
        row = self.figures.get(key)
        if row is None:
            return {"county": None, "country": None}
        defined = self.definitions.get(key)
        meaning: Meaning = (key, str(row["Mått"]), defined.edition if defined else None)
        return {"county": distribution(row), "country": country.figures.get(meaning)}


def reported(session: Session, report: CountyReport) -> Reported:
    rows = [
        dict(zip(ANSWERS, row, strict=True)) for row in report.rows(session, "Kommuner", *ANSWERS)
    ]
    homes = {str(row["Kod"]): str(row["Kommun"]) for row in rows}
    return Reported(
        report=report,
        homes=homes,
        answers=grouped((str(row["Kod"]), row) for row in rows),
        figures={
            str(row[0]): dict(zip(FIGURES, row, strict=True))
            for row in report.rows(session, "Sammanfattning", *FIGURES)
        },
        definitions=definitions_of(session, report),
        methods=grouped(_methods(session, report, list(homes.values()))),
    )


def _methods(
    session: Session, report: CountyReport, names: Sequence[str]
) -> Iterator[tuple[str, tuple[str, int, int | None]]]:
    """By the municipality: each has a column."""
    for method, municipalities, *counts in report.rows(
        session, "Metoder", "Metod", "Kommuner", *names
    ):
        for name, count in zip(names, counts, strict=True):
            if whole(count):
                yield name, (str(method), whole(count) or 0, whole(municipalities))


def _own(row: Fields, name: str, homes: int) -> str | None:
    """What the county's figure says of one: that it is missing, or that all answered alike."""
    if name in str(row["Uppgift saknas för"] or "").split(", "):
        return ANSWER["noData"]
    known = homes - (whole(row["Uppgift saknas"]) or 0)
    alike = {"fulfilled": "Antal (n)", "partly": "Delvis", "notFulfilled": "Nej"}
    for answer, heading in alike.items():
        if known and whole(row[heading]) == known and whole(row["Av (N)"]) == homes:
            return ANSWER[answer]
    return None


def _text(value: Cell) -> str | None:
    return None if value is None else str(value)
