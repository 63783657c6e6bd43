"""What is to be withdrawn: said in the contract and in every answer, in good time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeAlias

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.contract.operations import operations_in
from app.http.headers import Headers, complete

Relation: TypeAlias = Literal["successor-version", "latest-version", "alternate"]


@dataclass(frozen=True)
class Retirement:
    """From when nobody should begin to use it, when it closes, and addresses of what replaces it.

    The headers' days are those of RFC 3339, as Sweden's REST API profile asks.
    """

    deprecated_on: date
    sunset_on: date | None = None
    instead: Mapping[Relation, str] = field(default_factory=dict)

    def headers(self) -> Headers:
        said = {"deprecation": str(self.deprecated_on)}
        if self.sunset_on:
            said["sunset"] = str(self.sunset_on)
        if self.instead:
            links = [f'<{address}>; rel="{rel}"' for rel, address in self.instead.items()]
            said["link"] = ", ".join(links)
        return [(name.encode(), text.encode()) for name, text in said.items()]

    def sentence(self) -> str:
        closed = f" och stängs efter {self.sunset_on}" if self.sunset_on else ""
        instead = f" Använd i stället {' eller '.join(self.instead.values())}."
        return f"**Utfasas från {self.deprecated_on}{closed}.**{instead if self.instead else ''}"


@dataclass(frozen=True)
class Retirements:
    """Of single operations, by their ids, and of the version as a whole."""

    operations: Mapping[str, Retirement] = field(default_factory=dict)
    version: Retirement | None = None

    def of(self, operation_id: str) -> Retirement | None:
        return self.operations.get(operation_id, self.version)

    def of_version(self) -> Headers:
        return self.version.headers() if self.version else []


NOTHING_RETIRED = Retirements()


def announce(api: FastAPI, retirements: Retirements) -> None:
    """In the contract and, of single operations, in their answers."""
    if retirements == NOTHING_RETIRED:
        return
    operations = {one["operationId"]: one for _, _, one in operations_in(api.openapi())}
    unknown = set(retirements.operations) - set(operations)
    if unknown:
        raise ValueError(f"no such operations to retire: {unknown}")
    for name, operation in operations.items():
        _mark(operation, retirements.of(name))
    api.add_middleware(RetiredOperations, retirements=retirements.operations)


def _mark(operation: dict[str, Any], retirement: Retirement | None) -> None:
    if retirement is not None:
        operation["deprecated"] = True
        operation["description"] = f"{retirement.sentence()}\n\n{operation['description']}"


class RetiredOperations:
    """Which operation it is, is known when the answer begins."""

    def __init__(self, app: ASGIApp, retirements: Mapping[str, Retirement]) -> None:
        self.app, self.retirements = app, retirements

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def announcing(message: Message) -> None:
            if message["type"] == "http.response.start":
                name = getattr(scope.get("route"), "name", "")
                if name in self.retirements:
                    complete(message, self.retirements[name].headers())
            await send(message)

        await self.app(scope, receive, announcing)
