"""Puts the contract together from what FastAPI derives and what is said here."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.http.contract import about, operations, parts, security, shapes
from app.schemas.problems import Problem
from app.settings import Settings

TERMS = "/villkor"


class Api(FastAPI):
    """An application whose contract is the full one."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = written(self)
        return self.openapi_schema


def written(api: FastAPI) -> dict[str, Any]:
    settings, root = api.state.settings, api.state.root
    document = get_openapi(
        title=api.title,
        version=api.version,
        routes=api.state.operations,
        tags=[{"name": name, "description": text} for name, text in about.TAGS.items()],
        separate_input_output_schemas=True,
    )
    document["info"] = _info(document["info"], settings)
    document["servers"] = [_server(f"{settings.public_url}{root}")]
    document["externalDocs"] = _documentation(settings)
    security.secure(document, settings)
    _add_parts(document)
    shapes.say_in_full(document)
    shapes.give_examples(document["components"]["schemas"])
    operations.complete(document)
    return document


def _info(info: dict[str, Any], settings: Settings) -> dict[str, Any]:
    return info | {
        "description": about.DESCRIPTION,
        "termsOfService": f"{settings.public_url}{TERMS}",
        "contact": {
            "name": "Samverkans förvaltning",
            "url": settings.public_url,
            "email": settings.contact_email,
        },
        "license": {
            "name": "Apache License 2.0",
            "url": "https://www.apache.org/licenses/LICENSE-2.0",
        },
        "x-sla": about.SERVICE_LEVEL,
        "x-limitations": about.LIMITATIONS,
    }


def _server(address: str) -> dict[str, Any]:
    return {
        "url": address,
        "description": "Produktion (production): den öppna adressen.",
        "x-internal": False,
    }


def _documentation(settings: Settings) -> dict[str, str]:
    return {
        "description": "Dokumentation och provkörning (Swagger UI) / Documentation",
        "url": f"{settings.public_url}/docs",
    }


def _add_parts(document: dict[str, Any]) -> None:
    components = document["components"]
    _drop_framework_errors(components["schemas"])
    components["schemas"] |= _problem_schemas()
    components["headers"] = parts.HEADERS
    components["parameters"] = parts.PARAMETERS
    components["responses"] = {
        name: parts.problem_response(status)
        for status, name in parts.PROBLEM_NAMES.items()
        if status in operations.REFUSED
    }


def _drop_framework_errors(schemas: dict[str, Any]) -> None:
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)


def _problem_schemas() -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    parts_of_it = schema.pop("$defs")
    return {"Problem": schema, **parts_of_it}
