"""Seeded schedules of faults: whatever breaks, in the end both sides agree and each log counts once."""

import contextlib
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from enablement.errors import HubOfflineError, NotAHubError
from enablement.hub.hub import Hub
from enablement.search.index import SearchIndex
from enablement.sync.client import HubClient
from enablement.sync.engine import SyncEngine
from enablement.sync.policies import SynonymPolicy, SynonymRule
from enablement.sync.protocol import EventReceipt, Hash, ObjectHeader, SignedRoot
from enablement.translation import n_


class Weather:
    """Decides by a seeded chance when the network breaks."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.breaks = 0.25

    def strike(self) -> None:
        """Break, or not."""
        if self.chance.random() < self.breaks:
            raise HubOfflineError(n_("The hub at {url} does not answer."), url="the test")


class StormyConnection(HubClient):
    """The real client over a network that breaks before or after anything; answers get lost too."""

    def __init__(self, url: str, token: str | None, weather: Weather) -> None:
        super().__init__(url, token)
        self.weather = weather

    def root(self, held: int = 0) -> SignedRoot:
        self.weather.strike()
        return super().root(held)

    def shard(self, digest: Hash) -> bytes:
        data = super().shard(digest)
        if self.weather.chance.random() < self.weather.breaks / 64:
            return data[:-1]
        return data

    def objects(self, digests: Iterable[Hash]) -> Iterator[tuple[ObjectHeader, bytes]]:
        for one in super().objects(digests):
            self.weather.strike()
            yield one

    def send(self, body: bytes) -> EventReceipt:
        self.weather.strike()
        receipt = super().send(body)
        self.weather.strike()
        return receipt


@pytest.mark.parametrize("seed", range(12))
def test_after_any_storm_both_sides_agree(
    hub: Hub, cards: Any, new_laptop: Callable[..., Any], seed: int
) -> None:
    weather = Weather(seed)
    chance = weather.chance
    cards.write("card-0")
    hub.publish(cards.path)
    laptop = new_laptop()
    laptop.engine.sync()
    index = SearchIndex(laptop.library)
    engine = SyncEngine(
        laptop.library, index, lambda url, token: StormyConnection(url, token, weather)
    )
    logged: Counter[tuple[str, int]] = Counter()
    for step in range(12):
        name = f"card-{chance.randrange(6)}"
        cards.write(name, text=f"Words of step {step}.")
        if chance.random() < 0.3 and len(list(cards.path.iterdir())) > 2:
            cards.remove(name)
        hub.publish(cards.path)
        if chance.random() < 0.3:
            rule = SynonymRule(language="en", words=("words", f"step {step}"))
            hub.synonyms.replace(SynonymPolicy(rules=(rule,)))
        held = chance.choice(laptop.library.cards.all())
        laptop.log(held.card.id)
        logged[held.card.id, held.revision] += 1
        with contextlib.suppress(HubOfflineError, NotAHubError):
            engine.sync()
    weather.breaks = 0.0
    engine.sync()
    counted = Counter({(row.card_id, row.revision): row.worked for row in hub.usage()})
    assert counted == logged
    published = {path.stem for path in cards.path.iterdir()}
    assert {one.card.id for one in laptop.library.cards.all()} == published
    assert set(laptop.found("card")) == published
    assert laptop.library.policies.synonyms() == hub.synonyms.get()
