"""Questions about the audit trail; an organisation's administrator reads of its own alone."""

from typing import Any

from sqlalchemy import ColumnElement, Select, select, true

from app.models import AuditEntry
from app.models.principals import Role
from app.permissions import Caller
from app.queries.narrowing import Conditions
from app.schemas.audit_entries import AuditEntryFilters

OF_ALL = frozenset({Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR})

MEANINGS: Conditions = {
    "event": lambda event: AuditEntry.event == event,
    "operation": lambda name: AuditEntry.operation == name,
    "record_id": lambda key: AuditEntry.record_id == key,
    "principal_id": lambda key: AuditEntry.principal_id == key,
    "organisation_id": lambda key: AuditEntry.organisation_id == key,
    "since": lambda instant: AuditEntry.at >= instant,
    "until": lambda instant: AuditEntry.at <= instant,
}


def audit_entries_matching(filters: AuditEntryFilters, caller: Caller) -> Select[AuditEntry]:
    """The newest first."""
    question = select(AuditEntry).where(_is_told_to(caller)).order_by(AuditEntry.seq.desc())
    for name, meaning in MEANINGS.items():
        value: Any = getattr(filters, name)
        if value is not None:
            question = question.where(meaning(value))
    return question


def _is_told_to(caller: Caller) -> ColumnElement[bool]:
    if caller.unbounded or caller.roles & OF_ALL:
        return true()
    return AuditEntry.organisation_id == caller.organisation.id
