"""A question is put into SQL once for each form that it has, and planned with what is settled."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Boolean, Connection, Select, and_, bindparam, event, select
from sqlalchemy.orm import Session

from app.models import Method
from app.models.actors import ActorKind
from app.models.principals import Role
from app.permissions import INTERNAL, Caller, Organisation, Scope
from app.queries.actors import actors_matching
from app.queries.agreements import agreement_documents, agreements_matching
from app.queries.fetching import document, fetch_page
from app.queries.follow_ups import follow_ups_matching
from app.queries.forums import forums_matching
from app.queries.visibility import kin_of
from app.queries.written import _form_of, ask, ask_narrowed, made_once
from app.schemas.actors import ActorFilters
from app.schemas.agreements import AgreementFilters
from app.schemas.follow_ups import FollowUpFilters
from app.schemas.forums import ForumFilters
from tests import make

MADE: list[object] = []


def named(*_: object) -> Select[Any]:
    """Notes each time that it is made."""
    MADE.append(named)
    wanted = bindparam("wanted", type_=Boolean)
    return select(Method.name).where(Method.code == bindparam("code"), wanted)


def narrowed(narrowing: Select[Any], *_: object) -> Select[Any]:
    MADE.append(narrowed)
    return narrowing


@pytest.fixture
def asked(connection: Connection) -> Iterator[list[tuple[str, Any]]]:
    found: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        found.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    yield found
    event.remove(connection, "before_cursor_execute", note)


def test_it_is_made_once_for_all_values(session: Session) -> None:
    for code in ("EST", "SSPF"):
        make.method(session, code)
    MADE.clear()

    found = [
        ask(session, {"code": code, "wanted": True}, named, "once")
        for code in ("EST", "SSPF", "EST")
    ]

    assert [[tuple(row) for row in rows] for rows in found] == [[("EST",)], [("SSPF",)], [("EST",)]]
    assert [named] == MADE


def test_what_is_true_false_or_absent_is_written_out(
    session: Session, asked: list[tuple[str, Any]]
) -> None:
    make.method(session, "EST")
    asked.clear()

    for wanted in (True, False, None):
        found = ask(session, {"code": "EST", "wanted": wanted}, named, "settled")
        assert len(found) == (1 if wanted else 0)

    texts = {statement for statement, _ in asked}
    assert len(texts) == 3
    assert all(len(parameters) == 1 for _, parameters in asked)


def test_a_narrowed_one_is_made_once_for_each_form_that_it_is_narrowed_in(session: Session) -> None:
    for code in ("EST", "SSPF"):
        make.method(session, code)
    every = select(Method.code).order_by(Method.code)
    MADE.clear()

    def codes(*conditions: Any) -> list[str]:
        rows = ask_narrowed(session, {}, every.where(and_(*conditions)), narrowed)
        return [code for (code,) in rows]

    assert codes(Method.code == "EST") == ["EST"]
    assert codes(Method.code == "SSPF") == ["SSPF"]
    assert codes(Method.code.in_(["EST"])) == ["EST"]
    assert codes(Method.code.in_(["SSPF"])) == ["SSPF"]
    assert [narrowed] * 3 == MADE  # what is in a list is a part of the form


@pytest.mark.parametrize(
    ("matching", "filters"),
    [
        (actors_matching, ActorFilters),
        (agreements_matching, AgreementFilters),
        (follow_ups_matching, FollowUpFilters),
        (forums_matching, ForumFilters),
    ],
)
def test_a_list_of_one_municipality_has_the_form_of_that_of_another(
    matching: Callable[[Any], Select[Any]], filters: type[Any]
) -> None:
    forms = {
        _form_of(matching(filters.model_validate({"municipalityCode": code})))[0]
        for code in ("0480", "0481", "1480")
    }
    assert len(forms) == 1


def test_of_each_record_of_a_page_its_state_tells_only_what_may_be_done_with_it(
    session: Session,
) -> None:
    """The versions of others that it names take longer to look up than all else of its state."""
    make.agreement(session)
    session.info["caller"] = INTERNAL
    filters = AgreementFilters()

    page = fetch_page(session, agreement_documents(), agreements_matching(filters), filters)
    (one,) = page.documents
    alone = document(session, agreement_documents(), UUID(one.facts["id"]))

    assert alone.text == one.text
    assert alone.facts.keys() - one.facts.keys() == {"others"}
    assert "relations" in one.facts


def test_those_who_ask_at_once_get_the_same_question() -> None:
    together = Barrier(8)

    @made_once
    def methods() -> Select[Any]:
        time.sleep(0.01)  # long enough for the others to ask
        return select(Method)

    def asking(_: int) -> Select[Any]:
        together.wait()
        return methods()

    with ThreadPoolExecutor(8) as threads:
        questions = list(threads.map(asking, range(8)))

    assert all(one is questions[0] for one in questions)


def test_it_is_written_once_for_all_who_see_alike() -> None:
    def holding(*roles: Role) -> Caller:
        at = Organisation(uuid4(), ActorKind.MUNICIPALITY, None, "0481")
        return Caller(uuid4(), "Kommunen", at, frozenset(roles), frozenset(Scope))

    one = kin_of(holding(Role.EDITOR))

    assert kin_of(holding(Role.EDITOR, Role.READER)) is one
    assert kin_of(holding(Role.EDITOR, Role.SIGNATORY)) is one
    assert kin_of(holding(Role.RECEIVER)) is not one
