"""An organisation's own sign-in, as small as one can be: by authorization code with PKCE S256."""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey

CLIENT, PERSON = "samverkan-docs", "3f0c1d0e-samordnaren"


@dataclass
class Issuer:
    """`asked` and `exchanged` are what it was sent; `origin` the page that may ask for tokens."""

    address: str
    origin: str
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", auto_kid=True))
    asked: dict[str, str] = field(default_factory=dict)
    exchanged: dict[str, str] = field(default_factory=dict)
    refusing: bool = False

    def described(self, keys: Path) -> dict[str, Any]:
        """As an entry of SAMVERKAN_ISSUERS."""
        keys.write_text(json.dumps({"keys": [self.key.as_dict(private=False)]}))
        sign_in = {
            "authorizationUrl": f"{self.address}/authorize",
            "tokenUrl": f"{self.address}/token",
            "clientId": CLIENT,
        }
        return {"issuer": self.address, "jwksFile": str(keys), "signIn": sign_in}

    def sent_back(self, asked: dict[str, str]) -> str:
        self.asked = asked
        answer = {"error": "access_denied"} if self.refusing else {"code": "the-code"}
        return asked["redirect_uri"] + "?" + urlencode(answer | {"state": asked["state"]})

    def exchange(self, form: dict[str, str]) -> dict[str, Any] | None:
        """A token for whoever has the verifier of the challenge."""
        self.exchanged = form
        digest = sha256(form["code_verifier"].encode()).digest()
        challenge = urlsafe_b64encode(digest).decode().rstrip("=")
        if form["code"] != "the-code" or challenge != self.asked["code_challenge"]:
            return None
        return {"access_token": self.token(), "token_type": "Bearer", "expires_in": 300}

    def token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": f"{self.origin}/samverkan/v1",
            "sub": PERSON,
            "client_id": CLIENT,
            "scope": self.asked["scope"],
            "iat": now,
            "exp": now + 300,
            "jti": str(uuid4()),
        }
        header = {"alg": "ES256", "typ": "at+jwt", "kid": str(self.key.kid)}
        return jwt.encode(header, claims, self.key, algorithms=["ES256"])


@contextmanager
def issuing(port: int, origin: str) -> Iterator[Issuer]:
    issuer = Issuer(f"http://127.0.0.1:{port}", origin)
    server = ThreadingHTTPServer(("127.0.0.1", port), _answering(issuer))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answering(issuer: Issuer) -> type[BaseHTTPRequestHandler]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = _fields(urlsplit(self.path).query)
            self.send_response(302)
            self.send_header("Location", issuer.sent_back(asked))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            """Only a simple request: nothing is answered to what a browser asks beforehand."""
            form = _fields(self.rfile.read(int(self.headers["Content-Length"])).decode())
            granted = issuer.exchange(form)
            body = json.dumps(granted or {"error": "invalid_grant"}).encode()
            self.send_response(200 if granted else 400)
            self.send_header("Access-Control-Allow-Origin", issuer.origin)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Quietly."""

    return Answers


def _fields(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}
