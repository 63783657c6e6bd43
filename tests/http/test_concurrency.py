"""Entity tags: what is read again only when it has changed, and changed only as it was read."""

import re
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.models import County, ForumRhythm, Municipality, Replacement
from app.models.commitments import Signing
from tests import make
from tests.make import API

TAG = re.compile(r'"[0-9]+-[0-9a-f]{24}"')
OTHER = "1-0123456789abcdef01234567"
SIGNATURE = {"title": "kommundirektör", "signedOn": "2024-01-01"}
ENDING = {"endedOn": "2024-12-31", "reason": "Felregistrerad."}


@pytest.fixture
def forum(session: Session) -> str:
    return f"{API}/forums/{make.forum(session).id}"


def test_a_record_has_one_strong_tag_wherever_it_is_answered(client: TestClient) -> None:
    made = client.post(f"{API}/forums", json={"kind": "network", "name": "Nätverket"})

    read = client.get(made.headers["location"])

    assert TAG.fullmatch(made.headers["etag"])
    assert read.headers["etag"] == made.headers["etag"]
    assert read.json() == made.json()


def test_what_the_caller_has_is_not_sent_again(
    client: TestClient, forum: str, statements: list[str]
) -> None:
    tag = client.get(forum).headers["etag"]
    statements.clear()

    again = client.get(forum, headers={"If-None-Match": f'"other", W/{tag}'})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert len(statements) == 1
    assert "search_text" not in statements[0]
    assert "name_as_stated" not in statements[0]


def test_a_tag_of_another_day_or_state_is_answered_in_full(client: TestClient, forum: str) -> None:
    tag = client.get(forum, params={"asOf": "2024-01-01"}).headers["etag"]

    today = client.get(forum, headers={"If-None-Match": tag})
    changed = client.patch(forum, json={"name": "Rådet"})

    assert (today.status_code, today.json()["version"]) == (200, 1)
    assert changed.headers["etag"] not in {tag, today.headers["etag"]}


def test_whoever_has_any_answer_gets_none(client: TestClient, forum: str) -> None:
    assert client.get(forum, headers={"If-None-Match": "*"}).status_code == 304


def test_a_tag_is_of_the_address_that_the_links_lead_to(client: TestClient, forum: str) -> None:
    tag = client.get(forum).headers["etag"]

    elsewhere = client.get(forum, headers={"If-None-Match": tag, "Host": "localhost"})

    assert elsewhere.status_code == 200


def test_a_tag_changes_with_the_name_of_another_record_that_is_shown(
    client: TestClient, session: Session
) -> None:
    actor = make.actor(session)
    body = {"kind": "network", "name": "Nätverket", "members": [{"actorId": str(actor.id)}]}
    forum = client.post(f"{API}/forums", json=body)

    client.patch(f"{API}/actors/{actor.id}", json={"name": "Ett nytt namn"})
    read = client.get(forum.headers["location"], headers={"If-None-Match": forum.headers["etag"]})

    assert (read.status_code, read.json()["version"]) == (200, 1)
    assert read.json()["members"][0]["actorName"] == "Ett nytt namn"


def test_a_tag_changes_when_a_newer_agreement_replaces_the_record(
    client: TestClient, session: Session
) -> None:
    older, newer = make.agreement(session), make.agreement(session)
    address = f"{API}/agreements/{older.id}"
    before = client.get(address)

    session.add(Replacement(commitment_id=newer.id, replaced_id=older.id))
    session.flush()
    after = client.get(address, headers={"If-None-Match": before.headers["etag"]})

    assert after.status_code == 200
    assert after.json()["replacedBy"] != before.json()["replacedBy"]


def test_a_tag_changes_when_what_replaces_the_record_is_signed(
    client: TestClient, session: Session
) -> None:
    older, newer = make.agreement(session), make.draft(session)
    session.add(Replacement(commitment_id=newer.id, replaced_id=older.id))
    session.flush()
    address = f"{API}/agreements/{older.id}"
    before = client.get(address)

    newer.signing = Signing.SIGNED
    session.flush()
    after = client.get(address, headers={"If-None-Match": before.headers["etag"]})

    assert (before.json()["validity"], after.json()["validity"]) == ("yes", "unknown")


def test_a_forum_has_another_tag_when_an_agreement_gives_it_a_rhythm(
    client: TestClient, session: Session
) -> None:
    forum, agreement = make.forum(session), make.agreement(session)
    address = f"{API}/forums/{forum.id}"
    before = client.get(address)

    agreed = {"commitment_id": agreement.id, "forum_id": forum.id, "name_as_stated": "Rådet"}
    session.add(ForumRhythm(times_per_year=4, **agreed))
    session.flush()
    after = client.get(address, headers={"If-None-Match": before.headers["etag"]})

    assert [one["timesPerYear"] for one in after.json()["rhythms"]] == [4]


def test_a_list_has_a_tag_of_its_content(client: TestClient, forum: str) -> None:
    first = client.get(f"{API}/forums")
    known = {"If-None-Match": first.headers["etag"]}

    unchanged = client.get(f"{API}/forums", headers=known)
    client.patch(forum, json={"name": "Rådet"})
    changed = client.get(f"{API}/forums", headers=known)

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert changed.status_code == 200


@pytest.mark.parametrize("path", ["counties/04", "municipalities/0480"])
def test_what_has_no_version_is_known_by_its_content(
    client: TestClient, session: Session, path: str
) -> None:
    make.municipality(session, "0480")
    tag = client.get(f"{API}/{path}").headers["etag"]

    known = {"If-None-Match": tag}
    assert client.get(f"{API}/{path}", headers=known).status_code == 304
    for kind in (County, Municipality):
        session.execute(update(kind).values(name="Ett nytt namn"))
    assert client.get(f"{API}/{path}", headers=known).status_code == 200


CHANGES: list[tuple[str, str, dict[str, Any]]] = [
    ("PATCH", "", {"name": "Rådet"}),
    ("POST", "/endings", ENDING),
]


@pytest.mark.parametrize("method, below, body", CHANGES)
def test_a_change_without_if_match_is_refused(
    bare: TestClient, forum: str, method: str, below: str, body: dict[str, Any]
) -> None:
    answer = bare.request(method, forum + below, json=body)

    assert (answer.status_code, answer.json()["type"]) == (
        428,
        "urn:samverkan:problem:precondition-required",
    )
    assert "If-Match" in answer.json()["detail"]
    assert bare.get(forum).json()["version"] == 1


@pytest.mark.parametrize("method, below, body", CHANGES)
@pytest.mark.parametrize("sent", ["*", f'"{OTHER}"', f'W/"{OTHER}"', '"1"', OTHER, ""])
def test_a_change_of_another_state_is_refused(
    bare: TestClient, forum: str, method: str, below: str, body: dict[str, Any], sent: str
) -> None:
    answer = bare.request(method, forum + below, json=body, headers={"If-Match": sent})

    assert (answer.status_code, answer.headers["content-type"]) == (412, "application/problem+json")
    assert bare.get(forum).json()["version"] == 1


def test_a_stale_tag_is_refused_and_the_latest_is_not(bare: TestClient, forum: str) -> None:
    read = {"If-Match": bare.get(forum).headers["etag"]}
    changed = bare.patch(forum, json={"name": "Rådet"}, headers=read)

    stale = bare.patch(forum, json={"name": "Styrgruppen"}, headers=read)
    latest = {"If-Match": f'"other", {changed.headers["etag"]}'}
    again = bare.patch(forum, json={"name": "Styrgruppen"}, headers=latest)

    assert (stale.status_code, again.status_code) == (412, 200)
    assert again.json()["version"] == 3


def test_a_tag_of_another_day_or_of_an_actor_renamed_since_still_names_the_version(
    bare: TestClient, forum: str
) -> None:
    """No change would be lost: the record is as the caller read it."""
    tag = bare.get(forum, params={"asOf": "2024-01-01"}).headers["etag"]

    changed = bare.patch(forum, json={"name": "Rådet"}, headers={"If-Match": tag})

    assert changed.status_code == 200


def test_a_tag_of_another_record_in_the_same_version_is_refused(
    bare: TestClient, session: Session, forum: str
) -> None:
    other = bare.get(f"{API}/forums/{make.forum(session).id}").headers["etag"]

    answer = bare.patch(forum, json={"name": "Rådet"}, headers={"If-Match": other})

    assert answer.status_code == 412


def test_tags_may_stand_on_several_lines(bare: TestClient, forum: str) -> None:
    lines = [("If-Match", '"other"'), ("If-Match", bare.get(forum).headers["etag"])]

    assert bare.patch(forum, json={"name": "Rådet"}, headers=lines).status_code == 200


def test_an_unknown_record_is_not_found_whatever_if_match_says(bare: TestClient) -> None:
    unknown = f"{API}/forums/018f3b5e-0000-7000-8000-000000000000"

    answer = bare.patch(unknown, json={}, headers={"If-Match": '"1-0123456789abcdef"'})

    assert answer.status_code == 404


def test_an_area_has_another_tag_when_a_measure_that_it_shows_has_changed(
    client: TestClient, session: Session
) -> None:
    agreement = make.agreement(session)  # signed: it gets no new version with its measures
    area = make.prioritised_area(session, commitment_id=agreement.id)
    measure = make.measure(session, prioritised_area_id=area.id, commitment_id=area.commitment_id)
    address = f"{API}/prioritised-areas/{area.id}"
    before = client.get(address)

    changed = client.patch(f"{API}/measures/{measure.id}", json={"progress": "ongoing"})
    after = client.get(address, headers={"If-None-Match": before.headers["etag"]})

    assert changed.status_code == 200, changed.text
    assert (after.status_code, after.json()["version"]) == (200, before.json()["version"])


def test_a_change_of_an_area_is_a_new_version_of_its_draft(
    bare: TestClient, session: Session
) -> None:
    """So that nobody signs a text that was changed while it was read."""
    draft = make.draft(session)
    area = make.prioritised_area(session, commitment_id=draft.id)
    agreement, address = f"{API}/agreements/{draft.id}", f"{API}/prioritised-areas/{area.id}"
    read = {"If-Match": bare.get(agreement).headers["etag"]}

    bare.patch(address, json={"name": "Narkotika"}, headers={"If-Match": _tag(bare, address)})
    signed = bare.post(f"{agreement}/signatures", json=SIGNATURE, headers=read)

    assert signed.status_code == 412


def _tag(client: TestClient, address: str) -> str:
    return str(client.get(address).headers["etag"])
