"""Two places and Brå, with an agreement across the border, and everybody who asks about them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text
from starlette.testclient import TestClient

from app.models import Principal
from app.models.actors import ActorKind
from app.models.principals import Role
from tests import make
from tests.authorisation.places import Place, settle
from tests.callers import As
from tests.databases import joined

# The columns of docs/authorisation.csv.
KINDS = (
    "anonymous",
    "ownMunicipality",
    "otherMunicipality",
    "policeParty",
    "policeNotParty",
    "countyBoard",
    "otherCountyBoard",
    "bra",
    "systemAdministrator",
    "organisationAdministrator",
    "auditor",
    "archivist",
)


@dataclass
class World:
    connection: Connection
    client: TestClient
    first: Place
    second: Place
    bra: Principal
    registers: dict[tuple[str, str], Any]

    def record(self, noun: str, state: str) -> Any:
        return (self.registers | self.first.records)[noun, state]

    @property
    def records(self) -> dict[tuple[str, str, int], Any]:
        """All there are, by noun, state and place."""
        of_places = {
            (*named, place.number): row
            for place in (self.first, self.second)
            for named, row in place.records.items()
        }
        return of_places | {(*named, 0): row for named, row in self.registers.items()}

    def principal(self, kind: str) -> Principal | None:
        if kind == "anonymous":
            return None
        if kind == "bra":
            return self.bra
        if kind == "otherCountyBoard":
            return self.second.principals["countyBoard"]
        return self.first.principals[kind]

    def caller(self, kind: str) -> As:
        return As(self.client, self.principal(kind))

    @property
    def everybody(self) -> dict[str, As]:
        found = {
            f"{kind} {place.number}": As(self.client, one)
            for place in (self.first, self.second)
            for kind, one in place.principals.items()
        }
        return found | {"bra": As(self.client, self.bra)}

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What happens here never did."""
        with self.connection.begin_nested() as alone:
            yield
            alone.rollback()

    def unlock_reports(self) -> None:
        """As only the owner of the database can: what was submitted may be changed."""
        sqlite = self.connection.dialect.name == "sqlite"
        self.run(
            "DROP TRIGGER annual_reports_submitted"
            if sqlite
            else "ALTER TABLE annual_reports DISABLE TRIGGER annual_reports_submitted"
        )

    def run(self, statement: str, **values: Any) -> None:
        self.connection.execute(text(statement), values)


def built(connection: Connection, client: TestClient) -> World:
    with joined(connection).begin() as session:
        first = settle(session, 1, "04", "0480", "0481")
        second = settle(session, 2, "12", "1280", "1281")
        for here, there in ((first, second), (second, first)):
            across = here.records["agreement", "acrossCounties"]
            for name in ("town", "police"):
                make.party(session, across, there.actors[name])
        council = make.actor(session, "Brå", kind=ActorKind.NATIONAL_AUTHORITY)
        national = make.national_report(session)
        registers = {
            ("county", "known"): make.county(session, "04"),
            ("municipality", "known"): make.municipality(session, "0480"),
            ("actor", "ofMunicipality"): first.actors["town"],
            ("method", "known"): make.method(session),
            ("area_category", "known"): make.area_category(session),
            ("disposal", "ordered"): make.disposal(session),
            ("national_report", "compiled"): national,
            ("national_report", "requested"): make.national_report(session, compiled_at=None),
            ("delivery", "nationalDelivered"): make.delivery(session, national, target="riket"),
        }
        bra = make.principal(session, council, Role.RECEIVER)
    return World(connection, client, first, second, bra, registers)
