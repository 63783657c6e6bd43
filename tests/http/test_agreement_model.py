"""Any legal or illegal life of an agreement, against a model of a few lines that says what holds.

Whatever is tried: it succeeds exactly when the model and the links say so, a success makes a new
entity tag and a refusal makes none.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests import make
from tests.make import API

PARTIES = st.sampled_from([0, 1])
DAY = "2024-02-01"


@dataclass
class Model:
    """What decides: who has signed, the last year, whether it was terminated or ended."""

    signatures: set[int] = field(default_factory=set)
    last_year: int = 2030
    revision: int = 1
    terminated: bool = False
    ended: bool = False

    @property
    def signed(self) -> bool:
        return self.signatures == {0, 1}

    def offers(self) -> set[str]:
        if self.ended:
            return set()
        if not self.signed:
            return {"endings", "signatures", "edit"}
        offered = {"endings", "edit", "amendments", "corrections", "terminations"}
        return offered | (set() if self.terminated else {"prolongations"})


# What is read of an agreement, whatever its state.
READ = {"self", "collection", "history", "quality", "cycle"}


class Life(RuleBasedStateMachine):
    client: ClassVar[TestClient]
    session: ClassVar[Session]

    @initialize(signed_by=st.sampled_from([(), (0,), (0, 1), (0, 1)]))
    def drafted(self, signed_by: tuple[int, ...]) -> None:
        agreement = make.draft(
            self.session,
            purposes=["Ökad trygghet"],
            starts_on=date(2024, 1, 1),
            ends_on=date(2030, 12, 31),
        )
        make.prioritised_area(self.session, commitment_id=agreement.id)
        self.parties = [
            str(make.party(self.session, agreement, make.actor(self.session, name), position=at).id)
            for at, name in enumerate(("Oxelösunds kommun", "Lokalpolisområde Nyköping"))
        ]
        self.address = f"{API}/agreements/{agreement.id}"
        self.model, self.tag = Model(), self.read().headers["etag"]
        self.titles = 0
        for party in signed_by:
            self.sign(party)

    def read(self) -> Any:
        return self.client.get(self.address)

    def attempt(self, rel: str, body: dict[str, Any], *, also: bool = True) -> bool:
        """Whether it succeeded: when it is offered, and the model has no other objection."""
        method, below = ("PATCH", "") if rel == "edit" else ("POST", f"/{rel}")
        sent = {"If-Match": self.tag}
        answer = self.client.request(method, self.address + below, json=body, headers=sent)
        allowed = also and rel in self.model.offers()
        assert answer.status_code in ((200, 201) if allowed else (409, 422)), answer.text
        self.tag = answer.headers["etag"] if allowed else self.tag
        return allowed

    @rule(party=PARTIES)
    def sign(self, party: int) -> None:
        body = {"partyId": self.parties[party], "title": "ordförande", "signedOn": DAY}
        if self.attempt("signatures", body, also=party not in self.model.signatures):
            self.model.signatures.add(party)

    @rule()
    def reword(self) -> None:
        """Once somebody has signed, only the keys of other systems can still be changed."""
        self.titles += 1
        self.attempt("edit", {"title": f"Titel {self.titles}"}, also=not self.model.signatures)

    @rule()
    def correct(self) -> None:
        self.titles += 1
        body = {"reason": "Felskriven.", "changes": {"title": f"Titel {self.titles}"}}
        self.attempt("corrections", body)

    @rule(ahead=st.integers(1, 2))
    def amend(self, ahead: int) -> None:
        self.titles += 1
        body = {
            "revision": self.model.revision + ahead,
            "decidedOn": DAY,
            "effectiveOn": DAY,
            "reason": "Utvidgad.",
            "changes": {"title": f"Titel {self.titles}"},
        }
        if self.attempt("amendments", body, also=ahead == 1):
            self.model.revision += 1

    @rule(years=st.integers(-1, 2))
    def prolong(self, years: int) -> None:
        year = self.model.last_year + years
        body = {"decidedOn": DAY, "endsOn": f"{year}-12-31"}
        if self.attempt("prolongations", body, also=years > 0):
            self.model.last_year = year

    @rule()
    def terminate(self) -> None:
        """The same termination is registered once."""
        body = {"decidedOn": DAY, "terminatedOn": "2025-01-01", "reason": "Ny tecknas."}
        if self.attempt("terminations", body, also=not self.model.terminated):
            self.model.terminated = True

    @rule(surely=st.sampled_from([False, False, False, True]))
    def end(self, *, surely: bool) -> None:
        """Seldom, for nothing happens after it."""
        if not surely:
            return
        body = {"endedOn": "2024-12-31", "reason": "Felregistrerad."}
        self.model.ended |= self.attempt("endings", body)

    @invariant()
    def it_stands_as_the_model_says(self) -> None:
        read = self.read()
        document = read.json()
        offered = {one["rel"] for one in document["_links"]} - READ
        assert offered == self.model.offers()
        assert read.headers["etag"] == self.tag
        assert (document["signing"] == "signed") == self.model.signed
        assert document["revision"] == self.model.revision
        assert document["period"]["endsOn"] == f"{self.model.last_year}-12-31"
        assert (document["endedOn"] is not None) == self.model.ended


def test_an_agreement_lives_as_the_model_says(client: TestClient, session: Session) -> None:
    Life.client, Life.session = client, session

    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=30,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
