"""Where an imported record comes from, and all that it said which has no field of its own."""

import re
from typing import Any

from app.imports.reading import LINE, NAME, PARAGRAPH, Leftovers, Source
from app.imports.work import Work

ADDRESS = re.compile(r"https?://\S{1,1990}")


def provenance_of(work: Work, stated: dict[str, str | None]) -> dict[str, Any]:
    """Read last: whatever is still in the source by now follows the record as it stands."""
    source = work.source
    found = {
        "source_record_id": work.key[:LINE],
        "source_checksum": work.checksum,
        "sources": [_source(one) for one in source.parts("sources")],
        "stated_counties": work.stated_counties,
        "stated_municipalities": work.stated_municipalities,
        "area_count_as_stated": source.whole("area_count_as_stated", 0, 1_000_000),
        "version_history": source.lines("version_history", PARAGRAPH),
        "odd_shapes": source.lines("odd_shapes"),
        "references": _references(source),
        **{name: word for name, word in stated.items() if word is not None},
    }
    source.rest()
    found["texts"] = _texts(work.left)
    return found


def _source(source: Source) -> dict[str, Any]:
    """A seed file is a source's name; an address that is none stays as text."""
    name, address = source.line("seed_file", NAME), source.line("url", 2_000)
    if address is not None and not ADDRESS.fullmatch(address):
        source.left.keep(f"{source.path}url", address)
        address = None
    source.rest()
    return {"url": address, "name": name}


def _references(source: Source) -> list[dict[str, str]]:
    relations = [("parent", source.lines("parent_id")), ("replaces", source.lines("replaces"))]
    relations.append(("replacedBy", source.lines("replaced_by")))
    return [
        {"relation": relation, "record_id": one} for relation, keys in relations for one in keys
    ]


def _texts(left: Leftovers) -> list[dict[str, str]]:
    """Long ones in pieces, so that nothing is cut off."""
    return [
        {"name": path, "text": piece}
        for path, value in left.values
        for piece in _pieces(value)
        if piece.strip()
    ]


def _pieces(text: str) -> list[str]:
    return [text[start : start + PARAGRAPH] for start in range(0, len(text), PARAGRAPH)]
