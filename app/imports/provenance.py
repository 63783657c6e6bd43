"""Where an imported record comes from, and all that it said which has no field of its own."""

import re
from typing import Any

from app.imports.reading import LINE, NAME, PARAGRAPH, Leftovers, Source, without_controls
from app.imports.work import Work

MOST_NOTES, MOST_TEXTS = 100, 200
MORE_NOTES = "Ytterligare {count} anmärkningar står i provenance.texts."
NOT_ALL_KEPT = "Källan säger mer än vad som ryms här: {count} tecken finns bara i källan."
ADDRESS = re.compile(r"https?://\S{1,1990}")


def told_besides(work: Work, stated: dict[str, str | None]) -> dict[str, Any]:
    """Read last: whatever is still in the source by now follows the record as it stands."""
    notes = work.source.lines("data_quality_notes", PARAGRAPH)
    provenance = _provenance(work, stated)
    notes = _fewer(work.left, [*notes, *work.left.notes])
    provenance["texts"], lost = _bounded(_texts(work.left))
    if lost:
        notes = [*notes[: MOST_NOTES - 1], NOT_ALL_KEPT.format(count=lost)]
    return {"provenance": provenance, "data_quality_notes": notes}


def _fewer(left: Leftovers, notes: list[str]) -> list[str]:
    """With room for a note of those that stand elsewhere."""
    if len(notes) <= MOST_NOTES:
        return notes
    rest = notes[MOST_NOTES - 1 :]
    left.remember("data_quality_notes", "\n".join(rest))
    return [*notes[: MOST_NOTES - 1], MORE_NOTES.format(count=len(rest))]


def _bounded(texts: list[dict[str, str]]) -> tuple[list[dict[str, str]], int]:
    """Those that there is room for, many short ones together; and how much there was not."""
    if len(texts) <= MOST_TEXTS:
        return texts, 0
    alone = MOST_TEXTS // 2
    rest = "\n".join(f"{one['name']}: {one['text']}" for one in texts[alone:])
    pieces = [{"name": "övrigt", "text": one} for one in _pieces(rest) if one.strip()]
    lost = sum(len(one["text"]) for one in pieces[MOST_TEXTS - alone :])
    return [*texts[:alone], *pieces[: MOST_TEXTS - alone]], lost


def _provenance(work: Work, stated: dict[str, str | None]) -> dict[str, Any]:
    source = work.source
    found = {
        "source_record_id": work.key[:LINE],
        "source_checksum": work.checksum,
        "sources": _sources(work),
        "stated_counties": work.stated_counties,
        "stated_municipalities": work.stated_municipalities,
        "area_count_as_stated": source.whole("area_count_as_stated", 0, 1_000_000),
        "earlier_versions": source.lines("version_history", PARAGRAPH, 100),
        "odd_shapes": source.lines("odd_shapes", most=100),
        "references": _references(source),
        **{name: word for name, word in stated.items() if word is not None},
    }
    source.rest()
    return found


def _sources(work: Work) -> list[dict[str, Any]]:
    """A record that names no source was at least found in the file."""
    stated = [_source(one) for one in work.source.parts("sources", 50)]
    named = [one for one in stated if one["url"] or one["name"]]
    return named or [{"name": f"Importerad fil: {without_controls(work.file_name)}"[:NAME]}]


def _source(source: Source) -> dict[str, Any]:
    """A seed file is a source's name; an address that is none stays as text."""
    name, address = source.line("seed_file", NAME), source.line("url", 2_000)
    if address is not None and not ADDRESS.fullmatch(address):
        source.left.keep(f"{source.path}url", address)
        address = None
    source.rest()
    return {"url": address, "name": name}


def _references(source: Source) -> list[dict[str, str]]:
    relations = [
        ("parent", source.lines("parent_id", most=10)),
        ("replaces", source.lines("replaces", most=80)),
        ("replacedBy", source.lines("replaced_by", most=10)),
    ]
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
