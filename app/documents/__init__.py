"""Reads as documents: the database writes the JSON that a response model promises."""

from app.documents.mapping import Added, Given, Of, values_of
from app.documents.states import documents

__all__ = ["Added", "Given", "Of", "documents", "values_of"]
