"""Signs an imported commitment as its source says it was signed."""

from typing import Any

from app.imports.work import Work
from app.models import Agreement, Commitment
from app.models.commitments import PartyRole, Precision
from app.queries.fetching import fetch
from app.schemas.agreements import AgreementUpdate
from app.schemas.citizen_promises import CitizenPromiseUpdate
from app.schemas.commitment_actions import SignatureCreate
from app.services import commitments, signing


def sign(work: Work, made: Commitment, facts: dict[str, Any], titles: list[str]) -> Commitment:
    """The signatures, and last of all the state: from then on it changes in no other way."""
    row = fetch(work.session, type(made), made.id)
    parties = {one.actor_id: one.id for one in row.parties if one.role is PartyRole.CONTRACTING}
    day = facts.get("signed_on") if facts.get("signed_on_precision") is Precision.DAY else None
    for title, acting, party in work.parties.signatures(titles):
        values = {
            "title": title,
            "acting": acting,
            "party_id": parties.get(party.id) if party else None,
            "signed_on": day,
        }
        signing.sign(work.session, row, SignatureCreate.model_validate(values))
        work.made["signatures"] += 1
    shape = AgreementUpdate if isinstance(row, Agreement) else CitizenPromiseUpdate
    signed = {name: value for name, value in facts.items() if name.startswith("sign")}
    commitments.change(work.session, row, shape.model_validate(signed))
    return row
