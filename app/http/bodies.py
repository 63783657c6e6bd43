"""What a JSON body must be before it is parsed into anything: one meaning, and not too deep."""

import json
import re
from itertools import accumulate
from typing import Any

DEEPEST = 32

NOT_UTF8 = "Innehållet ska vara UTF-8 utan byteordningsmärke (BOM)."
NOT_JSON = "Innehållet är inte giltig JSON."
TOO_DEEP = f"Innehållet får ha högst {DEEPEST} nivåer."
TWICE = "Samma fält anges två gånger; ange det en gång."
NO_NUMBER = "NaN, Infinity och tal utan gräns är inte JSON; ange ett ändligt tal."

# The end quote may be missing: a text of nothing but begun strings is then still read once.
STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


class UnreadableError(ValueError):
    """The text cannot be taken as JSON with one meaning; the message says why, in Swedish."""


def fault_in(body: bytes) -> str | None:
    """The sentence that says why the body is refused; None when it may be parsed."""
    try:
        text = body.decode()
        _refuse_depth(text)
        json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite)
    except UnreadableError as error:
        return str(error)
    except UnicodeDecodeError:
        return NOT_UTF8
    except ValueError:  # no JSON, or a whole number of thousands of digits
        return NOT_UTF8 if text.startswith("\ufeff") else NOT_JSON
    return None


def _refuse_depth(text: str) -> None:
    """Counted before the parser, which would recurse; most bodies have fewer brackets in all."""
    if text.count("[") + text.count("{") > DEEPEST and _depth(text) > DEEPEST:
        raise UnreadableError(TOO_DEEP)


def _depth(text: str) -> int:
    bare = STRING.sub("", text)
    return max(accumulate(STEPS[one] for one in bare if one in STEPS), default=0)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise UnreadableError(TWICE)
    return fields


def _no_number(_literal: str) -> None:
    raise UnreadableError(NO_NUMBER)


def _finite(digits: str) -> float:
    number = float(digits)
    if number in {float("inf"), float("-inf")}:
        raise UnreadableError(NO_NUMBER)
    return number
