"""The form of the report as data: what is measured, in which words, by which rule, from where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.editions import in_force

FORM = "2"

AGREEMENTS = "Överenskommelser och löften"
LAW = "Lagen, självskattning"
MUNICIPALITIES = "Kommunerna"
WORK = "Arbetet i kommunerna"
ANSWERS = "Lokalpolisområden och egna svar"
COUNTY = "Regional samordning"
GRANTS = "Statsbidrag"
OVER_TIME = "Överenskommelser per år"
PROMISES_OVER_TIME = "Medborgarlöften per år"
CATEGORIES = "Områden per kategori"
METHODS = "Metoder, antal kommuner"

# As they stand in the summary.
SECTIONS = (
    AGREEMENTS, LAW, MUNICIPALITIES, WORK, ANSWERS, COUNTY, GRANTS, OVER_TIME, PROMISES_OVER_TIME,
    CATEGORIES, METHODS,
)  # fmt: skip

BRA = "Brås sammanställningar"
OURS = "Samverkan"
REGULATION = "förordning 2016:1258"


class Level(StrEnum):
    """Whom an indicator is about."""

    MUNICIPALITY = "municipality"
    POLICE_AREA = "policeArea"
    MUNICIPALITY_OR_POLICE_AREA = "municipalityOrPoliceArea"
    COUNTY = "county"
    ALL = "all"


class AnswerKind(StrEnum):
    """How an indicator is answered for each of those it is about."""

    YES_NO = "yesNo"
    YES_PARTLY_NO = "yesPartlyNo"
    YES_ONGOING_NO = "yesOngoingNo"
    ALL_SOME_NONE = "allSomeNone"
    SHARE = "share"
    PERCENT = "percent"
    COUNT = "count"
    DATES = "dates"
    LIST = "list"
    SCALE = "scale"


@dataclass(frozen=True)
class Measure:
    """`requirement`: where the law asks the same, whose verdict is then the answer."""

    id: str
    section: str
    label: str
    rule: str
    source: str
    level: Level
    answer: AnswerKind
    requirement: str | None = None
    edition: int = 1
    valid_from: date | None = None
    valid_to: date | None = None


def law(paragraph: str) -> str:
    return f"lag 2023:196, {paragraph}"


MEASURES = (
    Measure(
        "I08", AGREEMENTS, "Överenskommelser som gäller 31 december",
        "n gäller säkert; ”uppgift saknas” är de där registret inte kan avgöra det; N är alla som "
        "kan ha gällt någon dag under året; parter, syften och områden står i bladet "
        "Överenskommelser", law("9 §"), Level.MUNICIPALITY, AnswerKind.LIST, edition=2,
    ),
    Measure(
        "I08b", AGREEMENTS, "varav länsöverskridande",
        "har parter eller kommuner i flera län; räknas en gång i en summa över län",
        OURS, Level.MUNICIPALITY, AnswerKind.COUNT,
    ),
    Measure(
        "I08c", AGREEMENTS, "Kommuner med en egen överenskommelse som gäller",
        "kommunen är part, eller täcks där ingen part är känd; länets överenskommelse är inte "
        "kommunens; delvis: en är på väg", law("9 §"), Level.MUNICIPALITY, AnswerKind.YES_NO,
    ),
    Measure(
        "I22", AGREEMENTS, "Medborgarlöften som gäller 31 december",
        "räknas som överenskommelserna", "handboken, Brå, polisen och SKR 2020",
        Level.MUNICIPALITY, AnswerKind.COUNT,
    ),
    Measure(
        "I22b", AGREEMENTS, "Medborgarlöften återkopplade till medborgarna",
        "återkopplat senast den 31 december, eller på känt sätt men okänd dag", "handboken, steg 5",
        Level.MUNICIPALITY, AnswerKind.COUNT, edition=2,
    ),
    Measure(
        "I01", MUNICIPALITIES, "Kommuner med samordningsfunktion",
        "svaret på kravet L17; delvis: en funktion är registrerad som börjar senare",
        law("11 §"), Level.MUNICIPALITY, AnswerKind.YES_ONGOING_NO, "L17",
    ),
    Measure(
        "I02", MUNICIPALITIES, "Kommuner vars samordnare har mer än halvtid",
        "samordnarens andel av heltid är över 50 procent", BRA,
        Level.MUNICIPALITY, AnswerKind.PERCENT,
    ),
    Measure(
        "I03", MUNICIPALITIES, "Kommuner som gjort en lägesbild",
        "svaret på kravet L02, med känd dag; delvis (pågår): lägesbilden har ingen dag än, eller "
        "gjordes efter den 31 december", f"{BRA}; {law('4 §')}",
        Level.MUNICIPALITY, AnswerKind.YES_ONGOING_NO, "L02",
    ),
    Measure(
        "I04", MUNICIPALITIES, "Kommuner med orsaksanalys för alla sina prioriterade områden",
        "områdena i kommunens egna överenskommelser och löften; delvis: för några; uppgift saknas: "
        "för inget, eller inget område är registrerat", BRA,
        Level.MUNICIPALITY, AnswerKind.ALL_SOME_NONE, edition=2,
    ),
    Measure(
        "I05", MUNICIPALITIES, "Kommuner med åtgärdsplan enligt lagen",
        "svaret på kravet L06: en plan är beslutad och har inte löpt ut; delvis (pågår): en plan "
        "är registrerad men inte beslutad den 31 december, eller den senaste har löpt ut",
        f"{BRA}; {law('5 §')}", Level.MUNICIPALITY, AnswerKind.YES_ONGOING_NO, "L06",
    ),
    Measure(
        "I07", MUNICIPALITIES, "Kommuner vars arbete följts upp under året",
        "minst en uppföljning av kommunens egen överenskommelse eller plan, eller något under "
        "dem; dag och slag står i bladet Uppföljningar", f"{BRA}; {law('6 §')}",
        Level.MUNICIPALITY, AnswerKind.YES_NO, edition=2,
    ),
    Measure(
        "I09", MUNICIPALITIES, "Kommuner med strategiskt råd",
        "svaret på kravet L14: ett lokalt råd med minst en medlem utanför kommunen", law("10 §"),
        Level.MUNICIPALITY, AnswerKind.LIST, "L14",
    ),
    Measure(
        "I09b", MUNICIPALITIES, "varav kommunen leder rådet",
        "svaret på kravet L15", law("10 §"), Level.MUNICIPALITY, AnswerKind.YES_NO, "L15",
    ),
    Measure(
        "I09c", MUNICIPALITIES, "varav andra deltar med ledande personer",
        "svaret på kravet L16: alla medlemmar utanför kommunen; delvis: några", law("10 §"),
        Level.MUNICIPALITY, AnswerKind.ALL_SOME_NONE, "L16",
    ),
    Measure(
        "I09d", MUNICIPALITIES, "Kommuner vars råd mötts under året",
        "minst ett hållet möte är registrerat; råden står i bladet Regional samordning",
        law("10 §"), Level.MUNICIPALITY, AnswerKind.COUNT,
    ),
    Measure(
        "I10", MUNICIPALITIES, "Kommuner som rapporterar till kommunfullmäktige",
        "svaret på kravet L22; delvis: den senaste rapporten är för gammal; dagen står i bladet "
        "Kommuner", law("13 §"), Level.MUNICIPALITY, AnswerKind.DATES, "L22",
    ),
    Measure(
        "I11", MUNICIPALITIES, "Kommuner som informerar invånarna",
        "svaret på kravet L20", law("12 § 3"), Level.MUNICIPALITY, AnswerKind.YES_NO, "L20",
    ),
    Measure(
        "I04b", WORK, "Prioriterade områden med orsaksanalys",
        "minst en orsak är registrerad för området, eller för det område som det är en del av",
        BRA, Level.MUNICIPALITY, AnswerKind.YES_NO,
    ),
    Measure(
        "I06", WORK, "Åtgärder knutna till ett utpekat problem",
        "åtgärden hänvisar till ett område eller en orsak; inställda räknas inte", BRA,
        Level.MUNICIPALITY, AnswerKind.SHARE, edition=2,
    ),
    Measure(
        "I07b", WORK, "Uppföljningar under året",
        "gjorda, publicerade eller med periodens slut under året; tomt när ingen är registrerad",
        law("6 §"), Level.MUNICIPALITY, AnswerKind.COUNT,
    ),
    Measure(
        "I23", WORK, "Metoder ur katalogen i bruk",
        "minst en åtgärd i länet använder metoden", OURS, Level.MUNICIPALITY, AnswerKind.LIST,
    ),
    Measure(
        "I02b", ANSWERS, "Lokalpolisområden vars funktion har mer än halvtid",
        "kommunpolisens eller den brottsförebyggande handläggarens andel av heltid är över 50 "
        "procent", BRA, Level.POLICE_AREA, AnswerKind.PERCENT,
    ),
    Measure(
        "I12", ANSWERS, "Lokalpolisområden som infört polisens brottsförebyggande strategi",
        "lokalpolisområdets eget svar för året; delvis visas för sig", BRA,
        Level.POLICE_AREA, AnswerKind.YES_PARTLY_NO,
    ),
    Measure(
        "I13c", ANSWERS, "Samverkan med andra, på skalan 1–5",
        "kommunernas och lokalpolisområdenas egna svar för året; n är de som svarat, medelvärdet "
        "står i anmärkningen", BRA, Level.MUNICIPALITY_OR_POLICE_AREA, AnswerKind.SCALE,
    ),
    Measure(
        "I13s", ANSWERS, "Stöd från andra, på skalan 1–5",
        "räknas som svaren om samverkan", BRA,
        Level.MUNICIPALITY_OR_POLICE_AREA, AnswerKind.SCALE,
    ),
    Measure(
        "I14", COUNTY, "Regionala samordnares del av heltid",
        "n är de vars del är känd, N är alla verksamma; andelen är delarnas medelvärde", BRA,
        Level.COUNTY, AnswerKind.PERCENT,
    ),
    Measure(
        "I14b", COUNTY, "varav på andra uppgifter",
        "n är de vars del är känd, N är alla verksamma; andelen är delarnas medelvärde", BRA,
        Level.COUNTY, AnswerKind.PERCENT,
    ),
    Measure(
        "I15", COUNTY, "Möten i nätverk mot avtalad rytm",
        "hållna möten i länets nätverk mot det antal per år som gällande överenskommelse anger; "
        "tomt när inget möte är registrerat",
        "överenskommelsen", Level.COUNTY, AnswerKind.COUNT, edition=2,
    ),
    Measure(
        "I16", COUNTY, "Möten i styrgrupp mot avtalad rytm",
        "räknas som nätverkens möten", "överenskommelsen", Level.COUNTY, AnswerKind.COUNT,
    ),
    Measure(
        "I17", COUNTY, "Genomförda utbildningar och konferenser",
        "aktiviteter av de två slagen som är genomförda; tomt när ingen är registrerad",
        REGULATION, Level.COUNTY, AnswerKind.COUNT,
    ),
    Measure(
        "I17b", COUNTY, "Deltagare i utbildningar och konferenser",
        "summan över de genomförda som uppger antal; små grupper är utelämnade, se begreppet",
        REGULATION, Level.COUNTY, AnswerKind.COUNT,
    ),
    Measure(
        "I18", COUNTY, "Kommuner som fått besök",
        "minst ett genomfört kommunbesök under året", REGULATION, Level.COUNTY, AnswerKind.COUNT,
    ),
    Measure(
        "I19", COUNTY, "Åtgärder över kommungränser",
        "aktiviteter av slaget eller märkta så; inställda räknas inte; tomt när ingen är "
        "registrerad", REGULATION, Level.COUNTY, AnswerKind.LIST,
    ),
    Measure(
        "I20", COUNTY, "Stödbehov som är tillgodosedda",
        "läget är tillgodosett; delvis tillgodosedda visas för sig", OURS,
        Level.COUNTY, AnswerKind.LIST,
    ),
    Measure(
        "I21", COUNTY, "Verksamhetsplan beslutad",
        "årets plan har en beslutsdag senast den 31 december; dag och organ står bredvid",
        "verksamhetsplanen", Level.COUNTY, AnswerKind.DATES, edition=2,
    ),
    Measure(
        "I21b", COUNTY, "Verksamhetsplanens aktiviteter genomförda",
        "läget är genomförd; uppgift saknas är aktiviteter utan läge", "verksamhetsplanen",
        Level.COUNTY, AnswerKind.COUNT,
    ),
    Measure(
        "I25", GRANTS, "Statsbidrag som beviljats",
        "beslutade senast den 31 december med ett belopp; N är de som sökts för året; nej: avslag; "
        "uppgift saknas: inget beslut eller belopp är känt; listan står i bladet Regional "
        "samordning", "förordning 2023:442", Level.ALL, AnswerKind.LIST,
    ),
    Measure(
        "I08d", OVER_TIME, "Överenskommelser som gäller den 31 december",
        "en rad per år, de fem senaste; gäller säkert den dagen; uppgift saknas: går inte att "
        "avgöra", OURS, Level.COUNTY, AnswerKind.COUNT,
    ),
    Measure(
        "I22c", PROMISES_OVER_TIME, "Medborgarlöften som gäller den 31 december",
        "räknas som överenskommelserna per år", OURS, Level.COUNTY, AnswerKind.COUNT,
    ),
    Measure(
        "I24", CATEGORIES, "Områden i kategorin",
        "ett område i flera kategorier räknas i var och en", OURS,
        Level.MUNICIPALITY, AnswerKind.LIST,
    ),
    Measure(
        "I23b", METHODS, "Kommuner som använder metoden",
        "minst en åtgärd med metoden i kommunens egen överenskommelse, löfte eller plan", OURS,
        Level.MUNICIPALITY, AnswerKind.LIST, edition=2,
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
