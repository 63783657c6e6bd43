"""How a signed commitment changes: by an amendment of the parties, or a correction of ours."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.clock import today
from app.errors import Fault, InvalidError
from app.models import Agreement, Amendment, CitizenPromise, Commitment, Correction, Party
from app.queries.agreements import agreement_documents
from app.queries.citizen_promises import citizen_promise_documents
from app.queries.fetching import document
from app.schemas.agreements import AgreementAmendmentCreate, AgreementCorrectionCreate
from app.schemas.citizen_promises import (
    CitizenPromiseAmendmentCreate,
    CitizenPromiseCorrectionCreate,
)
from app.services import area_revisions, changing, commitments, signing
from app.services.differing import Values, differing

AmendmentCreate = AgreementAmendmentCreate | CitizenPromiseAmendmentCreate
CorrectionCreate = AgreementCorrectionCreate | CitizenPromiseCorrectionCreate

AMENDMENT = {"revision", "decided_on", "effective_on", "reason", "registry_number"}
ADDS_NOTHING = "Tillägget ändrar ingenting; ange det som ska gälla i stället."
NOT_IN_FORCE = "Tillägget gäller inte än; registrera det när det har börjat gälla."
WOULD_BE_INCOMPLETE = "Ändringen skulle lämna överenskommelsen ofullständig."
NO_TERMINATION = "Överenskommelsen har ingen uppsägning med detta id."
CHANGES_NOTHING = "Rättelsen ändrar ingenting; ange det som ska stå i stället."
HAS_SIGNED = (
    "Parten har undertecknat eller sagt upp och kan inte tas bort. Ange leftOn när den lämnar."
)


def amend(session: Session, commitment: Commitment, body: AmendmentCreate) -> None:
    commitments.refuse_unless_signed(commitment)
    changing.refuse_to_come(body.decided_on, "decidedOn")
    if body.effective_on > today():
        raise InvalidError(NOT_IN_FORCE, [Fault("effectiveOn", NOT_IN_FORCE)])
    _refuse_gap(commitment, body.revision)
    amendment = Amendment(**body.model_dump(include=AMENDMENT))
    commitment.amendments.append(amendment)
    session.flush()
    amendment.earlier_values = _changed(session, commitment, body, body.effective_on)
    if not amendment.earlier_values:
        raise InvalidError(ADDS_NOTHING, [Fault("changes", ADDS_NOTHING)])
    session.flush()
    changing.log_false_alarm(session, commitment, body)


def correct(session: Session, commitment: Commitment, body: CorrectionCreate) -> None:
    commitments.refuse_unless_signed(commitment)
    withdrawn = _withdrawn(session, commitment, body.withdrawn_termination_ids)
    earlier = _changed(session, commitment, body, today()) | withdrawn
    if not earlier:
        raise InvalidError(CHANGES_NOTHING, [Fault("changes", CHANGES_NOTHING)])
    correction = Correction(
        position=len(commitment.corrections),
        corrected_on=today(),
        reason=body.reason,
        earlier_values=earlier,
    )
    commitment.corrections.append(correction)
    session.flush()
    changing.log_false_alarm(session, commitment, body)


def _withdrawn(session: Session, commitment: Commitment, keys: list[UUID]) -> Values:
    """A termination that never was: it goes, and the correction keeps what it said."""
    known = {one.id: one for one in commitment.terminations}
    commitments.refuse(
        Fault(f"withdrawnTerminationIds[{place}]", NO_TERMINATION)
        for place, key in enumerate(keys)
        if key not in known
    )
    stood = _as_read(session, commitment)["terminations"]
    for key in dict.fromkeys(keys):
        commitment.terminations.remove(known[key])
    return {"terminations": [one for one in stood if UUID(one["id"]) in keys]} if keys else {}


def _refuse_gap(commitment: Commitment, revision: int) -> None:
    """One that exists already meets the constraint, so only a gap is looked for here."""
    following = len(commitment.amendments) + 2
    if revision > following:
        reason = f"Nästa revision är {following}."
        raise InvalidError(reason, [Fault("revision", reason)])


def _changed(
    session: Session, commitment: Commitment, body: AmendmentCreate | CorrectionCreate, day: date
) -> Values:
    """Makes the changes; what stood before in the fields that became different."""
    before = _as_read(session, commitment)
    parties = {party.id: party for party in commitment.parties}
    commitments.fill(session, commitment, body.changes, "changes.")
    _refuse_lost_parties(commitment, parties)
    changing.touch(session, commitment)
    ending = area_revisions.ending(day, body.reason)
    areas = area_revisions.revise(session, commitment, body.prioritised_areas, ending)
    if not commitment.registered_afterwards:
        signing.refuse_incomplete(session, commitment, WOULD_BE_INCOMPLETE)
    return differing(body.changes, before, _as_read(session, commitment)) | areas


def _refuse_lost_parties(commitment: Commitment, before: dict[Any, Party]) -> None:
    lost = before.keys() - {party.id for party in commitment.parties}
    signed = {one.party_id for one in commitment.signatures}
    if lost & (signed | {one.party_id for one in commitment.terminations}):
        raise InvalidError(HAS_SIGNED, [Fault("changes.parties", HAS_SIGNED)])


def _as_read(session: Session, commitment: Commitment) -> Values:
    read: Values = json.loads(document(session, _documents_of(commitment), commitment.id).text)
    return read


def _documents_of(commitment: Commitment) -> Select[str, str]:
    question = {Agreement: agreement_documents, CitizenPromise: citizen_promise_documents}
    return question[type(commitment)]()
