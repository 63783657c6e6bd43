"""Rewrites a saved workbook: the same content is the same bytes, its charts told in words."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from shutil import copyfileobj
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIXED = (1980, 1, 1, 0, 0, 0)
CORE = "docProps/core.xml"
DRAWING = re.compile(r"xl/drawings/drawing(\d+)\.xml$")
PICTURE = re.compile(r'<((?:\w+:)?cNvPr) id="(\d+)" name="[^"]*"')
MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")


def with_fixed_times(saved: BytesIO, at: datetime, alts: Sequence[str]) -> bytes:
    """`alts` are the words for the charts, in the order of the sheets."""
    waiting = iter(alts)
    rewritten = BytesIO()
    with ZipFile(saved) as old, ZipFile(rewritten, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=_order):
            entry = ZipInfo(name, FIXED)
            entry.compress_type = ZIP_DEFLATED
            if name == CORE or DRAWING.match(name):
                new.writestr(entry, _content(name, old.read(name), at, waiting))
            else:
                with old.open(name) as source, new.open(entry, "w") as copy:
                    copyfileobj(source, copy)
    return rewritten.getvalue()


def _order(name: str) -> tuple[bool, int, str]:
    """Content types first, as readers expect; drawings in the order of their sheets."""
    drawing = DRAWING.match(name)
    return (name != "[Content_Types].xml", int(drawing[1]) if drawing else 0, name)


def _content(name: str, content: bytes, at: datetime, alts: Iterator[str]) -> bytes:
    if name == CORE:
        stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return MODIFIED.sub(rf"\g<1>{stamp}", content.decode()).encode()
    return PICTURE.sub(lambda found: _described(found, next(alts)), content.decode()).encode()


def _described(found: re.Match[str], alt: str) -> str:
    return f'<{found[1]} id="{found[2]}" name="Diagram {found[2]}" descr={quoteattr(alt)}'
