"""Fetching what a root names: each thing is held against its hash before anybody looks at it."""

from collections.abc import Callable, Collection, Iterable

from pydantic import ValidationError

from enablement.cards.model import Card
from enablement.errors import NotAHubError
from enablement.library.cards import CardShelf, HeldCard, HeldEntry
from enablement.sync.connection import HubConnection
from enablement.sync.protocol import MAX_OBJECTS_ASKED, Shard, sha256
from enablement.translation import n_

_STAGE_BYTES = 4 * 1024 * 1024


class StartAgainError(Exception):
    """The ground moved while a pull was under way; begin it again."""


def fetch_shard(connection: HubConnection, digest: str) -> Shard:
    """A shard by its hash; `StartAgainError` when the hub has it no more."""
    data = connection.shard(digest)
    if not data:
        raise StartAgainError("a shard is gone")
    _verify(digest, data)
    try:
        return Shard.model_validate_json(data)
    except ValidationError as error:
        raise NotAHubError(n_("The hub sent a list that cannot be read.")) from error


def fetch_objects(
    shelf: CardShelf,
    connection: HubConnection,
    hashes: Collection[str],
    tell: Callable[[int, int], None],
) -> None:
    """Fetch and stage the objects that are not here yet; `tell` hears how many came, of how many.

    Raises `StartAgainError` when the hub has one no more.
    """
    missing = shelf.missing(hashes)
    done = 0
    for start in range(0, len(missing), MAX_OBJECTS_ASKED):
        arrived: dict[str, bytes] = {}
        asked = missing[start : start + MAX_OBJECTS_ASKED]
        awaited = set(asked)
        for header, data in connection.objects(asked):
            if header.missing:
                raise StartAgainError("an object is gone")
            _verify(header.hash, data)
            if header.hash not in awaited:
                raise NotAHubError(n_("The hub sent something else than what was asked for."))
            awaited.remove(header.hash)
            arrived[header.hash] = data
            done += 1
            if sum(map(len, arrived.values())) > _STAGE_BYTES:
                shelf.stage(arrived)
                arrived = {}
                tell(done, len(missing))
        shelf.stage(arrived)
        tell(done, len(missing))
    if done < len(missing):
        raise NotAHubError(
            n_("The hub did not send everything it had announced."),
            mend=n_("Nothing was changed; the next sync tries again."),
        )


def read_cards(
    shelf: CardShelf, wanted: Iterable[HeldEntry]
) -> tuple[tuple[HeldCard, ...], tuple[str, ...]]:
    """The cards behind entries; those that need a newer version of this program apart."""
    wanted = tuple(wanted)
    data = shelf.staged({entry.hash for entry in wanted})
    cards: list[HeldCard] = []
    unreadable: list[str] = []
    if any(entry.hash not in data for entry in wanted):
        raise StartAgainError("another process let a staged object go")
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


def _verify(digest: str, data: bytes) -> None:
    if sha256(data) != digest:
        raise NotAHubError(
            n_("What came from the hub is not what it had announced."),
            mend=n_("Nothing was changed; the next sync tries again."),
        )
