"""The messages that laptop and hub exchange, version 1; docs/sync-protocol.md tells the whole.

Down comes a signed root that names 64 shards and the device's own; up goes the outbox.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PROTOCOL = 1
SHARDS = 64
MAX_BATCH_EVENTS = 200
MAX_BATCH_BYTES = 512 * 1024
MAX_EVENT_BYTES = 384 * 1024
"""The most bytes, as JSON, of what one event says, so that it always fits into a batch."""

MAX_OBJECTS_ASKED = 256
MAX_ASKED = 2000
"""The most characters of the words typed that a request or a search without an answer carries."""

HELD_HEADER = "X-Enablement-Generation"
"""The generation that a laptop holds, which it says when it asks for the root."""

Hash = str
"""SHA-256 in hexadecimal."""


def sha256(data: bytes) -> Hash:
    """The hash that names an object, a shard or a batch."""
    return hashlib.sha256(data).hexdigest()


class Message(BaseModel):
    """A message; fields that a newer side adds are ignored, so that N-1 keeps working."""

    # Each is put together when it is first used: a laptop's start uses none.
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class EntryKind(StrEnum):
    """What an entry of a shard names. Unknown kinds are skipped by an older laptop."""

    CARD = "card"
    ATTACHMENT = "attachment"
    THREAD = "thread"
    EVIDENCE = "evidence"
    POLICY = "policy"


class Entry(Message):
    """One thing that a device should hold: `hash` names the bytes of the object."""

    kind: str
    id: str
    revision: int = 0
    hash: Hash


class Shard(Message):
    """The entries whose id falls into one of 64 parts, sorted; or those for one device alone."""

    entries: tuple[Entry, ...] = ()

    def to_bytes(self) -> bytes:
        """The canonical form that the root's hash is taken of."""
        ordered = sorted(self.entries, key=lambda entry: (entry.kind, entry.id))
        rows = [entry.model_dump(mode="json") for entry in ordered]
        return json.dumps(
            {"entries": rows}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()


def shard_of(kind: str, entry_id: str) -> int:
    """The shard, 0 to 63, that an entry belongs to."""
    return hashlib.sha256(f"{kind}\0{entry_id}".encode()).digest()[0] % SHARDS


def build_shards(entries: Iterable[Entry]) -> list[bytes]:
    """The canonical bytes of all 64 shards of these entries, empty ones too."""
    parts: list[list[Entry]] = [[] for _ in range(SHARDS)]
    for entry in entries:
        parts[shard_of(entry.kind, entry.id)].append(entry)
    return [Shard(entries=tuple(part)).to_bytes() for part in parts]


class ProtocolRange(Message):
    """The versions that a hub speaks."""

    min: int = PROTOCOL
    max: int = PROTOCOL


_OURS = ProtocolRange.model_construct()


class Root(Message):
    """What a device should hold now: the hub's signed word.

    `own` is the hash of the shard that is this device's alone. `mass_removal` is the generation in
    which marketing last said that removing most cards is meant: without one newer than what the
    laptop holds, a root that removes half or more of its cards (and at least 20) is not applied.
    `received` is the device_seq up to which the hub misses none of this device's events: after a
    restore (a new epoch) the laptop sends those after it again.
    """

    hub_id: str
    epoch: str
    generation: int
    issued: datetime
    expires: datetime
    device: str
    count: int
    shards: tuple[Hash, ...] = Field(min_length=SHARDS, max_length=SHARDS)
    own: Hash
    mass_removal: int = 0
    received: int = 0
    protocol: ProtocolRange = _OURS


class SignedRoot(Message):
    """A root as it travels: the exact text that was signed, and its Ed25519 signature in base64."""

    signed: str
    signature: str

    @classmethod
    def sign(cls, root: Root, key: "Ed25519PrivateKey") -> "SignedRoot":
        """Sign a root with the hub's key."""
        text = root.model_dump_json()
        return cls(signed=text, signature=signature_of(text, key))

    def verify(self, public_key: str) -> Root:
        """The root, if the pinned key (32 raw bytes in base64) signed it; else `ValueError`."""
        check_signature(self.signed, self.signature, public_key)
        return Root.model_validate_json(self.signed)


def signature_of(text: str, key: "Ed25519PrivateKey") -> str:
    """The hub's signature of a text, in base64."""
    return base64.b64encode(key.sign(text.encode())).decode()


def check_signature(text: str, signature: str, public_key: str) -> None:
    """Raise `ValueError` for what the pinned key did not sign."""
    # A laptop speaks this protocol's words at its start, and checks a signature only later.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key))
        key.verify(base64.b64decode(signature), text.encode())
    except (InvalidSignature, ValueError) as error:
        raise ValueError("that is not signed by the hub's key") from error


class HubGreeting(Message):
    """`GET /v1/hub`: who answers here, before anything is entrusted to it."""

    product: Literal["enablement-hub"] = "enablement-hub"
    hub_id: str
    name: str = ""
    protocol: ProtocolRange = _OURS


class EnrolRequest(Message):
    """`POST /v1/enroll`: a one-time code for a device of that name.

    `former` is the SHA-256 of the token that the laptop had before, if any: what is its own, its
    threads, stays its own when the invitation is for the same rep.
    """

    code: str
    device_name: str = ""
    former: Hash = ""


class Rep(Message):
    """The rep a device belongs to; `languages` in order of preference, empty for all."""

    name: str
    team: str = ""
    region: str = ""
    languages: tuple[str, ...] = ()


class Enrolment(Message):
    """The answer to a good code: the device, its token, and the key to pin."""

    hub_id: str
    epoch: str
    device: str
    token: str
    public_key: str
    rep: Rep


class ObjectsRequest(Message):
    """`POST /v1/objects`: many objects in one streamed answer."""

    hashes: tuple[Hash, ...] = Field(max_length=MAX_OBJECTS_ASKED)


class ObjectHeader(Message):
    """One line of JSON before each object's bytes in the streamed answer.

    `missing` is set, and no bytes follow, when the device may not see it or the hub has none.
    """

    hash: Hash
    size: int = 0
    missing: bool = False

    def to_line(self) -> bytes:
        """The header as it stands in the stream."""
        return self.model_dump_json().encode() + b"\n"


class Outcome(StrEnum):
    """What a message did, as the rep saw it."""

    WORKED = "worked"
    NEUTRAL = "neutral"
    FELL_FLAT = "fell_flat"


class Usage(Message):
    """The payload of a `usage` event: which revision was used, and what it did.

    `block` is the key or the heading of the block that was said, empty for the card as a whole;
    `words` are the buyer's own, `note` is the rep's.
    """

    card_id: str
    revision: int
    outcome: Outcome
    block: str = ""
    note: str = ""
    account: str = ""
    words: str = ""
    stage: str = ""


class Request(Message):
    """The payload of a `request` event: a rep needed something and found nothing.

    `text` are the words typed, `corrected` what was searched instead of a misspelling.
    """

    text: str
    language: str = ""
    corrected: str = ""
    note: str = ""


class Search(Message):
    """The payload of a `search` event: a search that found nothing, in the words typed."""

    text: str
    language: str = ""
    results: int = 0


class Question(Message):
    """The payload of a `question` event: it begins a thread, whose id is the event's."""

    card_id: str
    revision: int
    text: str
    block: str = ""


class Contradiction(Message):
    """The payload of a `contradiction` event: the buyer proved the card wrong; begins a thread.

    `text` says what is wrong, `words` are the buyer's own.
    """

    card_id: str
    revision: int
    text: str
    block: str = ""
    words: str = ""


class Reply(Message):
    """The payload of a `reply` event: the rep goes on with a thread."""

    thread_id: str
    text: str


class Opened(Message):
    """How often a card was opened on a day, and its revision then."""

    revision: int
    opens: int


class Reading(Message):
    """The payload of a `reading` event: what a laptop opened on a day that is over, by card.

    It has no hour, and is told once for each day.
    """

    day: date
    cards: dict[str, Opened]


class Event(Message):
    """Something that happened on a laptop; `device_seq` counts from 1 without a gap.

    `event_id` is a UUIDv7, `occurred_at` the laptop's clock, which is never used for order.
    `refused` is the reason for which the hub once refused the event, when the rep has said it anew in
    another since: a restored hub keeps it apart again, and does not count it beside the other.
    """

    event_id: str
    device_seq: int
    kind: str
    occurred_at: datetime
    payload: dict[str, Any]
    refused: str = ""


class EventBatch(Message):
    """`POST /v1/events`: at most 200 events and 512 KiB, oldest first."""

    epoch: str
    events: tuple[Event, ...] = Field(max_length=MAX_BATCH_EVENTS)


class EventStatus(StrEnum):
    """What became of an event at the hub; each of them takes it out of the outbox."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


class EventResult(Message):
    """The hub's word on one event; `reason` is set when it was rejected."""

    event_id: str
    status: EventStatus
    reason: str = ""


class EventReceipt(Message):
    """The answer to a batch, given after the hub has committed it.

    The laptop believes it only with its own hub_id, the epoch, and `digest` equal to the SHA-256
    of the body it sent. `through` is the highest device_seq below which the hub misses nothing.
    """

    hub_id: str
    epoch: str
    digest: Hash
    results: tuple[EventResult, ...]
    through: int = 0


class Refusal(Message):
    """The body of an error answer: a stable code, and a sentence for the log."""

    hub_id: str
    code: str
    sentence: str = ""


def split_stream(chunks: Iterable[bytes]) -> Iterator[tuple[ObjectHeader, bytes]]:
    """Take a streamed answer of `POST /v1/objects` apart; `ValueError` when it is torn."""
    buffer = bytearray()
    header: ObjectHeader | None = None
    for chunk in chunks:
        buffer += chunk
        while True:
            if header is None:
                end = buffer.find(b"\n")
                if end < 0:
                    break
                header = ObjectHeader.model_validate_json(bytes(buffer[:end]))
                del buffer[: end + 1]
            if len(buffer) < header.size:
                break
            yield header, bytes(buffer[: header.size])
            del buffer[: header.size]
            header = None
    if header is not None or buffer:
        raise ValueError("the streamed answer ended inside an object")
