"""Registering the reviews of an assignment together: all of them or none."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from app.errors import Fault, InvalidError, RuleViolationError
from app.models import FalseAlarm, Review, ReviewAssignment
from app.queries.fetching import asked
from app.queries.review_assignments import commitments_covered
from app.queries.reviews import commitments_reviewed
from app.queries.visibility import caller_in
from app.schemas.reviews import ReviewInAssignment, ReviewsCreate
from app.schemas.suspects import suspects
from app.services import changing

OVER = "Uppdraget är avslutat, så inga fler granskningar registreras i det."
NOT_COVERED = "Finns inte, eller omfattas inte av uppdraget; utelämna granskningen."
NOT_COVERED_AT_ALL = "En eller flera granskningar gäller något som uppdraget inte omfattar."
TWICE = "Granskas redan tidigare i listan; slå ihop granskningarna."
TWICE_AT_ALL = "Samma överenskommelse granskas flera gånger i listan."
KNOWN = "Är redan granskad i uppdraget; ändra den granskningen i stället."
KNOWN_AT_ALL = "En eller flera överenskommelser är redan granskade i uppdraget."
JUDGED_TWICE = "Kriteriet bedöms flera gånger i samma granskning; behåll en bedömning."


def record_in(session: Session, assignment: ReviewAssignment, body: ReviewsCreate) -> list[UUID]:
    """The keys of the new reviews, in the order sent; a fault names its place in the list."""
    if assignment.ended_on is not None:
        raise RuleViolationError(OVER)
    _refuse_repetitions(body)
    _refuse_what_is_not_covered(session, assignment, body)
    _refuse_what_is_reviewed(session, assignment, body)
    rows = [_made(session, assignment, one, place) for place, one in enumerate(body.reviews)]
    session.add_all(rows)
    session.flush()
    _log_false_alarms(session, rows, body)
    return [one.id for one in rows]


def _made(
    session: Session, assignment: ReviewAssignment, sent: ReviewInAssignment, place: int
) -> Review:
    row = Review(review_assignment_id=assignment.id)
    changing.fill(session, row, sent, f"reviews[{place}].")
    return row


def _refuse_repetitions(body: ReviewsCreate) -> None:
    first: dict[UUID, int] = {}
    for place, one in enumerate(body.reviews):
        first.setdefault(one.commitment_id, place)
    again = [n for n, one in enumerate(body.reviews) if first[one.commitment_id] != n]
    if again:
        raise InvalidError(TWICE_AT_ALL, _faults(again, TWICE))
    twice = [fault for n, one in enumerate(body.reviews) for fault in _judged_twice(n, one)]
    if twice:
        raise InvalidError(JUDGED_TWICE, twice)


def _judged_twice(place: int, review: ReviewInAssignment) -> Iterator[Fault]:
    times = Counter(one.criterion for one in review.verdicts)
    for number, one in enumerate(review.verdicts):
        if times[one.criterion] > 1:
            yield Fault(f"reviews[{place}].verdicts[{number}].criterion", JUDGED_TWICE)


def _refuse_what_is_not_covered(
    session: Session, assignment: ReviewAssignment, body: ReviewsCreate
) -> None:
    """What the caller may not see is told of in the same words as what does not exist."""
    question = commitments_covered(assignment, caller_in(session))
    rows = session.execute(question, asked(session, None))
    covered = {key for key, _, _, _, is_seen in rows if is_seen}
    outside = [n for n, one in enumerate(body.reviews) if one.commitment_id not in covered]
    if outside:
        raise InvalidError(NOT_COVERED_AT_ALL, _faults(outside, NOT_COVERED))


def _refuse_what_is_reviewed(
    session: Session, assignment: ReviewAssignment, body: ReviewsCreate
) -> None:
    """The constraint holds it too; this says which they are."""
    among = [one.commitment_id for one in body.reviews]
    known = set(session.scalars(commitments_reviewed(assignment.id, among)))
    again = [n for n, one in enumerate(body.reviews) if one.commitment_id in known]
    if again:
        raise RuleViolationError(KNOWN_AT_ALL, _faults(again, KNOWN))


def _faults(places: list[int], reason: str) -> list[Fault]:
    return [Fault(f"reviews[{place}].commitmentId", reason) for place in places]


def _log_false_alarms(session: Session, rows: list[Review], body: ReviewsCreate) -> None:
    """To each review the fields of its own."""
    found = suspects(body) if body.false_alarm_reason else []
    for place, row in enumerate(rows):
        own = [one for one in found if one.startswith(f"reviews[{place}].")]
        if own:
            alarm = FalseAlarm(resource_id=row.id, fields=own, reason=body.false_alarm_reason)
            session.add(alarm)
    session.flush()
