"""The OpenAPI document as people read it: by subject, in their language, with what goes in and out."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from enablement.hub.programs.document import ROLE, operations
from enablement.translation import _, speaking

_JSON = "application/json"
_DEEPEST = 6
_PLAIN: dict[str, Any] = {"integer": 1, "number": 1.0, "boolean": True, "null": None}


@dataclass(frozen=True)
class Field:
    """One thing that is sent or answered: its name, its kind in a word or two, and what it is for."""

    name: str
    kind: str
    words: str
    required: bool
    where: str = ""
    model: str = ""


@dataclass(frozen=True)
class Model:
    """A form that several answers share, by its name."""

    name: str
    words: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Operation:
    """What a program may ask: the request, and what a good answer holds."""

    key: str
    method: str
    path: str
    summary: str
    words: str
    role: str
    parameters: tuple[Field, ...]
    body: Field | None
    body_kind: str
    status: str
    answer: Field | None
    answer_kind: str
    example: str


@dataclass(frozen=True)
class Subject:
    """The operations on one subject."""

    name: str
    operations: tuple[Operation, ...]


def read_subjects(document: dict[str, Any], address: str) -> tuple[Subject, ...]:
    """The operations of a document by their first tag, in its order; `address` is the hub's own."""
    found: dict[str, list[Operation]] = {}
    schemas = document["components"]["schemas"]
    for path, method, raw in operations(document):
        name = next(iter(raw.get("tags", ())), "hub")
        found.setdefault(name, []).append(_operation(path, method, raw, schemas, address))
    return tuple(Subject(name, tuple(those)) for name, those in found.items())


def read_models(document: dict[str, Any]) -> tuple[Model, ...]:
    """The shared forms of a document by name."""
    return tuple(
        Model(name, _said(schema), _fields(schema))
        for name, schema in document["components"]["schemas"].items()
    )


def read_about(document: dict[str, Any]) -> str:
    """What the document says of itself."""
    return _said(document["info"])


def texts_of(document: dict[str, Any]) -> Iterator[str]:
    """Every text of a document that a person reads: what there is to translate."""
    with speaking("en"):
        yield read_about(document)
        for subject in read_subjects(document, ""):
            yield subject.name
            for one in subject.operations:
                yield from (one.summary, one.words, *(field.words for field in one.parameters))
        for model in read_models(document):
            yield from (model.words, *(field.words for field in model.fields))


def _said(part: dict[str, Any], name: str = "description") -> str:
    """A text of the document in the language in force."""
    text = str(part.get(name, ""))
    return _(text) if text else ""  # gettext answers nothing with its own heading


def _operation(
    path: str, method: str, raw: dict[str, Any], schemas: dict[str, Any], address: str
) -> Operation:
    parameters = tuple(
        Field(
            one["name"],
            kind_of(one.get("schema", {})),
            _said(one) or _said(one.get("schema", {})),
            bool(one.get("required")),
            one["in"],
            _model(one.get("schema", {})),
        )
        for one in raw.get("parameters", ())
    )
    body_kind, body = _content(raw.get("requestBody", {}))
    status, good = next(_good(raw), ("", {}))
    answer_kind, answer = _content(good)
    return Operation(
        key=f"{method}-{path.strip('/').replace('/', '-').translate({123: None, 125: None})}",
        method=method.upper(),
        path=path,
        summary=_said(raw, "summary"),
        words=_said(raw),
        role=raw.get(ROLE, ""),
        parameters=parameters,
        body=_whole("", body) if body else None,
        body_kind=body_kind,
        status=status,
        answer=_whole(good.get("description", ""), answer) if answer else None,
        answer_kind=answer_kind,
        example=_example(method, f"{address}{path}", body_kind, body, schemas),
    )


def _good(raw: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((one, found) for one, found in raw["responses"].items() if one.startswith("2"))


def _content(part: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The media type of a body or an answer, and its schema."""
    return next(
        ((kind, found.get("schema", {})) for kind, found in part.get("content", {}).items()),
        ("", {}),
    )


def _whole(words: str, schema: dict[str, Any]) -> Field:
    return Field("", kind_of(schema), words, required=True, model=_model(schema))


def _fields(schema: dict[str, Any]) -> tuple[Field, ...]:
    required = set(schema.get("required", ()))
    return tuple(
        Field(name, kind_of(one), _said(one), name in required, model=_model(one))
        for name, one in schema.get("properties", {}).items()
    )


def _model(schema: dict[str, Any]) -> str:
    """The shared form that a schema is, or is a list of; empty for none."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    inner = (schema.get("items"), *schema.get("anyOf", ()))
    return next((name for one in inner if one and (name := _model(one))), "")


def kind_of(schema: dict[str, Any]) -> str:
    """What a value is, in a word or two, as the document’s own types name it."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(kind_of(one) for one in schema["anyOf"]))
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(one, ensure_ascii=False) for one in schema["enum"])
    kind = str(schema.get("type", "any"))
    if kind == "array":
        return f"{kind_of(schema.get('items', schema.get('prefixItems', [{}])[0]))}[]"
    return str(schema.get("format", kind)) if kind == "string" else kind


def _example(
    method: str, address: str, kind: str, body: dict[str, Any], schemas: dict[str, Any]
) -> str:
    """A command line that asks it."""
    lines = [f"curl -X {method.upper()} {address}" if method != "get" else f"curl {address}"]
    lines.append('-H "Authorization: Bearer $TOKEN"')
    if kind == _JSON:
        sent = json.dumps(_sample(body, schemas), ensure_ascii=False)
        lines.append(f"-H 'Content-Type: {_JSON}'")
        lines.append(f"-d '{sent}'")
    return " \\\n  ".join(lines)


def _sample(schema: dict[str, Any], schemas: dict[str, Any], depth: int = 0) -> Any:
    """A value of a schema, with only what must be there."""
    ways = (schema.get("examples"), schema.get("enum"))
    if depth > _DEEPEST or any(ways):
        return next((way[0] for way in ways if way), None)
    if "$ref" in schema:
        return _sample(schemas.get(_model(schema), {}), schemas, depth + 1)
    if "anyOf" in schema:
        return _sample(schema["anyOf"][0], schemas, depth + 1)
    if schema.get("type") == "array":
        return [_sample(schema.get("items", {}), schemas, depth + 1)]
    if schema.get("type") == "object":
        properties = schema.get("properties", {})
        wanted = schema.get("required") or list(properties)[:1]
        return {name: _sample(properties.get(name, {}), schemas, depth + 1) for name in wanted}
    return _PLAIN.get(str(schema.get("type")), "…")
