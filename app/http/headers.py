"""The headers that every answer carries, whoever gave it."""

from typing import Any, TypeAlias

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import Settings

Headers: TypeAlias = list[tuple[bytes, bytes]]

# An answer is no page: nothing may be fetched for it, and nobody may show it as a part of theirs.
SAFE: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
ONLY_HTTPS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


class AnswerHeaders:
    """`announced` goes along with every answer of the contract, such as that it is to be closed."""

    def __init__(self, app: ASGIApp, contract: Any, announced: Headers) -> None:
        self.app, self.root = app, contract.state.root
        self.everywhere = safe_headers(contract.state.settings)
        self.in_contract = self.everywhere + announced

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        wanted = self.in_contract if is_below(self.root, scope) else self.everywhere

        async def completing(message: Message) -> None:
            if message["type"] == "http.response.start":
                complete(message, wanted)
            await send(message)

        await self.app(scope, receive, completing)


def safe_headers(settings: Settings) -> Headers:
    return [*SAFE, ONLY_HTTPS] if settings.public_url.startswith("https:") else SAFE


def is_below(root: str, scope: Scope) -> bool:
    return f"{scope['path']}/".startswith(f"{root}/")


def complete(message: Message, wanted: Headers) -> None:
    """With those that the answer does not have already: a page has some of its own."""
    said: Headers = message.get("headers", [])
    names = {name for name, _ in said}
    message["headers"] = [*said, *[one for one in wanted if one[0] not in names]]
