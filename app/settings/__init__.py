"""Everything that the environment may decide."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    IPvAnyNetwork,
    SecretStr,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.settings.issuers import SignIn, TrustedIssuer
from app.settings.reading import Commas, Json, JsonObject, Seconds, five_fields, five_fields_or_none
from app.settings.targets import DeliveryTarget

Days = Annotated[int, Field(ge=1, le=3_650)]
Years = Annotated[int, Field(ge=0, le=200)]
ReportYear = Annotated[int, Field(ge=2017, le=2200)]
RecordClass = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
HostName = Annotated[
    str, StringConstraints(to_lower=True, pattern=r"^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])$")
]

CONTRACT_PATH = "/samverkan/v1"


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
        default=1000,
        ge=2,
        le=100_000,
        description="Connections that have asked for something, per process; more get 503.",
    )
    receipt_timeout_s: Seconds = Field(
        default=30, description="Longest time for a whole request to arrive, seconds."
    )
    requests_per_minute: int = Field(
        default=300_000,
        ge=0,
        le=100_000_000,
        description="Requests that one caller may make of all processes per minute; 0 = no limit.",
    )
    heavy_requests_per_minute: int = Field(
        default=60,
        ge=0,
        le=1_000_000,
        description=(
            "A client's requests for each kind of statistics or report file per minute; "
            "0 = no limit."
        ),
    )
    contact_email: str = Field(
        default="samverkan@example.se",
        pattern=r"^[^@\s]+@[^@\s]+$",
        description="Mailbox of those who run the service, shown in the contract.",
    )
    issuers: Annotated[tuple[TrustedIssuer, ...], NoDecode, Json] = Field(
        default=(),
        description="Others whose tokens are believed, as a JSON list; see docs/sign-in.md.",
    )
    audience: str = Field(
        default="",
        max_length=200,
        description="Whom a token must be meant for; empty = the public address of the contract.",
    )
    embedded_issuer: bool = Field(
        default=True, description="Whether this service hands out tokens itself."
    )
    client_secrets: bool = Field(
        default=False, description="Whether clients may use a secret instead of a key of their own."
    )
    secret_lifetime_days: Days = Field(
        default=365, description="How long a client's secret is good for, days."
    )
    keys_directory: Path = Field(
        default=Path("samverkan-keys"),
        description="Directory of the keys that tokens are signed with; shared by all processes.",
    )
    token_requests_per_minute: int = Field(
        default=60,
        ge=1,
        le=100_000,
        description="Tokens that one client or address may ask all processes for, per minute.",
    )
    pool_size: int = Field(
        default=8,
        ge=1,
        le=500,
        description="Connections per process; two fewer requests (1 to 36) are worked on at once.",
    )
    statement_timeout_s: Seconds = Field(
        default=30, description="Longest time of one statement, seconds."
    )
    expiring_days: Days = Field(
        default=90, description="An agreement that ends within this many days is called expiring."
    )
    council_report_months: int = Field(
        default=12,
        ge=1,
        le=120,
        description="Months after which a report to kommunfullmäktige is called late.",
    )
    report_due_days: Annotated[dict[ReportYear, date], NoDecode, JsonObject] = Field(
        default={},
        description=(
            "Days when the annual report to Brå is due, as a JSON object of year and day; "
            "only these years are reminded of."
        ),
    )
    report_small_group: int = Field(
        default=5,
        ge=0,
        le=100,
        description=(
            "Counts of persons below this are not told as a number in the annual report; "
            "0 = all are told."
        ),
    )
    retention_years: Years = Field(
        default=10, description="Years that what the audit log says is kept before any disposal."
    )
    retention_years_by_class: Annotated[dict[RecordClass, Years], NoDecode, JsonObject] = Field(
        default={},
        description="Other years for some classes, as a JSON object; see docs/disposal.md.",
    )
    checkpoints: Path = Field(
        default=Path("samverkan-checkpoints.jsonl"),
        description="File outside the database with signed checkpoints of the audit chain.",
    )
    smtp_host: str = Field(
        default="",
        max_length=253,
        pattern=r"^[A-Za-z0-9.:-]*$",
        description="Server that mail is handed to; empty = no mail is sent.",
    )
    smtp_port: int = Field(default=587, ge=1, le=65_535, description="Port of the mail server.")
    smtp_user: str = Field(
        default="", max_length=200, description="User at the mail server; empty = no login."
    )
    smtp_password: SecretStr | None = Field(
        default=None, description="Password at the mail server; never shown or logged."
    )
    smtp_tls: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="How the way to the mail server is protected: starttls, tls or none.",
    )
    mail_from: str = Field(
        default="",
        max_length=254,
        pattern=r"^([^@\s<>,;]+@[^@\s<>,;]+)?$",
        description="Mailbox that mail is sent from, where bounces come back to.",
    )
    digest: bool = Field(
        default=False, description="Whether the weekly digest of what is due is sent by mail."
    )
    digest_schedule: Annotated[str, AfterValidator(five_fields)] = Field(
        default="0 7 * * 1",
        max_length=100,
        description="When the digest is sent, as cron in Swedish time; at most once a week.",
    )
    digest_days: Days = Field(
        default=60, description="How far ahead the digest looks for what is due, days."
    )
    report_schedule: Annotated[str, AfterValidator(five_fields_or_none)] = Field(
        default="0 6 15 1 *",
        max_length=100,
        description=(
            "When each county's report of the year before is ordered, as cron in Swedish time; "
            "empty = only by hand."
        ),
    )
    delivery_targets: Annotated[tuple[DeliveryTarget, ...], NoDecode, Json] = Field(
        default=(),
        max_length=100,
        description=("Where reports are delivered, as a JSON list; see docs/operations.md."),
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

    @property
    def own_audience(self) -> str:
        return self.audience or f"{self.public_url}{CONTRACT_PATH}"

    @property
    def sign_in(self) -> SignIn | None:
        """The one issuer, if any, where people sign in from Swagger UI."""
        return next((one.sign_in for one in self.issuers if one.sign_in), None)

    @model_validator(mode="after")
    def mail_goes_somewhere(self) -> Self:
        to_be_sent = {
            "digest": self.digest,
            "delivery_targets": any(one.mailbox for one in self.delivery_targets),
        }
        fields = [name for name, sends in to_be_sent.items() if sends]
        if fields and not (self.smtp_host and self.mail_from):
            raise PydanticCustomError("nowhere_to_mail", "no mail server", {"fields": fields})
        return self

    @field_validator("delivery_targets")
    @classmethod
    def named_apart(cls, targets: tuple[DeliveryTarget, ...]) -> tuple[DeliveryTarget, ...]:
        if len({one.key for one in targets}) < len(targets):
            raise PydanticCustomError("target_repeated", "key repeated")
        return targets

    @field_validator("issuers")
    @classmethod
    def apart(
        cls, issuers: tuple[TrustedIssuer, ...], told: ValidationInfo
    ) -> tuple[TrustedIssuer, ...]:
        """Two of the same name could sign for each other's clients."""
        names = [told.data.get("public_url"), *(one.issuer for one in issuers)]
        if len(set(names)) < len(names):
            raise PydanticCustomError("issuer_repeated", "issuer repeated")
        if sum(one.sign_in is not None for one in issuers) > 1:
            raise PydanticCustomError("sign_in_repeated", "more than one signIn")
        return issuers


@cache
def settings() -> Settings:
    return Settings()
