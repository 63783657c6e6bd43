"""Ordering a disposal: what may be disposed of yet, and the job for it, in one transaction."""

from datetime import date

from sqlalchemy.orm import Session

from app.clock import today
from app.errors import Fault, InvalidError
from app.jobs import queue
from app.models import Disposal
from app.queries.kinds import KINDS
from app.schemas.disposals import DisposalCreate
from app.services import changing
from app.settings import settings

KIND = "disposal"
# However much there is; what was done when the time is up stays done.
LONGEST_S = 6 * 3600
CLASSES = frozenset(one.name for one in KINDS.values())
UNKNOWN = "Det finns ingen sådan klass; ange den som listan heter i adressen, till exempel forums."
WRONG_SETTING = "SAMVERKAN_RETENTION_YEARS_BY_CLASS anger klasser som inte finns: {unknown}."


def order(session: Session, body: DisposalCreate, traceparent: str | None = None) -> Disposal:
    """`traceparent` is of the request that orders it; each entry of the work names its trace."""
    refuse_unknown(body.record_kind)
    changing.refuse_to_come(body.decided_on, "decidedOn")
    changing.refuse_to_come(body.before_on, "beforeOn")
    refuse_too_young(body.record_kind, body.before_on)
    disposal = changing.add(session, Disposal, body)
    payload = {"disposalId": str(disposal.id)}
    terms: queue.Terms = {"traceparent": traceparent, "timeout_s": LONGEST_S}
    disposal.job_id = queue.enqueue(session, KIND, payload, **terms).id
    session.flush()
    return disposal


def refuse_unknown(record_kind: str | None) -> None:
    if record_kind is not None and record_kind not in CLASSES:
        raise InvalidError(UNKNOWN, [Fault("recordKind", UNKNOWN)])


def refuse_too_young(record_kind: str | None, before_on: date) -> None:
    years = retention_years(record_kind)
    latest = years_before(today(), years)
    if before_on > latest:
        of = "Alla klasser" if record_kind is None else f"Klassen {record_kind}"
        reason = f"{of} ska bevaras i {years} år: ange senast {latest}."
        raise InvalidError(reason, [Fault("beforeOn", reason)])


def retention_years(record_kind: str | None) -> int:
    """Of every class at once, the longest: none of them may be disposed of too early."""
    general, known = settings().retention_years, settings().retention_years_by_class
    if record_kind is None:
        return max([general, *known.values()])
    return known.get(record_kind, general)


def years_before(day: date, years: int) -> date:
    last = 28 if day.month == 2 else 31  # the 29th of February is not in every year
    return day.replace(year=day.year - years, day=min(day.day, last))


def refuse_wrong_setting() -> None:
    """A class that is misspelt there would be kept for another time than was meant."""
    unknown = sorted(settings().retention_years_by_class.keys() - CLASSES)
    if unknown:
        raise InvalidError(WRONG_SETTING.format(unknown=", ".join(unknown)))
