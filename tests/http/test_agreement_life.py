"""The life of an agreement over HTTP: drafted, signed by each party, and changed only by action."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import Agreement, Commitment, Party, Replacement, Termination
from tests import make
from tests.make import API

AGREEMENTS = f"{API}/agreements"


@dataclass
class Draft:
    """A complete draft between a municipality and the police."""

    agreement: Agreement
    town: Party
    police: Party

    @property
    def url(self) -> str:
        return f"{AGREEMENTS}/{self.agreement.id}"


@pytest.fixture
def draft(session: Session) -> Draft:
    agreement = make.draft(session, "Överenskommelsen", purposes=["Ökad trygghet"])
    make.prioritised_area(session, commitment_id=agreement.id)
    police = make.actor(session, "Lokalpolisområde Nyköping", kind="localPoliceArea")
    town = make.party(session, agreement, make.actor(session))
    return Draft(agreement, town, make.party(session, agreement, police, position=1))


@pytest.fixture
def signed(client: TestClient, draft: Draft) -> Draft:
    for party in (draft.town, draft.police):
        assert sign(client, draft, party).status_code == 201
    return draft


def sign(client: TestClient, draft: Draft, party: Party, day: str = "2024-02-01") -> Any:
    body = {"partyId": str(party.id), "title": "ordförande", "place": "Oxelösund", "signedOn": day}
    return client.post(f"{draft.url}/signatures", json=body)


def names(answer: Any) -> set[str]:
    return {one["name"] for one in answer.json()["invalidParameters"]}


def test_it_is_signed_when_every_contracting_party_has_signed(
    client: TestClient, draft: Draft, session: Session
) -> None:
    board = make.actor(session, "Bostadsbolaget", kind="housingCompany")
    make.party(session, draft.agreement, board, role="participating")

    first = sign(client, draft, draft.town, "2024-03-01")

    assert first.status_code == 201, first.text
    assert first.headers["location"] == f"https://register.test{draft.url}"
    assert (first.json()["status"], first.json()["signing"]) == ("draft", "unsigned")
    assert first.json()["signedOn"] is None
    last = sign(client, draft, draft.police, "2024-02-01").json()
    assert (last["signing"], last["signedOn"], last["signedOnPrecision"]) == (
        "signed",
        "2024-03-01",
        "day",
    )
    assert (last["validity"], last["validityReason"]) == ("yes", "withinPeriod")
    assert [one["place"] for one in last["signatures"]] == ["Oxelösund", "Oxelösund"]


def test_everything_that_is_missing_is_said_at_once(client: TestClient, session: Session) -> None:
    agreement = make.draft(session, ends_on=None)
    party = make.party(session, agreement)
    draft = Draft(agreement, party, party)

    answer = sign(client, draft, party)

    assert answer.status_code == 409
    assert names(answer) == {"purposes", "partTwo.areas", "parties", "period"}
    assert client.get(draft.url).json()["signatures"] == []


def test_an_area_that_was_ended_is_no_area(client: TestClient, draft: Draft) -> None:
    area = client.get(draft.url).json()["partTwo"]["areas"][0]["id"]
    ending = {"endedOn": "2024-01-01", "reason": "Ströks."}
    client.post(f"{API}/prioritised-areas/{area}/endings", json=ending)

    assert names(sign(client, draft, draft.town)) == {"partTwo.areas"}


@pytest.mark.parametrize(
    "period",
    [
        {"endType": "untilFurtherNotice"},
        {"endType": "untilReplaced"},
        {"lengthMonths": 36},
        {"endsOn": "2026-12-31"},
    ],
)
def test_an_end_may_be_stated_in_several_ways(
    client: TestClient, draft: Draft, period: dict[str, Any]
) -> None:
    given = {"startsOn": "2024-01-01", "endsOn": None, **period}
    assert client.patch(draft.url, json={"period": given}).status_code == 200

    assert sign(client, draft, draft.town).status_code == 201


def test_a_party_signs_once(client: TestClient, draft: Draft, signed: Draft) -> None:
    answer = sign(client, draft, draft.town)

    assert answer.status_code == 409
    assert answer.json()["detail"] == "Parten har redan signerat."
    assert len(client.get(draft.url).json()["signatures"]) == 2


def test_only_a_contracting_party_that_is_still_there_signs(
    client: TestClient, draft: Draft, session: Session
) -> None:
    actor = make.actor(session, "Bostadsbolaget", kind="housingCompany")
    other = make.agreement(session, "En annan")
    parties = [
        make.party(session, draft.agreement, actor, role="participating"),
        make.party(session, draft.agreement, actor, left_on=date.fromisoformat("2024-01-31")),
        make.party(session, other, actor),
    ]

    for party in parties:
        answer = sign(client, draft, party)
        assert (answer.status_code, names(answer)) == (422, {"partyId"})


def test_a_party_that_left_is_not_waited_for(
    client: TestClient, draft: Draft, session: Session
) -> None:
    actor = make.actor(session, "Bostadsbolaget", kind="housingCompany")
    make.party(session, draft.agreement, actor, left_on=date.fromisoformat("2024-01-31"))

    sign(client, draft, draft.town)
    assert sign(client, draft, draft.police).json()["signing"] == "signed"


def test_a_signature_says_who_and_when_and_not_in_advance(client: TestClient, draft: Draft) -> None:
    empty = client.post(f"{draft.url}/signatures", json={"title": "ordförande"})
    assert (empty.status_code, names(empty)) == (422, {"partyId", "signedOn"})

    future = sign(client, draft, draft.town, "2199-01-01")
    assert (future.status_code, names(future)) == (422, {"signedOn"})


def test_what_one_party_has_signed_is_not_changed_for_the_next(
    client: TestClient, draft: Draft
) -> None:
    sign(client, draft, draft.town)

    answer = client.patch(draft.url, json={"title": "En annan text"})

    assert answer.status_code == 409
    assert client.get(draft.url).json()["title"] == "Överenskommelsen"


def test_a_signed_agreement_says_how_it_may_be_changed(client: TestClient, signed: Draft) -> None:
    answer = client.patch(signed.url, json={"title": "En annan text"})

    assert answer.status_code == 409
    for action in ("corrections", "amendments", "prolongations", "terminations"):
        assert action in answer.json()["detail"]


def test_another_system_may_leave_its_key_on_a_signed_agreement(
    client: TestClient, signed: Draft
) -> None:
    keys = [{"system": "stratsys", "id": "17"}]

    answer = client.patch(signed.url, json={"externalReferences": keys})

    assert answer.status_code == 200, answer.text
    assert answer.json()["externalReferences"] == keys


def test_a_prolongation_keeps_the_earlier_end(client: TestClient, signed: Draft) -> None:
    body = {"decidedOn": "2025-11-01", "endsOn": "2028-12-31", "reason": "Fungerar väl."}

    answer = client.post(f"{signed.url}/prolongations", json=body)

    assert answer.status_code == 201, answer.text
    agreement = answer.json()
    assert (agreement["period"]["endsOn"], agreement["period"]["endType"]) == (
        "2028-12-31",
        "prolonged",
    )
    (prolongation,) = agreement["prolongations"]
    assert prolongation["earlierEndsOn"] == "2027-12-31"
    read = client.get(signed.url, params={"asOf": "2028-06-01"}).json()
    assert read["validity"] == "yes"


@pytest.mark.parametrize("ends_on", ["2027-12-31", "2027-01-01"])
def test_a_prolongation_ends_later(client: TestClient, signed: Draft, ends_on: str) -> None:
    body = {"decidedOn": "2025-11-01", "endsOn": ends_on}

    answer = client.post(f"{signed.url}/prolongations", json=body)

    assert (answer.status_code, names(answer)) == (422, {"endsOn"})


def test_what_has_no_end_cannot_be_prolonged(client: TestClient, session: Session) -> None:
    agreement = make.agreement(session, ends_on=None, end_type="untilFurtherNotice")
    body = {"decidedOn": "2025-11-01", "endsOn": "2030-12-31"}

    answer = client.post(f"{AGREEMENTS}/{agreement.id}/prolongations", json=body)

    assert answer.status_code == 409


def test_a_termination_ends_it_once(client: TestClient, signed: Draft) -> None:
    body = {
        "decidedOn": "2025-01-01",
        "terminatedOn": "2025-04-01",
        "reason": "Kommunen väljer annan form.",
        "partyId": str(signed.town.id),
    }

    answer = client.post(f"{signed.url}/terminations", json=body)

    assert answer.status_code == 201, answer.text
    before = client.get(signed.url, params={"asOf": "2025-03-31"}).json()
    after = client.get(signed.url, params={"asOf": "2025-04-01"}).json()
    assert (before["validity"], after["validity"]) == ("yes", "no")
    assert (after["status"], after["statusReason"]) == ("terminated", "Uppsagd.")
    again = client.post(f"{signed.url}/terminations", json=body)
    assert again.status_code == 409
    assert again.json()["detail"] == "Uppsägningen är redan registrerad."
    late = {"decidedOn": "2025-01-01", "endsOn": "2029-12-31"}
    assert client.post(f"{signed.url}/prolongations", json=late).status_code == 409


@pytest.mark.parametrize("noun", ["agreement", "citizen_promise"])
def test_what_ends_one_agreement_says_nothing_of_another(
    client: TestClient, session: Session, noun: str
) -> None:
    terminated, replaced, newer, another = (getattr(make, noun)(session) for _ in range(4))
    day = date(2024, 3, 1)
    ends = Termination(commitment_id=terminated.id, decided_on=day, terminated_on=day, reason="Ny")
    gives_way = Replacement(commitment_id=newer.id, replaced_id=replaced.id, replaced_on=day)
    session.add_all([ends, gives_way])
    session.flush()

    def status(of: Commitment) -> str:
        path = f"{API}/{noun.replace('_', '-')}s/{of.id}"
        return str(client.get(path, params={"asOf": "2024-06-01"}).json()["status"])

    assert (status(terminated), status(replaced)) == ("terminated", "superseded")
    assert (status(newer), status(another)) == ("valid", "valid")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"partyId": "019a0000-0000-7000-8000-000000000000"}, "partyId"),
        ({"terminatedOn": "2024-12-31"}, "terminatedOn"),
    ],
)
def test_a_wrong_termination_is_refused(
    client: TestClient, signed: Draft, change: dict[str, str], name: str
) -> None:
    body = {"decidedOn": "2025-01-01", "terminatedOn": "2025-04-01", "reason": "Skäl", **change}

    answer = client.post(f"{signed.url}/terminations", json=body)

    assert (answer.status_code, names(answer)) == (422, {name})


def test_a_draft_is_changed_directly_and_not_by_actions(client: TestClient, draft: Draft) -> None:
    bodies = {
        "prolongations": {"decidedOn": "2025-01-01", "endsOn": "2029-12-31"},
        "terminations": {"decidedOn": "2025-01-01", "terminatedOn": "2025-04-01", "reason": "Nej"},
        "amendments": amendment({"title": "Ny"}),
        "corrections": {"reason": "Fel", "changes": {"title": "Ny"}},
    }

    for action, body in bodies.items():
        answer = client.post(f"{draft.url}/{action}", json=body)
        assert (action, answer.status_code) == (action, 409)


def amendment(changes: dict[str, Any], revision: int = 2, **more: Any) -> dict[str, Any]:
    return {
        "revision": revision,
        "decidedOn": "2025-01-01",
        "effectiveOn": "2025-02-01",
        "reason": "Parterna är överens.",
        "changes": changes,
        **more,
    }


def test_an_amendment_keeps_what_stood_before(client: TestClient, signed: Draft) -> None:
    changes = {
        "title": "Överenskommelsen",
        "purposes": ["Ökad trygghet", "Färre brott"],
        "period": {"lengthMonths": 60, "endsOn": None},
        "partOne": {"goals": [{"text": "Färre brott"}]},
    }

    answer = client.post(f"{signed.url}/amendments", json=amendment(changes))

    assert answer.status_code == 201, answer.text
    agreement = answer.json()
    assert agreement["revision"] == 2
    assert agreement["period"]["lengthMonths"] == 60
    (kept,) = agreement["amendments"]
    assert kept["earlierValues"] == {
        "purposes": ["Ökad trygghet"],
        "period": {"lengthMonths": None, "endsOn": "2027-12-31"},
        "partOne": {"goals": None},
    }


def test_revisions_are_numbered_one_after_another(client: TestClient, signed: Draft) -> None:
    url = f"{signed.url}/amendments"
    gap = client.post(url, json=amendment({"title": "Ny"}, revision=3))
    assert (gap.status_code, names(gap)) == (422, {"revision"})
    assert client.post(url, json=amendment({"title": "Ny"})).status_code == 201

    twice = client.post(url, json=amendment({"title": "Nyare"}))

    assert twice.status_code == 409
    assert twice.json()["detail"] == "Revisionen är redan registrerad."
    read = client.get(signed.url).json()
    assert (read["title"], read["revision"]) == ("Ny", 2)


def test_an_amendment_reaches_the_areas(client: TestClient, signed: Draft) -> None:
    (area,) = client.get(signed.url).json()["partTwo"]["areas"]
    areas = {
        "added": [{"name": "Trygga ungdomar"}],
        "changed": [{"id": area["id"], "changes": {"name": "Stölder"}}],
    }

    answer = client.post(f"{signed.url}/amendments", json=amendment({}, prioritisedAreas=areas))

    assert answer.status_code == 201, answer.text
    agreement = answer.json()
    assert {one["name"] for one in agreement["partTwo"]["areas"]} == {"Stölder", "Trygga ungdomar"}
    earlier = agreement["amendments"][0]["earlierValues"]["prioritisedAreas"]
    assert earlier["changed"] == [{"id": area["id"], "name": "Stöld"}]
    assert len(earlier["added"]) == 1


def test_an_amendment_that_ends_the_last_area_is_refused_whole(
    client: TestClient, signed: Draft
) -> None:
    (area,) = client.get(signed.url).json()["partTwo"]["areas"]
    body = amendment({"title": "Ny"}, prioritisedAreas={"endedIds": [area["id"]]})

    answer = client.post(f"{signed.url}/amendments", json=body)

    assert (answer.status_code, names(answer)) == (409, {"partTwo.areas"})
    read = client.get(signed.url).json()
    assert (read["title"], read["revision"], read["amendments"]) == ("Överenskommelsen", 1, [])
    assert read["partTwo"]["areas"][0]["endedOn"] is None


def test_an_amendment_changes_no_other_agreements_areas(
    client: TestClient, signed: Draft, session: Session
) -> None:
    foreign = str(make.prioritised_area(session).id)
    areas = {"changed": [{"id": foreign, "changes": {"name": "X"}}], "endedIds": [foreign]}

    answer = client.post(f"{signed.url}/amendments", json=amendment({}, prioritisedAreas=areas))

    assert answer.status_code == 422
    assert names(answer) == {"prioritisedAreas.changed[0].id", "prioritisedAreas.endedIds[0]"}


def test_a_correction_keeps_what_stood_before(client: TestClient, signed: Draft) -> None:
    body = {"reason": "Fel slutdag.", "changes": {"period": {"endsOn": "2026-12-31"}}}

    answer = client.post(f"{signed.url}/corrections", json=body)

    assert answer.status_code == 201, answer.text
    agreement = answer.json()
    assert (agreement["period"]["endsOn"], agreement["revision"]) == ("2026-12-31", 1)
    (correction,) = agreement["corrections"]
    assert correction["earlierValues"] == {"period": {"endsOn": "2027-12-31"}}
    again = client.post(f"{signed.url}/corrections", json=body)
    assert (again.status_code, names(again)) == (422, {"changes"})


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"signing": "unsigned"}, "changes.signing"),
        ({"signedOn": "2024-05-05"}, "changes.signedOn"),
        ({"registeredAfterwards": True}, "changes.registeredAfterwards"),
        ({"parentId": "019a0000-0000-7000-8000-000000000000"}, "changes.parentId"),
        ({"parties": []}, "changes.parties"),
    ],
)
def test_a_correction_does_not_undo_the_signing(
    client: TestClient, signed: Draft, changes: dict[str, Any], name: str
) -> None:
    body = {"reason": "Fel.", "changes": changes}

    answer = client.post(f"{signed.url}/corrections", json=body)

    assert (answer.status_code, names(answer)) == (422, {name})


def test_a_corrected_agreement_is_still_complete(client: TestClient, signed: Draft) -> None:
    body = {"reason": "Fel.", "changes": {"purposes": []}}

    answer = client.post(f"{signed.url}/corrections", json=body)

    assert (answer.status_code, names(answer)) == (409, {"purposes"})
    assert client.get(signed.url).json()["corrections"] == []


def test_a_party_may_join_and_leave_by_amendment(
    client: TestClient, signed: Draft, session: Session
) -> None:
    company = make.actor(session, "Bostadsbolaget", kind="housingCompany")
    town, police = client.get(signed.url).json()["parties"]
    parties = [
        {**known(town), "leftOn": "2025-06-01"},
        known(police),
        {"actorId": str(company.id), "role": "contracting", "joinedOn": "2025-02-01"},
    ]

    answer = client.post(f"{signed.url}/amendments", json=amendment({"parties": parties}))

    assert answer.status_code == 201, answer.text
    named = [one["actorName"] for one in answer.json()["parties"]]
    assert named[2] == "Bostadsbolaget"
    joined = answer.json()["parties"][2]["id"]
    later = client.post(
        f"{signed.url}/signatures",
        json={"partyId": joined, "title": "vd", "signedOn": "2025-02-01"},
    )
    assert later.status_code == 201, later.text
    assert later.json()["signedOn"] == "2024-02-01"


def known(party: dict[str, Any]) -> dict[str, Any]:
    return {name: party[name] for name in ("id", "actorId", "role")}


def test_an_ended_agreement_takes_no_action(client: TestClient, signed: Draft) -> None:
    client.post(f"{signed.url}/endings", json={"endedOn": "2024-06-30", "reason": "Dubblett."})

    body = {"reason": "Fel.", "changes": {"title": "Ny"}}
    assert client.post(f"{signed.url}/corrections", json=body).status_code == 409
    assert sign(client, signed, signed.town).status_code == 409


def test_a_draft_replaces_nothing_until_it_is_signed(
    client: TestClient, draft: Draft, session: Session
) -> None:
    older = make.agreement(session, "Den förra")
    replaces = [{"replacedId": str(older.id), "replacedOn": "2024-02-01"}]
    client.patch(draft.url, json={"replaces": replaces})
    url, at = f"{AGREEMENTS}/{older.id}", {"asOf": "2024-02-01"}
    assert client.get(url, params=at).json()["validity"] == "yes"

    sign(client, draft, draft.town)
    sign(client, draft, draft.police)

    read = client.get(url, params=at).json()
    assert (read["status"], read["validityReason"]) == ("superseded", "replaced")
    assert read["replacedBy"] == [
        {
            "replacedById": str(draft.agreement.id),
            "replacedOn": "2024-02-01",
            "isInferred": False,
        }
    ]


def test_a_tree_has_no_circles(client: TestClient, draft: Draft, session: Session) -> None:
    child = make.draft(session, "Barnet", parent_id=draft.agreement.id)
    grandchild = make.draft(session, "Barnbarnet", parent_id=child.id)

    for above in (draft.agreement, child, grandchild):
        answer = client.patch(draft.url, json={"parentId": str(above.id)})
        assert (answer.status_code, names(answer)) == (422, {"parentId"})
    answer = client.patch(
        f"{AGREEMENTS}/{grandchild.id}", json={"parentId": str(draft.agreement.id)}
    )
    assert answer.status_code == 200


def test_nothing_replaces_itself(client: TestClient, draft: Draft) -> None:
    answer = client.patch(draft.url, json={"replaces": [{"replacedId": str(draft.agreement.id)}]})

    assert (answer.status_code, names(answer)) == (422, {"replaces[0].replacedId"})


def test_what_is_registered_afterwards_is_signed_by_its_source(
    client: TestClient, session: Session
) -> None:
    body = {
        "title": "Från källan",
        "level": "county",
        "registeredAfterwards": True,
        "signing": "signed",
        "signedOn": "2021-05-01",
        "signedOnPrecision": "month",
        "provenance": {"sources": [{"name": "Länets egen lista"}]},
    }
    agreement = client.post(AGREEMENTS, json=body).json()
    assert (agreement["validity"], agreement["validityReason"]) == ("unknown", "endNotStated")
    url = f"{AGREEMENTS}/{agreement['id']}"

    noted = client.post(f"{url}/signatures", json={"title": "landshövding"})
    assert noted.status_code == 201, noted.text
    assert noted.json()["signatures"][0]["partyId"] is None
    assert client.patch(url, json={"title": "Ny"}).status_code == 409
    changes = {"signedOn": "2021-05-03", "signedOnPrecision": "day"}
    corrected = client.post(f"{url}/corrections", json={"reason": "Dagen", "changes": changes})
    assert corrected.status_code == 201, corrected.text
    assert corrected.json()["corrections"][0]["earlierValues"]["signedOn"] == "2021-05-01"
    assert session.get(Commitment, agreement["id"]) is not None


@pytest.mark.parametrize("field", [{"signing": "signed"}, {"signedOn": "2024-01-01"}])
def test_only_what_is_registered_afterwards_is_said_to_be_signed(
    client: TestClient, draft: Draft, field: dict[str, str]
) -> None:
    (name,) = field
    body = {"title": "Ny", "level": "municipality", **field}

    for answer in (client.post(AGREEMENTS, json=body), client.patch(draft.url, json=field)):
        assert (answer.status_code, names(answer)) == (422, {name})
    assert client.get(AGREEMENTS).json()["_meta"]["totalRecords"] == 1


@pytest.mark.parametrize(
    ("sent", "actors"),
    [
        ([("police", "town")], ["town"]),
        ([("town", "police"), ("police", "town")], ["police", "town"]),
        ([(None, "town"), ("town", "police")], ["town", "police"]),
        ([("town", "police"), (None, "town")], ["police", "town"]),
    ],
    ids=["taken over", "swapped", "new before", "new after"],
)
def test_parties_change_places_without_meeting(
    client: TestClient, draft: Draft, sent: list[tuple[str | None, str]], actors: list[str]
) -> None:
    rows = {"town": draft.town, "police": draft.police}
    parties = [
        {"actorId": str(rows[actor].actor_id), "role": "contracting"}
        | ({"id": str(rows[key].id)} if key else {})
        for key, actor in sent
    ]

    answer = client.patch(draft.url, json={"parties": parties})

    assert answer.status_code == 200, answer.text
    read = client.get(draft.url).json()["parties"]
    assert [one["actorId"] for one in read] == [str(rows[one].actor_id) for one in actors]
    assert {one["role"] for one in read} == {"contracting"}
    kept = [key for key, _ in sent]
    assert [rows[key].id for key in kept if key] == [
        UUID(one["id"]) for one, key in zip(read, kept, strict=True) if key
    ]
