"""Finds Swedish personal identity numbers in text, so that they can be refused."""

import re
import unicodedata
from datetime import date

EXEMPT = re.compile(
    r"https?://\S+"
    r"|\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b"  # a UUID
    r"|\b(?=[0-9]*[a-fA-F])[0-9a-fA-F]{32,128}\b"  # a checksum
)
DASH = r"\-‐-―−/._"
CANDIDATES = (
    re.compile(rf"(?<!\d)(?:\d\d)?(\d\d)(\d\d)(\d\d)[\s+{DASH}]{{0,3}}(\d{{4}})(?!\d)"),
    re.compile(r"(?<!\d)(?:\d\d)?(\d\d)\s?(\d\d)\s?(\d\d)\s?(\d{4})(?!\d)"),
    # A day that is followed by a year or a time of day is no number: 2023-07-01–2024-06-30.
    re.compile(
        rf"(?<!\d)(?:\d\d)?(\d\d)[{DASH}](\d\d)[{DASH}](\d\d)[+{DASH}]?(\d{{4}})(?![{DASH}]?\d)"
    ),
)


def has_personal_number(text: str) -> bool:
    """A real date (samordningsnummer: day + 60) and a right check digit, with or without century.

    Organisation numbers never match: their third digit makes the month 20 or more.
    """
    plain = EXEMPT.sub(" ", unicodedata.normalize("NFKC", text))
    visible = "".join(one for one in plain if unicodedata.category(one) != "Cf")
    return any(
        _is_date(*parts[:3]) and luhn_holds("".join(parts))
        for candidate in CANDIDATES
        for parts in candidate.findall(visible)
    )


def luhn_holds(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _is_date(_year: str, month: str, day: str) -> bool:
    try:
        # 2000 is a leap year, so that no real 29 February is missed.
        date(2000, int(month), int(day) - 60 if int(day) > 60 else int(day))
    except ValueError:
        return False
    return True
