"""The municipalities, by SCB's four digits; a dissolved one stays with its last day."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Dated, Ordered
from app.models.counties import County


class Municipality(Dated, Base):
    __tablename__ = "municipalities"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    county_code: Mapped[str] = mapped_column(ForeignKey("counties.code"), index=True)
    sort_key: Mapped[str] = mapped_column(Ordered)

    county: Mapped[County] = relationship(viewonly=True, lazy="raise")
