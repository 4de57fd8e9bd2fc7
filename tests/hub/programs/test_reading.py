"""The document as people read it: kinds in a word, examples that can be sent, forms that are shared."""

import json

import pytest
from fastapi import APIRouter
from pydantic import BaseModel, Field

from enablement.hub.programs.document import build_document
from enablement.hub.programs.reading import kind_of, read_models, read_subjects, texts_of
from enablement.hub.routes.access import Marketer
from enablement.translation import speaking


class Inner(BaseModel):
    """A part."""

    words: str


class Sent(BaseModel):
    """What is sent."""

    name: str = Field(description="What it is called.")
    parts: list[Inner]
    note: str | None = None


def made() -> APIRouter:
    router = APIRouter(prefix="/api/v1", tags=["things"])

    @router.post("/things/{name}/parts", summary="Add parts", status_code=201)
    def add(name: str, sent: Sent, _member: Marketer, most: int = 5) -> Inner:
        """Each part in turn."""
        return Inner(words=name * most + sent.name)

    return router


def test_an_operation_is_read_with_what_goes_in_and_comes_out() -> None:
    (subject,) = read_subjects(build_document([made()]), "http://hub.example")
    (one,) = subject.operations
    assert (subject.name, one.method, one.path) == ("things", "POST", "/api/v1/things/{name}/parts")
    assert (one.summary, one.words, one.role) == ("Add parts", "Each part in turn.", "marketer")
    asked = [(field.name, field.where, field.kind, field.required) for field in one.parameters]
    assert asked == [("name", "path", "string", True), ("most", "query", "integer", False)]
    assert one.body is not None
    assert (one.body.model, one.body_kind) == ("Sent", "application/json")
    assert one.answer is not None
    assert (one.status, one.answer.model) == ("201", "Inner")
    assert "{" not in one.key


def test_the_example_holds_what_must_be_sent() -> None:
    (subject,) = read_subjects(build_document([made()]), "http://hub.example")
    example = subject.operations[0].example
    assert example.startswith("curl -X POST http://hub.example/api/v1/things/{name}/parts")
    sent = example.split("-d '")[1].removesuffix("'")
    assert Sent.model_validate(json.loads(sent)).note is None


def test_shared_forms_are_read_with_their_fields() -> None:
    models = {model.name: model for model in read_models(build_document([made()]))}
    assert {"Inner", "Refusal", "Sent"} <= set(models)
    name, parts, note = models["Sent"].fields
    assert (name.words, name.required) == ("What it is called.", True)
    assert (parts.kind, parts.model) == ("Inner[]", "Inner")
    assert (note.kind, note.required) == ("string | null", False)


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": "string"}, "string"),
        ({"type": "string", "format": "date"}, "date"),
        ({"type": "array", "items": {"$ref": "#/x/Card"}}, "Card[]"),
        ({"type": "array", "prefixItems": [{"type": "integer"}]}, "integer[]"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string | null"),
        ({"enum": ["a", "b"]}, '"a" | "b"'),
        ({"const": 1}, "1"),
        ({}, "any"),
    ],
)
def test_a_kind_is_a_word_or_two(schema: dict[str, object], kind: str) -> None:
    assert kind_of(schema) == kind


def test_it_is_read_in_the_language_in_force_and_the_document_stays_as_it_is() -> None:
    router = APIRouter(prefix="/api/v1", tags=["coverage"])

    @router.post("/recalls", summary="Recall a card")
    def recall(_member: Marketer) -> Inner:
        """Nothing that a catalogue has."""
        return Inner(words="")

    document = build_document([router])
    with speaking("es"):
        (subject,) = read_subjects(document, "")
        texts = set(texts_of(document))
    one = subject.operations[0]
    assert one.summary == "Retirar una tarjeta con urgencia"
    assert one.words == "Nothing that a catalogue has."
    assert {"coverage", "Recall a card", "Nothing that a catalogue has.", "A part."} <= texts
    assert document["paths"]["/api/v1/recalls"]["post"]["summary"] == "Recall a card"
