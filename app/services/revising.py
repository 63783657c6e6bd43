"""How a signed commitment changes: by an amendment of the parties, or a correction of ours."""

import json
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.clock import today
from app.errors import Fault, InvalidError
from app.models import Agreement, Amendment, CitizenPromise, Commitment, Correction, Party
from app.queries.agreements import agreement_documents
from app.queries.citizen_promises import citizen_promise_documents
from app.queries.fetching import document
from app.schemas.agreements import AgreementAmendmentCreate, AgreementCorrectionCreate
from app.schemas.base import Group
from app.schemas.citizen_promises import (
    CitizenPromiseAmendmentCreate,
    CitizenPromiseCorrectionCreate,
)
from app.services import changing, commitments, signing

AmendmentCreate = AgreementAmendmentCreate | CitizenPromiseAmendmentCreate
CorrectionCreate = AgreementCorrectionCreate | CitizenPromiseCorrectionCreate
Values = dict[str, Any]

AMENDMENT = {"revision", "decided_on", "effective_on", "reason", "registry_number"}
CHANGES_NOTHING = "Rättelsen ändrar ingenting; ange det som ska stå i stället."
HAS_SIGNED = (
    "Parten har undertecknat eller sagt upp och kan inte tas bort. Ange leftOn när den lämnar."
)


def amend(session: Session, commitment: Commitment, body: AmendmentCreate) -> None:
    commitments.refuse_unless_signed(commitment)
    _refuse_gap(commitment, body.revision)
    amendment = Amendment(**body.model_dump(include=AMENDMENT))
    commitment.amendments.append(amendment)
    session.flush()
    amendment.earlier_values = _changed(session, commitment, body)
    session.flush()
    changing.log_false_alarm(session, commitment, body)


def correct(session: Session, commitment: Commitment, body: CorrectionCreate) -> None:
    commitments.refuse_unless_signed(commitment)
    earlier = _changed(session, commitment, body)
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


def _refuse_gap(commitment: Commitment, revision: int) -> None:
    """One that exists already meets the constraint, so only a gap is looked for here."""
    following = len(commitment.amendments) + 2
    if revision > following:
        reason = f"Nästa revision är {following}."
        raise InvalidError(reason, [Fault("revision", reason)])


def _changed(
    session: Session, commitment: Commitment, body: AmendmentCreate | CorrectionCreate
) -> Values:
    """Makes the changes; what stood before in the fields that became different."""
    before = _as_read(session, commitment)
    parties = {party.id: party for party in commitment.parties}
    commitments.fill(session, commitment, body.changes, "changes.")
    _refuse_lost_parties(commitment, parties)
    changing.touch(session, commitment)
    if not commitment.registered_afterwards:
        signing.refuse_incomplete(session, commitment)
    return _differing(body.changes, before, _as_read(session, commitment))


def _refuse_lost_parties(commitment: Commitment, before: dict[Any, Party]) -> None:
    lost = before.keys() - {party.id for party in commitment.parties}
    signed = {one.party_id for one in commitment.signatures}
    if lost & (signed | {one.party_id for one in commitment.terminations}):
        raise InvalidError(HAS_SIGNED, [Fault("changes.parties", HAS_SIGNED)])


def _as_read(session: Session, commitment: Commitment) -> Values:
    read: Values = json.loads(document(session, _documents_of(commitment), commitment.id))
    return read


def _documents_of(commitment: Commitment) -> Select[str]:
    question = {Agreement: agreement_documents, CitizenPromise: citizen_promise_documents}
    return question[type(commitment)]()


def _differing(changes: BaseModel, before: Values, after: Values) -> Values:
    """In the names and the form in which the record is read."""
    earlier: Values = {}
    for name in changes.model_fields_set:
        written, value = type(changes).model_fields[name].alias or name, getattr(changes, name)
        if isinstance(value, Group):
            inner = _differing(value, before[written], after[written])
            earlier |= {written: inner} if inner else {}
        elif before[written] != after[written]:
            earlier[written] = before[written]
    return earlier
