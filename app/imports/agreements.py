"""Imports a file of agreements, promises and review assignments; as often as one likes."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from app.database import Sessions
from app.errors import DomainError, Fault, InvalidError, RuleViolationError
from app.imports.assignments import import_assignment
from app.imports.commitments import import_agreement, import_promise
from app.imports.files import checksum, fault_in, personal_number_in, records_in
from app.imports.keys import known
from app.imports.kinds import PROMISE, REVIEW_ASSIGNMENT
from app.imports.links import in_order, links_of
from app.imports.promises import add_promises, own_summary, told_in
from app.imports.reading import LINE
from app.imports.report import ImportReport, Outcome, RecordReport
from app.imports.work import Batch, Work, begun
from app.models import Commitment, County, ReviewAssignment
from app.personal_numbers import has_personal_number
from app.schemas.sentences import faults_in
from app.services.conflicts import explained

NO_REFERENCE_DATA = "Läs först in referensdata: samverkan reference load."
TWICE = "Samma id förekommer tidigare i filen, med annat innehåll."
# A record without any of these is no agreement but, say, a file of another form.
TELLING = ("title", "kind", "parties", "counties", "municipalities", "areas")
NOTHING_KNOWN = f"Posten har inget av fälten {', '.join(TELLING)}."
PERSONAL_NUMBER = "Något ser ut som ett personnummer i {path}."
UNFORESEEN = "Databasen tog inte emot posten."


def import_agreements(sessions: Sessions, path: Path) -> ImportReport:
    """Each record in a transaction of its own: one that is broken is named, the rest go on."""
    _refuse_without_reference_data(sessions)
    report = ImportReport()
    records = _by_key(records_in(path), report)
    links = links_of(records)
    batch = Batch(links, frozenset(records), path.name)
    for key in in_order(records, links):
        report.records.append(_import_one(sessions, key, records[key], batch))
    return report


def _refuse_without_reference_data(sessions: Sessions) -> None:
    """Without counties no place would be found, and every record be imported as if it had none."""
    with sessions.begin() as session:
        if session.scalar(select(County.code).limit(1)) is None:
            raise RuleViolationError(NO_REFERENCE_DATA)


def _by_key(found: list[Any], report: ImportReport) -> dict[str, dict[str, Any]]:
    records: dict[str, dict[str, Any]] = {}
    for place, record in enumerate(found, start=1):
        fault = fault_in(record)
        if fault is not None:
            report.records.append(_refused(_name(record, place), fault))
            continue
        key = _key(record)
        if key in records and checksum(record) != checksum(records[key]):
            report.records.append(_refused(f"{key} (post {place})", TWICE))
        elif key in records:
            report.records.append(RecordReport(f"{key} (post {place})", Outcome.UNCHANGED))
        else:
            records[key] = record
    return records


def _name(record: Any, place: int) -> str:
    """Of one that cannot be read: its place in the file, and its id where it has one."""
    stated = _stated_key(record) if isinstance(record, dict) else None
    return f"{stated} (post {place})" if stated else f"post {place}"


def _key(record: dict[str, Any]) -> str:
    """The source's id; a record without one is known by its content."""
    return _stated_key(record) or f"utan-id-{checksum(record)[:16]}"


def _stated_key(record: dict[str, Any]) -> str | None:
    """None where it is no text that a report can show."""
    stated = record.get("id")
    words = " ".join(str(stated).split()) if isinstance(stated, str | int) else ""
    is_shown = len(words) <= LINE // 2 and words.isprintable() and not has_personal_number(words)
    return words if words and is_shown else None


def _import_one(sessions: Sessions, key: str, record: dict[str, Any], batch: Batch) -> RecordReport:
    try:
        with sessions.begin() as session:
            return _in_transaction(session, key, record, batch)
    except IntegrityError as error:
        return _refused(key, *_sentences(explained(error)))
    except (DomainError, ValidationError) as error:
        return _refused(key, *_sentences(error))
    except DBAPIError:
        return _refused(key, UNFORESEEN)


def _in_transaction(
    session: Session, key: str, record: dict[str, Any], batch: Batch
) -> RecordReport:
    present = known(session, key)
    if present is not None:
        same = _checksum_of(session, present) == checksum(record)
        return RecordReport(key, Outcome.UNCHANGED if same else Outcome.DIFFERS)
    if not any(record.get(name) for name in TELLING):
        raise InvalidError(NOTHING_KNOWN)
    suspect = personal_number_in(record)
    if suspect is not None:
        raise InvalidError(PERSONAL_NUMBER.format(path=suspect))
    work = begun(session, key, record, batch)
    _make(work)
    work.made["actors"] += work.actors.made
    work.made["forums"] += work.forums.made
    unplaced = tuple(dict.fromkeys(work.left.unplaced))
    return RecordReport(key, Outcome.MADE, work.made, unplaced)


def _make(work: Work) -> None:
    kind = work.source.line("kind")
    if kind == REVIEW_ASSIGNMENT:
        import_assignment(work)
        return
    summary = own_summary(work) if kind == PROMISE else None
    told = told_in(work)
    row, plan = import_promise(work, summary) if kind == PROMISE else import_agreement(work, kind)
    add_promises(work, told, row, plan)


def _checksum_of(session: Session, key: Any) -> str | None:
    for kind in (Commitment, ReviewAssignment):
        found = session.scalar(select(kind.provenance).where(kind.id == key))
        if found is not None:
            return str(found.get("sourceChecksum"))
    return None


def _refused(key: str, *faults: str) -> RecordReport:
    return RecordReport(key, Outcome.REFUSED, faults=faults)


def _sentences(error: DomainError | ValidationError | None) -> list[str]:
    if error is None:
        return [UNFORESEEN]
    if isinstance(error, ValidationError):
        return [_sentence(one) for one in faults_in(_located(error))]
    return [error.detail, *(_sentence(one) for one in error.faults)]


def _located(error: ValidationError) -> list[Any]:
    """As over HTTP, where the first step of a location says that it is the body."""
    return [one | {"loc": ("body", *one["loc"])} for one in error.errors()]


def _sentence(fault: Fault) -> str:
    return f"{fault.name}: {fault.reason}"
