"""Who may read the trail, how far, and what stands in it."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.models.principals import Role
from tests import make
from tests.callers import As
from tests.conftest import At
from tests.make import API

ENTRIES = f"{API}/audit-entries"
FORUMS = f"{API}/forums"


@pytest.fixture
def editor(at: At, session: Session) -> As:
    return at(make.actor(session), Role.EDITOR)


def _registered(caller: As, name: str = "Nätverket") -> dict[str, Any]:
    made: dict[str, Any] = caller.post(FORUMS, {"kind": "network", "name": name}).json()
    return made


def _listed(caller: As, **asked: Any) -> list[dict[str, Any]]:
    answer = caller.get(ENTRIES, params=asked)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_an_entry_says_who_did_what_and_never_what_was_said(
    at: At, editor: As, session: Session
) -> None:
    forum = _registered(editor, "Hemligt namn")
    editor.patch(f"{FORUMS}/{forum['id']}", {"name": "Annat namn"})
    auditor = at(make.actor(session, "Revisionen"), Role.AUDITOR)

    changed, registered = _listed(auditor, recordId=forum["id"])

    assert editor.principal
    assert changed["principalId"] == str(editor.principal.id)
    assert (changed["operation"], changed["recordVersion"]) == ("change_forum", 2)
    assert changed["facts"] == {"fields": ["name"]}
    assert changed["previousDigest"] == registered["digest"]
    assert "namn" not in str([changed, registered])


def test_an_organisation_reads_of_its_own(at: At, editor: As, session: Session) -> None:
    other_home = make.actor(session, "Nyköpings kommun")
    other = at(other_home, Role.EDITOR)
    _registered(editor)
    theirs = _registered(other)
    administrator = at(other_home, Role.ORGANISATION_ADMINISTRATOR)

    found = _listed(administrator)

    assert [one["recordId"] for one in found] == [theirs["id"]]
    assert _listed(administrator, organisationId=str(make.actor(session, "X").id)) == []


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR, Role.COORDINATOR, Role.RECEIVER])
def test_others_do_not(at: At, session: Session, role: Role) -> None:
    assert at(make.actor(session), role).get(ENTRIES).status_code == 403


def test_the_trail_can_be_narrowed_and_paged(at: At, editor: As, session: Session) -> None:
    first, second = _registered(editor), _registered(editor)
    editor.get(f"{FORUMS}/{make.forum(session).id}")
    auditor = at(make.actor(session, "Revisionen"), Role.AUDITOR)

    assert [one["event"] for one in _listed(auditor, event="denial")] == ["denial"]
    made = _listed(auditor, operation="register_forum")
    assert [one["recordId"] for one in made] == [second["id"], first["id"]]
    later = _listed(auditor, since=made[0]["happenedAt"], event="change")
    assert made[0]["sequence"] in [one["sequence"] for one in later]
    answer = auditor.get(ENTRIES, params={"limit": 1, "page": 2}).json()
    assert (answer["_meta"]["totalRecords"], answer["items"][0]["sequence"]) == (3, 2)
