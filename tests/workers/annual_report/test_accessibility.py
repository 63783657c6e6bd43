"""What a reader with a screen reader, on paper or in black and white needs of the workbook."""

from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.workers.annual_report.sheets_of import AT, made, read, texts, written
from workers.annual_report.sheet import Chart, ChartKind, Column, Link, Sheet
from workers.annual_report.workbook import workbook_bytes

COVER = Sheet("Försättsblad", "T", "A", (Column("Blad"),), [(Link("Blad", "Blad"),)], "Forst")
CHART = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
ROWS = [("2022", 1, 2, 3, 0), ("2023", 2, 2, 2, 1), ("2024", 3, 1, 2, 1)]
HEADINGS = tuple(Column(one) for one in ("År", "Ja", "Delvis", "Nej", "Saknas"))
ANSWERS = ((1, "ja"), (2, "delvis"), (3, "nej"), (4, "uppgift saknas"))


def charted(*charts: Chart) -> Sheet:
    return made(ROWS, *HEADINGS, charts=charts)


def chart(kind: ChartKind, *values: tuple[int, str], alt: str = "Ord.") -> Chart:
    return Chart(kind, "Antal per år", 0, values or ANSWERS[:1], 0, 2, alt)


def parts(content: bytes) -> dict[str, Any]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}


def drawn(picture: Chart) -> Any:
    return parts(written(charted(picture)))["xl/charts/chart1.xml"]


@pytest.fixture
def book() -> Workbook:
    return load_workbook(BytesIO(workbook_bytes([COVER, texts("a")], "Rapport 2024", AT)))


def test_the_document_says_what_it_is_and_in_which_language(book: Workbook) -> None:
    about = book.properties

    assert (about.title, about.language, about.creator) == ("Rapport 2024", "sv-SE", "Samverkan")
    assert all((about.subject, about.category, about.keywords))
    assert about.created == about.modified == AT.replace(tzinfo=None)


def test_it_opens_on_the_cover(book: Workbook) -> None:
    assert book.active is book["Försättsblad"]
    selected = [one.sheet_view.tabSelected for one in book.worksheets]
    assert selected == [True, False]


def test_every_other_sheet_leads_back_to_the_cover(book: Workbook) -> None:
    cell = book["Blad"]["A3"]

    assert (cell.value, cell.hyperlink.location) == ("Till försättsbladet", "'Försättsblad'!A1")
    assert book["Försättsblad"]["A3"].value is None


def test_a_sheet_whose_name_has_an_apostrophe_is_found() -> None:
    cover = Sheet("O'Kajs", "T", "A", (Column("Blad"),), [("a",)], "Omslag")
    book = load_workbook(BytesIO(workbook_bytes([cover, texts("a")], "Rapport", AT)))

    assert book["Blad"]["A3"].hyperlink.location == "'O''Kajs'!A1"


def test_a_sheet_begins_with_its_title_and_how_to_read_it(book: Workbook) -> None:
    assert [book["Blad"][where].value for where in ("A1", "A2")] == ["Titel", "Anvisning"]
    assert book["Blad"].row_dimensions[1].height >= 21


def test_no_cells_are_merged(book: Workbook) -> None:
    assert [list(sheet.merged_cells.ranges) for sheet in book.worksheets] == [[], []]


def test_a_row_is_as_high_as_its_longest_text_and_other_rows_are_left_alone() -> None:
    sheet = read(texts("ord " * 40, "kort", "två\nrader"))["Blad"]

    heights = [sheet.row_dimensions[5 + place].height for place in range(3)]
    assert heights == [75, None, 30]


def test_long_upright_headings_are_not_cut() -> None:
    name = "Kommunalförbundet Norra Västmanland"
    sheet = read(made([("a", 1)], Column("Metod"), Column(name, 6, upright=True)))["Blad"]

    assert sheet.row_dimensions[4].height > 6 * len(name)


def test_an_ampersand_in_the_footer_is_no_code() -> None:
    content = written(texts("a"), title="Brott & straff")
    footer = parts(content)["xl/worksheets/sheet1.xml"].find(".//{*}oddFooter").text

    assert footer == "&LBrott && straff&CBlad&RSida &P av &N"


def test_the_footer_has_room_below_the_rows(book: Workbook) -> None:
    margins = book["Blad"].page_margins

    assert margins.bottom - margins.footer > 0.3


@pytest.mark.parametrize(
    ("kind", "direction", "grouping"),
    [
        (ChartKind.BARS, "bar", "clustered"),
        (ChartKind.STACKED_BARS, "bar", "stacked"),
        (ChartKind.COLUMNS, "col", "clustered"),
    ],
)
def test_a_chart_lies_stands_or_is_stacked(kind: ChartKind, direction: str, grouping: str) -> None:
    picture = drawn(chart(kind))

    found = [picture.find(f".//c:{one}", CHART).get("val") for one in ("barDir", "grouping")]
    assert found == [direction, grouping]


def test_time_goes_from_left_to_right_and_a_list_from_the_top() -> None:
    turned = {
        kind: drawn(chart(kind)).find(".//c:catAx/c:scaling/c:orientation", CHART).get("val")
        for kind in (ChartKind.COLUMNS, ChartKind.BARS)
    }

    assert turned == {ChartKind.COLUMNS: "minMax", ChartKind.BARS: "maxMin"}


def test_the_answers_of_a_chart_are_told_apart_without_colour() -> None:
    """By pattern, or as dark beside light."""
    fills = drawn(chart(ChartKind.STACKED_BARS, *ANSWERS)).findall(".//c:ser/c:spPr", CHART)

    looks = [ET.tostring(fill[0]) for fill in fills]
    patterns = [fill[0].get("prst") for fill in fills]
    assert len(set(looks)) == len(ANSWERS)
    assert len(set(patterns)) == 3
    assert [
        fill.find(".//{*}solidFill/{*}srgbClr").get("val") for fill in (fills[0], fills[3])
    ] == [
        "1F3864",
        "F2F2F2",
    ]


def test_the_words_of_a_chart_are_in_swedish_and_its_names_are_text() -> None:
    picture = drawn(chart(ChartKind.STACKED_BARS, *ANSWERS))

    languages = {one.get("lang") for one in picture.iter() if one.tag.endswith("RPr")}
    names = [one.text for one in picture.findall(".//c:cat/c:strRef/c:f", CHART)]
    assert languages == {"sv-SE"}
    assert names == ["'Blad'!$A$5:$A$7"] * 4


def test_each_chart_has_its_own_words() -> None:
    charts = [chart(ChartKind.BARS, alt=alt) for alt in ("Första.", "Andra.")]
    drawing = parts(written(charted(*charts)))["xl/drawings/drawing1.xml"]

    found = [(one.get("name"), one.get("descr")) for one in drawing.findall(".//{*}cNvPr")]
    assert found == [("Diagram 1", "Första."), ("Diagram 2", "Andra.")]


def test_charts_start_a_page_and_share_it_while_there_is_room() -> None:
    charts = (chart(ChartKind.COLUMNS),) * 3
    narrow: Any = read(charted(*charts))["Blad"]
    wide: Any = read(made(ROWS, Column("År", 150), *HEADINGS[1:], charts=charts))["Blad"]

    breaks = [[one.id for one in sheet.row_breaks.brk] for sheet in (narrow, wide)]
    tops = [[one.anchor._from.row for one in sheet._charts] for sheet in (narrow, wide)]
    assert tops == [[8, 28, 48]] * 2
    assert breaks == [[7, 27, 47], [7, 47]]


def test_every_part_is_well_formed_told_of_and_led_to() -> None:
    """As Excel wants it, or it offers to repair the file."""
    found = parts(workbook_bytes([COVER, charted(chart(ChartKind.BARS)), named()], "R", AT))

    told = {
        one.get("PartName").lstrip("/")
        for one in found["[Content_Types].xml"].findall("{*}Override")
    }
    relations = {name for name in found if name.endswith(".rels")}
    assert told == found.keys() - relations - {"[Content_Types].xml"}
    targets = {target for name in relations for target in led_to(name, found[name])}
    assert targets == told
    ids = [one.get("id") for name, one in found.items() if name.startswith("xl/tables/")]
    assert len(ids) == len(set(ids)) == 3


def named() -> Sheet:
    return Sheet("Sist", "T", "A", (Column("X"),), [("a",)], "Sist")


def led_to(name: str, relations: Any) -> list[str]:
    folder = name.partition("_rels/")[0]
    targets = [one.get("Target") for one in relations.findall("{*}Relationship")]
    return [one.lstrip("/") if one.startswith("/") else f"{folder}{one}" for one in targets]
