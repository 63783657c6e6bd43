"""How the police is put together, and what its units are called in sources."""

import re
from datetime import date
from typing import Any

from app.imports.reading import NAME
from app.models.actors import ActorKind, SuccessionKind

LAST_DAY_OF_OLD_POLICE = date(2014, 12, 31)
FIRST_DAY_OF_ONE_POLICE = date(2015, 1, 1)
WORDS = (
    (ActorKind.LOCAL_POLICE_AREA, "Lokalpolisområde", r"(?:lokalpolisområdet?|lpo)\s+(.+)"),
    (ActorKind.POLICE_AREA, "Polisområde", r"(?:polisområdet?|po)\s+(.+)"),
    (ActorKind.POLICE_REGION, "Polisregion", r"(?:polisregion(?:en)?|region)\s+(.+)"),
)


def official_name(kind: ActorKind, stated: str) -> str:
    """Without the authority before it: `Lokalpolisområde Nyköping`."""
    own = re.sub(r"^(?:polismyndigheten|polisen)\s*[,:]\s*", "", stated, flags=re.IGNORECASE)
    for one, word, pattern in WORDS:
        written = re.fullmatch(pattern, own, flags=re.IGNORECASE)
        if kind is one and written:
            return f"{word} {written[1]}"[:NAME]
    return stated


def merged_into(one_authority: Any) -> dict[str, Any]:
    """What became of the 21 county authorities."""
    successor = {
        "successor_id": one_authority,
        "kind": SuccessionKind.MERGE,
        "succeeded_on": FIRST_DAY_OF_ONE_POLICE,
    }
    return {
        "valid_to": LAST_DAY_OF_OLD_POLICE,
        "successors": [successor] if one_authority else [],
    }
