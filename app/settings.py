"""Everything that the environment may decide."""

from functools import cache
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, IPvAnyNetwork, StringConstraints
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Seconds = Annotated[int, Field(ge=1, le=86_400)]
Days = Annotated[int, Field(ge=1, le=3_650)]
HostName = Annotated[
    str, StringConstraints(to_lower=True, pattern=r"^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])$")
]


def parted(text: object) -> object:
    """The parts between commas; as it is when it did not come from the environment."""
    return [one.strip() for one in text.split(",") if one.strip()] if type(text) is str else text


Commas = BeforeValidator(parted)


class Settings(BaseSettings):
    """Read from variables named SAMVERKAN_<NAME>; the README lists them all."""

    model_config = SettingsConfigDict(env_prefix="SAMVERKAN_", extra="ignore")

    database_url: str = Field(
        default="sqlite:///samverkan.db",
        pattern=r"^(sqlite:///|postgresql\+psycopg://)",
        description="Address of the database: sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME.",
    )
    public_url: str = Field(
        default="https://samverkan.example.se",
        pattern=r"^https?://[^/\s]+$",
        description="Address that the world reaches the host by, without a path.",
    )
    allowed_hosts: Annotated[tuple[HostName, ...], NoDecode, Commas] = Field(
        default=(),
        description="More names, commas between, that callers may reach the host by; without port.",
    )
    trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], NoDecode, Commas] = Field(
        default=(),
        description="Addresses or networks of own proxies, whose Forwarded header is believed.",
    )
    most_connections: int = Field(
        default=1000, ge=2, le=100_000, description="Open connections per process; more get 503."
    )
    receipt_timeout_s: Seconds = Field(
        default=30, description="Longest time for a whole request to arrive, seconds."
    )
    requests_per_minute: int = Field(
        default=300_000,
        ge=0,
        le=100_000_000,
        description="Requests that one caller may make per minute, in each process; 0 = no limit.",
    )
    contact_email: str = Field(
        default="samverkan@example.se",
        pattern=r"^[^@\s]+@[^@\s]+$",
        description="Mailbox of those who run the service, shown in the contract.",
    )
    pool_size: int = Field(
        default=40, ge=1, le=500, description="Connections per process to PostgreSQL."
    )
    statement_timeout_s: Seconds = Field(
        default=30, description="Longest time of one statement, seconds."
    )
    expiring_days: Days = Field(
        default=90, description="An agreement that ends within this many days is called expiring."
    )
    lease_s: int = Field(default=30, ge=2, le=3600, description="How long a worker owns a job, s.")
    poll_s: float = Field(
        default=1.0, gt=0, le=60, description="How often a worker looks for jobs, s."
    )
    job_timeout_s: Seconds = Field(
        default=600, description="Longest time that one job may take, seconds."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info",
        description="The least severe log line that is written: debug, info, warning or error.",
    )


@cache
def settings() -> Settings:
    return Settings()
