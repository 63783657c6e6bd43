"""Handing out a workbook: the file itself, or as JSON its name, size and checksum."""

from fastapi import Response

from app.http.answers import computed, reckoned
from app.http.asking import Ask
from app.http.denying import note_download
from app.http.dependencies import JSON
from app.services.annual_reports import workbook_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def handed_out(ask: Ask, form: str, name: str, workbook: bytes) -> Response:
    """In the form that the caller likes best; that the file was fetched is noted."""
    if form == JSON:
        return reckoned(ask, workbook_of(name, workbook).model_dump_json(by_alias=True))
    note_download(ask.request, file=name)
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return computed(ask, workbook, XLSX, **disposition)
