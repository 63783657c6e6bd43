"""Shapes of annual reports."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.documents import Of
from app.report_life import IN_WORDS, ReportState
from app.schemas.base import Reckoned, Shape
from app.schemas.bodies import Body
from app.schemas.filters import Filters
from app.schemas.pages import Linked, Outgoing
from app.schemas.values import (
    At,
    Checksum,
    Coded,
    CountyCode,
    Line,
    Name,
    Number,
    Paragraph,
    Percent,
    Text,
    Whole,
    Words,
    Year,
    YearAsked,
)

STATE = f"{', '.join(f'{state} = {words}' for state, words in IN_WORDS.items())}."
Issue = Annotated[int, Field(ge=1, le=10_000)]
ANSWER = 8_000
QuestionId = Annotated[str, Coded(r"^R[1-9][0-9]?$")]
AnswerText = Annotated[str, Words(ANSWER, lines=True)]
NARRATIVE = (
    "Länsstyrelsens egna svar på formulärets frågor (GET /definitions säger vilka de är): de som "
    "är skickade ersätter alla tidigare."
)
APPROVED_AS = "Funktionen som godkänner, till exempel länsråd; aldrig en persons namn."
# What a cell of a workbook holds.
CellText = Annotated[str, Field(max_length=32_767)]
Row = Annotated[list[CellText | Whole | Number | None], Field(max_length=1_000)]


class AnnualReportCreate(Body):
    """Beställning av ett läns redovisning för ett år."""

    county_code: CountyCode = Field(description="Länskod (SCB), två siffror.", examples=["04"])
    year: Year = Field(
        description="Året som redovisas (ÅÅÅÅ), tidigast 2017 och senast i år.", examples=[2024]
    )


class AnswerFields(Shape):
    """Ett svar på en av formulärets frågor."""

    question: QuestionId = Field(description="Frågan (id) i formuläret.", examples=["R1"])
    text: AnswerText = Field(
        description=f"Svaret i löpande text, högst {ANSWER} tecken.",
        examples=["Stöd till kommunerna med lägesbilder och åtgärdsplaner."],
    )


class AnnualReportUpdate(Body):
    """Länsstyrelsens egna svar."""

    narrative: list[AnswerFields] = Field(max_length=50, description=NARRATIVE)


class CompilationCreate(Body):
    """Beställning av en ny sammanställning ur registret som det är nu."""


class CancellationCreate(Body):
    """Avbrott av det som väntar eller pågår."""


class SubmissionCreate(Body):
    """Inlämning till Brå av den godkända redovisningen."""


class ReturnCreate(Body):
    """Återlämning till den som skriver."""

    comment: Paragraph = Field(
        description="Vad som behöver ändras, till den som skriver.",
        examples=["Beskriv resultaten i fråga R2 tydligare."],
    )


class ApprovalCreate(Body):
    """Godkännande av redovisningen som den är."""

    approved_as: Line = Field(description=APPROVED_AS, examples=["länsråd"])


class ReissueCreate(Body):
    """Beställning av en ny, rättad utgåva av en inlämnad redovisning."""

    reason: Paragraph = Field(
        description="Varför den inlämnade behöver ersättas; står på den nya utgåvans försättsblad.",
        examples=["Två överenskommelser saknades i registret."],
    )


class AnnualReportRead(Outgoing):
    """En utgåva av ett läns årliga redovisning till Brå, med läge och framsteg."""

    title: Name = Field(
        description="Rubrik: året och länets namn.",
        examples=["Redovisning till Brå 2024, Södermanlands län"],
    )
    county_code: CountyCode = Field(description="Länskod (SCB), två siffror.", examples=["04"])
    year: Year = Field(description="Året som redovisas (ÅÅÅÅ).", examples=[2024])
    issue: Issue = Field(
        description="Utgåvans nummer för länet och året, räknat från 1.", examples=[1]
    )
    replaces_id: UUID | None = Field(
        description="Utgåvan som denna ersätter (id); null = ingen.", examples=[None]
    )
    reissue_reason: Paragraph | None = Field(
        description="Varför den ersätter en tidigare utgåva; null = det gör den inte.",
        examples=[None],
    )
    by_schedule: bool = Field(
        description="Om den beställdes av schemat (true) eller av en människa (false).",
        examples=[False],
    )
    state: ReportState = Field(description=f"Läget: {STATE}", examples=["compiled"])
    as_of: date = Field(
        description="Dagen som uppgifterna avser (ÅÅÅÅ-MM-DD): årets sista dag.",
        examples=["2024-12-31"],
    )
    known_at: At | None = Field(
        description="När uppgifterna lästes ur registret (UTC); null = inte än.",
        examples=["2025-01-15T08:30:00.000Z"],
    )
    compiled_at: At | None = Field(
        description="När sammanställningen blev klar (UTC); null = inte än.",
        examples=["2025-01-15T08:30:04.000Z"],
    )
    narrative: list[AnswerFields] = Field(
        max_length=50, description="Länsstyrelsens egna svar, i frågornas ordning."
    )
    answered_at: At | None = Field(
        description="När alla frågor som ska besvaras hade svar (UTC); null = något saknas.",
        examples=["2025-01-28T13:05:00.000Z"],
    )
    returned_at: At | None = Field(
        description="När den återlämnades (UTC); null = den ligger inte återlämnad.",
        examples=[None],
    )
    return_comment: Paragraph | None = Field(
        description="Vad som behövde ändras när den senast återlämnades; null = inte återlämnad.",
        examples=[None],
    )
    approved_at: At | None = Field(
        description="När den godkändes (UTC); null = inte godkänd.", examples=[None]
    )
    approved_as: Line | None = Field(
        description="Funktionen som godkände; null = inte godkänd.", examples=[None]
    )
    submitted_at: At | None = Field(
        description="När den lämnades in (UTC); null = inte inlämnad. Därefter ändras den aldrig.",
        examples=[None],
    )
    checksum: Annotated[Checksum | None, Of("file.checksum")] = Field(
        description=(
            "SHA-256 av det som redovisningen visar (data), 64 hexadecimala tecken; null = inte "
            "klar."
        ),
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )
    job_id: UUID | None = Field(
        description="Bakgrundsjobbet som senast arbetade med den (id); null = inget jobb.",
        examples=["018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e78"],
    )
    progress: Annotated[Percent | None, Of("job.progress")] = Field(
        description="Hur långt jobbet har kommit, procent 0-100; null = inget jobb.",
        examples=[100],
    )
    message: Annotated[Text | None, Of("job.message")] = Field(
        description="Vad som görs just nu, till exempel bladets namn; null = inget."
    )
    error: Annotated[Text | None, Of("job.error")] = Field(
        description="Varför det senaste jobbet misslyckades, i ord; null = inget fel."
    )


class ColumnData(Shape):
    """En kolumn."""

    heading: Line = Field(description="Rubriken.", examples=["Kommun"])
    type: Literal["text", "number", "share", "date"] = Field(
        description=(
            "Vad kolumnen håller: text = text, number = tal, share = andel 0-1, date = dag "
            "(ÅÅÅÅ-MM-DD). Bland tal kan det stå en text, som ”färre än 5”."
        ),
        examples=["text"],
    )
    width: Number = Field(description="Bredd i arbetsboken, tecken.", examples=[14])
    hidden: bool = Field(
        description="Om kolumnen är dold: postens id och version.", examples=[False]
    )
    upright: bool = Field(description="Om rubriken står på högkant.", examples=[False])


class ChartSeries(Shape):
    """En serie i ett diagram."""

    column: Whole = Field(description="Kolumnens plats, räknad från 0.", examples=[3])
    legend: Line = Field(description="Seriens namn.", examples=["Antal"])


class ChartData(Shape):
    """Ett diagram över bladets rader."""

    kind: Literal["bars", "stackedBars", "columns"] = Field(
        description=(
            "Slag av diagram: bars = liggande staplar, stackedBars = liggande staplar med "
            "svaren efter varandra, columns = stående staplar."
        ),
        examples=["bars"],
    )
    title: Line = Field(description="Rubriken.", examples=["Lagens krav 2024"])
    categories: Whole = Field(
        description="Kolumnen med staplarnas namn, räknad från 0.", examples=[2]
    )
    values: list[ChartSeries] = Field(max_length=20, description="Serierna.")
    first: Whole = Field(description="Första raden, räknad från 0.", examples=[0])
    last: Whole = Field(description="Sista raden.", examples=[12])
    alt: CellText = Field(description="Vad diagrammet visar, i ord.", examples=["Stöld 3."])


class SheetData(Shape):
    """Ett blad."""

    name: Name = Field(description="Bladets namn.", examples=["Kommuner"])
    title: Line = Field(description="Bladets rubrik.", examples=["Kommunerna 2024"])
    instruction: Text = Field(
        description="Hur bladet läses.", examples=["En rad per kommun och krav."]
    )
    table_name: Line = Field(description="Tabellens namn.", examples=["Kommuner"])
    key: list[Whole] = Field(
        max_length=20,
        description="Kolumnerna som känner igen en rad i en annan utgåva, räknade från 0.",
        examples=[[1, 2]],
    )
    columns: list[ColumnData] = Field(max_length=1_000, description="Kolumnerna, från vänster.")
    charts: list[ChartData] = Field(max_length=20, description="Diagrammen under tabellen.")
    rows: list[Row] = Field(
        max_length=1_048_576,
        description="Raderna, med ett värde per kolumn; null = uppgift saknas.",
        examples=[[["Oxelösund", "0481", "✓ uppfyllt"], ["Trosa", "0488", "? uppgift saknas"]]],
    )


class AnswerData(Shape):
    """En fråga och länsstyrelsens svar."""

    question: QuestionId = Field(description="Frågan (id).", examples=["R1"])
    wording: Line = Field(description="Frågan i ord.", examples=["Vilka hinder har funnits?"])
    text: Text | None = Field(description="Svaret; null = inte besvarad.", examples=[None])


class ReplacedData(Shape):
    """Utgåvan som ersätts."""

    issue: Issue = Field(description="Utgåvans nummer.", examples=[1])
    checksum: Checksum = Field(
        description="Dess kontrollsumma.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )
    reason: Paragraph = Field(description="Varför den ersätts.", examples=["Rättade uppgifter."])


class ApprovalData(Shape):
    """Godkännandet."""

    approved_as: Line = Field(description=APPROVED_AS, examples=["länsråd"])
    approved_at: At = Field(
        description="När den godkändes (UTC).", examples=["2025-02-01T09:00:00.000Z"]
    )


class AnnualReportData(Linked):
    """Allt som arbetsboken visar.

    Kontrollsumman är SHA-256 av detta utan _links, med nycklarna i bokstavsordning och utan
    mellanrum, i UTF-8.
    """

    form: Line = Field(description="Formulärets version.", examples=["1"])
    title: Name = Field(
        description="Rubriken.", examples=["Redovisning till Brå 2024, Södermanlands län"]
    )
    county_code: CountyCode = Field(description="Länskod (SCB), två siffror.", examples=["04"])
    county_name: Name = Field(description="Länets namn.", examples=["Södermanlands län"])
    year: Year = Field(description="Året som redovisas (ÅÅÅÅ).", examples=[2024])
    issue: Issue = Field(description="Utgåvans nummer.", examples=[1])
    replaces: ReplacedData | None = Field(description="Utgåvan som ersätts; null = ingen.")
    period_from: date = Field(description="Periodens första dag.", examples=["2024-01-01"])
    period_to: date = Field(description="Periodens sista dag.", examples=["2024-12-31"])
    as_of: date = Field(
        description="Dagen som uppgifterna avser (ÅÅÅÅ-MM-DD): årets sista dag.",
        examples=["2024-12-31"],
    )
    known_at: At = Field(
        description="När uppgifterna lästes ur registret (UTC).",
        examples=["2025-01-15T08:30:00.000Z"],
    )
    compiled_at: At = Field(
        description="När sammanställningen blev klar (UTC).",
        examples=["2025-01-15T08:30:04.000Z"],
    )
    narrative: list[AnswerData] = Field(max_length=50, description="Frågorna och svaren.")
    approval: ApprovalData | None = Field(description="Godkännandet; null = inte godkänd.")
    submitted_at: At | None = Field(
        description="När den lämnades in (UTC); null = utkast.", examples=[None]
    )
    sheets: list[SheetData] = Field(max_length=255, description="Bladen i ordning.")


class AnnualReportFilters(Filters):
    county_code: CountyCode | None = Field(default=None, description="Länskod (SCB), två siffror.")
    year: YearAsked | None = Field(default=None, description="Året som redovisas (ÅÅÅÅ).")
    state: ReportState | None = Field(default=None, description=f"Läget: {STATE}")
    issue: int | None = Field(default=None, ge=1, le=10_000, description="Utgåvans nummer.")


class WorkbookChecksum(Reckoned):
    """Filens kontrollsumma."""

    algorithm: Literal["sha256"] = Field(description="Algoritmen.", examples=["sha256"])
    value: Checksum = Field(
        description="Summan, 64 hexadecimala tecken.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )


class Workbook(Reckoned):
    """Arbetsboken som fil: namn, storlek och kontrollsumma."""

    file_name: Text = Field(
        description="Filens namn när den hämtas.", examples=["bra-redovisning-04-2024-v1.xlsx"]
    )
    size: Whole = Field(description="Storlek i byte.", examples=[48_213])
    checksum: WorkbookChecksum = Field(description="Kontrollsumman av filens byte.")


class WorkbookRead(Workbook, Linked):
    """Arbetsboken som fil, med länk till den."""
