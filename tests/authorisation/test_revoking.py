"""What is withdrawn is gone: at the next request, and never half of one is done without it."""

from threading import Event, Thread
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, select
from starlette.testclient import TestClient

from app.audit.authors import acting
from app.clock import today
from app.database import Sessions, connect
from app.main import create_app
from app.models import Agreement, AuditEntry, Principal
from app.models.principals import Role
from app.permissions import PUBLIC, Scope
from app.queries.fetching import fetch
from app.services import changing
from app.settings import Settings
from tests import make
from tests.authorisation.world import World
from tests.callers import As, Known
from tests.conftest import PUBLIC_URL, contract
from tests.contract import CONTRACT
from tests.databases import AUTHOR
from tests.make import API


def give(world: World, caller: As, *roles: Role) -> None:
    """These roles and no others, by the administrator of the organisation."""
    assert caller.principal is not None
    by = world.caller("organisationAdministrator")
    answer = by.patch(f"{API}/principals/{caller.principal.id}", {"roles": list(roles)})
    assert answer.status_code == 200, answer.text


def test_a_withdrawn_role_is_gone_at_the_next_request(world: World) -> None:
    caller = world.caller("ownMunicipality")
    draft = f"{API}/agreements/{world.record('agreement', 'draft').id}"
    assert caller.patch(draft, {"title": "Nytt"}).status_code == 200

    give(world, caller, Role.READER)

    assert caller.patch(draft, {"title": "Nyare"}).status_code == 403
    assert caller.get(draft).status_code == 200
    give(world, caller, Role.ORGANISATION_ADMINISTRATOR)
    assert caller.get(draft).status_code == 404
    assert caller.get(f"{API}/agreements").json()["items"] == []
    give(world, caller, Role.EDITOR)
    assert caller.get(draft).status_code == 200
    assert caller.get(f"{API}/agreements").json()["items"] != []


def test_one_who_is_shut_out_is_nobody_at_the_next_request(world: World) -> None:
    caller = world.caller("ownMunicipality")
    addresses = [f"{API}/agreements", f"{API}/agreements/{world.record('agreement', 'draft').id}"]
    assert [caller.get(one).status_code for one in addresses] == [200, 200]
    by, ending = world.caller("organisationAdministrator"), {"endedOn": "2025-01-31", "reason": "X"}
    shut_out = f"{API}/principals/{world.record('principal', 'ofMunicipality').id}/endings"

    assert by.post(shut_out, ending).status_code == 201

    for address in addresses:
        answer = caller.get(address)
        assert answer.status_code == 401
        assert 'error="invalid_token"' in answer.headers["www-authenticate"]


def test_one_who_is_shut_out_reads_nothing_though_a_process_still_believes_it(
    world: World,
) -> None:
    """Whatever it asks for, and whether or not it has asked for anything else in between."""
    caller, by = world.caller("ownMunicipality"), world.caller("organisationAdministrator")
    assert caller.get(f"{API}/agreements").status_code == 200
    identity = contract(world.client.app).state.identity
    believed = dict(identity.callers)
    shut_out = f"{API}/principals/{world.record('principal', 'ofMunicipality').id}/endings"
    assert by.post(shut_out, {"endedOn": "2025-01-31", "reason": "X"}).status_code == 201

    answered = {}
    reads = {path: found["get"] for path, found in CONTRACT["paths"].items() if "get" in found}
    for path, read in reads.items():
        if read["operationId"] not in PUBLIC:
            identity.callers |= believed
            answer = caller.get(API + path.format_map(Anything()))
            answered[read["operationId"]] = answer.status_code

    assert len(answered) > 100
    assert {name: status for name, status in answered.items() if status != 401} == {}


class Anything(dict[str, str]):
    """What stands in a path: a place's code, else the key of nothing."""

    def __missing__(self, name: str) -> str:
        return {"municipalityCode": "0180", "countyCode": "01"}.get(name, str(uuid4()))


def test_an_organisation_that_moves_sees_by_its_new_home_at_once(world: World) -> None:
    caller, by = world.caller("countyBoard"), world.caller("systemAdministrator")
    home = f"{API}/agreements/{world.record('agreement', 'sharedDraft').id}"
    away = f"{API}/agreements/{world.second.records['agreement', 'sharedDraft'].id}"
    assert [caller.get(one).status_code for one in (home, away)] == [200, 404]
    board = f"{API}/actors/{world.first.actors['board'].id}"

    assert by.patch(board, {"countyCode": world.second.county}).status_code == 200

    assert [caller.get(one).status_code for one in (home, away)] == [404, 200]


def test_an_organisation_that_leaves_may_read_but_no_longer_write(world: World) -> None:
    caller = world.caller("policeParty")
    row = world.record("agreement", "draft")
    address = f"{API}/agreements/{row.id}"
    assert caller.patch(address, {"title": "Nytt"}).status_code == 200

    world.run(
        "UPDATE parties SET left_on = :day WHERE commitment_id = :of AND actor_id = :who",
        day=today().isoformat(),
        of=_raw(world, row.id),
        who=_raw(world, world.first.actors["police"].id),
    )

    assert caller.get(address).status_code == 200
    assert caller.patch(address, {"title": "Nyare"}).status_code == 403


def _raw(world: World, key: Any) -> Any:
    return key if world.connection.dialect.name == "postgresql" else str(key)


def test_an_assignment_that_is_over_lets_nobody_read(world: World) -> None:
    caller = world.everybody["reviewer 2"]
    named = f"{API}/agreements/{world.second.records['agreement', 'signed'].id}"
    board = world.everybody["countyBoard 2"]
    assignment = world.second.records["review_assignment", "ordered"].id
    assert caller.get(named).status_code == 200

    ending = {"endedOn": "2025-01-31", "reason": "Klar."}
    answer = board.post(f"{API}/review-assignments/{assignment}/endings", ending)

    assert answer.status_code == 201, answer.text
    assert caller.get(named).status_code == 404


def test_an_assignment_that_is_over_is_forgotten_by_who_believed_in_it(world: World) -> None:
    """A tag is the same from a process that knew of it and from one that did not."""
    caller, board = world.everybody["reviewer 2"], world.everybody["countyBoard 2"]
    known = f"{API}/actors/{world.second.actors['board'].id}"
    ended = f"{API}/review-assignments/{world.second.records['review_assignment', 'ordered'].id}"
    before = caller.get(known).headers["etag"]
    ending = {"endedOn": "2025-01-31", "reason": "Klar."}
    assert board.post(f"{ended}/endings", ending).status_code == 201

    believed = caller.get(known).headers["etag"]
    contract(world.client.app).state.identity.callers.clear()

    assert caller.get(known).headers["etag"] == believed != before


@pytest.mark.parametrize("covers_all", [True, False])
def test_an_assignment_lets_its_reviewer_read_at_once(world: World, covers_all: bool) -> None:
    """Also one who has just read what it sees without any."""
    caller, board = world.caller("ownMunicipality"), world.everybody["countyBoard 2"]
    listed = f"{API}/agreements"
    before = caller.get(listed).json()["_meta"]["totalRecords"]
    assert caller.principal is not None
    body = {
        "title": "Granskning",
        "countyCode": world.second.county,
        "reviewerId": str(caller.principal.actor_id),
        "coversAll": covers_all,
        "commitmentIds": [str(world.second.records["agreement", "signed"].id)],
    }

    answer = board.post(f"{API}/review-assignments", body)

    assert answer.status_code == 201, answer.text
    assert caller.get(listed).json()["_meta"]["totalRecords"] > before > 0


@pytest.mark.parametrize("path", ["/agreements", "/agreements/{}/endings"])
def test_a_retry_is_not_answered_to_one_who_has_lost_its_role(world: World, path: str) -> None:
    """What was answered before is read again, so it takes the right to read it."""
    caller = world.caller("ownMunicipality")
    row = world.record("agreement", "draft")
    body = (
        {"endedOn": "2025-01-31", "reason": "Fel."}
        if "{}" in path
        else {
            "title": "Ny",
            "level": "municipality",
        }
    )
    headers = {"Idempotency-Key": str(uuid4())}
    address = API + path.format(row.id)
    assert caller.post(address, body, headers=headers).status_code == 201

    give(world, caller, Role.ORGANISATION_ADMINISTRATOR)

    assert caller.post(address, body, headers=headers).status_code in {403, 404}


def test_a_key_is_its_senders_own(world: World) -> None:
    """Another principal with the same key and body does work of its own, and reads no other's."""
    body = {"title": "Ny", "level": "municipality"}
    headers = {"Idempotency-Key": str(uuid4())}
    first = world.caller("ownMunicipality").post(f"{API}/agreements", body, headers=headers)
    other = world.caller("otherMunicipality").post(f"{API}/agreements", body, headers=headers)

    assert (first.status_code, other.status_code) == (201, 201)
    assert first.json()["id"] != other.json()["id"]


def test_scope_and_role_are_both_needed(world: World) -> None:
    """The scope alone, the role alone, and neither; only both together do."""
    draft = f"{API}/agreements/{world.record('agreement', 'draft').id}"
    editor = world.principal("ownMunicipality")
    board = world.principal("countyBoard")

    def with_scopes(principal: Principal | None, *scopes: Scope) -> int:
        caller = As(world.client, principal, scopes)
        return caller.patch(draft, {"title": "Nytt"}, headers={"If-Match": '"0"'}).status_code

    assert with_scopes(editor, Scope.READ) == 403
    assert with_scopes(editor, Scope.WRITE) == 404  # without samverkan:read nothing is seen
    assert with_scopes(board, Scope.READ, Scope.WRITE) == 404
    assert with_scopes(board, Scope.READ) == 404
    assert with_scopes(editor, Scope.READ, Scope.WRITE) == 412


def test_a_missing_scope_is_named(world: World) -> None:
    caller = As(world.client, world.principal("ownMunicipality"), (Scope.READ,))

    answer = caller.post(f"{API}/forums", {"name": "Rådet", "kind": "localCouncil"})

    assert answer.status_code == 403
    assert 'error="insufficient_scope"' in answer.headers["www-authenticate"]
    assert 'scope="samverkan:write"' in answer.headers["www-authenticate"]


def test_rights_are_looked_up_in_the_transaction_of_the_work(world: World) -> None:
    """From the look-up to the writing it is one: nothing is committed in between."""
    caller, forum = world.caller("ownMunicipality"), world.record("forum", "localCouncil")
    address = f"{API}/forums/{forum.id}"
    tag = caller.get(address).headers["etag"]
    run: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        run.append(statement)

    event.listen(world.connection, "before_cursor_execute", note)
    answer = caller.patch(address, {"name": "Rådet"}, headers={"If-Match": tag})
    event.remove(world.connection, "before_cursor_execute", note)

    assert answer.status_code == 200
    looked_up = next(at for at, one in enumerate(run) if "grants" in one)
    written = next(at for at, one in enumerate(run) if one.startswith("UPDATE forums"))
    edges = [at for at, one in enumerate(run) if "SAVEPOINT" in one]
    assert [one.split()[0] for one in (run[edges[0]], run[edges[-1]])] == ["SAVEPOINT", "RELEASE"]
    assert len(edges) == 2
    assert edges[0] < looked_up < written < edges[1]


class Held:
    """A change that waits, just before it writes, until it is let go."""

    def __init__(self) -> None:
        self.known, self.go = Event(), Event()

    def hold(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("UPDATE commitments"):
            self.known.set()
            assert self.go.wait(10)


def test_a_role_that_is_withdrawn_meanwhile_is_gone_for_the_next_request(
    database_url: str,
) -> None:
    """A change that had begun is finished whole or not at all; none begins afterwards."""
    settings = Settings(database_url=database_url, public_url=PUBLIC_URL)
    sessions = connect(settings)
    principal, agreement = _arranged(sessions)
    held = Held()
    event.listen(sessions.engine, "before_cursor_execute", held.hold)
    answers: list[Any] = []
    app = create_app(sessions, settings, identity=Known())
    with TestClient(app, base_url=PUBLIC_URL) as client:
        caller = As(client, principal)
        address = f"{API}/agreements/{agreement.id}"
        tag = caller.get(address).headers["etag"]

        def change() -> None:
            body, headers = {"title": "I sista stund"}, {"If-Match": tag}
            answers.append(caller.patch(address, body, headers=headers))

        changing = Thread(target=change)
        changing.start()
        assert held.known.wait(10)
        withdrawing = Thread(target=_withdraw, args=(sessions, principal))
        withdrawing.start()
        held.go.set()
        changing.join(20)
        withdrawing.join(20)
        event.remove(sessions.engine, "before_cursor_execute", held.hold)
        after = caller.get(address)
    with sessions.read() as session:
        title = session.scalar(select(Agreement.title))
        by = session.scalars(select(AuditEntry.principal_id).order_by(AuditEntry.seq)).all()
    sessions.engine.dispose()
    assert answers[0].status_code == 200
    assert title == "I sista stund"
    assert principal.id in by
    assert after.status_code == 404


def _arranged(sessions: Sessions) -> tuple[Principal, Agreement]:
    with acting(sessions, AUTHOR).begin() as session:
        town = make.actor(session, municipality_code=make.municipality(session).code)
        agreement = make.draft(session, owner_id=town.id)
        return make.principal(session, town, Role.EDITOR), agreement


def _withdraw(sessions: Sessions, principal: Principal) -> None:
    with acting(sessions, AUTHOR).begin() as session:
        row = fetch(session, Principal, principal.id)
        row.roles = [Role.ORGANISATION_ADMINISTRATOR]
        changing.touch(session, row)
