"""Slowing down those who guess: failed tries are counted by where they come from, for all processes."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from enablement.clock import Clock
from enablement.hub.access.sealing import Sealer
from enablement.hub.database import Database
from enablement.hub.models import failed_tries
from enablement.hub.refusals import RefusedError


@dataclass(frozen=True)
class TryLimit:
    """So many failed tries in so long a time, whenever that began."""

    amount: int
    time: timedelta


PER_ADDRESS = TryLimit(10, timedelta(minutes=1))
PER_ACCOUNT = TryLimit(60, timedelta(hours=1))
_KEPT = max(PER_ADDRESS.time, PER_ACCOUNT.time)


class Tries:
    """Counts the failed tries at one door; good ones are free, so that a whole office may enrol.

    They are kept in the database, so that processes behind one address count together, and nobody
    can read there who it was: people type their password into the wrong field.
    """

    def __init__(self, door: str, database: Database, clock: Clock, sealer: Sealer) -> None:
        self._door = door
        self._database = database
        self._clock = clock
        self._sealer = sealer

    def check(self, address: str, account: str = "") -> None:
        """Raise `RefusedError` `too-many-tries` (429) when the limit is reached."""
        now = self._clock()
        waits = [self._wait(limit, whom, now) for limit, whom in self._counted(address, account)]
        if longest := max(waits):
            raise RefusedError(
                429, "too-many-tries", "Too many tries in a short time.", retry_after=longest
            )

    def failed(self, address: str, account: str = "") -> None:
        """Count a failed try, and forget those that count no longer."""
        now = self._clock()
        old = select(failed_tries.c.id).where(failed_tries.c.at < now - _KEPT)
        rows = [
            {"door": self._door, "whom": whom, "at": now}
            for _limit, whom in self._counted(address, account)
        ]
        with self._database.writing() as connection:
            # Two that clear up at once must not wait for each other.
            these = failed_tries.c.id.in_(old.with_for_update(skip_locked=True))
            connection.execute(delete(failed_tries).where(these))
            connection.execute(insert(failed_tries), rows)

    def _wait(self, limit: TryLimit, whom: str, now: datetime) -> int:
        """The seconds until there may be another try; 0 when there may be one now."""
        query = (
            select(failed_tries.c.at)
            .where(failed_tries.c.door == self._door, failed_tries.c.whom == whom)
            .where(failed_tries.c.at > now - limit.time)
            .order_by(failed_tries.c.at.desc())
            .limit(limit.amount)
        )
        with self._database.glancing() as connection:
            counted = connection.scalars(query).all()
        if len(counted) < limit.amount:
            return 0
        first: datetime = counted[-1]
        left = min(first + limit.time - now, limit.time)
        return max(1, math.ceil(left.total_seconds()))

    def _counted(self, address: str, account: str) -> list[tuple[TryLimit, str]]:
        counted = [(PER_ADDRESS, self._sealer.mark(self._door, f"address {address}"))]
        if account:
            counted.append((PER_ACCOUNT, self._sealer.mark(self._door, f"account {account}")))
        return counted
