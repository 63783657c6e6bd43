"""Any organisations, roles, agreements and reviews, against a model of the rules in few lines.

Whatever has happened: what a caller lists is what it can read, and that is what the model says.
"""

from dataclasses import dataclass, field
from itertools import count
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.clock import today
from app.models import Agreement, AnnualReport, Grant, Party, Principal, ReviewAssignment
from app.models.actors import ActorKind
from app.models.commitment_parts import PartyRole
from app.models.commitments import Signing
from app.models.principals import Role
from tests import make
from tests.authorisation.places import SUBMITTED_AT
from tests.callers import As, Known
from tests.conftest import identified_by
from tests.make import API

WRITERS = {Role.EDITOR, Role.COORDINATOR}
READERS = WRITERS | {Role.READER, Role.SIGNATORY, Role.APPROVER}
COUNTIES = ("04", "12")
# Those who work in the register oftener than those who run it.
COMMON = [Role.EDITOR, Role.READER, Role.COORDINATOR, Role.RECEIVER, Role.SIGNATORY]
ROLES = st.sets(st.sampled_from(COMMON * 3 + sorted(Role)), min_size=1, max_size=3)
STATES = st.sampled_from(["draft", "shared", "signed", "afterwards"])


@dataclass(eq=False)
class Organisation:
    """Known by name; `home` is its county, of which a board coordinates all."""

    name: str
    home: str | None
    is_board: bool
    id: UUID
    principal: Principal
    roles: set[Role]


@dataclass(eq=False)
class Deal:
    id: UUID
    owner: Organisation
    state: str
    contracting: list[Organisation]
    left: set[Organisation] = field(default_factory=set)

    def counties(self) -> set[str]:
        return {one.home for one in self.contracting if one.home is not None}


@dataclass(eq=False)
class Ordered:
    id: UUID
    county: str
    reviewer: Organisation
    named: Deal | None


@dataclass
class Rules:
    """The whole of the rules for agreements: who sees one, and whose it is to write."""

    submitted: set[str] = field(default_factory=set)
    reviews: list[Ordered] = field(default_factory=list)

    def writes(self, who: Organisation, deal: Deal) -> bool:
        owns = deal.owner is who and (deal.state != "afterwards" or self.concerns(who, deal))
        contracts = who in deal.contracting and who not in deal.left
        return bool(who.roles & WRITERS) and (owns or contracts)

    def concerns(self, who: Organisation, deal: Deal) -> bool:
        return who in deal.contracting or (who.is_board and who.home in deal.counties())

    def sees(self, who: Organisation, deal: Deal) -> bool:
        is_signed = deal.state in {"signed", "afterwards"}
        receives = Role.RECEIVER in who.roles and is_signed
        if receives and deal.counties() & self.submitted:
            return True
        owns = deal.owner is who and deal.state != "afterwards"
        coordinates = who.is_board and who.home in deal.counties() and deal.state != "draft"
        reviews = is_signed and any(self.covers(one, deal) for one in self.reviews_of(who))
        stands = owns or who in deal.contracting or coordinates or reviews
        return stands and bool(who.roles & READERS)

    def reviews_of(self, who: Organisation) -> list[Ordered]:
        return [one for one in self.reviews if one.reviewer is who]

    def covers(self, review: Ordered, deal: Deal) -> bool:
        return review.named is deal or (review.named is None and review.county in deal.counties())


class Register(RuleBasedStateMachine):
    client: ClassVar[TestClient]
    connection: ClassVar[Connection]
    steps = count()

    @initialize(roles=st.lists(ROLES, min_size=8, max_size=8))
    def founded(self, roles: list[set[Role]]) -> None:
        self.alone = self.connection.begin_nested()
        self.session = Session(self.connection, join_transaction_mode="create_savepoint")
        for code in ("0480", "0481", "1280"):
            make.municipality(self.session, code, f"Ort {code}")
        police, board = ActorKind.LOCAL_POLICE_AREA, ActorKind.COUNTY_ADMINISTRATIVE_BOARD
        self.all = [
            self._organisation(f"Aktör {at}", kind, where, roles[at])
            for at, (kind, where) in enumerate(
                (
                    (ActorKind.MUNICIPALITY, {"municipality_code": "0480"}),
                    (ActorKind.MUNICIPALITY, {"municipality_code": "0481"}),
                    (ActorKind.MUNICIPALITY, {"municipality_code": "1280"}),
                    (police, {}),
                    (board, {"county_code": "04"}),
                    (board, {"county_code": "12"}),
                    (ActorKind.UNIVERSITY, {}),
                    (ActorKind.NATIONAL_AUTHORITY, {}),
                )
            )
        ]
        self.model, self.deals = Rules(), list[Deal]()

    def _organisation(
        self, name: str, kind: ActorKind, where: dict[str, str], roles: set[Role]
    ) -> Organisation:
        actor = make.actor(self.session, name, kind=kind, **where)
        principal = make.principal(self.session, actor, *roles)
        home = where.get("county_code") or where.get("municipality_code", "")[:2] or None
        is_board = kind is ActorKind.COUNTY_ADMINISTRATIVE_BOARD
        return Organisation(name, home, is_board, actor.id, principal, set(roles))

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            self.alone.rollback()

    def pick(self, data: Any, among: list[Any]) -> Any:
        return data.draw(st.sampled_from(among))

    def put(self, kind: Any, key: Any, **values: Any) -> None:
        changing = update(kind).where(kind.id == key).values(**values)
        self.session.execute(changing, execution_options={"synchronize_session": False})

    @rule(data=st.data(), state=STATES, size=st.integers(0, 3))
    def agree(self, data: st.DataObject, state: str, size: int) -> None:
        owner = self.pick(data, self.all)
        parties = data.draw(st.permutations(self.all))[:size]
        row = make.agreement(
            self.session,
            owner_id=owner.id,
            signing=Signing.SIGNED if state in {"signed", "afterwards"} else Signing.UNSIGNED,
            registered_afterwards=state == "afterwards",
            shared_with_county=state == "shared",
        )
        for one in parties:
            contracting = {"role": PartyRole.CONTRACTING, "commitment_id": row.id}
            self.session.add(Party(actor_id=one.id, **contracting))
        self.session.flush()
        self.deals.append(Deal(row.id, owner, state, parties))

    @rule(data=st.data(), roles=ROLES)
    def grant(self, data: st.DataObject, roles: set[Role]) -> None:
        who = self.pick(data, self.all)
        row = self.session.get_one(Principal, who.principal.id)
        row.grants[:] = [Grant(role=one) for one in roles - who.roles] + [
            one for one in row.grants if one.role in roles
        ]
        row.title = f"{who.name} {next(self.steps)}"
        self.session.flush()
        who.roles = set(roles)

    @precondition(lambda self: self.deals)
    @rule(data=st.data())
    def share_or_sign(self, data: st.DataObject) -> None:
        deal = self.pick(data, self.deals)
        if deal.state == "draft":
            self.put(Agreement, deal.id, shared_with_county=True)
            deal.state = "shared"
        elif deal.state == "shared":
            self.put(Agreement, deal.id, signing=Signing.SIGNED)
            deal.state = "signed"

    @precondition(lambda self: any(one.contracting for one in self.deals))
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        deal = self.pick(data, [one for one in self.deals if one.contracting])
        who = self.pick(data, deal.contracting)
        leaving = update(Party).where(Party.commitment_id == deal.id, Party.actor_id == who.id)
        self.session.execute(leaving.values(left_on=today()))
        deal.left.add(who)
        self.try_to_change(who, deal)

    @rule(county=st.sampled_from(COUNTIES))
    def submit(self, county: str) -> None:
        if county not in self.model.submitted:
            about = {"county_code": county, "year": 2024, "as_of": today()}
            self.session.add(AnnualReport(title="Redovisning", submitted_at=SUBMITTED_AT, **about))
            self.session.flush()
            self.model.submitted.add(county)

    @rule(data=st.data(), county=st.sampled_from(COUNTIES), names=st.booleans())
    def order_review(self, data: st.DataObject, county: str, *, names: bool) -> None:
        who = self.pick(data, self.all)
        named = self.pick(data, self.deals) if names and self.deals else None
        row = make.review_assignment(
            self.session,
            county_code=county,
            reviewer_id=who.id,
            covers_all=named is None,
            commitment_ids=[named.id] if named else [],
        )
        self.model.reviews.append(Ordered(row.id, county, who, named))
        self.see_list(who)

    @precondition(lambda self: self.model.reviews)
    @rule(data=st.data())
    def end_review(self, data: st.DataObject) -> None:
        over = self.pick(data, self.model.reviews)
        self.put(ReviewAssignment, over.id, ended_on=today(), ended_reason="Klar.")
        self.model.reviews.remove(over)
        self.see_list(over.reviewer)

    @rule(data=st.data())
    def list_all(self, data: st.DataObject) -> None:
        self.see_list(self.pick(data, self.all))

    def see_list(self, who: Organisation) -> None:
        answer = As(self.client, who.principal).get(f"{API}/agreements?limit=100")
        found = {UUID(one["id"]) for one in answer.json()["items"]}
        assert found == {deal.id for deal in self.deals if self.model.sees(who, deal)}
        assert answer.json()["_meta"]["totalRecords"] == len(found)

    @precondition(lambda self: self.deals)
    @rule(data=st.data())
    def read(self, data: st.DataObject) -> None:
        who, deal = self.pick(data, self.all), self.pick(data, self.deals)
        answer = As(self.client, who.principal).get(f"{API}/agreements/{deal.id}")
        assert answer.status_code == (200 if self.model.sees(who, deal) else 404)

    @precondition(lambda self: self.deals)
    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        deal = self.pick(data, self.deals)
        self.try_to_change(self.pick(data, [*deal.contracting, deal.owner, *self.all]), deal)

    def try_to_change(self, who: Organisation, deal: Deal) -> None:
        """What comes after the signing may be noted in any state, by whoever writes it."""
        caller, address = As(self.client, who.principal), f"{API}/agreements/{deal.id}"
        answer = caller.patch(address, {"externalReferences": []})
        may = 200 if self.model.writes(who, deal) else 403
        assert answer.status_code == (may if self.model.sees(who, deal) else 404), answer.text


def test_the_register_keeps_to_the_rules(client: TestClient, connection: Connection) -> None:
    Register.client, Register.connection = client, connection

    with identified_by(client, Known()):
        run_state_machine_as_test(
            Register,
            settings=settings(
                max_examples=30,
                stateful_step_count=40,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
