"""Rows that are valid by default; a test names only what it is about."""

from datetime import date
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clock import now
from app.language import sort_key
from app.models import (
    ActionPlan,
    Activity,
    Actor,
    ActorArea,
    Agreement,
    AnnualReport,
    AnnualReportFile,
    AreaCategory,
    Calendar,
    CitizenPromise,
    Commitment,
    CouncilReport,
    County,
    Delivery,
    Disposal,
    FollowUp,
    Forum,
    Function,
    IndicatorAnswer,
    Job,
    Mailing,
    Measure,
    MeasureActor,
    Meeting,
    Method,
    Municipality,
    MunicipalityFeedback,
    NationalReport,
    NationalReportFile,
    OperatingPlan,
    Party,
    Principal,
    PrioritisedArea,
    Replacement,
    Resource,
    Review,
    ReviewAssignment,
    Signature,
    SituationPicture,
    StateGrant,
    SupportNeed,
)
from app.models.actors import ActorKind
from app.models.commitment_parts import PartyRole
from app.models.commitments import Level, Signing
from app.models.deliveries import DeliveryState
from app.models.follow_ups import SUBJECTS
from app.models.forums import ForumKind
from app.models.jobs import JobState
from app.models.mailings import MailingState
from app.models.principals import EMBEDDED, PrincipalKind, Role
from app.queries.deliverables import Report, deliverable

API = "/samverkan/v1"

C = TypeVar("C", bound=Commitment)
R = TypeVar("R", bound=Resource)


def county(session: Session, code: str = "04", name: str = "Södermanlands län") -> County:
    found = session.get(County, code)
    if found is None:
        found = County(code=code, name=name, police_region="Öst", sort_key=sort_key(name))
        session.add(found)
        session.flush()
    return found


def municipality(
    session: Session, code: str = "0481", name: str = "Oxelösund", county_code: str | None = None
) -> Municipality:
    found = session.get(Municipality, code)
    if found is None:
        home = county(session, county_code or code[:2], f"Län {code[:2]}")
        found = Municipality(code=code, name=name, county_code=home.code, sort_key=sort_key(name))
        session.add(found)
        session.flush()
    return found


def actor(session: Session, name: str = "Oxelösunds kommun", **values: Any) -> Actor:
    row = Actor(**{"name": name, "kind": ActorKind.MUNICIPALITY, **values})
    session.add(row)
    session.flush()
    return row


def forum(session: Session, name: str = "Lokala rådet", **values: Any) -> Forum:
    row = Forum(**{"name": name, "kind": ForumKind.LOCAL_COUNCIL, **values})
    session.add(row)
    session.flush()
    return row


def meeting(session: Session, held_on: str = "2024-03-14", **values: Any) -> Meeting:
    given = {"forum_id": values.pop("forum_id", None) or forum(session).id, **values}
    row = Meeting(held_on=date.fromisoformat(held_on), **given)
    session.add(row)
    session.flush()
    return row


def agreement(
    session: Session, title: str = "Samverkansöverenskommelse", **values: Any
) -> Agreement:
    """Signed and valid 2024 through 2027, without parties."""
    return _commitment(session, Agreement(**_signed(title, values)))


def citizen_promise(
    session: Session, title: str = "Medborgarlöfte", **values: Any
) -> CitizenPromise:
    """Signed and valid 2024 through 2027, without parties."""
    return _commitment(session, CitizenPromise(**_signed(title, values)))


def party(
    session: Session, commitment: Commitment, actor: Actor | None = None, **values: Any
) -> Party:
    given = {"role": PartyRole.CONTRACTING, **values}
    row = Party(commitment_id=commitment.id, actor_id=(actor or _any_actor(session)).id, **given)
    session.add(row)
    session.flush()
    return row


def replacement(session: Session, newer: Commitment, older: Commitment) -> Replacement:
    """On a day that nobody knows."""
    row = Replacement(commitment_id=newer.id, replaced_id=older.id)
    session.add(row)
    session.flush()
    return row


def signature(session: Session, commitment: Commitment, party: Party, **values: Any) -> Signature:
    given = {"title": "ordförande", "signed_on": date(2024, 1, 2), **values}
    row = Signature(commitment_id=commitment.id, party_id=party.id, **given)
    session.add(row)
    session.flush()
    return row


def _any_actor(session: Session) -> Actor:
    return actor(session)


def _signed(title: str, values: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": title,
        "level": Level.MUNICIPALITY,
        "signing": Signing.SIGNED,
        "starts_on": date(2024, 1, 1),
        "ends_on": date(2027, 12, 31),
        **values,
    }


def _commitment(session: Session, row: C) -> C:
    session.add(row)
    session.flush()
    return row


def area_of_work(session: Session, actor: Actor, code: str) -> ActorArea:
    """A municipality where the actor works, always."""
    row = ActorArea(actor_id=actor.id, municipality_code=code)
    session.add(row)
    session.flush()
    return row


def function(session: Session, actor: Actor | None = None, **values: Any) -> Function:
    """A coordinator at the actor, of any day."""
    at = (actor or _any_actor(session)).id
    row = Function(**{"kind": "coordinator", "title": "Samordnare", "actor_id": at, **values})
    session.add(row)
    session.flush()
    return row


def area_category(session: Session, code: str = "youth", **values: Any) -> AreaCategory:
    row = AreaCategory(**{"code": code, "name": code.capitalize(), **values})
    session.add(row)
    session.flush()
    return row


def method(session: Session, code: str = "est", **values: Any) -> Method:
    row = Method(**{"code": code, "name": code.upper(), "evidence": "unclear", **values})
    session.add(row)
    session.flush()
    return row


def situation_picture(
    session: Session, title: str = "Lägesbild", codes: tuple[str, ...] = (), **values: Any
) -> SituationPicture:
    """For the municipalities of the codes, or for Oxelösund."""
    covered = list(codes) or [municipality(session).code]
    given = {"kind": "joint", "municipality_codes": covered, **values}
    return _kept(session, SituationPicture(title=title, **given))


def action_plan(session: Session, title: str = "Åtgärdsplan", **values: Any) -> ActionPlan:
    """Statutory, of Oxelösund; or operational, adopted by a forum, when that kind is given."""
    if values.get("kind") == "operational":
        given = {"adopted_by_forum_id": values.get("adopted_by_forum_id") or forum(session).id}
    else:
        given = {"kind": "statutory", "municipality_code": municipality(session).code}
    return _kept(session, ActionPlan(title=title, **{**given, **values}))


def disposal(session: Session, reference: str = "KA 2024/17", **values: Any) -> Disposal:
    """Of old entries about forums, without a job."""
    given = {"before_on": date(2014, 1, 1), "decided_on": date(2024, 11, 5), **values}
    return _kept(session, Disposal(decision_reference=reference, record_kind="forums", **given))


def operating_plan(session: Session, year: int = 2024, **values: Any) -> OperatingPlan:
    code = values.pop("county_code", None) or county(session).code
    given = {"title": "Verksamhetsplan", **values}
    return _kept(session, OperatingPlan(year=year, county_code=code, **given))


def activity(session: Session, title: str = "Kommunbesök", **values: Any) -> Activity:
    return _kept(session, Activity(title=title, **{"kind": "municipalityVisit", **values}))


def support_need(session: Session, topic: str = "Orsaksanalys", **values: Any) -> SupportNeed:
    asking = values.pop("asked_by_id", None) or actor(session).id
    given = {"asked_on": date(2024, 2, 20), "asked_by_id": asking, **values}
    return _kept(session, SupportNeed(topic=topic, **given))


def follow_up(session: Session, summary: str = "Gjort.", **values: Any) -> FollowUp:
    """Of the subject that is given, or else of an agreement."""
    if not any(values.get(one) for one in SUBJECTS):
        values["commitment_id"] = agreement(session).id
    return _kept(session, FollowUp(summary=summary, **{"kind": "production", **values}))


def review_assignment(
    session: Session, title: str = "Granskning", **values: Any
) -> ReviewAssignment:
    code = values.pop("county_code", None) or county(session).code
    return _kept(session, ReviewAssignment(title=title, county_code=code, **values))


def review(session: Session, summary: str = "Granskat.", **values: Any) -> Review:
    reviewed = values.pop("commitment_id", None) or agreement(session).id
    given = {"reviewed_on": date(2024, 10, 1), "commitment_id": reviewed, **values}
    return _kept(session, Review(summary=summary, **given))


def council_report(session: Session, summary: str = "Rapport.", **values: Any) -> CouncilReport:
    code = values.pop("municipality_code", None) or municipality(session).code
    given = {"reported_on": date(2024, 6, 12), "municipality_code": code, **values}
    return _kept(session, CouncilReport(summary=summary, **given))


def state_grant(session: Session, title: str = "Trygga kvällar", **values: Any) -> StateGrant:
    """Applied for by an actor, for Oxelösund unless a place is given."""
    applicant = values.pop("applicant_id", None) or actor(session).id
    if "county_code" not in values:
        values.setdefault("municipality_code", municipality(session).code)
    given = {"year": 2024, "applicant_id": applicant, **values}
    return _kept(session, StateGrant(title=title, **given))


def indicator_answer(
    session: Session, by: Actor | None = None, indicator: str = "I13c", **values: Any
) -> IndicatorAnswer:
    """Of the middle of the scale, or yes."""
    said = {"answer": "yes"} if indicator == "I12" else {"grade": 3}
    given = {"year": 2024, "answered_on": date(2025, 1, 15), **said, **values}
    at = (by or actor(session)).id
    return _kept(session, IndicatorAnswer(actor_id=at, indicator=indicator, **given))


def annual_report(session: Session, year: int = 2024, **values: Any) -> AnnualReport:
    """Compiled, with files of next to nothing."""
    code = values.pop("county_code", None) or county(session).code
    given = {"title": "Redovisning", "as_of": date(year, 12, 31), "compiled_at": now(), **values}
    submitted_at = given.pop("submitted_at", None)
    report = AnnualReport(year=year, county_code=code, narrative=[], **given)
    _kept(session, report)
    file = {"workbook": b"PK", "head": {"year": year}, "checksum": "0" * 64}
    session.add(AnnualReportFile(annual_report_id=report.id, **file))
    session.flush()
    report.submitted_at = submitted_at  # from now on its file cannot be changed
    session.flush()
    return report


def national_report(session: Session, year: int = 2023, **values: Any) -> NationalReport:
    """Compiled, with files of next to nothing, unless it says that it is not."""
    title = values.pop("title", f"Nationell redovisning {year}")
    given = {"number": 1 + _count(session, NationalReport), "compiled_at": now(), **values}
    compiled_at = given.pop("compiled_at")
    report = _kept(session, NationalReport(title=title, year=year, parts=[], **given))
    if compiled_at is not None:
        file = {"workbook": b"PK", "head": {"year": year}, "checksum": "0" * 64}
        session.add(NationalReportFile(national_report_id=report.id, **file))
        session.flush()
        report.compiled_at = compiled_at  # from now on nothing is added to it
        session.flush()
    return report


def feedback(session: Session, code: str, report: AnnualReport) -> MunicipalityFeedback:
    """With next to nothing in it."""
    row = MunicipalityFeedback(
        municipality_code=code,
        year=report.year,
        annual_report_id=report.id,
        compiled_at=now(),
        data={"code": code},
        workbook=b"PK",
    )
    session.add(row)
    session.flush()
    return row


def _count(session: Session, kind: type[Resource]) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


def prioritised_area(session: Session, name: str = "Stöld", **values: Any) -> PrioritisedArea:
    owner = values.pop("commitment_id", None) or draft(session).id
    return _kept(session, PrioritisedArea(name=name, commitment_id=owner, **values))


def measure(session: Session, name: str = "Grannsamverkan", **values: Any) -> Measure:
    """Of the commitment or the plan that is given, or else of a draft."""
    if not (values.get("commitment_id") or values.get("action_plan_id")):
        values["commitment_id"] = draft(session).id
    return _kept(session, Measure(name=name, **values))


def principal(session: Session, at: Actor | None = None, *roles: Role, **values: Any) -> Principal:
    """A client of the actor's, whose tokens are our own."""
    known = {"kind": PrincipalKind.CLIENT, "issuer": EMBEDDED, "subject": str(uuid4()), **values}
    home = at or actor(session)
    row = Principal(**{"title": home.name, "actor_id": home.id, **known})
    row.roles = list(roles)
    return _kept(session, row)


def calendar(session: Session, by: Principal | None = None, **values: Any) -> Calendar:
    """With an address that nobody knows."""
    maker = by or principal(session, None, Role.EDITOR)
    address = {"digest": str(uuid4()), "hint": "smk_4f1c", "renewed_at": now()}
    given = {"title": "Kalendern", "principal_id": maker.id, **address, **values}
    return _kept(session, Calendar(**given))


def mailing(session: Session, to: Actor | None = None, **values: Any) -> Mailing:
    """Handed over."""
    given = {
        "title": "Att göra vecka 48: 3 saker",
        "week": "2026-W48",
        "actor_id": (to or actor(session)).id,
        "mailbox": "samordnare@kommun.example.se",
        "state": MailingState.SENT,
        "attempts": 1,
        "message_id": f"<{uuid4()}@register.test>",
        "sent_at": now(),
        **values,
    }
    return _kept(session, Mailing(**given))


def delivery(session: Session, report: Report | None = None, **values: Any) -> Delivery:
    """Of a report that is final, that has arrived."""
    delivered = deliverable(report or annual_report(session, submitted_at=now()))
    job = Job(kind="delivery", state=JobState.DONE)
    session.add(job)
    session.flush()
    given = {
        "title": f"{delivered.name} till Brå",
        delivered.subject: delivered.id,
        "target": "bra",
        "round": 1,
        "destination": "file:///srv/bra",
        "state": DeliveryState.DELIVERED,
        "delivered_at": now(),
        "job_id": job.id,
        "attempts": [],
        **values,
    }
    return _kept(session, Delivery(**given))


def _kept(session: Session, row: R) -> R:
    session.add(row)
    session.flush()
    return row


def draft(session: Session, title: str = "Utkastet", **values: Any) -> Agreement:
    """An agreement that nobody has signed."""
    return agreement(session, title, signing=Signing.UNSIGNED, **values)


def measure_actor(session: Session, measure: Measure, actor: Actor) -> MeasureActor:
    """The actor answers for the measure."""
    row = MeasureActor(measure_id=measure.id, actor_id=actor.id, role="responsible")
    session.add(row)
    session.flush()
    return row
