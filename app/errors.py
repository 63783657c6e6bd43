"""What can go wrong, in the words of the domain; knows nothing of HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One field that is wrong: `name` as the caller wrote it (`period.endsOn`), and the remedy."""

    name: str
    reason: str


class DomainError(Exception):
    """A refusal that a person can read: a whole Swedish sentence, and the fields it concerns."""

    def __init__(self, detail: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = tuple(faults)


class NotFoundError(DomainError):
    """The record that is asked for does not exist."""


class ForbiddenError(DomainError):
    """The caller may know of it but may not do this; `scope` is what its token lacks, if that."""

    def __init__(self, detail: str, faults: Sequence[Fault] = (), scope: str | None = None) -> None:
        super().__init__(detail, faults)
        self.scope = scope


class RuleViolationError(DomainError):
    """A rule of the domain forbids the change in the record's present state."""


class InvalidError(DomainError):
    """The content of the change is wrong; the faults say which fields."""


class StaleError(DomainError):
    """Somebody else changed the record while this change was made."""


class BusyError(DomainError):
    """Enough of the same waits already; the caller may try again after a while."""

    again_after_s = 30
