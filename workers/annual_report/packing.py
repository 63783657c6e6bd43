"""Sheets to the snapshot and back: the workbook is made of what was kept, never of the register."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from app.snapshots import Head, SheetSnapshot, Value, packed
from workers.annual_report.fitting import refuse_what_excel_cannot_hold
from workers.annual_report.sheet import (
    SHARE,
    Cell,
    Chart,
    ChartKind,
    Column,
    Link,
    Row,
    Sheet,
)

Kinds: TypeAlias = list[str | None]
TEXT, NUMBER, DAY = "text", "number", "date"


def packed_sheet(sheet: Sheet) -> SheetSnapshot:
    """WorkbookLimitError when Excel could not hold it."""
    kinds: Kinds = [None] * len(sheet.columns)
    kept = packed({}, _values(sheet, kinds))
    return replace(kept, head=_head(sheet, kinds))


def _values(sheet: Sheet, kinds: Kinds) -> Iterator[list[Value]]:
    for place, row in enumerate(sheet.rows, start=1):
        refuse_what_excel_cannot_hold(sheet.name, place, row)
        yield [_plain(cell, column, kinds) for column, cell in enumerate(row)]


def _plain(cell: Cell, column: int, kinds: Kinds) -> Value:
    """A text may stand among numbers; a day stands only among days."""
    if cell is None:
        return None
    kind = DAY if isinstance(cell, date) else TEXT if isinstance(cell, str) else NUMBER
    known = kinds[column]
    if known is not None and known != kind and DAY in {known, kind}:
        raise TypeError(f"column {column} has both days and other values")
    kinds[column] = NUMBER if NUMBER in {known, kind} else kind
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.text if isinstance(cell, Link) else cell


def _head(sheet: Sheet, kinds: Kinds) -> Head:
    return {
        "name": sheet.name,
        "title": sheet.title,
        "instruction": sheet.instruction,
        "tableName": sheet.table_name,
        "key": list(sheet.key),
        "columns": [
            {
                "heading": column.heading,
                "width": column.width,
                "type": "share" if column.number_format else kind or TEXT,
                "hidden": column.hidden,
                "upright": column.upright,
            }
            for column, kind in zip(sheet.columns, kinds, strict=True)
        ],
        "charts": [_told(chart) for chart in sheet.charts],
    }


def _told(chart: Chart) -> dict[str, Any]:
    values = [{"column": column, "legend": legend} for column, legend in chart.values]
    return {**asdict(chart), "values": values}


def unpacked_sheet(kept: SheetSnapshot) -> Sheet:
    head = kept.head
    days = [place for place, one in enumerate(head["columns"]) if one["type"] == DAY]
    return Sheet(
        name=head["name"],
        title=head["title"],
        instruction=head["instruction"],
        columns=tuple(_column(one) for one in head["columns"]),
        rows=_rows(kept, days),
        table_name=head["tableName"],
        key=tuple(head["key"]),
        charts=tuple(_chart(one) for one in head["charts"]),
    )


def _column(told: dict[str, Any]) -> Column:
    return Column(
        heading=told["heading"],
        width=told["width"],
        number_format=SHARE if told["type"] == "share" else None,
        hidden=told["hidden"],
        upright=told["upright"],
    )


def _chart(told: dict[str, Any]) -> Chart:
    values = tuple((one["column"], one["legend"]) for one in told["values"])
    return Chart(**{**told, "kind": ChartKind(told["kind"]), "values": values})


def _rows(kept: SheetSnapshot, days: list[int]) -> Iterator[Row]:
    for values in kept.values():
        row: list[Cell] = list(values)
        for place in days:
            day = values[place]
            row[place] = date.fromisoformat(day) if isinstance(day, str) else day
        yield tuple(row)
