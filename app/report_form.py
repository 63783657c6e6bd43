"""The form of the report as data: what is measured, in which words, by which rule, from where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.editions import in_force

FORM = "1"

AGREEMENTS = "Överenskommelser och löften"
WORK = "Arbetet i kommunerna"
COUNTY = "Regional samordning"
LAW = "Lagen, självskattning"
CATEGORIES = "Områden per kategori"
METHODS = "Metoder, antal kommuner"


@dataclass(frozen=True)
class Measure:
    id: str
    section: str
    label: str
    rule: str
    source: str
    edition: int = 1
    valid_from: date | None = None
    valid_to: date | None = None


MEASURES = (
    Measure(
        "I08", AGREEMENTS, "Överenskommelser som gäller 31 december",
        "n gäller säkert; ”uppgift saknas” är de där registret inte kan avgöra det; N är alla som "
        "kan ha gällt någon dag under året", "lag 2023:196, 9 §",
    ),
    Measure(
        "I08b", AGREEMENTS, "varav länsöverskridande",
        "har parter eller kommuner i flera län; räknas en gång i en summa över län",
        "Samverkan",
    ),
    Measure(
        "I22", AGREEMENTS, "Medborgarlöften som gäller 31 december",
        "räknas som överenskommelserna", "handboken, Brå, polisen och SKR 2020",
    ),
    Measure(
        "I22b", AGREEMENTS, "Medborgarlöften återkopplade till medborgarna",
        "dagen för återkoppling är registrerad", "handboken, steg 5",
    ),
    Measure(
        "I02", WORK, "Kommuner vars samordnare har mer än halvtid",
        "samordnarens andel av heltid är över 50 procent", "Brås sammanställningar",
    ),
    Measure(
        "I04", WORK, "Prioriterade områden med orsaksanalys",
        "minst en orsak är registrerad för området", "Brås sammanställningar",
    ),
    Measure(
        "I06", WORK, "Åtgärder knutna till ett utpekat problem",
        "åtgärden hänvisar till ett område eller en orsak", "Brås sammanställningar",
    ),
    Measure(
        "I07", WORK, "Uppföljningar under året",
        "gjorda, publicerade eller med periodens slut under året; tomt när ingen är registrerad",
        "lag 2023:196, 6 §",
    ),
    Measure(
        "I23", WORK, "Metoder ur katalogen i bruk",
        "minst en åtgärd i länet använder metoden", "Samverkan",
    ),
    Measure(
        "I15", COUNTY, "Möten i nätverk och styrgrupp mot avtalad rytm",
        "hållna möten mot det antal per år som gällande överenskommelse anger; tomt när inget "
        "möte är registrerat",
        "överenskommelsen",
    ),
    Measure(
        "I17", COUNTY, "Genomförda utbildningar och konferenser",
        "aktiviteter av de två slagen som är genomförda; tomt när ingen är registrerad",
        "förordning 2016:1258",
    ),
    Measure(
        "I18", COUNTY, "Kommuner som fått besök",
        "minst ett genomfört kommunbesök under året", "förordning 2016:1258",
    ),
    Measure(
        "I24", CATEGORIES, "Områden i kategorin",
        "ett område i flera kategorier räknas i var och en", "Samverkan",
    ),
    Measure(
        "I23b", METHODS, "Kommuner som använder metoden",
        "minst en åtgärd med metoden för kommunen", "Samverkan",
    ),
    Measure(
        "I20", COUNTY, "Stödbehov som är tillgodosedda",
        "läget är tillgodosett; delvis tillgodosedda visas för sig", "Samverkan",
    ),
    Measure(
        "I21", COUNTY, "Verksamhetsplanens aktiviteter genomförda",
        "läget är genomförd", "verksamhetsplanen",
    ),
)  # fmt: skip


def measures_on(day: date, definitions: Iterable[Measure] = MEASURES) -> list[Measure]:
    """In the editions that hold on the day, so that an old report is compiled as it was."""
    return in_force(definitions, day)


@dataclass(frozen=True)
class Question:
    """What the regional coordinator answers in words."""

    id: str
    wording: str
    hint: str
    required: bool = True
    edition: int = 1
    valid_from: date | None = None
    valid_to: date | None = None


QUESTIONS = (
    Question(
        "R1", "Vad har det regionala arbetet varit inriktat på under året?",
        "Prioriteringar, insatser och varför just de.",
    ),
    Question(
        "R2", "Vilka resultat har arbetet gett?",
        "Vad som har förändrats i kommunerna och hur det är känt.",
    ),
    Question(
        "R3", "Vilka hinder har funnits?", "För länsstyrelsen, för kommunerna och i samverkan.",
    ),
    Question(
        "R4", "Vilka behov finns framåt?", "Stöd, kunskap, resurser och ändrade regler.",
    ),
    Question("R5", "Övrigt som Brå bör känna till", "Får lämnas tomt.", required=False),
)  # fmt: skip


def questions_on(day: date, definitions: Iterable[Question] = QUESTIONS) -> list[Question]:
    return in_force(definitions, day)


def narrated(day: date, texts: Mapping[str, str]) -> list[dict[str, str | None]]:
    """Every question of the form with its answer; None where there is none."""
    return [
        {"question": one.id, "wording": one.wording, "text": texts.get(one.id)}
        for one in questions_on(day)
    ]


def file_name(county_code: str, year: int, issue: int, form: str = "xlsx") -> str:
    """What the file of an issue is called, wherever it goes."""
    return f"bra-redovisning-{county_code}-{year}-v{issue}.{form}"


def national_file_name(year: int, number: int, form: str = "xlsx") -> str:
    return f"bra-redovisning-nationell-{year}-v{number}.{form}"


def feedback_file_name(municipality_code: str, year: int) -> str:
    return f"aterforing-{municipality_code}-{year}.xlsx"
