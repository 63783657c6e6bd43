"""How what the environment says is read: parts between commas, JSON, lines of cron."""

import json
from typing import Annotated

from croniter import croniter
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

Seconds = Annotated[int, Field(ge=1, le=86_400)]


class Told(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel, validate_by_name=True, extra="forbid", frozen=True
    )


def parted(text: object) -> object:
    """The parts between commas; as it is when it did not come from the environment."""
    return [one.strip() for one in text.split(",") if one.strip()] if type(text) is str else text


Commas = BeforeValidator(parted)


def read_json(text: object) -> object:
    """What the JSON says; as it is when it did not come from the environment."""
    if type(text) is not str:
        return text
    try:
        return json.loads(text or "[]")
    except ValueError:
        raise PydanticCustomError("json_setting", "no JSON") from None


Json = BeforeValidator(read_json)
JsonObject = BeforeValidator(lambda text: read_json("{}" if text == "" else text))


def five_fields(text: str) -> str:
    """Minute, hour, day, month and day of the week: a sixth would be seconds."""
    if len(text.split()) != 5 or not croniter.is_valid(text):
        raise PydanticCustomError("cron", "no cron")
    return text


def five_fields_or_none(text: str) -> str:
    return text and five_fields(text)
