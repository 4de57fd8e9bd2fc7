"""Two programs that sync one profile at once, and a hub that sends what nobody asked for."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from enablement.errors import HubOfflineError, NotAHubError
from enablement.search.index import SearchIndex
from enablement.sync.engine import SyncEngine
from enablement.sync.protocol import EventReceipt, Hash, ObjectHeader, Question, sha256
from enablement.translation import n_


def engine_over(laptop: Any, site: Any, change: Callable[[Any], None]) -> SyncEngine:
    """An engine whose conversations are changed as they are opened."""

    def connect(url: str, token: str | None) -> Any:
        connection = site.connect(url, token)
        change(connection)
        return connection

    return SyncEngine(laptop.library, laptop.index, connect)


def test_an_answer_that_another_program_fetched_meanwhile_is_there_once(
    site: Any, laptop_at: Any
) -> None:
    log = laptop_at.library.events
    asked = log.log_question(Question(card_id="price", revision=1, text="Why?")).event_id
    other = SyncEngine(laptop_at.library, SearchIndex(laptop_at.library), site.connect)
    meanwhile = iter([other.sync])

    def change(connection: Any) -> None:
        objects = connection.objects

        def slow_objects(digests: Iterable[Hash]) -> Iterator[tuple[ObjectHeader, bytes]]:
            arrived = [*objects(digests)]
            for sync in meanwhile:
                site.hub.threads.answer(asked, "Because.")
                sync()
            return iter(arrived)

        connection.objects = slow_objects

    engine_over(laptop_at, site, change).sync()
    (thread,) = laptop_at.library.threads.all()
    assert [one.text for one in thread.messages] == ["Why?", "Because."]


def test_what_was_not_asked_for_is_not_taken(site: Any, laptop_at: Any) -> None:
    laptop_at.library.events.log_question(Question(card_id="price", revision=1, text="Why?"))

    def change(connection: Any) -> None:
        def objects(_digests: Iterable[Hash]) -> Iterator[tuple[ObjectHeader, bytes]]:
            data = b"something else"
            yield ObjectHeader(hash=sha256(data), size=len(data)), data

        connection.objects = objects

    with pytest.raises(NotAHubError, match="something else than what was asked"):
        engine_over(laptop_at, site, change).sync()
    assert laptop_at.library.threads.all() == []
    laptop_at.engine.sync()
    assert len(laptop_at.library.threads.all()) == 1


def test_what_the_hub_may_have_stays_as_it_was_when_the_laptop_enrols_again(
    site: Any, laptop_at: Any
) -> None:
    laptop_at.log("price")

    def change(connection: Any) -> None:
        send = connection.send

        def lose(body: bytes) -> EventReceipt:
            send(body)
            raise HubOfflineError(n_("The hub at {url} does not answer."), url=site.url)

        connection.send = lose

    with pytest.raises(HubOfflineError):
        engine_over(laptop_at, site, change).sync()
    laptop_at.engine.enroll(site.url, site.hub.invite("Ana").code)
    (event,) = laptop_at.library.events.waiting()
    assert not laptop_at.library.events.remove(event.event_id), "the hub counts it"
    report = laptop_at.engine.sync()
    assert (report.sent, report.rejected, site.hub.status().usage) == (1, 0, 1)
