"""What the operations of the contract share: headers, parameters and problems."""

from typing import Any

from app.http.guard import LONGEST_HEADER
from app.http.problems import DETAIL_OF, KIND_OF

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
TRACEPARENT = {
    "type": "string",
    "maxLength": 55,
    "pattern": "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$",
    "example": TRACE,
}


def _header(description: str, longest: int, example: str) -> dict[str, Any]:
    schema = {"type": "string", "maxLength": longest, "example": example}
    return {"description": description, "schema": schema}


HEADERS: dict[str, Any] = {
    "traceparent": {
        "description": "Spårningens id (W3C Trace Context); anges vid felanmälan.",
        "schema": TRACEPARENT,
    },
    "ETag": _header(
        "Svarets kännemärke: skickas i If-Match vid en ändring, i If-None-Match vid en ny läsning.",
        100,
        '"3-5feceb668f14e45fceea167a"',
    ),
    "Location": _header(
        "Adressen till posten (absolut URL).",
        2_048,
        "https://samverkan.example.se/samverkan/v1/forums/018f3b5e-7c3a-7d21-9f5b-2a6f0f4c1e77",
    ),
    "CacheControl": _header("Svaret sparas inte av mellanhänder.", 100, "no-store"),
    "RateLimit": _header(
        "Förfrågningar kvar (r) och sekunder till dess att fler ges (t).",
        100,
        '"default";r=299999;t=60',
    ),
    "RateLimitPolicy": _header(
        "Tillåtna förfrågningar (q) under så många sekunder (w).", 100, '"default";q=300000;w=60'
    ),
    "WWWAuthenticate": _header(
        "Vad som saknas (RFC 6750), och var det står hur man får en token (RFC 9728).",
        1_000,
        'Bearer realm="samverkan", resource_metadata='
        '"https://samverkan.example.se/.well-known/oauth-protected-resource"',
    ),
    "RetryAfter": {
        "description": "Sekunder att vänta innan nästa försök.",
        "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": 3600,
            "format": "int32",
            "example": 5,
        },
    },
}
ALWAYS = {
    "traceparent": "traceparent",
    "RateLimit": "RateLimit",
    "RateLimit-Policy": "RateLimitPolicy",
    "Cache-Control": "CacheControl",
}
BESIDE = {
    200: {"ETag": "ETag"},
    201: {"ETag": "ETag", "Location": "Location"},
    202: {"ETag": "ETag", "Location": "Location"},
    304: {"ETag": "ETag"},
    401: {"WWW-Authenticate": "WWWAuthenticate"},
    403: {"WWW-Authenticate": "WWWAuthenticate"},
    429: {"Retry-After": "RetryAfter"},
    503: {"Retry-After": "RetryAfter"},
}


def headers_of(status: int) -> dict[str, Any]:
    names = ALWAYS | BESIDE.get(status, {})
    return {name: {"$ref": f"#/components/headers/{part}"} for name, part in names.items()}


PARAMETERS: dict[str, Any] = {
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "required": False,
        "description": (
            "ETag från ett tidigare svar; har inget ändrats sedan dess blir svaret 304 utan "
            "innehåll. / ETag of an earlier answer; if nothing has changed the answer is 304."
        ),
        "schema": {"type": "string", "maxLength": LONGEST_HEADER},
    },
    "traceparent": {
        "name": "traceparent",
        "in": "header",
        "required": False,
        "description": (
            "Anroparens spårning (W3C Trace Context); utan den börjar en ny. / "
            "The caller's trace context; without it a new trace begins."
        ),
        # One that is not well-formed is left aside, as the standard says, and refused by nobody.
        "schema": {"type": "string", "maxLength": LONGEST_HEADER},
        "example": TRACE,
    },
}

PROBLEM_NAMES = {
    status: "".join(word.capitalize() for word in kind.split("-"))
    for status, (kind, _) in KIND_OF.items()
}
NAMED_FAULTS = {
    400: [{"name": "limit", "reason": "Får vara högst 100."}],
    422: [{"name": "name", "reason": "Fältet måste anges."}],
}
DETAILS = DETAIL_OF | {
    400: "Får vara högst 100.",
    404: "Det finns ingen post med detta id.",
    409: "Posten är avslutad och kan inte ändras.",
    422: "Fältet måste anges.",
    500: "Ett oväntat fel inträffade. Felet är loggat.",
}


def problem_response(status: int) -> dict[str, Any]:
    kind, title = KIND_OF[status]
    example = {
        "type": f"urn:samverkan:problem:{kind}",
        "title": title,
        "status": status,
        "detail": DETAILS[status],
        "instance": "/samverkan/v1/forums",
        "invalidParameters": NAMED_FAULTS.get(status, []),
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": f"{title}. {DETAILS[status]}",
        "headers": headers_of(status),
        "content": {"application/problem+json": {"schema": schema, "example": example}},
    }
