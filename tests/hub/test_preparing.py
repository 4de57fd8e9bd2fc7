"""What takes a while is made once for all who ask, and nobody waits longer than they will."""

import logging
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from enablement.errors import HubDataError
from enablement.hub.preparing import NotReadyError, Preparing


class Workshop:
    """Makes numbers, one after the other, once it may."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.begun = threading.Event()
        self.made = 0

    def make(self, check_stop: Callable[[], None]) -> int:
        self.begun.set()
        while not self.open.wait(0.01):
            check_stop()
        self.made += 1
        return self.made


@pytest.fixture
def workshop() -> Workshop:
    return Workshop()


@pytest.fixture
def preparing(workshop: Workshop) -> Iterator[Preparing[int]]:
    preparing = Preparing("workshop", workshop.make)
    yield preparing
    preparing.close()


def test_whoever_asks_meanwhile_gets_the_same(
    workshop: Workshop, preparing: Preparing[int]
) -> None:
    got: list[int] = []
    asking = [threading.Thread(target=lambda: got.append(preparing.wait())) for _ in range(5)]
    begun = preparing.begin()
    for thread in asking:
        thread.start()
    with pytest.raises(NotReadyError) as refused:
        preparing.wait(0)
    assert (refused.value.status, refused.value.retry_after) == (503, 3)
    workshop.open.set()
    assert begun.result() == 1
    for thread in asking:
        thread.join()
    assert set(got) <= {1, 2, 3, 4, 5, 6}
    assert got
    assert preparing.wait() == workshop.made, "who asks after that gets it made anew"


def test_what_is_being_made_when_it_is_closed_is_left(
    workshop: Workshop, preparing: Preparing[int]
) -> None:
    preparing.begin()
    workshop.begun.wait()
    preparing.close()
    assert workshop.made == 0
    assert not [one for one in threading.enumerate() if one.name.startswith("workshop")]


def test_who_waits_is_told_why_it_failed(caplog: pytest.LogCaptureFixture) -> None:
    def make(_check_stop: Callable[[], None]) -> int:
        raise HubDataError("The disk is full.")

    preparing = Preparing("workshop", make)
    with caplog.at_level(logging.INFO), pytest.raises(HubDataError):
        preparing.wait()
    preparing.close()


def test_what_pauses_for_others_is_made_whole() -> None:
    """Whether somebody waits, so that it works on, or nobody does."""

    def make(pause: Callable[[], None]) -> int:
        for _step in range(3):
            time.sleep(0.003)
            pause()
        return 3

    preparing = Preparing("pausing", make)
    assert preparing.begin().result() == 3
    assert preparing.wait() == 3
    preparing.close()
