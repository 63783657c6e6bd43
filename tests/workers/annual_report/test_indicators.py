"""Figures in the words of the form that was in force."""

from dataclasses import replace
from datetime import date

import pytest

from app.report_form import MEASURES, measures_on
from workers.annual_report.indicators import Figure, in_form

FIRST = replace(MEASURES[0], valid_to=date(2025, 12, 31))
SECOND = replace(FIRST, edition=2, label="Omskriven", valid_from=date(2026, 1, 1), valid_to=None)
ADDED = replace(SECOND, id="I99", label="Nytt mått")


@pytest.mark.parametrize(
    ("day", "labels"),
    [(date(2025, 12, 31), [FIRST.label]), (date(2026, 12, 31), ["Omskriven", "Nytt mått"])],
)
def test_a_figure_is_worded_by_the_edition_of_its_day(day: date, labels: list[str]) -> None:
    figures = [Figure(FIRST.id, 7, 9), Figure(ADDED.id, 1)]

    shown = list(in_form(figures, measures_on(day, [FIRST, SECOND, ADDED])))

    assert [one.label for one in shown] == labels
    assert (shown[0].section, shown[0].figure.n) == (FIRST.section, 7)
