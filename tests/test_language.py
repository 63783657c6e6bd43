"""Swedish order and search, the same on both engines because Python makes the keys."""

import random

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.language import folded, sort_key
from tests import make
from tests.make import API

IN_ORDER = [
    "Ale",
    "Arboga",
    "Botkyrka",
    "Eskilstuna",
    "Habo",
    "Håbo",
    "Malmö",
    "Malå",
    "Vara",
    "Vårgårda",
    "Zinkgruvan",
    "Åre",
    "Åstorp",
    "Älmhult",
    "Öckerö",
    "Örebro",
]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Arboga", "Örebro"),
        ("Zinkgruvan", "Åre"),
        ("Åre", "Älmhult"),
        ("Älmhult", "Öckerö"),
        ("arboga", "Botkyrka"),
        ("Malmö", "Malå"),
        ("Habo", "Håbo"),
        ("Linden", "Lindén a"),
        ("Lindén", "Lindfors"),
        ("Mullvad", "Müller"),  # ü stands as y
        ("Mylla", "Müller"),
        ("Müller", "Myra"),
        ("Vårgårda", "Wara"),  # w is a letter of its own since 2006
        ("Wara", "Xanadu"),
        ("Ænes", "Öckerö"),
        ("Åby", "Ænes"),
        ("Østby", "Östbz"),
    ],
)
def test_one_name_stands_before_another(first: str, second: str) -> None:
    assert sort_key(first) < sort_key(second)


def test_names_stand_in_swedish_order() -> None:
    mixed = random.Random(1).sample(IN_ORDER, len(IN_ORDER))

    assert sorted(mixed, key=sort_key) == sorted(IN_ORDER, key=IN_ORDER.index)


def test_a_letter_is_the_same_however_it_is_composed() -> None:
    assert sort_key("A\u030are") == sort_key("Åre")
    assert folded("O\u0308rebro") == folded("ÖREBRO")


@pytest.mark.parametrize(("one", "other"), [("Å", "A"), ("Ö", "O"), ("é", "e"), ("W", "V")])
def test_search_tells_letters_apart_that_swedes_do(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_both_engines_list_in_that_order(client: TestClient, session: Session) -> None:
    for name in random.Random(2).sample(IN_ORDER, len(IN_ORDER)):
        make.forum(session, name)

    answer = client.get(f"{API}/forums", params={"limit": 100})

    assert [one["name"] for one in answer.json()["items"]] == IN_ORDER
