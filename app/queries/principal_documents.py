"""Principals as documents, without any secret or digest."""

from sqlalchemy import Select

from app.models import Principal
from app.queries.records import record_documents
from app.schemas.principals import PrincipalRead


def principal_documents() -> Select[str, str]:
    return record_documents(PrincipalRead, Principal)
