"""The database's document equals what pydantic says of the same row, on both engines."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from sqlalchemy import JSON, ForeignKey, literal
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

from app.documents import Of, documents
from app.models.base import Base
from app.schemas.values import At, Figure


class Own(DeclarativeBase):
    """Tables of the test's own, with a column of every type that the register has."""

    type_annotation_map = Base.type_annotation_map


class Colour(StrEnum):
    GREEN = "green"
    DARK_RED = "darkRed"


class Owner(Own):
    __tablename__ = "document_owners"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("document_owners.id"))
    parent: Mapped["Owner | None"] = relationship(remote_side="Owner.id")


class Link(Own):
    __tablename__ = "document_links"

    thing_id: Mapped[UUID] = mapped_column(ForeignKey("document_things.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)


class Piece(Own):
    __tablename__ = "document_pieces"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    thing_id: Mapped[UUID] = mapped_column(ForeignKey("document_things.id"))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("document_owners.id"))
    position: Mapped[int]
    figure: Mapped[Decimal | None]
    owner: Mapped[Owner | None] = relationship()


class Thing(Own):
    __tablename__ = "document_things"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    text: Mapped[str | None]
    number: Mapped[int | None]
    figure: Mapped[Decimal | None]
    day: Mapped[date | None]
    moment: Mapped[datetime | None]
    flag: Mapped[bool | None]
    colour: Mapped[Colour | None]
    words: Mapped[list[str] | None]
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("document_owners.id"))
    owner: Mapped[Owner | None] = relationship()
    pieces: Mapped[list[Piece]] = relationship(order_by=Piece.position)
    links: Mapped[list[Link]] = relationship(order_by=Link.code)
    codes: AssociationProxy[list[str]] = association_proxy(
        "links", "code", creator=lambda code: Link(code=code)
    )


class Read(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, from_attributes=True)


class OwnerRead(Read):
    id: UUID
    name: str


class PieceRead(Read):
    figure: Figure | None
    owner_name: Annotated[str | None, Of("owner.name")]
    grand_owner_name: Annotated[str | None, Of("owner.parent.name")]


class Group(Read):
    day: date | None
    moment: At | None


class ThingRead(Read):
    id: UUID
    text: str | None
    number: int | None
    figure: Figure | None
    group: Group
    flag: bool | None
    colour: Colour | None
    words: list[str] | None
    details: dict[str, Any] | None
    owner: OwnerRead | None
    owner_name: Annotated[str | None, Of("owner.name")]
    pieces: list[PieceRead]
    codes: list[str]
    status: str


# What the register lets in: no surrogates, no control characters.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
FIGURE = st.decimals(-(10**9), 10**9, places=3)
OWNERS = st.builds(Owner, name=TEXT, parent=st.none() | st.builds(Owner, name=TEXT))
PIECES = st.builds(Piece, figure=st.none() | FIGURE, owner=st.none() | OWNERS)
THINGS = st.builds(
    Thing,
    text=st.none() | TEXT,
    number=st.none() | st.integers(-(2**31), 2**31 - 1),
    figure=st.none() | FIGURE,
    day=st.none() | st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    moment=st.none()
    | st.datetimes(datetime(1900, 1, 2), datetime(2200, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001
    flag=st.none() | st.booleans(),
    colour=st.none() | st.sampled_from(Colour),
    words=st.none() | st.lists(TEXT, max_size=3),
    details=st.none() | st.dictionaries(TEXT, TEXT | st.none() | st.booleans(), max_size=3),
    owner=st.none() | OWNERS,
)


@pytest.fixture(scope="module")
def tables(engine: Any) -> Iterator[Any]:
    Own.metadata.create_all(engine)
    yield engine
    Own.metadata.drop_all(engine)


def as_pydantic_says(thing: Thing) -> Any:
    pieces = [
        {
            "figure": piece.figure,
            "owner_name": piece.owner and piece.owner.name,
            "grand_owner_name": piece.owner and piece.owner.parent and piece.owner.parent.name,
        }
        for piece in thing.pieces
    ]
    plain = {name: getattr(thing, name) for name in ThingRead.model_fields if hasattr(thing, name)}
    more = {
        "pieces": pieces,
        "codes": sorted(thing.codes),
        "group": {"day": thing.day, "moment": thing.moment},
        "owner_name": thing.owner and thing.owner.name,
        "status": "valid",
    }
    return json.loads(ThingRead.model_validate({**plain, **more}).model_dump_json(by_alias=True))


def exact(value: Any) -> Any:
    """Python takes true for 1, JSON does not; 36 and 36.0 are one number in both."""
    if isinstance(value, dict):
        return {key: exact(one) for key, one in value.items()}
    if isinstance(value, list):
        return [exact(one) for one in value]
    return str(value) if isinstance(value, bool) else value


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    thing=THINGS,
    pieces=st.lists(PIECES, max_size=3),
    codes=st.lists(st.sampled_from(["a", "b", "c"]), unique=True),
)
def test_the_document_is_what_pydantic_says(
    tables: Any, thing: Thing, pieces: list[Piece], codes: list[str]
) -> None:
    with Session(tables) as session:
        # Put in backwards, so that only the relationship's order can set it right.
        for position, piece in reversed(list(enumerate(pieces))):
            piece.position = position
            thing.pieces.append(piece)
        thing.codes = codes
        session.add(thing)
        session.flush()
        thing.pieces.sort(key=lambda piece: piece.position)
        question = documents(ThingRead, Thing, {"status": literal("valid")})  # type: ignore[arg-type]

        text = session.scalar(question.where(Thing.id == thing.id))

        assert exact(json.loads(text or "")) == exact(as_pydantic_says(thing))
        session.rollback()
