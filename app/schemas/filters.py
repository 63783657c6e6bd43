"""What lists can be asked for."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.clock import today, years_after
from app.schemas.base import RecordStatus, Shape
from app.schemas.suspects import PERSONAL_NUMBER_ASKED, suspects
from app.schemas.values import At, CountyCode, Day, Line

Sort = Literal["name", "-name", "createdAt", "-createdAt", "updatedAt", "-updatedAt"]

YEARS_AHEAD = 5


class AsOf(Shape):
    as_of: Day | None = Field(
        default=None,
        description="Dagen som frågan gäller; dagens datum i Sverige om den utelämnas.",
    )


class AsOfAhead(AsOf):
    """A day that clocks can be asked about; what is further away nobody knows anything of."""

    @model_validator(mode="after")
    def refuse_far_ahead(self) -> "AsOfAhead":
        if self.as_of is not None and self.as_of > furthest_day():
            raise PydanticCustomError("far_ahead", "far ahead", {"fields": ["asOf"]})
        return self

    def day(self) -> date:
        return self.as_of or today()


def furthest_day() -> date:
    """29 February is 28 where there is none."""
    return years_after(today(), YEARS_AHEAD)


class Moment(AsOf):
    """When a single record is asked about, in both senses of when."""

    known_at: At | None = Field(
        default=None,
        description=(
            "Visa posten som registret kände den vid tidpunkten, till exempel happenedAt ur dess "
            "historik; asOf är fortfarande dagen vars läge det frågas om."
        ),
    )


class Listing(AsOf):
    """Parameters of every list."""

    page: int = Field(
        default=1,
        ge=0,
        le=1_000_000,
        description="Sidan, räknad från 1; 0 och bortom slutet är tomma.",
    )
    limit: int = Field(default=20, ge=1, le=100, description="Poster per sida.")
    q: Line | None = Field(
        default=None,
        description="Fritext; gemener och versaler räknas lika, å ä ö är egna bokstäver.",
    )

    @model_validator(mode="after")
    def refuse_personal_numbers(self) -> "Listing":
        found = suspects(self)
        if found:
            raise PydanticCustomError(PERSONAL_NUMBER_ASKED, "personal number", {"fields": found})
        return self


class CodeListing(Listing):
    """Parameters of lists of what has a code of SCB instead of an id."""

    sort: Literal["name", "-name", "code", "-code"] = Field(
        default="name", description="Ordning; minustecken vänder den."
    )
    county_code: CountyCode | None = Field(default=None, description="Länskod.", examples=["04"])


class Filters(Listing):
    """Parameters of every list of records."""

    sort: Sort = Field(default="name", description="Ordning; minustecken vänder den.")
    updated_since: At | None = Field(
        default=None, description="Bara poster som ändrats sedan dess."
    )
    external_system: Line | None = Field(default=None, description="Systemet i en extern nyckel.")
    external_id: Line | None = Field(default=None, description="Id i en extern nyckel.")


class RecordFilters(Filters):
    status: RecordStatus | None = Field(
        default=None,
        description=(
            "Läget den dag som frågan gäller: upcoming = har inte börjat, valid = gäller, "
            "ended = har upphört eller avslutats."
        ),
    )
