"""The messages: canonical bytes, signatures, and streams that may be torn anywhere."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from enablement.sync.protocol import (
    SHARDS,
    Entry,
    ObjectHeader,
    Root,
    Shard,
    SignedRoot,
    build_shards,
    sha256,
    shard_of,
    split_stream,
)

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ROOT = Root(
    hub_id="hub", epoch="e", generation=3, issued=NOW, expires=NOW + timedelta(days=30),
    device="laptop", count=1, shards=("0" * 64,) * SHARDS, own="1" * 64,
)  # fmt: skip


def public(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def test_only_the_pinned_key_vouches_for_a_root() -> None:
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    signed = SignedRoot.sign(ROOT, key)
    assert signed.verify(public(key)) == ROOT
    forged = signed.model_copy(
        update={"signed": signed.signed.replace('"generation":3', '"generation":4')}
    )
    for bad, pinned in ((signed, public(other)), (forged, public(key)), (signed, "not base64")):
        with pytest.raises(ValueError, match="not signed"):
            bad.verify(pinned)


def test_fields_of_a_newer_hub_are_ignored() -> None:
    text = ROOT.model_dump_json()[:-1] + ',"weather":"fine"}'
    assert Root.model_validate_json(text) == ROOT


@given(st.lists(st.tuples(st.sampled_from(["card", "thread"]), st.text(max_size=20)), unique=True))
def test_shards_hold_every_entry_once_whatever_the_order(names: list[tuple[str, str]]) -> None:
    entries = [Entry(kind=kind, id=name, hash="0" * 64) for kind, name in names]
    shards = build_shards(entries)
    assert len(shards) == SHARDS
    assert shards == build_shards(reversed(entries))
    read = [entry for data in shards for entry in Shard.model_validate_json(data).entries]
    assert sorted((entry.kind, entry.id) for entry in read) == sorted(names)
    for number, data in enumerate(shards):
        for entry in Shard.model_validate_json(data).entries:
            assert shard_of(entry.kind, entry.id) == number


@given(st.lists(st.binary(max_size=50), max_size=5), st.integers(1, 40))
def test_a_stream_is_read_however_it_is_cut(objects: list[bytes], step: int) -> None:
    whole = b"".join(
        ObjectHeader(hash=sha256(data), size=len(data)).to_line() + data for data in objects
    )
    chunks = [whole[at : at + step] for at in range(0, len(whole), step)]
    assert [data for _header, data in split_stream(chunks)] == objects


def test_a_torn_stream_is_noticed() -> None:
    whole = ObjectHeader(hash="0" * 64, size=5).to_line() + b"12345"
    for end in range(1, len(whole)):
        with pytest.raises(ValueError, match="inside an object"):
            list(split_stream([whole[:end]]))
