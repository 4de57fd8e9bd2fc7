"""Making a laptop and its hub agree: the outbox goes up, the signed list comes down.

The engine owns no clock, socket or disk: the library brings the time and the store, the connector
the network. It may be stopped at any point; what it did so far is kept and it goes on from there.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from enablement.errors import (
    EnablementError,
    HubRefusedError,
    LibraryError,
    NotAHubError,
    WipeAskedError,
    WipedError,
)
from enablement.library.cards import HeldCard
from enablement.library.enrolment import HeldEnrolment, read_enrolment
from enablement.library.index_files import StaleIndexError
from enablement.library.library import Library
from enablement.library.sync_state import SyncState
from enablement.library.wipe_note import WipeNotes
from enablement.search.index import SearchIndex
from enablement.sync.connection import Connector, HubConnection
from enablement.sync.fetching import StartAgainError, fetch_objects, fetch_shard, read_cards
from enablement.sync.plan import (
    Plan,
    check_protocol,
    check_removal,
    check_root,
    plan_pull,
    shards_to_fetch,
)
from enablement.sync.protocol import (
    EnrolRequest,
    Rep,
    Root,
    sha256,
)
from enablement.sync.sending import send_waiting
from enablement.sync.wipe_order import WipeOrder
from enablement.sync.wiping import erase, read_order, tell
from enablement.translation import n_

_TRIES = 4
"""How often a pull begins again because the hub published, or another process wrote, meanwhile."""

_MEANWHILE = "another process synced meanwhile"
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

    `messages` counts those that changed, a card and its translations as one; `threads` are those in
    which something was said; `rep` is set when marketing says something else of the rep than before.
    """

    generation: int = 0
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    messages: int = 0
    removed: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    threads: tuple[str, ...] = ()
    sent: int = 0
    rejected: int = 0
    waiting: int = 0
    cards: int = 0
    rep: bool = False


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
            try:
                pulled = self._pull(connection, progress)
            except WipeAskedError:
                raise
            except (HubRefusedError, NotAHubError):
                self._push_rest(connection, held, progress)  # a list that is refused keeps no log
                raise
            more, refused = self._push_rest(connection, held, progress)
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
        held = self._follow(held, order)
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

    def _follow(self, held: HeldEnrolment, word: Root | WipeOrder) -> HeldEnrolment:
        """The enrolment in the hub's epoch; a restored hub is owed what came after its backup.

        That is kept before anything else of the word is judged, so that no log waits for it.
        """
        if word.epoch == held.epoch:
            return held
        with self._library.writing() as writer:
            now = read_enrolment(writer)
            if now is not None and (now.device, now.epoch) == (held.device, held.epoch):
                self._library.events.send_again_after(writer, held.device, word.received)
                self._library.enrolment.adopt_epoch(writer, word.epoch, word.issued)
        return self._enrolment()

    def _push_rest(
        self, connection: HubConnection, before: HeldEnrolment, progress: Progress
    ) -> tuple[int, int]:
        """Send what a restored hub is owed, or what was recorded during the pull."""
        held = replace(before, epoch=self._enrolment().epoch)
        return self._push(connection, held, progress)

    def _push(
        self, connection: HubConnection, held: HeldEnrolment, progress: Progress
    ) -> tuple[int, int]:
        def tell(done: int, total: int) -> None:
            progress(SyncProgress("sending", done, total))

        return send_waiting(self._library.events, connection, held, tell)

    def _pull(self, connection: HubConnection, progress: Progress) -> SyncReport:
        for _ in range(_TRIES):
            try:
                return self._pull_once(connection, progress)
            except (StartAgainError, StaleIndexError) as reason:
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
        held = self._follow(held, root)
        if held.epoch != root.epoch:
            raise StartAgainError(_MEANWHILE)
        check_protocol(root)
        asked = {n: [*root.shards, root.own][n] for n in shards_to_fetch(root, held)}
        # Many shards of a small library are alike, being empty: each is fetched once.
        shards = {digest: fetch_shard(connection, digest) for digest in set(asked.values())}
        plan = plan_pull(
            self._library.cards.entries(),
            self._library.cards.hashes(),
            {number: shards[digest] for number, digest in asked.items()},
        )
        check_removal(plan, self._library.cards.count(), root, held)
        self._fetch_objects(connection, plan, progress)
        changed, unreadable = read_cards(self._library.cards, plan.changed_cards)
        rep = self._apply(root, held, plan, changed, progress)
        added = set(plan.added)
        differ = [one.card for one in changed if one.card.id not in added]
        return SyncReport(
            generation=root.generation,
            added=tuple(card.card.id for card in changed if card.card.id in added),
            changed=tuple(card.id for card in differ),
            messages=len({card.translation_of or card.id for card in differ}),
            removed=plan.removed,
            unreadable=unreadable,
            threads=plan.threads,
            rep=rep != held.rep,
        )

    def _fetch_objects(self, connection: HubConnection, plan: Plan, progress: Progress) -> None:
        def tell(done: int, total: int) -> None:
            progress(SyncProgress("fetching", done, total))

        fetch_objects(self._library.cards, connection, plan.hashes, tell)

    def _apply(
        self,
        root: Root,
        held: HeldEnrolment,
        plan: Plan,
        changed: tuple[HeldCard, ...],
        progress: Progress,
    ) -> Rep:
        """One transaction makes cards, index and generation agree; the screens see it whole.

        The rep as they are called from now on.
        """
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
                raise StartAgainError(_MEANWHILE)
            self._library.changes.record(writer, changed, plan.removed)
            cards = self._library.cards
            cards.replace(writer, plan.entries, changed, plan.removed, plan.held)
            if prepared is not None:
                self._library.index_files.write(writer, prepared.files)
            rep = self._library.policies.rep(writer) or held.rep
            if rep != held.rep:
                self._library.enrolment.adopt_rep(writer, rep)
            self._library.enrolment.adopt(writer, root)
        if prepared is not None:
            self._index.adopt(prepared)
        return rep
