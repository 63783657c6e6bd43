"""Area categories: an editable list with validity days, so that old areas keep their words."""

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Dated, Resource, in_order


class AreaCategory(Dated, Resource):
    __tablename__ = "area_categories"
    __table_args__ = (in_order("valid_from", "valid_to"),)
    WORDING = ("name", "code", "aliases")

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(default=list)
    description: Mapped[str | None]
