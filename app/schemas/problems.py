"""Shapes of errors, as RFC 9457 has them."""

from pydantic import BaseModel, ConfigDict, Field


class InvalidParameter(BaseModel):
    """Ett fält eller en parameter som är fel."""

    name: str = Field(max_length=500, description="Fältets eller parameterns namn.")
    reason: str = Field(max_length=500, description="Vad som är fel och hur det rättas.")


class Problem(BaseModel):
    """Problem Details enligt RFC 9457."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    type: str = Field(
        max_length=100,
        description="Problemets sort (URN); ändras inte, så ett program kan lita på den.",
        examples=["urn:samverkan:problem:not-found"],
    )
    title: str = Field(max_length=100, description="Kort rubrik.", examples=["Finns inte"])
    status: int = Field(ge=400, le=599, description="HTTP-status.", examples=[404])
    detail: str = Field(
        max_length=500,
        description="Vad som hände och hur det rättas.",
        examples=["Det finns ingen post med detta id."],
    )
    instance: str = Field(
        max_length=500,
        description="Adressen som förfrågan gällde.",
        examples=["/samverkan/v1/forums"],
    )
    invalidParameters: list[InvalidParameter] = Field(  # noqa: N815 - the name in the contract
        max_length=20,
        description="Fälten eller parametrarna som är fel; tom när inga pekas ut.",
        examples=[[]],
    )
