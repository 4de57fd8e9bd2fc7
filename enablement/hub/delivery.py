"""What a laptop may hold now: its signed root, its shards, and the objects it may ask for."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select

from enablement.clock import Clock
from enablement.hub.coverage.recall_rows import share_recalls
from enablement.hub.database import Database
from enablement.hub.devices import Device
from enablement.hub.evidence import evidence_renewal, share_of
from enablement.hub.identity import HubIdentity, read_identity
from enablement.hub.inbox.times import times_renewal
from enablement.hub.models import objects
from enablement.hub.own_shards import OwnShard, OwnShards
from enablement.hub.shared_objects import NOTHING, SharedObject, read_shared
from enablement.hub.shelf import Recipient, ShelfCard, read_shelf
from enablement.sync.policies import RECALLS
from enablement.sync.protocol import (
    Entry,
    EntryKind,
    Hash,
    ObjectHeader,
    Root,
    SignedRoot,
    build_shards,
    sha256,
)
from enablement.sync.wipe_order import SignedWipeOrder, WipeOrder

ROOT_LIFETIME = timedelta(days=30)
_VIEWS_KEPT = 64
_BYTES_AT_ONCE = 1024 * 1024


@dataclass(frozen=True)
class View:
    """All that one kind of recipient may hold in one generation; shared by everyone alike.

    `made` are the objects that are in no table of objects: the synonyms, and this view's evidence.
    """

    count: int
    shards: tuple[Hash, ...]
    by_hash: dict[Hash, bytes] = field(repr=False)
    objects: frozenset[Hash] = field(repr=False)
    made: dict[Hash, bytes] = field(repr=False)

    @classmethod
    def of(
        cls,
        received: Iterable[ShelfCard],
        shared: Iterable[SharedObject] = (),
        recipient: Recipient | None = None,
    ) -> "View":
        """The view of these cards and their attachments, and of what everyone shares."""
        cards = list(received)
        entries = [
            Entry(
                kind=EntryKind.CARD,
                id=card.card_id,
                revision=card.revision,
                hash=card.content_hash,
            )
            for card in cards
        ]
        images = {digest for card in cards for digest in card.attachments}
        entries += [Entry(kind=EntryKind.ATTACHMENT, id=name, hash=name) for name in images]
        made: dict[Hash, bytes] = {}
        for one in shared:
            data = _part_of(one, cards, recipient)
            if data != NOTHING:
                made[sha256(data)] = data
                entries.append(
                    Entry(kind=one.kind, id=one.id, revision=one.revision, hash=sha256(data))
                )
        parts = build_shards(entries)
        names = tuple(sha256(part) for part in parts)
        return cls(
            count=len(cards),
            shards=names,
            by_hash=dict(zip(names, parts, strict=True)),
            objects=frozenset(entry.hash for entry in entries),
            made=made,
        )


def _part_of(
    shared: SharedObject, cards: Iterable[ShelfCard], recipient: Recipient | None
) -> bytes:
    """The object as those see it who receive these cards: evidence of no others, nor their recall."""
    if (shared.kind, shared.id) == (EntryKind.POLICY, RECALLS):
        return share_recalls(shared.data, recipient) if recipient else NOTHING
    if shared.kind is not EntryKind.EVIDENCE:
        return shared.data
    return share_of(shared.data, {card.card_id for card in cards})


_Held = tuple[tuple[str, int], tuple[ShelfCard, ...], tuple[SharedObject, ...]]
"""What views are made of, by the epoch and the generation that it is of."""


class ViewCache:
    """Keeps the views used last; the generation is part of the key, so that none goes stale."""

    def __init__(self, most: int = _VIEWS_KEPT) -> None:
        self._most = most
        self._views: OrderedDict[tuple[str, int, Recipient], View] = OrderedDict()
        self._held: _Held | None = None
        # Held while a view is made, so that twenty laptops at once have it made once.
        self._lock = threading.Lock()

    def known(self, identity: HubIdentity, recipient: Recipient) -> View | None:
        """The view of a recipient at this generation, if it was made before.

        Without the lock, so that nobody whose view is known waits for another one to be made.
        """
        return self._views.get((identity.epoch, identity.generation, recipient))

    def view(self, connection: Connection, identity: HubIdentity, recipient: Recipient) -> View:
        """The view of a recipient at the generation that this connection sees."""
        key = (identity.epoch, identity.generation, recipient)
        with self._lock:
            found = self._views.get(key)
            if found is None:
                now = (identity.epoch, identity.generation)
                if self._held is None or self._held[0] != now:
                    shelf, shared = read_shelf(connection), read_shared(connection)
                    self._held = (now, tuple(shelf.values()), tuple(shared.values()))
                received = (card for card in self._held[1] if recipient.receives(card))
                found = View.of(received, self._held[2], recipient)
                self._views[key] = found
            self._views.move_to_end(key)
            while len(self._views) > self._most:
                self._views.popitem(last=False)
            return found


class Delivery:
    """Answers laptops with what is theirs, and with nothing else: a hash is not a key."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._views = ViewCache()
        self._own = OwnShards()
        self._key: tuple[bytes, Ed25519PrivateKey] | None = None
        self._renewal = evidence_renewal(database, clock)
        self._times = times_renewal(database, clock)

    def renew_if_due(self) -> None:
        """Renew what is summed up for every laptop; asking for it all day costs nothing."""
        self._renewal.renew_if_due()
        self._times.renew_if_due()

    def root(self, device: Device) -> SignedRoot:
        """The hub's signed word on what a device should hold, good for 30 days."""
        self.renew_if_due()
        with self._database.reading() as connection:
            identity = read_identity(connection)
            view = self._views.view(connection, identity, device.recipient)
            own = self._own.of(connection, identity.epoch, device)
        return self._sign(device, identity, view, own)

    def glance(
        self, connection: Connection, identity: HubIdentity, device: Device
    ) -> SignedRoot | None:
        """The same of what is known since the last publication; `None` when it must be read first."""
        view = self._views.known(identity, device.recipient)
        if view is None:
            return None
        return self._sign(device, identity, view, self._own.of(connection, identity.epoch, device))

    def _sign(self, device: Device, identity: HubIdentity, view: View, own: OwnShard) -> SignedRoot:
        now = self._clock()
        root = Root(
            hub_id=identity.hub_id,
            epoch=identity.epoch,
            generation=identity.generation,
            issued=now,
            expires=now + ROOT_LIFETIME,
            device=device.device,
            count=view.count,
            shards=view.shards,
            own=own.hash,
            mass_removal=max(identity.mass_removal, device.mass_removal),
            received=device.received,
        )
        return SignedRoot.sign(root, self._signing_key(identity))

    def _signing_key(self, identity: HubIdentity) -> Ed25519PrivateKey:
        """The hub's key, made of its bytes once: that takes as long as to sign with it."""
        secret, key = self._key or (b"", None)
        if key is None or secret != identity.signing_secret:
            key = identity.signing_key
            self._key = (identity.signing_secret, key)
        return key

    def wipe_order(self, device: Device) -> SignedWipeOrder | None:
        """The hub's signed word that a device shall erase its library; `None` when it shall not."""
        if not device.to_wipe:
            return None
        with self._database.reading() as connection:
            identity = read_identity(connection)
        now = self._clock()
        order = WipeOrder(
            erase="library",
            hub_id=identity.hub_id,
            epoch=identity.epoch,
            device=device.device,
            issued=now,
            expires=now + ROOT_LIFETIME,
            received=device.received,
        )
        return SignedWipeOrder.sign(order, identity.signing_key)

    def shard(self, device: Device, digest: Hash) -> bytes | None:
        """The bytes of one of the device's shards; `None` when it is not one of them now."""
        found = self._view(device).by_hash.get(digest)
        if found is not None:
            return found
        own = self._own_shard(device)
        return own.data if own.hash == digest else None

    def object(self, device: Device, digest: Hash) -> bytes | None:
        """The bytes of an object that the device may see now; `None` for any other."""
        view = self._view(device)
        if digest in view.made:
            return view.made[digest]
        if digest not in view.objects:
            return self._own_shard(device).objects.get(digest)
        with self._database.reading() as connection:
            data: bytes | None = connection.scalar(
                select(objects.c.data).where(objects.c.hash == digest)
            )
        return data

    def stream(self, device: Device, asked: Iterable[Hash]) -> Iterator[bytes]:
        """The objects asked for, each once and in that order, as `POST /v1/objects` answers.

        What may be seen is decided before this returns; no connection is held while the laptop
        reads, however slow it is.
        """
        wanted = tuple(dict.fromkeys(asked))
        view = self._view(device)
        made = {digest: view.made[digest] for digest in wanted if digest in view.made}
        if not view.objects.issuperset(wanted):
            own = self._own_shard(device).objects
            made |= {digest: own[digest] for digest in wanted if digest in own}
        sizes = self._sizes(view.objects.intersection(wanted).difference(made))
        sizes |= {digest: len(data) for digest, data in made.items()}
        return self._pour(wanted, sizes, made)

    def _pour(
        self, wanted: Iterable[Hash], sizes: dict[Hash, int], made: Mapping[Hash, bytes]
    ) -> Iterator[bytes]:
        for portion in _portions(wanted, sizes):
            stored = [digest for digest in portion if digest in sizes and digest not in made]
            found = {**made, **self._read(stored)}
            yield b"".join(_framed(digest, found.get(digest)) for digest in portion)

    def _view(self, device: Device) -> View:
        with self._database.reading() as connection:
            return self._views.view(connection, read_identity(connection), device.recipient)

    def _own_shard(self, device: Device) -> OwnShard:
        with self._database.reading() as connection:
            return self._own.of(connection, read_identity(connection).epoch, device)

    def _sizes(self, digests: Iterable[Hash]) -> dict[Hash, int]:
        query = select(objects.c.hash, objects.c.size).where(objects.c.hash.in_(list(digests)))
        with self._database.reading() as connection:
            return {row.hash: row.size for row in connection.execute(query)}

    def _read(self, digests: list[Hash]) -> dict[Hash, bytes]:
        query = select(objects.c.hash, objects.c.data).where(objects.c.hash.in_(digests))
        with self._database.reading() as connection:
            return {row.hash: row.data for row in connection.execute(query)}


def _framed(digest: Hash, data: bytes | None) -> bytes:
    """An object as it stands in the stream: its header line, then its bytes if it may be seen."""
    if data is None:
        return ObjectHeader(hash=digest, missing=True).to_line()
    return ObjectHeader(hash=digest, size=len(data)).to_line() + data


def _portions(asked: Iterable[Hash], sizes: dict[Hash, int]) -> Iterator[list[Hash]]:
    """The hashes in order, cut so that no more than about a megabyte is read at once."""
    portion: list[Hash] = []
    total = 0
    for digest in asked:
        size = sizes.get(digest, 0)
        if portion and total + size > _BYTES_AT_ONCE:
            yield portion
            portion, total = [], 0
        portion.append(digest)
        total += size
    if portion:
        yield portion
