"""The interface for programs: written down whole, refusing in one form, and proof against odd requests."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, CheckContext, GenerationMode, Response
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from bench.hub_stage import Stage, staged
from enablement.hub.access.roles import Role
from enablement.hub.app import create_app
from enablement.hub.programs.document import build_document, operations
from enablement.hub.routes.api import ROUTERS
from enablement.hub.routes.parts import SESSION_COOKIE
from enablement.sync.protocol import Refusal

DOCUMENT = build_document(ROUTERS)
ASKED = [(method, path) for path, method, _operation in operations(DOCUMENT)]
WITH_BODY = [(method, path) for path, method, one in operations(DOCUMENT) if "requestBody" in one]
ODD = settings(
    max_examples=4, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
# A hub refuses much that is well-formed: a name that is taken, a step that is not this person's.
ITS_OWN_RULES: list[Callable[[CheckContext, Response, Case[Any]], bool | None]] = [
    positive_data_acceptance
]
schemathesis.openapi.media_type(
    "application/zip", st.sampled_from([b"", b"PK", b"PK\5\6" + bytes(18)])
)


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """A hub with a past, which the odd requests change."""
    with staged() as stage:
        yield stage


@pytest.fixture(scope="module")
def token(stage: Stage) -> str:
    """An admin's token."""
    member = stage.hub.sessions.find(stage.session(Role.ADMIN))
    assert member is not None
    return stage.hub.tokens.make(member, "tests").token


@pytest.fixture(scope="module")
def schema(stage: Stage, token: str) -> BaseSchema:
    """The document as a tool reads it from the application."""
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", create_app(stage.hub))
    schema.config.update(headers={"Authorization": f"Bearer {token}"})
    return schema


@pytest.fixture
def program(stage: Stage) -> Iterator[httpx2.Client]:
    """A program that shows no token yet."""
    with httpx2.Client(base_url=stage.url, trust_env=False) as client:
        yield client


@pytest.mark.parametrize(("method", "path"), ASKED)
def test_odd_requests_are_answered_as_the_document_says(
    schema: BaseSchema, stage: Stage, method: str, path: str
) -> None:
    """What fits the document, about things that are there and things that are not."""
    there = stage.places

    @ODD
    @given(case=schema[path][method].as_strategy(), really=st.booleans())
    def ask(case: Case[Any], really: bool) -> None:
        for name in case.path_parameters if really else ():
            case.path_parameters[name] = there.get(name, case.path_parameters[name])
        case.call_and_validate(excluded_checks=ITS_OWN_RULES)

    ask()


@pytest.mark.parametrize(("method", "path"), WITH_BODY)
def test_what_does_not_fit_the_document_is_refused(
    schema: BaseSchema, stage: Stage, method: str, path: str
) -> None:
    operation = schema[path][method]
    there = {one.name: stage.places.get(one.name, "1") for one in operation.path_parameters}
    negative = GenerationMode.NEGATIVE

    @ODD
    @given(case=operation.as_strategy(negative, path_parameters=there))
    def ask(case: Case[Any]) -> None:
        case.call_and_validate()

    ask()


@pytest.mark.parametrize(("method", "path"), ASKED)
def test_nothing_is_answered_without_a_token(
    program: httpx2.Client, method: str, path: str
) -> None:
    for given_token in ("", "Bearer", "Bearer not-one", "Basic QTpC"):
        headers = {"Authorization": given_token} if given_token else {}
        answer = program.request(method, path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert Refusal.model_validate_json(answer.content).code == "not-signed-in"


def test_every_operation_is_written_down_whole() -> None:
    for path, _method, operation in operations(DOCUMENT):
        assert operation["summary"], path
        assert operation["description"], path
        assert operation["tags"], path
        assert operation["x-role"], path
        refusals = {one for one in operation["responses"] if one.startswith("4")}
        assert refusals == {"400", "401", "403", "404", "409", "413", "422", "429"}
        assert any(one.startswith("2") for one in operation["responses"])


def test_a_program_learns_what_its_request_lacks(program: httpx2.Client, token: str) -> None:
    answer = program.get(
        "/api/v1/review/log",
        params={"card": "x" * 300},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 422
    refusal = Refusal.model_validate_json(answer.content)
    assert refusal.code == "malformed"
    assert "card" in refusal.sentence


@pytest.mark.parametrize("path", ["/api/v1/status?x=%00", "/review?card=%00", "/cards/%00"])
def test_what_no_database_keeps_is_refused_at_the_door(
    program: httpx2.Client, stage: Stage, path: str
) -> None:
    program.cookies.set(SESSION_COOKIE, stage.session(Role.ADMIN))
    assert program.get(path).status_code == 422


def test_the_page_explains_every_operation(program: httpx2.Client, stage: Stage) -> None:
    assert program.get("/api").status_code == 303
    program.cookies.set(SESSION_COOKIE, stage.session(Role.MARKETER))
    text = program.get("/api").text
    for path, _method, operation in operations(DOCUMENT):
        assert f"<code>{path}</code>" in text
        assert escape(operation["summary"], quote=False) in text.replace("&#39;", "'")
