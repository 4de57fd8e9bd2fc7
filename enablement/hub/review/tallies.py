"""What groups of logs did: as columns, since there may be thousands, and each as one when it is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from enablement.hub.review.privacy import LEAST_REPS
from enablement.intervals import Interval, wilson

ENOUGH_LOGS = 5
"""Under this many logs a share says too little to be shown."""

Key = tuple[Any, ...]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tally:
    """The logs of one group: what they did, and a bit for each rep they are of."""

    key: Key
    worked: int
    neutral: int
    fell_flat: int
    reps: int

    @property
    def n(self) -> int:
        """How many logs there are."""
        return self.worked + self.neutral + self.fell_flat

    @property
    def rate(self) -> float:
        """The share of logs in which it worked, from 0 to 1."""
        return self.worked / self.n if self.n else 0.0

    @property
    def interval(self) -> Interval:
        """Where the rate lies with 95 % confidence."""
        return wilson(self.worked, self.n)

    @property
    def flat_interval(self) -> Interval:
        """Where the share that fell flat lies with 95 % confidence."""
        return wilson(self.fell_flat, self.n)

    @property
    def enough(self) -> bool:
        """Whether there are logs enough for the rate to be shown."""
        return self.n >= ENOUGH_LOGS

    @property
    def few_reps(self) -> bool:
        """Whether so few reps are behind it that it would tell of one."""
        return self.reps.bit_count() < LEAST_REPS


class Tallies(Sequence[Tally]):
    """Groups of logs: a sequence of tallies that are made when asked for, over columns of counts."""

    def __init__(self, keys: Sequence[Key], counts: Ints) -> None:
        """`counts` has a row for each key: worked, neutral, fell flat, and the bits of the reps."""
        self.keys = keys
        self._counts = counts

    @classmethod
    def of(cls, rows: Sequence[Sequence[Any]]) -> "Tallies":
        """Rows as a query gives them: the parts of the key, then the four counts."""
        if not rows:
            return cls([], np.zeros((0, 4), np.int64))
        columns = list(zip(*rows, strict=True))
        keys = list(zip(*columns[:-4], strict=True)) if len(columns) > 4 else [()] * len(rows)
        return cls(keys, np.array(columns[-4:], np.int64).T)

    @property
    def worked(self) -> Ints:
        """In how many logs of each group it worked."""
        return self._counts[:, 0]

    @property
    def fell_flat(self) -> Ints:
        """In how many logs of each group it fell flat."""
        return self._counts[:, 2]

    @property
    def reps(self) -> Ints:
        """The bits of the reps of each group."""
        return self._counts[:, 3]

    @cached_property
    def n(self) -> Ints:
        """How many logs each group has."""
        found: Ints = self._counts[:, :3].sum(axis=1)
        return found

    @property
    def enough(self) -> Mask:
        """Which groups have logs enough for their rate to be shown."""
        return self.n >= ENOUGH_LOGS

    def aligned_to(self, others: "Tallies") -> "Tallies":
        """The groups of the same keys as others, in their order; each of them is there."""
        places = {key: place for place, key in enumerate(self.keys)}
        return self.at(np.array([places[key] for key in others.keys], np.int64))

    def where(self, mask: Mask | Sequence[bool]) -> "Tallies":
        """The groups that a mask chooses."""
        return self if np.all(mask) else self.at(np.flatnonzero(mask))

    def at(self, places: Ints) -> "Tallies":
        """The groups at these places, in their order."""
        return Tallies([self.keys[place] for place in places.tolist()], self._counts[places])

    def first(self, most: int | None, by: npt.NDArray[Any]) -> "Tallies":
        """So many groups, or all, those of the greatest value first; by their keys where it is the same."""
        values = by.tolist()
        order = sorted(range(len(values)), key=lambda place: (-values[place], self.keys[place]))
        return self.at(np.array(order[:most], np.int64))

    def by_key(self) -> "Tallies":
        """All groups in the order of their keys."""
        order = sorted(range(len(self)), key=lambda place: self.keys[place])
        return self.at(np.array(order, np.int64))

    def together(self) -> "Tallies":
        """Groups that share no log as one group."""
        counts = self._counts.sum(axis=0, keepdims=True)
        counts[0, 3] = np.bitwise_or.reduce(self.reps)
        return Tallies([()], counts)

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, place: int) -> Tally: ...
    @overload
    def __getitem__(self, place: slice) -> list[Tally]: ...
    def __getitem__(self, place: int | slice) -> Tally | list[Tally]:
        if isinstance(place, slice):
            some = zip(self.keys[place], self._counts[place].tolist(), strict=True)
            return [Tally(key, *counts) for key, counts in some]
        return Tally(self.keys[place], *self._counts[place].tolist())

    def __iter__(self) -> Iterator[Tally]:
        return iter(self[:])
