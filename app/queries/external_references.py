"""Questions about the register's own keys for records: by what they are known when loaded again."""

from uuid import UUID

from sqlalchemy import Select, select

from app.models import ExternalReference
from app.permissions import NOBODY


def records_known(system: str) -> Select[str, UUID]:
    """Key and record of each; what organisations call their records is not among them."""
    return select(ExternalReference.external_id, ExternalReference.resource_id).where(
        ExternalReference.keeper_id == NOBODY, ExternalReference.system == system
    )


def record_known(system: str, key: str) -> Select[UUID]:
    known = records_known(system).where(ExternalReference.external_id == key)
    return known.with_only_columns(ExternalReference.resource_id)
