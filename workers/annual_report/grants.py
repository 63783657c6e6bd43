"""State grants of a county and year: what was applied for, and what had come of it by the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from app.models import StateGrant
from app.queries.annual_report_answers import state_grants_of
from workers.annual_report.scope import ReportScope


class GrantState(StrEnum):
    GRANTED = "beviljat"
    REFUSED = "avslaget"
    UNKNOWN = "uppgift saknas"


@dataclass(frozen=True)
class Grant:
    """`place`: the municipality, None on the level of the county."""

    row: StateGrant
    applicant: str
    place: str | None
    day: date

    @property
    def is_decided(self) -> bool:
        return self.row.decided_on is not None and self.row.decided_on <= self.day

    @property
    def granted(self) -> int | None:
        """What was decided after the day was not yet known on it."""
        return self.row.granted_amount if self.is_decided else None

    @property
    def state(self) -> GrantState:
        """A decision of nothing is a refusal."""
        if self.granted is None:
            return GrantState.UNKNOWN
        return GrantState.GRANTED if self.granted else GrantState.REFUSED


def grants_of(session: Session, scope: ReportScope) -> list[Grant]:
    found = session.execute(state_grants_of(), scope.parameters)
    return [Grant(row, applicant, place, scope.as_of) for row, applicant, place in found]


def in_state(grants: Sequence[Grant], state: GrantState) -> list[Grant]:
    return [one for one in grants if one.state is state]


def granted_in_all(grants: Sequence[Grant]) -> int | None:
    known = [one.granted for one in grants if one.granted is not None]
    return sum(known) if known else None


def applied_in_all(grants: Sequence[Grant]) -> int | None:
    known = [one.row.applied_amount for one in grants if one.row.applied_amount is not None]
    return sum(known) if known else None
