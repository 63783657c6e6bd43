"""The 21 counties, by SCB's two digits."""

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Ordered


class County(Base):
    __tablename__ = "counties"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    police_region: Mapped[str]
    sort_key: Mapped[str] = mapped_column(Ordered)
