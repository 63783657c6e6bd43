"""Who may do what with a record, and what its state allows: pure functions of caller and facts.

Everybody is one anonymous caller who may do everything that the state of the record allows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Caller:
    """Who asks: a name that is its own among callers, and a text that differs with its rights."""

    name: str
    rights: str


ANYONE = Caller(name="anonymous", rights="everything")


def may(caller: Caller, operation: str, facts: Facts) -> bool:  # noqa: ARG001 - one caller so far
    """Whether the caller may do this with a record of which these facts are known."""
    return ALLOWED_BY_STATE.get(operation, _is_open)(facts)


def _is_open(facts: Facts) -> bool:
    """What reads is offered always, what changes only while the record has not been ended."""
    return not facts.get("ended", False)


def _is_changeable(facts: Facts) -> bool:
    return _is_open(facts) and bool(facts["changeable"])


def _is_endable(facts: Facts) -> bool:
    return _is_open(facts) and bool(facts["endable"])


def _is_draft(facts: Facts) -> bool:
    return bool(facts["draft"])


def _is_signed(facts: Facts) -> bool:
    return _is_open(facts) and facts["signing"] != "unsigned"


def _takes_signatures(facts: Facts) -> bool:
    """In a record made afterwards a signature is one more fact, whatever is signed already."""
    return _is_open(facts) and (facts["signing"] == "unsigned" or facts["afterwards"])


def _has_end_to_move(facts: Facts) -> bool:
    return _is_signed(facts) and facts["prolongable"]


def _is_compiled(facts: Facts) -> bool:
    return bool(facts["state"] == "compiled")


ALLOWED_BY_STATE: Mapping[str, Callable[[Facts], bool]] = {
    "change_measure": _is_changeable,
    "end_measure": _is_endable,
    "change_prioritised_area": _is_draft,
    "end_prioritised_area": _is_draft,
    "read_annual_report_workbook": _is_compiled,
    "read_annual_report_data": _is_compiled,
} | {
    f"{verb}_{noun}": allows
    for noun in ("agreement", "citizen_promise")
    for verb, allows in (
        ("sign", _takes_signatures),
        ("prolong", _has_end_to_move),
        ("amend", _is_signed),
        ("correct", _is_signed),
        ("terminate", _is_signed),
    )
}
