"""What differs between two snapshots, row by row."""

from typing import Any

from app.comparison import Change, Difference, differences
from app.snapshots import SheetSnapshot, Snapshot, Value, packed

COLUMNS = ("Kommun", "Krav", "Svar", "Post-id")


def sheet(
    *rows: list[Value], name: str = "Kommuner", columns: tuple[str, ...] = COLUMNS
) -> SheetSnapshot:
    told = [{"heading": one, "hidden": one == "Post-id"} for one in columns]
    return packed({"name": name, "columns": told, "key": [0, 1]}, rows)


def snapshot(*sheets: SheetSnapshot) -> Snapshot:
    return Snapshot({}, sheets)


def found(before: list[SheetSnapshot], after: list[SheetSnapshot]) -> list[Difference]:
    return list(differences(snapshot(*before), snapshot(*after)))


TROSA: list[Any] = ["Trosa", "L02", "ja", "1"]
GNESTA: list[Any] = ["Gnesta", "L02", "ja", "2"]


def test_equal_snapshots_differ_in_nothing() -> None:
    assert found([sheet(TROSA, GNESTA)], [sheet(GNESTA, TROSA)]) == []


def test_a_row_is_known_again_by_its_key_and_says_what_changed() -> None:
    assert found([sheet(TROSA, GNESTA)], [sheet(["Trosa", "L02", "nej", "1"], GNESTA)]) == [
        Difference("Kommuner", "changed", "Trosa · L02 · nej", (Change("Svar", "ja", "nej"),))
    ]


def test_what_is_hidden_is_no_difference() -> None:
    assert found([sheet(TROSA)], [sheet(["Trosa", "L02", "ja", "9"])]) == []


def test_rows_come_and_go() -> None:
    came, gone = found([sheet(TROSA)], [sheet(GNESTA)])

    assert (came.kind, came.row) == ("added", "Gnesta · L02 · ja")
    assert (gone.kind, gone.row) == ("removed", "Trosa · L02 · ja")
    assert came.changes[0] == Change("Kommun", None, "Gnesta")
    assert gone.changes[0] == Change("Kommun", "Trosa", None)


def test_rows_of_one_key_are_told_apart_by_their_order() -> None:
    twice: list[Value] = ["Trosa", "L02", "delvis", "1"]

    (one,) = found([sheet(TROSA, twice)], [sheet(TROSA, ["Trosa", "L02", "nej", "1"])])

    assert one.changes == (Change("Svar", "delvis", "nej"),)


def test_another_form_is_compared_by_its_headings() -> None:
    anew = sheet(["Trosa", "L02", "ja", 7], columns=("Kommun", "Krav", "Svar", "Antal"))

    (one,) = found([sheet(TROSA)], [anew])

    assert one.changes == (Change("Antal", None, 7),)


def test_a_sheet_that_only_one_has_is_new_or_gone() -> None:
    new = found([], [sheet(TROSA, name="Granskning")])
    gone = found([sheet(TROSA, name="Granskning")], [])

    assert [(one.sheet, one.kind) for one in (*new, *gone)] == [
        ("Granskning", "added"),
        ("Granskning", "removed"),
    ]
