"""Finds Swedish personal identity numbers in text, so that they can be refused."""

import re
import unicodedata
from datetime import date

EXEMPT = re.compile(
    r"https?://\S+"
    r"|\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b"  # a UUID
    r"|\b(?=[0-9]*[a-fA-F])[0-9a-fA-F]{32,128}\b"  # a checksum
)
CANDIDATE = re.compile(r"(?<!\d)(?:\d\d)?(\d{6})[\s+\-‐-―−]{0,3}(\d{4})(?!\d)")


def has_personal_number(text: str) -> bool:
    """A real date (samordningsnummer: day + 60) and a right check digit, with or without century.

    Organisation numbers never match: their third digit makes the month 20 or more.
    """
    plain = EXEMPT.sub(" ", unicodedata.normalize("NFKC", text))
    return any(
        _is_date(birth) and luhn_holds(birth + number) for birth, number in CANDIDATE.findall(plain)
    )


def luhn_holds(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _is_date(birth: str) -> bool:
    day = int(birth[4:])
    try:
        # 2000 is a leap year, so that no real 29 February is missed.
        date(2000, int(birth[2:4]), day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True
