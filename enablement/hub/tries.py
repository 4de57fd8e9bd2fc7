"""Slowing down those who guess: failed tries are counted by where they come from."""

import math
import time

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from enablement.hub.refusals import RefusedError

PER_ADDRESS = RateLimitItemPerMinute(10)
PER_ACCOUNT = RateLimitItemPerHour(60)


class Tries:
    """Counts the failed tries at one door; good ones are free, so that a whole office may enrol."""

    def __init__(self, door: str) -> None:
        self._door = door
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, address: str, account: str = "") -> None:
        """Raise `RefusedError` `too-many-tries` (429) when the limit is reached."""
        for limit, whom in self._counted(address, account):
            if not self._limiter.test(limit, self._door, whom):
                reset = self._limiter.get_window_stats(limit, self._door, whom).reset_time
                raise RefusedError(
                    429,
                    "too-many-tries",
                    "Too many tries in a short time.",
                    retry_after=max(1, math.ceil(reset - time.time())),
                )

    def failed(self, address: str, account: str = "") -> None:
        """Count a failed try."""
        for limit, whom in self._counted(address, account):
            self._limiter.hit(limit, self._door, whom)

    @staticmethod
    def _counted(address: str, account: str) -> list[tuple[RateLimitItem, str]]:
        counted: list[tuple[RateLimitItem, str]] = [(PER_ADDRESS, f"address {address}")]
        if account:
            counted.append((PER_ACCOUNT, f"account {account}"))
        return counted
