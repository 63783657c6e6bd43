"""How many agreements and promises held at the end of each of the last years."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.models.commitments import Form
from app.queries.annual_report import commitments_over_time
from app.queries.annual_report_scope import ends_until
from workers.annual_report.indicators import Figure
from workers.annual_report.scope import ReportScope

IDS = {Form.AGREEMENT: "I08d", Form.CITIZEN_PROMISE: "I22c"}


def yearly_figures(session: Session, scope: ReportScope) -> list[Figure]:
    """The oldest year first; each is compared with the one before it, and not with itself."""
    days = ends_until(scope.year)
    held: defaultdict[Form, list[tuple[str, Sequence[str]]]] = defaultdict(list)
    for form, title, *answers in session.execute(commitments_over_time(), scope.parameters):
        held[form].append((title, answers))
    return [
        _of_year(IDS[form], place, day, held[form])
        for form in IDS
        for place, day in enumerate(days)
    ]


def _of_year(id: str, place: int, day: date, held: Sequence[tuple[str, Sequence[str]]]) -> Figure:
    answers = [given[place] for _, given in held]
    unknown = [title for title, given in held if given[place] == "unknown"]
    return Figure(
        id,
        answers.count("yes") if held else None,
        missing=tuple(unknown),
        label=str(day.year),
        key=str(place),
    )
