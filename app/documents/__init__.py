"""Reads as documents: the database writes the JSON that a response model promises."""

from app.documents.json_sql import json_object, json_value, quoted
from app.documents.mapping import Added, Derived, Given, Of, values_of
from app.documents.states import documents, of_page
from app.documents.telling import alone, for_reader, one_by_one, relations

__all__ = [
    "Added",
    "Derived",
    "Given",
    "Of",
    "alone",
    "documents",
    "for_reader",
    "json_object",
    "json_value",
    "of_page",
    "one_by_one",
    "quoted",
    "relations",
    "values_of",
]
