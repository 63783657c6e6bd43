"""What an imported commitment hangs on, what it replaces, and what replaced it."""

from typing import Any
from uuid import UUID

from app.imports.days import KnownDay, day_in, first_day
from app.imports.work import Work

MOST_REPLACED = 20
MISSING = "Källan hänvisar till posten {key}, som inte finns i registret."


def parent_of(work: Work) -> UUID | None:
    parent = work.links.parents.get(work.key)
    found = work.commitment(parent)
    if parent and found is None:
        work.left.note(MISSING.format(key=parent[:100]))
    return found


def replaced_by(work: Work) -> list[dict[str, Any]]:
    """The older ones that this one replaces, whichever of the two records says so."""
    found = []
    for one in work.links.replaced.get(work.key, []):
        older = work.commitment(one.older)
        if older is None:
            work.left.note(MISSING.format(key=one.older[:100]))
            continue
        day = first_day(one.replaced_on)
        found.append({"replaced_id": older, "replaced_on": day, "is_inferred": one.is_inferred})
    if len(found) > MOST_REPLACED:
        work.left.note(f"Den ersätter {len(found)} andra; de första {MOST_REPLACED} är inlästa.")
    return found[:MOST_REPLACED]


def told_replacement(work: Work, *, replaces: bool) -> tuple[bool, KnownDay | None]:
    """Whether it was replaced by a record that nobody knows, and when.

    A newer record that is in the register, or comes in the same file, says it itself.
    """
    source = work.source
    newer = source.values.get("replaced_by")
    # Kept in words too: the newer record may turn out not to be readable.
    work.left.remember("replaced_on", source.values.get("replaced_on"))
    day = day_in(source, "replaced_on")
    inferred = source.flag("replacement_is_inferred")
    if inferred is not None and not replaces:
        work.left.remember("replacement_is_inferred", "ja" if inferred else "nej")
    if not isinstance(newer, str) or not newer.strip() or work.expects(newer):
        return False, None
    work.left.note(MISSING.format(key=newer[:100]))
    return True, day
