"""The library as a whole: what it knows between starts, and its sense of time."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Protocol

from enablement.library.library import Library
from enablement.library.sync_state import SyncState
from enablement.sync.protocol import SHARDS, Enrolment, Rep, Root

ANSWER = Enrolment(
    hub_id="hub", epoch="e1", device="laptop", token="t", public_key="k",
    rep=Rep(name="Ana", team="sales", languages=("es", "en")),
)  # fmt: skip


class Movable(Protocol):
    def move(self, **by: float) -> None: ...


def root(issued: datetime) -> Root:
    return Root(
        hub_id="hub", epoch="e2", generation=5, issued=issued, expires=issued, device="laptop",
        count=0, shards=("0" * 64,) * SHARDS, own="1" * 64,
    )  # fmt: skip


def enroll(library: Library) -> None:
    with library.writing() as connection:
        library.enrolment.save(connection, "https://hub.example.com", "Hub", ANSWER)


def test_the_enrolment_is_kept_and_follows_each_root(
    library: Library, reopen: Callable[[], Library]
) -> None:
    assert library.enrolment.get() is None
    enroll(library)
    with library.writing() as connection:
        library.enrolment.adopt(connection, root(datetime(2026, 11, 24, tzinfo=UTC)))
    held = reopen().enrolment.get()
    assert held is not None
    assert (held.epoch, held.generation, held.rep.languages) == ("e2", 5, ("es", "en"))
    assert held.shards == ("0" * 64,) * SHARDS + ("1" * 64,)


def test_a_hub_that_moved_keeps_its_key(library: Library) -> None:
    enroll(library)
    library.enrolment.move("https://new.example.com")
    held = library.enrolment.get()
    assert held is not None
    assert (held.hub_url, held.public_key) == ("https://new.example.com", "k")


def test_enrolling_again_starts_from_nothing(library: Library) -> None:
    enroll(library)
    with library.writing() as connection:
        library.enrolment.adopt(connection, root(datetime(2026, 11, 24, tzinfo=UTC)))
    enroll(library)
    held = library.enrolment.get()
    assert held is not None
    assert (held.generation, held.shards, held.last_issued) == (0, (), None)


def test_time_never_runs_behind_the_hubs_word(library: Library, clock: Movable) -> None:
    enroll(library)
    with library.writing() as connection:
        library.enrolment.adopt(connection, root(datetime(2026, 12, 1, tzinfo=UTC)))
    assert library.today() == date(2026, 12, 1)
    clock.move(days=30)
    assert library.today() == date(2026, 12, 24)
    clock.move(days=-365)
    assert library.today() == date(2026, 12, 1)


def test_the_state_of_the_last_sync_outlives_the_process(
    library: Library, reopen: Callable[[], Library]
) -> None:
    assert library.sync_state.get() == SyncState()
    moment = datetime(2026, 11, 24, 8, tzinfo=UTC)
    library.sync_state.save(SyncState(moment, moment, "The hub does not answer."))
    assert reopen().sync_state.get() == SyncState(moment, moment, "The hub does not answer.")
