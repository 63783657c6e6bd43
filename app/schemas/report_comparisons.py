"""Shapes of what differs between two issues of an annual report."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.schemas.annual_reports import CellText, Issue
from app.schemas.base import Reckoned, Shape
from app.schemas.pages import Linked, Meta
from app.schemas.values import Id, Line, Name, Number, Text, Whole

Cell = CellText | Whole | Number | None


class ComparisonFilters(Shape):
    """Vad den ska jämföras med."""

    with_: Id | None = Field(
        default=None,
        alias="with",
        description="Den andra utgåvan (id); utelämnad = den som denna ersätter.",
    )
    page: int = Field(default=1, ge=0, le=1_000_000, description="Sidan, räknad från 1.")
    limit: int = Field(default=20, ge=1, le=100, description="Rader per sida.")


class IssueCompared(Reckoned):
    """En av utgåvorna."""

    annual_report_id: UUID = Field(description="Redovisningen (id).")
    issue: Issue = Field(description="Utgåvans nummer.", examples=[1])
    form: Line = Field(description="Formulärets version.", examples=["1"])


class ValueChanged(Reckoned):
    """En kolumns värde i båda utgåvorna."""

    column: Line = Field(description="Kolumnens rubrik.", examples=["Antal (n)"])
    before: Cell = Field(description="Vad som stod; null = inget.", examples=[7])
    after: Cell = Field(description="Vad som nu står; null = inget.", examples=[8])


class RowCompared(Reckoned):
    """En rad som skiljer."""

    sheet: Name = Field(description="Bladet.", examples=["Sammanfattning"])
    difference: Literal["added", "removed", "changed"] = Field(
        description="added = ny, removed = borttagen, changed = ändrad.", examples=["changed"]
    )
    row: Text = Field(
        description="Det som står först i raden.", examples=["Överenskommelser och löften · I08"]
    )
    changes: list[ValueChanged] = Field(
        max_length=1_000, description="Kolumnerna som skiljer, utom de dolda."
    )


class SheetCompared(Reckoned):
    """Hur många rader som skiljer i ett blad."""

    sheet: Name = Field(description="Bladet.", examples=["Sammanfattning"])
    added: Whole = Field(description="Nya rader.", examples=[0])
    removed: Whole = Field(description="Borttagna rader.", examples=[0])
    changed: Whole = Field(description="Ändrade rader.", examples=[1])


class ReportComparison(Reckoned):
    """Vad som skiljer två utgåvor av ett läns redovisning."""

    before: IssueCompared = Field(description="Utgåvan som jämförs med.")
    after: IssueCompared = Field(description="Utgåvan som frågan gäller.")
    meta: Meta = Field(alias="_meta", description="Hur många rader som skiljer, och vilken sida.")
    sheets: list[SheetCompared] = Field(max_length=255, description="Bladen som skiljer.")
    rows: Annotated[list[RowCompared], Field(max_length=100)] = Field(
        description="En sida av raderna som skiljer, blad för blad."
    )


class ReportComparisonRead(ReportComparison, Linked):
    """Vad som skiljer två utgåvor av ett läns redovisning, med länk till sidorna."""
