"""The sheets of the feedback: what it rests on, the law, the indicators, the methods."""

from collections.abc import Iterator

from app.schemas.feedback import Distribution, Feedback, FeedbackNationalReport
from app.words import ANSWER
from workers.annual_report.figures import share
from workers.annual_report.sheet import SHARE, Cell, Column, Row, Sheet

SAME = (
    Column("Länet (n)", 9),
    Column("Länet, delvis", 9),
    Column("Länet, nej", 9),
    Column("Länet, uppgift saknas", 11),
    Column("Länet, av (N)", 9),
    Column("Länet, andel", 9, SHARE),
    Column("Landet (n)", 9),
    Column("Landet, delvis", 9),
    Column("Landet, nej", 9),
    Column("Landet, uppgift saknas", 11),
    Column("Landet, av (N)", 9),
    Column("Landet, andel", 9, SHARE),
)


def feedback_sheets(told: Feedback) -> list[Sheet]:
    place = f"{told.name} {told.year}"
    return [
        Sheet(
            name="Återföring",
            title=f"Återföring till {place}",
            instruction="Kommunens egna uppgifter bredvid länets och, när de finns, landets.",
            columns=(Column("Uppgift", 34), Column("Innehåll", 84)),
            rows=list(_facts(told)),
            table_name="Aterforing",
        ),
        Sheet(
            name="Lagen",
            title=f"Lagens krav: {place}",
            instruction=f"En självskattning, aldrig ett beslut. ”{ANSWER['noData']}” är inte nej.",
            columns=(
                Column("Krav", 7),
                Column("Paragraf", 9),
                Column("Lagens krav", 44),
                Column("Kommunens svar", 18),
                Column("Svar året före", 18),
                Column("Håller till och med", 12),
                Column("Anmärkning", 30),
                *SAME,
            ),
            rows=[
                (
                    one.id, one.paragraph, one.wording, one.answer, one.answer_before, one.until,
                    one.note, *_shown(one.county), *_shown(one.country),
                )
                for one in told.requirements
            ],
            table_name="Lagen",
        ),
        Sheet(
            name="Indikatorer",
            title=f"Indikatorer: {place}",
            instruction="Tomt svar: kommunens eget framgår inte av länets redovisning.",
            columns=(Column("Id", 7), Column("Mått", 44), Column("Kommunens svar", 18), *SAME),
            rows=[
                (one.id, one.wording, one.answer, *_shown(one.county), *_shown(one.country))
                for one in told.indicators
            ],
            table_name="Indikatorer",
        ),
        Sheet(
            name="Metoder",
            title=f"Metoder: {place}",
            instruction="De metoder som kommunen använder, och hur många kommuner som gör det.",
            columns=(
                Column("Metod", 40),
                Column("Kommunens åtgärder", 12),
                Column("Kommuner i länet", 12),
                Column("Kommuner i landet", 12),
            ),
            rows=[(one.name, one.measures, one.county, one.country) for one in told.methods],
            table_name="Metoder",
        ),
    ]  # fmt: skip


def _facts(told: Feedback) -> Iterator[Row]:
    county, country = told.county_report, told.national_report
    yield "Kommun", f"{told.name} ({told.code})"
    yield "År", str(told.year)
    yield "Län", f"{told.county_name} ({told.county_code})"
    yield "Länets redovisning", f"v{county.issue}, kontrollsumma {county.checksum}"
    yield "Landets redovisning", _national(country)
    yield "Formulärets version", told.form


def _national(country: FeedbackNationalReport | None) -> str:
    if country is None:
        return "uppgift saknas: ingen nationell redovisning finns än"
    return f"v{country.number}, {country.counties} län, kontrollsumma {country.checksum}"


def _shown(one: Distribution | None) -> tuple[Cell, ...]:
    if one is None:
        return (None,) * 6
    part = None if one.missing == one.whole else share(one.n, one.whole)
    return (one.n, one.partly, one.no, one.missing, one.whole, part)
