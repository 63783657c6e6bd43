"""How many times a year, out of the words that sources use."""

import re

from app.language import folded

NUMBERS = {
    "en": 1,
    "ett": 1,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "sju": 7,
    "åtta": 8,
    "nio": 9,
    "tio": 10,
    "elva": 11,
    "tolv": 12,
}
PER = (("år", 1), ("termin", 2), ("halvår", 2), ("tertial", 3), ("kvartal", 4))
PER_SHORT = (("månad", 12), ("vecka", 52))
COUNTED = re.compile(
    rf"\b({'|'.join(NUMBERS)}|[0-9]{{1,2}})\s+(?:gånger|gång|ggr|möten|möte|träffar)?\s*"
    r"(?:per|om|i|varje|/)\s*(halvår|år|termin|tertial|kvartal|månad|vecka)"
)
SAID = (
    (r"vartannat år", None),
    (r"varannan månad", 6),
    (r"varannan vecka", 26),
    (r"tertial", 3),
    (r"kvartal", 4),
    (r"halvår|varje termin|terminsvis", 2),
    (r"månatlig|månadsvis|varje månad", 12),
    (r"veckovis|varje vecka|veckolägesbild", 52),
    (r"årlig|varje år|årsvis", 1),
)


def times_per_year(words: str | None) -> int | None:
    """None where the words set no number."""
    text = folded(words or "")
    counted = COUNTED.search(text)
    if counted:
        number, span = counted.groups()
        times = NUMBERS.get(number) or int(number)
        product = times * dict(PER + PER_SHORT)[span]
        return product if 1 <= product <= 366 else None
    return next((times for pattern, times in SAID if re.search(pattern, text)), None)
