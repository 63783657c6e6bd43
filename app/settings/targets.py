"""Where reports are delivered: directories, object stores and mailboxes."""

from email.errors import HeaderParseError
from email.headerregistry import Address
from importlib.util import find_spec
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from app.settings.reading import Told

OBJECT_STORE = "s3://"


def installed(address: str) -> str:
    """What object stores need is an extra, since most registers have none."""
    if address.startswith(OBJECT_STORE) and find_spec("s3fs") is None:
        raise PydanticCustomError("object_store_missing", "no s3fs")
    return address


def one_mailbox(text: str) -> str:
    try:
        Address(addr_spec=text)
    except (ValueError, HeaderParseError, AttributeError):  # the last is a fault of the library
        raise PydanticCustomError("no_mailbox", "no mailbox") from None
    return text


# None of them holds who may write there: that is asked of the environment by what writes.
Directory = Annotated[
    str,
    Field(
        max_length=500,
        pattern=(
            r"^(file:///[^\s@?#*\[\]:]+"
            r"|s3://[a-z0-9][a-z0-9.-]+[a-z0-9](/[A-Za-z0-9_.=-]+)*/?)$"
        ),
    ),
    AfterValidator(installed),
]
MailboxAddress = Annotated[
    str, Field(max_length=254, pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+$"), AfterValidator(one_mailbox)
]


class StoreOptions(Told):
    """Of an object store that is not AWS; keys are read from AWS_* in the environment."""

    endpoint_url: str | None = Field(
        default=None, max_length=500, pattern=r"^https?://[^\s@/?#]+/?$"
    )
    region: str | None = Field(default=None, pattern=r"^[a-z0-9-]{1,40}$")
    addressing: Literal["auto", "path", "virtual"] = "auto"


class DeliveryTarget(Told):
    key: str = Field(max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")
    # SCB's codes of the counties; one that is misspelt would never be delivered.
    county_code: str | None = Field(default=None, pattern=r"^(0[13-9]|1[0234789]|2[0-5])$")
    national: bool = False
    directory: Directory | None = None
    options: StoreOptions = StoreOptions()
    mailbox: MailboxAddress | None = None
    mailed_as: Literal["attachment", "link"] = Field(default="attachment", alias="as")

    @model_validator(mode="after")
    def of_one_kind(self) -> Self:
        if (self.directory is None) == (self.mailbox is None):
            raise PydanticCustomError("target_place", "one of directory and mailbox")
        if self.national and self.county_code:
            raise PydanticCustomError("target_whose", "national and of a county")
        return self

    @property
    def destination(self) -> str:
        return str(self.directory or self.mailbox)

    def wants(self, county_code: str | None) -> bool:
        """A report of the county; with None the national one."""
        if self.national or county_code is None:
            return self.national and county_code is None
        return self.county_code in {None, county_code}
