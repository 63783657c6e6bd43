"""Saves a workbook of openpyxl's whose rows are streamed into the file, past its cells."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from workers.annual_report.stable_zip import StableZip

AT_ONCE = 100  # rows: to compress each by itself takes longer


@dataclass(frozen=True)
class Content:
    """`rows` are XML, piece by piece; what stands below them may be added to the sheet meanwhile.

    `alts` are the words for its charts.
    """

    rows: Callable[[], Iterator[str]]
    alts: tuple[str, ...]


def saved(book: Workbook, contents: Mapping[str, Content]) -> bytes:
    """`contents` by the name of the sheet."""
    content = BytesIO()
    with StableZip(content, "w") as archive:
        _Package(book, archive, contents).write_data()
    return content.getvalue()


class _Package(ExcelWriter):
    def __init__(self, book: Workbook, archive: StableZip, contents: Mapping[str, Content]) -> None:
        super().__init__(book, archive)
        self.archive, self.contents = archive, contents

    def write_worksheet(self, ws: Any) -> None:
        content = self.contents[ws.title]
        with self.archive.part(ws.path[1:]) as out:
            writer = _SheetWriter(ws, out, content)
            writer.write()
        ws._drawing = _Drawing(ws._charts, content.alts)
        ws._rels = writer._rels
        self.manifest.append(ws)


class _SheetWriter(WorksheetWriter):
    xf: Any  # a generator: True asks it for the stream, None hands it back
    out: Any
    _rels: Any

    def __init__(self, ws: Any, out: IO[bytes], content: Content) -> None:
        super().__init__(ws, out)
        self.content = content

    def write_rows(self) -> None:
        asked = True
        stream = self.xf.send(asked)
        with stream.element("sheetData"):
            stream.flush()
            rows = self.content.rows()
            while pieces := "".join(islice(rows, AT_ONCE)):
                self.out.write(pieces.encode())
        self.xf.send(None)


class _Drawing(SpreadsheetDrawing):
    """Its charts in words too, for those who cannot see them."""

    __elements__ = SpreadsheetDrawing.__elements__  # a class of its own would have none

    def __init__(self, charts: list[Any], alts: tuple[str, ...]) -> None:
        super().__init__()
        self.charts, self.alts = charts, alts

    def _chart_frame(self, idx: int) -> Any:
        frame: Any = super()._chart_frame(idx)  # type: ignore[misc]
        about = frame.nvGraphicFramePr.cNvPr
        about.name, about.descr = f"Diagram {idx}", self.alts[idx - 1]
        return frame
