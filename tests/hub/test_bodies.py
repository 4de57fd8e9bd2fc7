"""Bodies: read to a limit, forms however bad they are."""

import asyncio
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from enablement.hub.bodies import body_up_to, form_fields
from enablement.hub.refusals import RefusedError


def read(chunks: Iterable[bytes], most: int) -> bytes:
    waiting = list(chunks)

    async def receive() -> Message:
        chunk = waiting.pop(0)
        return {"type": "http.request", "body": chunk, "more_body": bool(waiting)}

    async def run() -> bytes:
        return await body_up_to(most)(Request({"type": "http"}, receive))

    return asyncio.run(run())


def test_a_body_is_read_to_its_limit() -> None:
    assert read([b"abc", b"", b"de"], most=5) == b"abcde"
    with pytest.raises(RefusedError) as raised:
        read([b"abc", b"def"], most=5)
    assert (raised.value.status, raised.value.code) == (413, "too-large")


def test_an_endless_body_is_cut() -> None:
    with pytest.raises(RefusedError):
        read([b"x" * 10] * 3, most=5)


@given(st.binary())
def test_any_form_is_read(body: bytes) -> None:
    assert all(isinstance(value, str) for value in form_fields(body).values())


def test_a_form_has_fields() -> None:
    assert form_fields(b"a=1&b=&a=%C3%A9+x") == {"a": "é x", "b": ""}
    assert form_fields(b"&".join(b"a=1" for _ in range(50))) == {}
