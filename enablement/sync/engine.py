"""Making a laptop and its hub agree: the outbox goes up, the signed list comes down.

The engine owns no clock, socket or disk: the library brings the time and the store, the connector
the network. It may be stopped at any point; what it did so far is kept and it goes on from there.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pydantic import ValidationError

from enablement.cards.model import Card
from enablement.errors import (
    EnablementError,
    HubRefusedError,
    LibraryError,
    NotAHubError,
    WipeAskedError,
    WipedError,
)
from enablement.library.cards import HeldCard, HeldEntry
from enablement.library.enrolment import HeldEnrolment, read_enrolment
from enablement.library.index_files import StaleIndexError
from enablement.library.library import Library
from enablement.library.sync_state import SyncState
from enablement.library.wipe_note import WipeNotes
from enablement.search.index import SearchIndex
from enablement.sync.connection import Connector, HubConnection
from enablement.sync.plan import Plan, check_removal, check_root, plan_pull, shards_to_fetch
from enablement.sync.protocol import (
    MAX_OBJECTS_ASKED,
    EnrolRequest,
    EventBatch,
    Root,
    Shard,
    sha256,
)
from enablement.sync.wiping import erase, read_order, tell
from enablement.translation import n_

_TRIES = 4
"""How often a pull begins again because the hub published, or another process wrote, meanwhile."""

_STAGE_BYTES = 4 * 1024 * 1024
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SyncProgress:
    """How far a long sync is: `phase` is `sending`, `fetching` or `indexing`."""

    phase: str
    done: int
    total: int


@dataclass(frozen=True)
class SyncReport:
    """What a sync did; `unreadable` cards need a newer version of this program.

    `threads` are those in which something was said.
    """

    generation: int = 0
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    threads: tuple[str, ...] = ()
    sent: int = 0
    rejected: int = 0
    waiting: int = 0
    cards: int = 0


class _StartAgainError(Exception):
    """The ground moved while a pull was under way; begin it again."""


Progress = Callable[[SyncProgress], None]


def _silent(_progress: SyncProgress) -> None:
    """Tell nobody."""


class SyncEngine:
    """One laptop's side of the sync; one sync at a time."""

    def __init__(self, library: Library, index: SearchIndex, connect: Connector) -> None:
        self._library = library
        self._index = index
        self._connect = connect
        self._busy = threading.Lock()

    def enroll(self, url: str, code: str, device_name: str = "") -> HeldEnrolment:
        """Trade a one-time code for a place at the hub; the cards come with the next sync.

        Raises `HubRefusedError` for a wrong or used code, or when the profile belongs to another
        hub; `NotAHubError` when the address is not a hub's.
        """
        connection = self._connect(url, None)
        try:
            greeting = connection.greeting()
            held = self._library.enrolment.get()
            if held is not None and held.hub_id != greeting.hub_id:
                raise HubRefusedError(
                    n_("This laptop’s profile belongs to the hub at {url} already."),
                    mend=n_("Use another profile for a second hub: --profile FOLDER."),
                    url=held.hub_url,
                )
            notes = WipeNotes(self._library.folder)
            tell(notes, connection)
            erased = notes.get()
            former = sha256(held.token.encode()) if held else erased.former if erased else ""
            asked = EnrolRequest(code=code, device_name=device_name, former=former)
            answer = connection.enroll(asked)
            if answer.hub_id != greeting.hub_id:
                raise NotAHubError(n_("{url} answered as two different hubs."), url=url)
        finally:
            connection.close()
        with self._library.writing() as writer:
            before = read_enrolment(writer)
            self._library.enrolment.save(writer, connection.url, greeting.name, answer)
            restored = before is not None and before.epoch != answer.epoch
            self._library.events.move_to(writer, answer.device, restored=restored)
        notes.remove()
        return self._enrolment()

    def sync(self, progress: Progress = _silent) -> SyncReport:
        """Send what waits, then fetch what changed.

        Raises the named errors of `enablement.errors`; what was done before stays done, and the
        problem is kept in the library's sync state for the screens.
        """
        with self._busy:
            tried = self._library.now()
            before = self._library.sync_state.get()
            try:
                report = self._both_ways(progress)
            except WipedError:  # there is nothing left to keep it in
                raise
            except EnablementError as error:
                state = SyncState(before.last_synced, tried, error.sentence())
                self._library.sync_state.save(state)
                raise
            self._library.sync_state.save(SyncState(self._library.now(), tried))
            return report

    def _both_ways(self, progress: Progress) -> SyncReport:
        held = self._enrolment()
        connection = self._connect(held.hub_url, held.token)
        try:
            sent, rejected = self._push(connection, held, progress)
            pulled = self._pull(connection, progress)
            # A new epoch makes the hub ask for events again; without one nothing is left to send.
            held = replace(held, epoch=self._enrolment().epoch)
            more, refused = self._push(connection, held, progress)
        except WipeAskedError:
            raise self._wipe(connection, held, progress) from None
        finally:
            connection.close()
        return replace(
            pulled,
            sent=sent + more,
            rejected=rejected + refused,
            waiting=self._library.events.waiting_count(),
            cards=self._library.cards.count(),
        )

    def _wipe(
        self, connection: HubConnection, held: HeldEnrolment, progress: Progress
    ) -> WipedError:
        """Send what is left and erase the library, on the hub's signed word."""
        order = read_order(connection, held, self._library.now())
        if order.epoch != held.epoch:
            with self._library.writing() as writer:
                self._library.events.send_again_after(writer, held.device, order.received)
                self._library.enrolment.adopt_epoch(writer, order.epoch)
            held = replace(held, epoch=order.epoch)
        self._push(connection, held, progress)
        return erase(self._library, connection, held)

    def tell_wiped(self) -> None:
        """Tell the hub that its library was erased here, if it has not heard so yet."""
        notes = WipeNotes(self._library.folder)
        note = notes.get()
        if note is not None and not note.told:
            connection = self._connect(note.hub_url, None)
            try:
                tell(notes, connection)
            finally:
                connection.close()

    def _enrolment(self) -> HeldEnrolment:
        held = self._library.enrolment.get()
        if held is None:
            raise LibraryError(
                n_("This laptop is not enrolled with a hub yet."),
                mend=n_("Ask marketing for an invitation, then: enablement enroll ADDRESS CODE."),
            )
        return held

    def _push(
        self, connection: HubConnection, held: HeldEnrolment, progress: Progress
    ) -> tuple[int, int]:
        sent = rejected = 0
        total = self._library.events.waiting_count()
        while batch := self._library.events.take_batch(held.device):
            body = EventBatch(epoch=held.epoch, events=tuple(batch)).model_dump_json().encode()
            receipt = connection.send(body)
            if receipt.hub_id != held.hub_id or receipt.digest != sha256(body):
                raise NotAHubError(
                    n_("{url} did not confirm the logs as the hub would."),
                    mend=n_("They are kept here and will be sent again."),
                    url=held.hub_url,
                )
            if receipt.epoch != held.epoch:
                return sent, rejected
            if {result.event_id for result in receipt.results} != {e.event_id for e in batch}:
                raise NotAHubError(
                    n_("{url} confirmed other logs than those that were sent."),
                    mend=n_("They are kept here and will be sent again."),
                    url=held.hub_url,
                )
            rejected += self._library.events.acknowledge(receipt.results)
            sent += len(batch)
            progress(SyncProgress("sending", sent, max(total, sent)))
        return sent, rejected

    def _pull(self, connection: HubConnection, progress: Progress) -> SyncReport:
        for _ in range(_TRIES):
            try:
                return self._pull_once(connection, progress)
            except (_StartAgainError, StaleIndexError) as reason:
                _log.info("the pull begins again: %s", reason)
        raise HubRefusedError(
            n_("The hub’s list changed each time it was being fetched."),
            mend=n_("Nothing is lost; the next sync tries again."),
        )

    def _pull_once(self, connection: HubConnection, progress: Progress) -> SyncReport:
        held = self._enrolment()
        try:
            root = connection.root(held.generation).verify(held.public_key)
        except ValueError as error:
            raise NotAHubError(
                n_("{url} answered without the signature of the hub."),
                mend=n_("Your cards stay as they are. Tell marketing if it goes on."),
                url=held.hub_url,
            ) from error
        check_root(root, held, self._library.now())
        asked = {n: [*root.shards, root.own][n] for n in shards_to_fetch(root, held)}
        # Many shards of a small library are alike, being empty: each is fetched once.
        shards = {digest: self._fetch_shard(connection, digest) for digest in set(asked.values())}
        plan = plan_pull(
            self._library.cards.entries(),
            self._library.cards.hashes(),
            {number: shards[digest] for number, digest in asked.items()},
        )
        check_removal(plan, self._library.cards.count(), root, held)
        self._fetch_objects(connection, plan, progress)
        changed, unreadable = self._read_cards(plan.changed_cards)
        self._apply(root, held, plan, changed, progress)
        added = set(plan.added)
        return SyncReport(
            generation=root.generation,
            added=tuple(card.card.id for card in changed if card.card.id in added),
            changed=tuple(card.card.id for card in changed if card.card.id not in added),
            removed=plan.removed,
            unreadable=unreadable,
            threads=plan.threads,
        )

    def _fetch_shard(self, connection: HubConnection, digest: str) -> Shard:
        data = connection.shard(digest)
        if not data:
            raise _StartAgainError("a shard is gone")
        self._verify(digest, data)
        try:
            return Shard.model_validate_json(data)
        except ValidationError as error:
            raise NotAHubError(n_("The hub sent a list that cannot be read.")) from error

    @staticmethod
    def _verify(digest: str, data: bytes) -> None:
        if sha256(data) != digest:
            raise NotAHubError(
                n_("What came from the hub is not what it had announced."),
                mend=n_("Nothing was changed; the next sync tries again."),
            )

    def _fetch_objects(self, connection: HubConnection, plan: Plan, progress: Progress) -> None:
        missing = self._library.cards.missing(plan.hashes)
        done = 0
        for start in range(0, len(missing), MAX_OBJECTS_ASKED):
            arrived: dict[str, bytes] = {}
            asked = missing[start : start + MAX_OBJECTS_ASKED]
            awaited = set(asked)
            for header, data in connection.objects(asked):
                if header.missing:
                    raise _StartAgainError("an object is gone")
                self._verify(header.hash, data)
                if header.hash not in awaited:
                    raise NotAHubError(n_("The hub sent something else than what was asked for."))
                awaited.remove(header.hash)
                arrived[header.hash] = data
                done += 1
                if sum(map(len, arrived.values())) > _STAGE_BYTES:
                    self._library.cards.stage(arrived)
                    arrived = {}
                    progress(SyncProgress("fetching", done, len(missing)))
            self._library.cards.stage(arrived)
            progress(SyncProgress("fetching", done, len(missing)))
        if done < len(missing):
            raise NotAHubError(
                n_("The hub did not send everything it had announced."),
                mend=n_("Nothing was changed; the next sync tries again."),
            )

    def _read_cards(
        self, wanted: Iterable[HeldEntry]
    ) -> tuple[tuple[HeldCard, ...], tuple[str, ...]]:
        """The cards behind entries; those that need a newer version of this program apart."""
        wanted = tuple(wanted)
        data = self._library.cards.staged({entry.hash for entry in wanted})
        cards: list[HeldCard] = []
        unreadable: list[str] = []
        if any(entry.hash not in data for entry in wanted):
            raise _StartAgainError("another process let a staged object go")
        for entry in wanted:
            try:
                card = Card.from_bytes(data[entry.hash])
            except ValidationError:
                unreadable.append(entry.id)
                continue
            if card.id != entry.id:
                raise NotAHubError(n_("The hub sent a card under another card’s name."))
            cards.append(HeldCard(card, entry.revision, entry.hash))
        return tuple(cards), tuple(unreadable)

    def _apply(
        self,
        root: Root,
        held: HeldEnrolment,
        plan: Plan,
        changed: tuple[HeldCard, ...],
        progress: Progress,
    ) -> None:
        """One transaction makes cards, index and generation agree; the screens see it whole."""
        prepared = None
        if changed or plan.removed:
            progress(SyncProgress("indexing", 0, len(changed)))
            prepared = self._index.prepare(
                changed,
                plan.removed,
                lambda done, total: progress(SyncProgress("indexing", done, total)),
            )
        with self._library.writing() as writer:
            if read_enrolment(writer) != held:
                raise _StartAgainError("another process synced meanwhile")
            self._library.changes.record(writer, changed, plan.removed)
            cards = self._library.cards
            cards.replace(writer, plan.entries, changed, plan.removed, plan.held)
            if prepared is not None:
                self._library.index_files.write(writer, prepared.files)
            if root.epoch != held.epoch:
                self._library.events.send_again_after(writer, held.device, root.received)
            self._library.enrolment.adopt(writer, root)
        if prepared is not None:
            self._index.adopt(prepared)
