"""Two parties that sign in the same instant."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

from sqlalchemy.orm.exc import StaleDataError

from app.audit.authors import acting
from app.database import Sessions, connect
from app.errors import DomainError
from app.models import Agreement
from app.models.commitments import Signing
from app.queries.fetching import fetch
from app.schemas.commitment_actions import SignatureCreate
from app.services import signing
from app.settings import Settings
from tests import make
from tests.databases import AUTHOR


def test_whoever_comes_last_sees_the_others_signature(database_url: str) -> None:
    sessions = acting(connect(Settings(database_url=database_url)), AUTHOR)
    agreement, parties = _draft(sessions)
    together = Barrier(2)

    def sign(party: UUID) -> None:
        """As a client would: once more when somebody else came between."""
        body = SignatureCreate.model_validate(
            {"partyId": str(party), "title": "chef", "signedOn": "2024-02-01"}
        )
        together.wait()
        for _ in range(3):
            try:
                with sessions.begin() as session:
                    signing.sign(session, fetch(session, Agreement, agreement), body)
            except (StaleDataError, DomainError):
                continue
            return

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(sign, parties))

    with sessions.read() as session:
        signed = fetch(session, Agreement, agreement)
    assert (signed.signing, len(signed.signatures)) == (Signing.SIGNED, 2)
    sessions.engine.dispose()


def _draft(sessions: Sessions) -> tuple[UUID, list[UUID]]:
    with sessions.begin() as session:
        agreement = make.draft(session, purposes=["Ökad trygghet"])
        make.prioritised_area(session, commitment_id=agreement.id)
        actors = [make.actor(session, name) for name in ("Kommunen", "Polisen")]
        return agreement.id, [make.party(session, agreement, actor).id for actor in actors]
