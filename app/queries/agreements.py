"""Questions about agreements."""

from typing import Any

from sqlalchemy import Select

from app.models import Agreement
from app.queries.commitments import commitment_documents, meanings
from app.queries.narrowing import Conditions, narrowed
from app.schemas.agreements import AgreementFilters, AgreementRead

MEANINGS: Conditions = {
    **meanings(Agreement),
    "kind": lambda kind: Agreement.kind == kind,
}


def agreement_documents() -> Select[str, str]:
    return commitment_documents(AgreementRead, Agreement)


def agreements_matching(filters: AgreementFilters) -> Select[Any]:
    return narrowed(Agreement, filters, MEANINGS)
