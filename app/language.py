"""Swedish order and search: keys computed here, so that both database engines agree."""

import unicodedata

# Å, ä and ö are letters of their own after z; the characters after z in ASCII keep them there.
# Ü stands as y, as in Swedish dictionaries; other marks above a letter do not count.
SWEDISH = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"})


def folded(text: str) -> str:
    """The form in which text is searched: case does not matter, å, ä and ö do."""
    return unicodedata.normalize("NFC", text).casefold()


def sort_key(text: str) -> str:
    """A key whose plain byte order is the Swedish alphabetical order of the text."""
    letters = folded(text).translate(SWEDISH)
    plain = unicodedata.normalize("NFKD", letters)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))[:400]
