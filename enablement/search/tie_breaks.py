"""What decides between cards that answer about equally well: evidence and freshness, within a bound."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from enablement.search.documents import identity
from enablement.search.snapshot import Docs, Snapshot

Scores = npt.NDArray[np.float64]

EVIDENCE = 0.015
"""A card that always worked gains so much of its score, one that always fell flat loses it."""

UNVERIFIED = 0.01
"""A card whose date to verify is past loses so much of its score."""

BOUND = (1 + EVIDENCE) / ((1 - EVIDENCE) * (1 - UNVERIFIED)) - 1
"""A card that answers better than another by more than this share is never overtaken by it."""

_DOUBT = 10
"""So many uses without an effect are added, so that three uses never look like a proof."""


def standing(worked: int, neutral: int, fell_flat: int) -> float:
    """What a card's uses say of it, from -1 (fell flat) to 1 (worked); near 0 while they are few."""
    return (worked - fell_flat) / (worked + neutral + fell_flat + _DOUBT)


class TieBreaks:
    """The factors by which evidence and freshness move the scores of one snapshot's cards.

    `standings` are those of cards by id; cards that are not named stand at 0.
    """

    def __init__(self, snapshot: Snapshot, standings: Mapping[str, float]) -> None:
        self._snapshot = snapshot
        self._standings = standings

    @cached_property
    def _evidence(self) -> Scores:
        factors = np.ones(self._snapshot.total)
        ids = self._snapshot.records["id"]
        if not self._standings or not ids.size:
            return factors
        order = np.argsort(ids)
        wanted = np.asarray([identity(name) for name in self._standings], dtype=np.uint64)
        values = np.clip(np.asarray(list(self._standings.values())), -1.0, 1.0)
        # A card that was replaced stands in the index twice, the old one deleted: both get it.
        first = np.searchsorted(ids[order], wanted, side="left")
        last = np.searchsorted(ids[order], wanted, side="right")
        for begin, end, value in zip(first.tolist(), last.tolist(), values.tolist(), strict=True):
            factors[order[begin:end]] = 1.0 + EVIDENCE * value
        return factors

    def factors(self, docs: Docs, today: date) -> Scores:
        """What to multiply the scores of these cards by."""
        verify_by = self._snapshot.records["verify_by"][docs]
        stale = (verify_by != 0) & (today.toordinal() > verify_by)
        return np.asarray(self._evidence[docs] * np.where(stale, 1.0 - UNVERIFIED, 1.0))
