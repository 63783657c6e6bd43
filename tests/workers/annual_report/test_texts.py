"""Texts that spoil workbooks: whoever opens it reads what was written, or it isn't made at all."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.workers.annual_report.nasty import NASTY, REFUSED
from tests.workers.annual_report.sheets_of import FIRST_ROW, texts, written
from workers.annual_report.fitting import WorkbookLimitError

ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
CELL, VALUE = ODF % "table" + "table-cell", ODF % "office" + "value-type"
ROW, FORMULA = ODF % "table" + "table-row", ODF % "table" + "formula"
PARAGRAPH, SPACES = ODF % "text" + "p", ODF % "text" + "s"
BLANKS = {ODF % "text" + "tab": "\t", ODF % "text" + "line-break": "\n"}


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return written(texts(*NASTY))


def test_there_are_sixty() -> None:
    assert len(set(NASTY)) == 60


@pytest.mark.parametrize("place", range(len(NASTY)))
def test_the_text_is_read_as_it_was(place: int, workbook: bytes) -> None:
    cell = load_workbook(BytesIO(workbook))["Blad"].cell(FIRST_ROW + place, 1)

    assert (cell.data_type, unescaped(str(cell.value))) == ("s", NASTY[place])


def unescaped(text: str) -> str:
    """As Excel reads it; openpyxl leaves that undone in a text that stands in its cell."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def test_no_cell_is_a_formula(workbook: bytes) -> None:
    with ZipFile(BytesIO(workbook)) as archive:
        content = archive.read("xl/worksheets/sheet1.xml").decode()

    assert not re.search("<f[ >/]", content)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice saknas")
def test_another_program_reads_the_same_texts(workbook: bytes, tmp_path: Path) -> None:
    """By way of a format that keeps of each cell what it is, and its breaks and tabs.

    CRLF is one break of a line, as it is to whoever registers a text.
    """
    path = tmp_path / "rapport.xlsx"
    path.write_bytes(workbook)

    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path / 'profil'}",
            "--headless",
            "--convert-to",
            "fods",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )

    document = ET.parse(tmp_path / "rapport.fods").getroot()
    rows = list(document.iter(ROW))[FIRST_ROW - 1 :]
    cells = [row[0] for row in rows[: len(NASTY)]]
    found = [(cell.get(VALUE), cell.get(FORMULA), text_of(cell)) for cell in cells]
    assert found == [("string", None, text.replace("\r\n", "\n")) for text in NASTY]


def text_of(cell: Element) -> str:
    return "\n".join("".join(pieces(one)) for one in cell.findall(PARAGRAPH))


def pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        count = int(child.get(ODF % "text" + "c", "1"))
        yield " " * count if child.tag == SPACES else BLANKS.get(child.tag, "".join(pieces(child)))
        yield child.tail or ""


@pytest.mark.parametrize("place", range(len(REFUSED)))
def test_what_a_workbook_cannot_hold_is_refused_by_sheet_and_row(place: int) -> None:
    with pytest.raises(WorkbookLimitError, match=r"Bladet Blad, rad 2: "):
        written(texts("a", REFUSED[place]))
