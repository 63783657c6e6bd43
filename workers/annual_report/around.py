"""What stands around the agreements and promises of a report: parties, municipalities, counties."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.queries.annual_report import counties_named, municipalities_named, parties_named
from workers.annual_report.figures import grouped, named
from workers.annual_report.scope import ReportScope


@dataclass(frozen=True)
class Context:
    """What belongs to the commitments of a report, by the commitment's id."""

    parties: dict[UUID, list[str]]
    municipalities: dict[UUID, list[str]]
    counties: dict[UUID, list[str]]

    def home(self, key: UUID | None, county_name: str) -> str:
        """The municipalities, or the county where there are none."""
        return named(self.municipalities.get(key, ())) or county_name if key else county_name

    def across(self, key: UUID, county_name: str) -> str:
        """Named, so that a sum over counties can leave it out of all but one."""
        others = [name for name in self.counties.get(key, ()) if name != county_name]
        return f"länsöverskridande: även {', '.join(others)}" if others else "nej"


def context(session: Session, scope: ReportScope) -> Context:
    asked = scope.parameters
    return Context(
        grouped(session.execute(parties_named(), asked)),
        grouped(session.execute(municipalities_named(), asked)),
        grouped(session.execute(counties_named(), asked)),
    )
