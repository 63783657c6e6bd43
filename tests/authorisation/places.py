"""A place: a municipality, its neighbour, their police and county board, and a record of each sort.

Two places make the world that callers are let loose on: in each, everything that the other has.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.models import (
    Actor,
    AnnualReport,
    AnnualReportFile,
    Base,
    Cause,
    Commitment,
    FollowUpRule,
    ForumRhythm,
    Goal,
    Indicator,
    Job,
    Party,
    Principal,
    Replacement,
)
from app.models.actors import ActorKind
from app.models.commitments import Level, Signing
from app.models.principals import Role
from tests import make

LOCAL = (Role.EDITOR, Role.SIGNATORY)
COUNTY = (Role.EDITOR, Role.COORDINATOR, Role.SIGNATORY, Role.APPROVER)
SUBMITTED_AT = datetime(2025, 2, 20, 9, 0, tzinfo=UTC)


@dataclass
class Place:
    """`records` by noun and state, `principals` by kind of caller; every title is its own."""

    county: str
    home: str
    number: int
    actors: dict[str, Actor] = field(default_factory=dict)
    records: dict[tuple[str, str], Any] = field(default_factory=dict)
    principals: dict[str, Principal] = field(default_factory=dict)
    parties: dict[tuple[UUID, UUID], Party] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)

    def title(self, noun: str, state: str) -> str:
        """Unlike every other, so that it can be looked for in any answer."""
        return f"⟦{noun} {state} {self.number}⟧"


def settle(session: Session, number: int, county: str, home: str, nearby: str) -> Place:
    place = Place(county, home, number)
    make.county(session, county, f"Län {county}")
    for code in (home, nearby):
        make.municipality(session, code, f"Ort {code}")
    _found(session, place, nearby)
    _employ(session, place)
    for record in (_agree, _promise, _plan, _meet, _coordinate, _review, _report):
        for noun, state, row in record(session, place):
            place.records[noun, state] = row
    _divide(session, place)
    _entangle(session, place)
    return place


def _found(session: Session, place: Place, nearby: str) -> None:
    municipality, lpo = ActorKind.MUNICIPALITY, ActorKind.LOCAL_POLICE_AREA
    board = ActorKind.COUNTY_ADMINISTRATIVE_BOARD
    for name, kind, where in (
        ("town", municipality, {"municipality_code": place.home}),
        ("neighbour", municipality, {"municipality_code": nearby}),
        ("police", lpo, {}),
        ("strangers", lpo, {}),
        ("district", ActorKind.POLICE_AREA, {"county_code": place.county}),
        ("board", board, {"county_code": place.county}),
        ("university", ActorKind.UNIVERSITY, {}),
    ):
        called = f"{name} {place.number}"
        place.actors[name] = make.actor(session, called, kind=kind, **where)
    for name, code in (("police", place.home), ("strangers", nearby)):
        make.area_of_work(session, place.actors[name], code)


def _employ(session: Session, place: Place) -> None:
    """Those who administer sit where there is most to see, so that it is the role that hides it."""
    for kind, actor, roles in (
        ("ownMunicipality", "town", LOCAL),
        ("otherMunicipality", "neighbour", LOCAL),
        ("policeParty", "police", LOCAL),
        ("policeNotParty", "strangers", LOCAL),
        ("countyBoard", "board", COUNTY),
        ("reviewer", "university", LOCAL),
        ("systemAdministrator", "town", (Role.SYSTEM_ADMINISTRATOR,)),
        ("organisationAdministrator", "town", (Role.ORGANISATION_ADMINISTRATOR,)),
        ("auditor", "board", (Role.AUDITOR,)),
        ("archivist", "board", (Role.ARCHIVIST,)),
        ("nobody", "town", ()),
    ):
        title = place.title("principal", kind)
        row = make.principal(session, place.actors[actor], *roles, title=title)
        place.principals[kind] = row
    maker = place.principals["ownMunicipality"]
    place.records["principal", "ofMunicipality"] = maker
    title = place.title("calendar", "ofMunicipality")
    place.records["calendar", "ofMunicipality"] = make.calendar(session, maker, title=title)
    title = place.title("mailing", "sent")
    mailed = make.mailing(session, place.actors["town"], title=title)
    place.records["mailing", "sent"] = mailed


Made = Iterator[tuple[str, str, Base]]


def _between(session: Session, place: Place, commitment: Commitment, *names: str) -> None:
    for position, name in enumerate(names):
        actor = place.actors[name]
        party = make.party(session, commitment, actor, position=position)
        place.parties[commitment.id, actor.id] = party


def _agree(session: Session, place: Place) -> Made:
    """Between the municipality and the police, but for the last, which is the county's.

    Everybody has signed what is signed here; of what is being signed, the police are waited for.
    """
    unsigned, ended = {"signing": Signing.UNSIGNED}, {"ended_on": date(2025, 1, 1)}
    for state, values in (
        ("draft", unsigned),
        ("sharedDraft", {**unsigned, "shared_with_county": True}),
        ("beingSigned", unsigned),
        ("signed", {}),
        ("registeredAfterwards", {"registered_afterwards": True}),
        ("ended", {**ended, "ended_reason": "Felregistrerad."}),
        ("acrossCounties", {}),
        ("ofCounty", {"level": Level.COUNTY}),
    ):
        by, theirs = ("board", "district") if state == "ofCounty" else ("town", "police")
        given = {
            "purposes": ["Trygghet"],
            "owner_id": place.actors[by].id,
            "ends_on": date(2035, 12, 31),
            **values,
        }
        row = make.agreement(session, place.title("agreement", state), **given)
        _between(session, place, row, by, theirs)
        waited_for = {"draft": (by, theirs), "sharedDraft": (by, theirs), "beingSigned": (theirs,)}
        for name in {by, theirs} - set(waited_for.get(state, ())):
            make.signature(session, row, place.parties[row.id, place.actors[name].id])
        inside = f"in{state[0].upper()}{state[1:]}"
        title = place.title("prioritised_area", inside)
        area = make.prioritised_area(session, title, commitment_id=row.id)
        yield "agreement", state, row
        yield "prioritised_area", inside, area
        title = place.title("measure", inside)
        measure = make.measure(session, title, commitment_id=row.id, prioritised_area_id=area.id)
        yield "measure", inside, measure


def _promise(session: Session, place: Place) -> Made:
    unsigned = {"signing": Signing.UNSIGNED}
    for state, values in (
        ("draft", unsigned),
        ("sharedDraft", {**unsigned, "shared_with_county": True}),
        ("signed", {}),
    ):
        title = place.title("citizen_promise", state)
        by = {"summary": "Vi hörs.", "owner_id": place.actors["town"].id, **values}
        row = make.citizen_promise(session, title, **by)
        _between(session, place, row, "town", "police")
        for name in ("town", "police") if state == "signed" else ():
            make.signature(session, row, place.parties[row.id, place.actors[name].id])
        yield "citizen_promise", state, row


def _plan(session: Session, place: Place) -> Made:
    home = {"municipality_code": place.home}
    picture = make.situation_picture(
        session, place.title("situation_picture", "ofMunicipality"), (place.home,)
    )
    yield "situation_picture", "ofMunicipality", picture
    made_by = {"made_by_id": place.actors["police"].id, "kind": "own"}
    title = place.title("situation_picture", "ofPolice")
    theirs = make.situation_picture(session, title, (place.home,), **made_by)
    yield "situation_picture", "ofPolice", theirs
    plan = make.action_plan(session, place.title("action_plan", "statutory"), **home)
    yield "action_plan", "statutory", plan
    in_plan = make.measure(session, place.title("measure", "inPlan"), action_plan_id=plan.id)
    yield "measure", "inPlan", in_plan
    title = place.title("council_report", "ofMunicipality")
    yield "council_report", "ofMunicipality", make.council_report(session, title, **home)
    for state, name, indicator in (
        ("ofMunicipality", "town", "I13c"),
        ("ofPolice", "police", "I12"),
    ):
        note = place.title("indicator_answer", state)
        answer = make.indicator_answer(session, place.actors[name], indicator, note=note)
        yield "indicator_answer", state, answer
    summary = place.title("follow_up", "ofPlan")
    yield "follow_up", "ofPlan", make.follow_up(session, summary, action_plan_id=plan.id)
    for state, about in (("draft", "ofDraft"), ("signed", "ofSigned")):
        summary = place.title("follow_up", about)
        of = {"commitment_id": place.records["agreement", state].id}
        yield "follow_up", about, make.follow_up(session, summary, **of)


def _meet(session: Session, place: Place) -> Made:
    at = place.actors
    for state, of in (
        ("localCouncil", {"owner_id": at["town"].id, "municipality_codes": [place.home]}),
        ("network", {"owner_id": at["board"].id, "county_code": place.county, "kind": "network"}),
    ):
        forum = make.forum(session, place.title("forum", state), **of)
        yield "forum", state, forum
        topic = place.title("meeting", state)
        yield "meeting", state, make.meeting(session, forum_id=forum.id, topic=topic)
    joint = {
        "kind": "operational",
        "adopted_by_forum_id": place.records["forum", "localCouncil"].id,
        "commitment_id": place.records["agreement", "signed"].id,
    }
    plan = make.action_plan(session, place.title("action_plan", "operational"), **joint)
    yield "action_plan", "operational", plan
    for state, name in (("ofMunicipality", "town"), ("ofPolice", "police"), ("ofBoard", "board")):
        title = place.title("function", state)
        yield "function", state, make.function(session, at[name], title=title)


def _coordinate(session: Session, place: Place) -> Made:
    """What the county board does for its county, and what the municipality asks of it."""
    at, county = place.actors, {"county_code": place.county}
    title = place.title("operating_plan", "ofCounty")
    plan = make.operating_plan(session, 2024, title=title, **county)
    yield "operating_plan", "ofCounty", plan
    summary = place.title("follow_up", "ofOperatingPlan")
    yield (
        "follow_up",
        "ofOperatingPlan",
        make.follow_up(session, summary, operating_plan_id=plan.id),
    )
    title = place.title("activity", "ofCounty")
    theirs = {"owner_id": at["board"].id, "operating_plan_id": plan.id, **county}
    visit = make.activity(session, title, municipality_codes=[place.home], **theirs)
    yield "activity", "ofCounty", visit
    title = place.title("activity", "ofMunicipality")
    own = {"owner_id": at["town"].id, "kind": "training", "municipality_codes": [place.home]}
    yield "activity", "ofMunicipality", make.activity(session, title, **own)
    asked = {"asked_by_id": at["town"].id, "asked_of_id": at["board"].id, "visit_id": visit.id}
    title = place.title("support_need", "ofMunicipality")
    yield "support_need", "ofMunicipality", make.support_need(session, title, **asked)
    home = {"municipality_code": place.home}
    for state, name, where in (
        ("ofMunicipality", "town", home),
        ("ofPolice", "police", home),
        ("ofCounty", "board", county),
    ):
        title = place.title("state_grant", state)
        by = {"applicant_id": at[name].id, **where}
        yield "state_grant", state, make.state_grant(session, title, **by)


def _review(session: Session, place: Place) -> Made:
    """By the university; in the one place it may read all, in the other what it was named."""
    at, named = place.actors, place.records["agreement", "signed"]
    ordered = {"county_code": place.county, "reviewer_id": at["university"].id}
    scope = {"covers_all": True} if place.number == 1 else {"covers_all": False}
    title = place.title("review_assignment", "ordered")
    by = {**ordered, **scope, "commissioned_by_id": at["board"].id}
    assignment = make.review_assignment(session, title, commitment_ids=[named.id], **by)
    yield "review_assignment", "ordered", assignment
    for state, of in (
        ("assigned", {"review_assignment_id": assignment.id, "commitment_id": named.id}),
        ("ofBoard", {"commitment_id": place.records["agreement", "acrossCounties"].id}),
    ):
        summary = place.title("review", state)
        yield "review", state, make.review(session, summary, **of)


def _report(session: Session, place: Place) -> Made:
    """Only the first place has sent its report to Brå."""
    known = {"compiled_at": SUBMITTED_AT, "known_at": SUBMITTED_AT}
    answered = {**known, "answered_at": SUBMITTED_AT}
    approved = {**answered, "approved_at": SUBMITTED_AT, "approved_as": "länsråd"}
    sent = {"submitted_at": SUBMITTED_AT} if place.number == 1 else {}
    states: dict[str, dict[str, Any]] = {
        "requested": {},
        "compiled": known,
        "answered": answered,
        "approved": approved,
        "submitted": {**approved, **sent},
    }
    for issue, (state, values) in enumerate(states.items(), start=1):
        title = place.title("annual_report", state)
        about = {"county_code": place.county, "year": 2024, "issue": issue}
        kept = {name: one for name, one in values.items() if name != "submitted_at"}
        job = None if values else Job(kind="annual_report", payload={})
        session.add_all([job] if job else [])
        session.flush()
        row = AnnualReport(
            title=title,
            as_of=date(2024, 12, 31),
            narrative=[],
            job_id=job.id if job else None,
            **about,
            **kept,
        )
        session.add(row)
        session.flush()
        if values:
            file = {"head": {"title": title}, "checksum": "0" * 64, "workbook": b"PK"}
            session.add(AnnualReportFile(annual_report_id=row.id, **file))
            session.flush()
            row.submitted_at = values.get("submitted_at")
            session.flush()
        yield "annual_report", state, row
    title = place.title("delivery", "delivered")
    yield "delivery", "delivered", make.delivery(session, row, title=title)
    make.feedback(session, place.home, row)


def _divide(session: Session, place: Place) -> None:
    """Parts of a record that others may point at."""
    area = {"prioritised_area_id": place.records["prioritised_area", "inSigned"].id}
    rule = {"commitment_id": place.records["agreement", "signed"].id}
    place.parts = {
        "follow_up_rule": FollowUpRule(as_stated="En gång per år.", **rule),
        "cause": Cause(text="Låg upptäcktsrisk", **area),
        "goal": Goal(text="Färre stölder", **area),
        "indicator": Indicator(name="Anmälda stölder", **area),
    }
    session.add_all(place.parts.values())
    session.flush()


def _entangle(session: Session, place: Place) -> None:
    """What may be read here points at what its reader may not read, in every way there is."""
    of = place.records
    draft, signed = of["agreement", "draft"], of["agreement", "signed"]
    local, picture = of["forum", "localCouncil"], of["situation_picture", "ofMunicipality"]
    session.add(Replacement(commitment_id=draft.id, replaced_id=signed.id))
    for commitment in (draft, signed):
        named = f"Rådet {place.number}"
        session.add(
            ForumRhythm(commitment_id=commitment.id, forum_id=local.id, name_as_stated=named)
        )
    signed.parent_id = of["agreement", "ofCounty"].id
    of["agreement", "acrossCounties"].situation_picture_id = picture.id
    of["action_plan", "statutory"].commitment_id = draft.id
    of["measure", "inPlan"].prioritised_area_id = of["prioritised_area", "inDraft"].id
    of["activity", "ofMunicipality"].commitment_id = draft.id
    of["follow_up", "ofPlan"].reported_to_forum_id = local.id
    of["council_report", "ofMunicipality"].forum_id = local.id
    of["operating_plan", "ofCounty"].decided_by_forum_id = of["forum", "network"].id
    session.flush()
