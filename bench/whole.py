"""What the register keeps beside agreements and follow-ups: a record of each kind for each."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from uuid import UUID, uuid5

from app.models import (
    ActionPlan,
    Activity,
    ActivityMunicipality,
    AuditEntry,
    CitizenPromise,
    CommitmentMunicipality,
    CouncilReport,
    Function,
    IndicatorAnswer,
    Meeting,
    OperatingPlan,
    Party,
    PictureMunicipality,
    Review,
    SituationPicture,
    StateGrant,
    SupportNeed,
)
from app.models.audit import EventKind
from bench.filling import PARTS, Made, Parts, Row, worded

FIRST_SEQ = 1_000_000  # of the log, after what filling by itself writes there


def key_of(of: Made, what: str) -> UUID:
    """The same each time, for those that refer to it."""
    return uuid5(of.key, what)


def _pictures(of: Made) -> Iterator[Row]:
    about = worded(SituationPicture, {"title": f"Lägesbild {of.number}", "sources": []})
    made = {"kind": "own", "made_by_id": of.home.parties[0], "made_on": of.first_day}
    yield {**about, **made, "id": key_of(of, "picture")}


def _picture_places(of: Made) -> Iterator[Row]:
    code = of.home.place.code
    yield {"situation_picture_id": key_of(of, "picture"), "municipality_code": code}


def _plans(of: Made) -> Iterator[Row]:
    about = worded(ActionPlan, {"title": f"Åtgärdsplan {of.number}"})
    decided = {"decided_on": of.first_day, "decided_by": "Kommunfullmäktige"}
    picture = {"situation_picture_id": key_of(of, "picture")}
    home = {"kind": "statutory", "municipality_code": of.home.place.code}
    yield {**about, **home, **decided, **picture}


def _council_reports(of: Made) -> Iterator[Row]:
    about = worded(CouncilReport, {"reported_on": of.first_day, "summary": f"Rapport {of.number}."})
    yield {**about, "municipality_code": of.home.place.code}


def _meetings(of: Made) -> Iterator[Row]:
    about = worded(Meeting, {"held_on": of.first_day, "topic": "Lägesbilden"})
    yield {**about, "forum_id": of.home.forum}


def _reviews(of: Made) -> Iterator[Row]:
    about = worded(Review, {"reviewed_on": of.first_day, "summary": f"Granskat {of.number}."})
    yield {**about, "commitment_id": of.key}


def _functions(of: Made) -> Iterator[Row]:
    about = worded(Function, {"title": f"Samordnare {of.number}"})
    yield {**about, "kind": "coordinator", "actor_id": of.home.parties[0]}


def _activities(of: Made) -> Iterator[Row]:
    about = worded(Activity, {"title": f"Kommunbesök {of.number}"})
    held = {"kind": "municipalityVisit", "starts_on": of.first_day}
    yield {**about, **held, "id": key_of(of, "visit"), "county_code": of.home.place.county_code}


def _activity_places(of: Made) -> Iterator[Row]:
    yield {"activity_id": key_of(of, "visit"), "municipality_code": of.home.place.code}


def _support_needs(of: Made) -> Iterator[Row]:
    about = worded(SupportNeed, {"topic": f"Orsaksanalys {of.number}"})
    yield {**about, "asked_by_id": of.home.parties[0], "asked_on": of.first_day}


def _state_grants(of: Made) -> Iterator[Row]:
    about = worded(StateGrant, {"title": f"Trygga kvällar {of.number}"})
    place = {"applicant_id": of.home.parties[0], "municipality_code": of.home.place.code}
    yield {**about, **place, "year": of.year}


def _answers(of: Made) -> Iterator[Row]:
    """Of a year that is no other's, since a municipality answers once a year."""
    about = worded(IndicatorAnswer, {"indicator": "I13c"})
    said = {"grade": 3, "answered_on": of.first_day, "year": of.number}
    yield {**about, **said, "actor_id": of.home.parties[0]}


def _operating_plans(of: Made) -> Iterator[Row]:
    about = worded(OperatingPlan, {"title": f"Verksamhetsplan {of.number}"})
    yield {**about, "year": of.number, "county_code": of.home.place.county_code}


def _promises(of: Made) -> Iterator[Row]:
    about = worded(CitizenPromise, {"title": f"Medborgarlöfte {of.number}"})
    days = {"starts_on": of.first_day, "first_day": of.first_day}
    form = {"form": "citizenPromise", "level": "municipality", "signing": "signed"}
    lists: Row = {"registry_numbers": [], "purposes": [], "goals": [], "roles": []}
    yield {**about, **days, **form, **lists, "id": key_of(of, "promise")}


def _promise_places(of: Made) -> Iterator[Row]:
    yield {"commitment_id": key_of(of, "promise"), "municipality_code": of.home.place.code}


def _promise_parties(of: Made) -> Iterator[Row]:
    row = {"commitment_id": key_of(of, "promise"), "role": "contracting"}
    yield {**row, "actor_id": of.home.parties[0], "position": 0}


def _entries(of: Made) -> Iterator[Row]:
    yield {
        "seq": FIRST_SEQ + of.number,
        "at": datetime.combine(of.first_day, time(), UTC),
        "event": EventKind.CHANGE,
        "operation": "register_agreement",
        "record_kind": "agreements",
        "record_id": of.key,
        "record_version": 1,
        "principal_title": "Samordnaren",
        "organisation_id": of.home.parties[0],
        "roles": ["editor"],
        "facts": {},
        "previous_digest": "0" * 64,
        "digest": "0" * 64,
    }


WHOLE: Parts = [
    *PARTS,
    (SituationPicture, _pictures),
    (PictureMunicipality, _picture_places),
    (ActionPlan, _plans),
    (CouncilReport, _council_reports),
    (Meeting, _meetings),
    (Review, _reviews),
    (Function, _functions),
    (Activity, _activities),
    (ActivityMunicipality, _activity_places),
    (SupportNeed, _support_needs),
    (StateGrant, _state_grants),
    (IndicatorAnswer, _answers),
    (OperatingPlan, _operating_plans),
    (CitizenPromise, _promises),
    (CommitmentMunicipality, _promise_places),
    (Party, _promise_parties),
    (AuditEntry, _entries),
]
