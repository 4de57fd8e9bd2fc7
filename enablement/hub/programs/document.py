"""The OpenAPI document of what programs may ask: made from the routes, so that it cannot lag behind."""

import json
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from enablement.hub.access.roles import Role
from enablement.hub.routes.access import Needs
from enablement.sync.protocol import Refusal

ROLE = "x-role"
"""Under this name an operation says from which role on it may be asked."""

_METHODS = ("get", "post", "put", "patch", "delete")
_ABOUT = (
    "Everything that marketing’s pages do, for programs. Each request shows a token in the header "
    "“Authorization: Bearer …” and may do what the token’s person may. Moments are in UTC. Every "
    "refusal has the same form: a stable code for programs, and a sentence for people."
)
_REFUSED = {
    "400": "The body cannot be read at all.",
    "401": "No token, or one that is unknown, ended or revoked.",
    "403": "The token’s person may not do this.",
    "404": "What was named is not on the hub.",
    "409": "Somebody else was first, or the time for this has passed.",
    "413": "The body is too large.",
    "422": "The hub cannot make sense of what was sent, or it cannot be done like this.",
    "429": "Too many requests; `Retry-After` says when to come back.",
    "503": "The hub has trouble of its own; try again later.",
}
_LONG = re.compile(r"\b(?:\w+__)*?(?:api_)?([a-z]+)__([A-Z]\w*)")
_SCHEMA = "#/components/schemas/"


def build_document(routers: Iterable[APIRouter]) -> dict[str, Any]:
    """The document of what these routers answer."""
    ours = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    document = get_openapi(
        title="Enablement hub", version=version("enablement"), description=_ABOUT, routes=ours
    )
    document = _with_short_names(document)
    components = document.setdefault("components", {})
    schemas: dict[str, Any] = components.setdefault("schemas", {})
    for fastapis in ("HTTPValidationError", "ValidationError"):
        schemas.pop(fastapis, None)
    schemas["Refusal"] = Refusal.model_json_schema(ref_template=_SCHEMA + "{model}")
    components["schemas"] = dict(sorted(schemas.items()))
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"token": []}]
    roles = {
        (route.path, one.lower()): _role(route) for route in ours for one in route.methods or ()
    }
    for path, method, operation in operations(document):
        _complete(operation, roles[path, method])
    return document


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each operation of a document with its path and method."""
    for path, methods in document.get("paths", {}).items():
        for method in _METHODS:
            if method in methods:
                yield path, method, methods[method]


def _with_short_names(document: dict[str, Any]) -> dict[str, Any]:
    """The document with `CardsReason` for what has its module in its name, since two have one name."""
    text = json.dumps(document, ensure_ascii=False)
    return dict(json.loads(_LONG.sub(lambda long: f"{long[1].title()}{long[2]}", text)))


def _complete(operation: dict[str, Any], role: Role | None) -> None:
    """Say of an operation who may ask for it, and how it refuses."""
    if role is not None:
        operation[ROLE] = role.value
    responses = operation.setdefault("responses", {})
    for status, words in _REFUSED.items():
        responses[status] = {
            "description": words,
            "content": {"application/json": {"schema": {"$ref": f"{_SCHEMA}Refusal"}}},
        }
    operation["responses"] = dict(sorted(responses.items()))


def _role(route: APIRoute) -> Role | None:
    """The role that a route asks for, by what it depends on."""
    return next(
        (one.call.role for one in _within(route.dependant) if isinstance(one.call, Needs)), None
    )


def _within(dependant: Dependant) -> Iterator[Dependant]:
    for one in dependant.dependencies:
        yield one
        yield from _within(one)
