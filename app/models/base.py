"""What every table shares: key, instants, version, names of constraints, types of columns."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    Dialect,
    Enum,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    event,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Mapper,
    declared_attr,
    foreign,
    mapped_column,
    relationship,
)
from sqlalchemy.types import TypeEngine
from uuid_utils.compat import uuid7

from app.clock import now
from app.language import folded, sort_key


class Key(TypeDecorator[UUID]):
    """A UUID: the native type on PostgreSQL, its usual text of 36 characters on SQLite."""

    impl = String(36)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Uuid() if dialect.name == "postgresql" else String(36))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else str(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> UUID | None:
        return value if value is None or isinstance(value, UUID) else UUID(value)


class Instant(TypeDecorator[datetime]):
    """An instant in UTC, in whole milliseconds; SQLite keeps the very text that the API shows."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        postgres = dialect.name == "postgresql"
        return dialect.type_descriptor(DateTime(timezone=True) if postgres else String(24))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        exact = utc.replace(microsecond=utc.microsecond // 1000 * 1000)
        return exact if dialect.name == "postgresql" else instant_text(exact)

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        return None if value is None else value.astimezone(UTC)


class Thousandths(TypeDecorator[Decimal]):
    """A number with at most three decimals, kept as a whole number of thousandths."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> int | None:
        return None if value is None else int(value * 1000)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / 1000


# Byte order on both engines: keys are made so that it is the Swedish order.
Ordered = Text().with_variant(Text(collation="C"), "postgresql")


def instant_text(value: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as `2026-01-31T09:30:00.000Z`."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Base(DeclarativeBase):
    """The mapped classes: columns typed by annotation, constraints named by one convention."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Key,
        date: Date,
        datetime: Instant,
        Decimal: Thousandths,
        str: Text,
        list[str]: JSON(none_as_null=True),
        list[dict[str, Any]]: JSON(none_as_null=True),
        dict[str, Any]: JSON(none_as_null=True),
        StrEnum: Enum(
            StrEnum,
            values_callable=lambda kind: [one.value for one in kind],
            native_enum=False,
            length=40,
        ),
    }
    __mapper_args__ = {"eager_defaults": True}


class Dated:
    """Valid from a day, to a day, or both; an open end is null."""

    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


def in_order(first: str, last: str) -> CheckConstraint:
    """The second day is not before the first; the name says which field to mend."""
    return CheckConstraint(f"{first} <= {last}", name=f"{last}_not_before_{first}")


class Part(Base):
    """A row that lives and dies with the record that owns it, in the order it was given."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    position: Mapped[int] = mapped_column(default=0)


class ExternalReference(Part):
    """The key that another system has for a record; unique among those its keeper has in it.

    The keeper is the organisation that wrote it, since many have systems of the same name; it is
    nobody's when it is the register's own.
    """

    __tablename__ = "external_references"
    __table_args__ = (UniqueConstraint("keeper_id", "system", "external_id"),)

    resource_id: Mapped[UUID] = mapped_column(index=True)
    keeper_id: Mapped[UUID] = mapped_column(default=UUID(int=0))
    system: Mapped[str]
    external_id: Mapped[str]


class Resource(Base):
    """A record with a life of its own: versioned, ended rather than deleted, found by its words.

    `WORDING` names the columns that free text search looks in; the first also orders lists.
    """

    __abstract__ = True
    WORDING: ClassVar[tuple[str, ...]]

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now, index=True)
    ended_on: Mapped[date | None]
    ended_reason: Mapped[str | None]
    sort_key: Mapped[str] = mapped_column(Ordered, default="", index=True)
    search_text: Mapped[str] = mapped_column(default="")

    @declared_attr.directive
    def __mapper_args__(cls) -> Any:  # noqa: N805 - SQLAlchemy calls it with the class
        return {"eager_defaults": True, "version_id_col": cls.__table__.c.version}

    @declared_attr
    def external_references(cls) -> Mapped[list[ExternalReference]]:  # noqa: N805
        return relationship(
            ExternalReference,
            primaryjoin=lambda: foreign(ExternalReference.resource_id) == cls.__table__.c.id,
            order_by=ExternalReference.position,
            cascade="all, delete-orphan",
            lazy="raise",
            overlaps="external_references",
        )


@event.listens_for(Resource, "before_insert", propagate=True)
@event.listens_for(Resource, "before_update", propagate=True)
def keep_keys(_mapper: Mapper[Any], _connection: object, row: Resource) -> None:
    texts = [_text_of(getattr(row, name)) for name in row.WORDING]
    row.sort_key = sort_key(texts[0])
    row.search_text = folded("\n".join(texts))


def _text_of(value: str | list[str] | date | None) -> str:
    if isinstance(value, list):
        return "\n".join(value)
    return "" if value is None else str(value)
