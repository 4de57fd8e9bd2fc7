"""Failed tries: counted by address and by account, by all processes together, and only so many."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.models import failed_tries
from enablement.hub.refusals import RefusedError
from enablement.hub.tries import PER_ACCOUNT, PER_ADDRESS


def wait_of(hub: Hub, address: str, account: str = "", door: str = "door") -> int | None:
    """For how many seconds a door is shut; `None` when it is open."""
    try:
        hub.tries_at(door).check(address, account)
    except RefusedError as refused:
        return refused.retry_after
    return None


def test_an_address_has_so_many_tries_in_any_minute(hub: Hub, clock: Any) -> None:
    tries = hub.tries_at("door")
    for _ in range(PER_ADDRESS.amount):
        assert wait_of(hub, "1.2.3.4") is None
        clock.move(seconds=4)
        tries.failed("1.2.3.4")
    assert wait_of(hub, "1.2.3.4") == 24
    assert wait_of(hub, "5.6.7.8") is None
    assert wait_of(hub, "1.2.3.4", door="another door") is None
    clock.move(seconds=23.5)
    assert wait_of(hub, "1.2.3.4") == 1
    clock.move(seconds=0.5)
    assert wait_of(hub, "1.2.3.4") is None
    tries.failed("1.2.3.4")
    assert wait_of(hub, "1.2.3.4") == 4


def test_an_account_has_so_many_tries_from_everywhere(hub: Hub) -> None:
    tries = hub.tries_at("door")
    for number in range(PER_ACCOUNT.amount):
        tries.failed(f"address {number}", "marketing@example.com")
    assert wait_of(hub, "another", "marketing@example.com") == 3600
    assert wait_of(hub, "another", "someone@example.com") is None


def test_two_processes_count_together(
    hub: Hub, reopen: Callable[[], Hub], database: Database
) -> None:
    processes = [hub.tries_at("door"), reopen().tries_at("door")]
    for number in range(PER_ADDRESS.amount):
        for tries in processes:
            tries.check("1.2.3.4")
        processes[number % 2].failed("1.2.3.4")
    for tries in processes:
        with pytest.raises(RefusedError) as raised:
            tries.check("1.2.3.4")
        assert (raised.value.status, raised.value.code) == (429, "too-many-tries")


def test_good_tries_are_free(hub: Hub, database: Database) -> None:
    for _ in range(2 * PER_ADDRESS.amount):
        assert wait_of(hub, "1.2.3.4", "marketing@example.com") is None
    with database.reading() as connection:
        assert connection.scalars(select(failed_tries.c.id)).all() == []


def test_what_counts_no_longer_is_forgotten_and_nobody_reads_who_it_was(
    hub: Hub, clock: Any, database: Database
) -> None:
    tries = hub.tries_at("door")
    tries.failed("1.2.3.4", "my password, typed into the wrong field")
    clock.move(hours=1, seconds=1)
    tries.failed("5.6.7.8")
    with database.reading() as connection:
        (row,) = connection.execute(select(failed_tries)).mappings()
    assert (row["door"], row["at"]) == ("door", clock())
    assert len(row["whom"]) == 64


def test_a_clock_that_was_set_back_shuts_nobody_out_for_longer(hub: Hub, clock: Any) -> None:
    tries = hub.tries_at("door")
    for _ in range(PER_ADDRESS.amount):
        tries.failed("1.2.3.4")
    clock.move(days=-1)
    assert wait_of(hub, "1.2.3.4") == 60
