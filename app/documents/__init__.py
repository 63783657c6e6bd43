"""Reads as documents: the database writes the JSON that a response model promises."""

from app.documents.json_sql import json_object, json_value, quoted
from app.documents.mapping import Added, Given, Of, values_of
from app.documents.states import documents
from app.documents.telling import for_reader

__all__ = [
    "Added",
    "Given",
    "Of",
    "documents",
    "for_reader",
    "json_object",
    "json_value",
    "quoted",
    "values_of",
]
