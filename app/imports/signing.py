"""Signs an imported commitment as its source says it was signed."""

from typing import Any

from app.clock import today
from app.imports.days import KnownDay, day_in
from app.imports.work import Work
from app.models import Agreement, Commitment
from app.models.commitment_parts import PartyRole
from app.models.commitments import Precision
from app.queries.fetching import fetch
from app.schemas.agreements import AgreementUpdate
from app.schemas.citizen_promises import CitizenPromiseUpdate
from app.schemas.commitment_actions import SignatureCreate
from app.services import commitments, signing

NOT_YET = "dagen hade inte varit vid inläsningen och är utelämnad."


def signed_in(work: Work) -> KnownDay | None:
    """A day that has not come yet is a plan, whatever the source calls it."""
    stated = work.source.values.get("signed_on")
    known = day_in(work.source, "signed_on")
    if known is None or known.day <= today():
        return known
    work.left.keep("signed_on", stated)
    work.left.note(f"Undertecknad, enligt källan, {known.day.isoformat()}: {NOT_YET}")
    return None


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
        body = SignatureCreate.model_validate(values, by_name=True)
        signing.record(work.session, row, body)
        work.made["signatures"] += 1
    shape = AgreementUpdate if isinstance(row, Agreement) else CitizenPromiseUpdate
    signed = {name: value for name, value in facts.items() if name.startswith("sign")}
    commitments.change(work.session, row, shape.model_validate(signed, by_name=True))
    return row
