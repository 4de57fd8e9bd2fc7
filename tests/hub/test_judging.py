"""Judging one event: what is taken, and a reason for what is not, whatever it is."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.judging import Bad, Good, NotABatchError, judge, read_batch
from enablement.sync.protocol import Contradiction, Question, Reply, Request, Search, Usage

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=12,
)


def event(**changes: Any) -> dict[str, Any]:
    payload = {"card_id": "price", "revision": 2, "outcome": "worked", **changes.pop("payload", {})}
    return {
        "event_id": "0190a000-0000-7000-8000-000000000001",
        "device_seq": 1,
        "kind": "usage",
        "occurred_at": "2026-11-24T09:00:00+01:00",
        "payload": payload,
        **changes,
    }


def test_a_good_usage_is_taken() -> None:
    judged = judge(event(payload={"note": "said\0 yes", "from_the_future": [1]}))
    assert isinstance(judged, Good)
    assert isinstance(judged.said, Usage)
    assert (judged.said.card_id, judged.said.note) == ("price", "said yes")
    assert judged.event.occurred_at == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    assert judged.event.payload["from_the_future"] == [1]


def test_a_kind_of_a_newer_laptop_is_taken_as_it_is() -> None:
    judged = judge(event(kind="gesture", payload={"outcome": "?"}))
    assert isinstance(judged, Good)
    assert judged.said is None


def test_requests_and_empty_searches_are_taken() -> None:
    asked = judge({**event(kind="request"), "payload": {"text": "door\0 alarm", "note": "n"}})
    assert isinstance(asked, Good)
    assert asked.said == Request(text="door alarm", note="n")
    searched = judge({**event(kind="search"), "payload": {"text": "é" * 2000, "results": 0}})
    assert isinstance(searched, Good)
    assert isinstance(searched.said, Search)


def test_questions_contradictions_and_replies_are_taken() -> None:
    about = {"card_id": "price", "revision": 2, "text": "Since\0 when?", "block": "proof"}
    for kind, payload, said in (
        ("question", about, Question),
        ("contradiction", about | {"words": "é" * 4000}, Contradiction),
        ("reply", {"thread_id": "an-id", "text": "é" * 4000}, Reply),
    ):
        judged = judge({**event(kind=kind), "payload": payload})
        assert isinstance(judged, Good)
        assert isinstance(judged.said, said)
    asked = judge({**event(kind="question"), "payload": about})
    assert isinstance(asked, Good)
    assert asked.said == Question(card_id="price", revision=2, text="Since when?", block="proof")


@pytest.mark.parametrize(
    ("kind", "payload", "word"),
    [
        ("question", {"card_id": "price", "revision": 1}, "text: "),
        ("question", {"card_id": " ", "revision": 1, "text": "Why?"}, "card_id: empty"),
        ("question", {"card_id": "price", "revision": 1, "text": " "}, "text: empty"),
        ("question", {"card_id": "price", "revision": 1, "text": "x" * 4001}, "4001 characters"),
        ("question", {"card_id": "price", "revision": -1, "text": "Why?"}, "revision: out of"),
        ("question", {"card_id": "price", "revision": 2**31, "text": "Why?"}, "revision: out of"),
        ("contradiction", {"card_id": "price", "revision": 1, "text": "\0"}, "text: empty"),
        (
            "contradiction",
            {"card_id": "price", "revision": 1, "text": "No.", "words": "x" * 4001},
            "words: 4001",
        ),
        ("reply", {"thread_id": "an-id", "text": ""}, "text: empty"),
        ("reply", {"thread_id": "", "text": "Yes."}, "thread_id: empty"),
        ("reply", {"thread_id": "x" * 65, "text": "Yes."}, "thread_id: 65"),
        (
            "usage",
            {"card_id": "price", "revision": 1, "outcome": "worked", "words": "x" * 4001},
            "words: 4001",
        ),
        (
            "usage",
            {"card_id": "price", "revision": 1, "outcome": "worked", "stage": "x" * 501},
            "stage: 501",
        ),
        ("request", {}, "text: "),
        ("request", {"text": " \n"}, "text: empty"),
        ("request", {"text": 7}, "text: "),
        ("request", {"text": "x" * 2001}, "text: 2001 characters, 2000 at most"),
        ("request", {"text": "x", "note": "x" * 4001}, "note: 4001"),
        ("request", {"text": "x", "language": "x" * 33}, "language: 33"),
        ("search", {"text": "x" * 2001}, "text: 2001"),
        ("search", {"text": "x", "results": 3}, "results: "),
        ("search", {"text": "x", "results": "many"}, "results: "),
    ],
)
def test_a_request_that_cannot_be_taken_says_why(
    kind: str, payload: dict[str, Any], word: str
) -> None:
    judged = judge({**event(kind=kind), "payload": payload})
    assert isinstance(judged, Bad)
    assert word in judged.reason


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (7, "not an object"),
        ({}, "event_id"),
        (event(event_id=""), "event_id"),
        (event(event_id="x" * 65), "event_id"),
        (event(event_id=5), "event_id"),
        (event(device_seq=0), "device_seq"),
        (event(device_seq="1"), "device_seq"),
        (event(device_seq=True), "device_seq"),
        (event(device_seq=2**63), "device_seq"),
        (event(kind="Us age"), "kind"),
        (event(kind="x" * 33), "kind"),
        (event(occurred_at="yesterday"), "occurred_at"),
        (event(occurred_at="0001-01-01T00:00:00+14:00"), "occurred_at"),
        (event(payload={"outcome": "splendid"}), "outcome: "),
        (event(payload={"revision": -1}), "revision: "),
        (event(payload={"revision": 2**31}), "revision: "),
        (event(payload={"card_id": "\0"}), "card_id: empty"),
        (event(payload={"card_id": "x" * 201}), "card_id"),
        (event(payload={"note": "x" * 4001}), "note: 4001 characters, 4000 at most"),
        (event(payload={"account": "x" * 501}), "account"),
        (event(payload={"extra": float("inf")}), "out of range"),
        (event(payload={"extra": "\ud800"}), "not Unicode"),
        ({**event(), "payload": 3}, "payload"),
        ({**event(), "payload": {"revision": 1, "outcome": "worked"}}, "card_id: "),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_says_why(raw: Any, word: str) -> None:
    judged = judge(raw)
    assert isinstance(judged, Bad)
    assert word in judged.reason
    assert judged.text


def test_texts_at_the_limit_are_taken() -> None:
    longest = {"note": "é" * 4000, "account": "x" * 500, "block": "x" * 200, "card_id": "x" * 200}
    assert isinstance(judge(event(payload=longest)), Good)


def test_deep_nesting_is_refused_and_not_a_crash() -> None:
    deep: Any = []
    for _ in range(900):
        deep = [deep]
    judged = judge(event(payload={"extra": deep}))
    assert isinstance(judged, Bad)
    assert "nested" in judged.reason
    assert judged.text


@given(ANY_JSON)
def test_anything_at_all_is_judged(raw: Any) -> None:
    judged = judge(raw)
    assert isinstance(judged, Bad)
    assert judged.reason
    assert judged.text.isascii()


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(event(), ANY_JSON)))
def test_any_change_to_an_event_is_judged(changes: dict[str, Any]) -> None:
    judged = judge({**event(), **changes})
    if isinstance(judged, Good):
        kept = json.dumps(judged.event.payload, allow_nan=False)
        assert json.loads(kept) == judged.event.payload
    else:
        assert judged.reason


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{}", b'{"events": {}}', b'{"events": 1}', b"\xff\xfe", b"{'events': []}",
     b"[" * 100_000, b'{"events": [' + b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_batch_is_refused(body: bytes) -> None:
    with pytest.raises(NotABatchError):
        read_batch(body)


def test_a_number_of_any_length_is_read() -> None:
    (raw,) = read_batch(b'{"events": [{"event_id": "a", "device_seq": ' + b"9" * 6000 + b"}]}")
    assert isinstance(judge(raw), Bad)
