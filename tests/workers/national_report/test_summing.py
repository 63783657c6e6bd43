"""The sums over counties: what is hidden or unknown in some of them."""

from typing import Any

import pytest

from app.snapshots import Head
from workers.annual_report.sheet import Cell
from workers.national_report.doubles import AGREEMENTS, Copy, Doubles
from workers.national_report.sheets.summary import change
from workers.national_report.summing import Before, CountyFigure, Sum, sums

ALL_HIDDEN = "utelämnade ur summan, färre än 5 deltagare: alla"
ONE_HIDDEN = "utelämnade ur summan, färre än 5 deltagare: 1"


def of_county(name: str, n: Cell, **values: Any) -> CountyFigure:
    given = {"id": "I17b", "label": "Deltagare", "edition": 1, "section": "s", **values}
    return CountyFigure(county=name, county_name=name, form="2", n=n, **given)


def summed(*figures: CountyFigure, doubles: Doubles = Doubles()) -> Sum:  # noqa: B008
    (found,) = sums(figures, doubles)
    return found


def test_a_county_whose_groups_are_all_small_is_hidden_and_not_missing() -> None:
    found = summed(of_county("A", 30), of_county("B", None, note=ALL_HIDDEN), of_county("C", None))

    assert (found.n, found.counties, found.without, found.hidden) == (30, ("A",), ("C",), ("B",))
    assert found.note == "liten grupp, inte med i summan: B"


def test_a_sum_that_leaves_any_out_says_so() -> None:
    found = summed(of_county("A", 30), of_county("B", 12, note=ONE_HIDDEN))

    assert (found.n, found.counties, found.hidden) == (42, ("A", "B"), ())
    assert found.note == "små grupper är utelämnade ur summan: B"


def test_of_a_county_left_out_of_the_sum_neither_its_missing_nor_its_doubles_count() -> None:
    fields = {"Läge 31 december": "okänt", "Länsöverskridande": "nej"}
    copies = [Copy("x", county, "2024-12-31", 1, fields) for county in ("A", "B")]
    found = summed(
        of_county("A", 1, id="I08", of=3, missing=2),
        of_county("B", None, id="I08", missing=1),
        doubles=Doubles({AGREEMENTS: [copies]}),
    )

    assert (found.n, found.missing, found.of) == (1, 2, 3)


@pytest.mark.parametrize(
    ("values", "before", "expected"),
    [
        ({"n": 3, "of": 5, "missing": 0}, Before(1, 0, 5, ("A",)), 2),
        ({"n": 0, "of": 5, "missing": 5}, Before(3, 0, 5, ("A",)), None),
        ({"n": 3, "of": 5, "missing": 0}, Before(0, 5, 5, ("A",)), None),
        ({"n": 3, "of": 5, "missing": 0}, Before(None, None, None, ("A",)), None),
        ({"n": None, "of": 5, "missing": 0}, Before(3, 0, 5, ("A",)), None),
        ({"n": 3, "of": 5, "missing": 0}, Before(1, 0, 5, ("A", "B")), None),
        ({"n": 3, "of": 5, "missing": 0}, None, None),
        ({"n": 0, "of": 5, "missing": 4}, Before(3, 0, 5, ("A",)), -3),
    ],
)
def test_a_loss_of_data_is_no_change(
    values: Head, before: Before | None, expected: int | None
) -> None:
    assert change(summed(of_county("A", **values)), before) == expected
