"""Questions about agreements."""

from typing import Any

from sqlalchemy import Select

from app.models import Agreement
from app.queries.commitments import commitment_documents, commitments_matching
from app.schemas.agreements import AgreementFilters, AgreementRead


def agreement_documents() -> Select[str]:
    return commitment_documents(AgreementRead, Agreement)


def agreements_matching(filters: AgreementFilters) -> Select[Any]:
    return commitments_matching(Agreement, filters)
