"""What one can filter by next, with counts that are the length of the list one would get."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from enablement.search.documents import fold_value
from enablement.search.families import Families
from enablement.search.filters import filtered, matching_values, with_facet
from enablement.search.query import Filter
from enablement.search.results import Facet, FacetValue
from enablement.search.schema import Part
from enablement.search.snapshot import Docs, Mask, Snapshot

NAMES = (
    "kind", "products", "industries", "personas", "stages", "competitors", "tags", "language",
)  # fmt: skip
MOST_VALUES = 30
_LARGEST_TABLE = 4_000_000


class Facets:
    """The facets of one snapshot; what it reads of the index it keeps."""

    def __init__(self, snapshot: Snapshot, families: Families) -> None:
        self._snapshot = snapshot
        self._families = families
        self._labels: dict[tuple[str, str], str] = {}

    @cached_property
    def _pairs(self) -> dict[str, tuple[list[str], Docs, Docs]]:
        """Of each facet its values, and as pairs of arrays which value stands in which card."""
        pairs: dict[str, tuple[list[str], Docs, Docs]] = {}
        for name in NAMES:
            held = self._snapshot.facet_values.get(name, {})
            if held:
                sizes = [len(docs) for docs in held.values()]
                numbers = np.repeat(np.arange(len(held)), sizes)
                pairs[name] = list(held), numbers, np.concatenate(list(held.values()))
        return pairs

    def warm(self) -> None:
        """Compute now what the first search would wait for."""
        _ = self._pairs

    def count(self, docs: Docs, chosen: Sequence[Filter], typed: Sequence[Filter]) -> list[Facet]:
        """The facets of these cards, found before any filter; `chosen` can be taken back."""
        kept = np.zeros(self._snapshot.total, dtype=np.bool_)
        kept[docs] = True
        kept &= filtered(self._snapshot, typed)
        by_name = {item.name: with_facet(self._snapshot, item) for item in chosen}
        found: list[Facet] = []
        for name, (values, numbers, holders) in self._pairs.items():
            others = kept
            for other, mask in by_name.items():
                if other != name:
                    others = others & mask
            counts = self._count(len(values), numbers, holders, others)
            picked = self._picked(name, values, chosen)
            facet = self._facet(name, values, counts, picked)
            if facet.values:
                found.append(facet)
        return found

    def _count(
        self, values: int, numbers: Docs, holders: Docs, kept: Mask
    ) -> npt.NDArray[np.int64]:
        """How many families hold each value, by members that are kept."""
        here = kept[holders]
        numbers, families = numbers[here], self._families.of[holders[here]]
        size = values * self._families.count
        cells = numbers * self._families.count + families
        if size <= _LARGEST_TABLE:
            table = np.zeros(size, dtype=np.bool_)
            table[cells] = True
            counts = np.count_nonzero(table.reshape(values, self._families.count), axis=1)
        else:
            counts = np.bincount(np.unique(cells) // self._families.count, minlength=values)
        return np.asarray(counts, dtype=np.int64)

    @staticmethod
    def _picked(name: str, values: Sequence[str], chosen: Sequence[Filter]) -> set[str]:
        asked = [value for item in chosen if item.name == name for value in item.values]
        return {match for value in asked for match in matching_values(values, value)}

    def _facet(
        self, name: str, values: Sequence[str], counts: npt.NDArray[np.int64], picked: set[str]
    ) -> Facet:
        order = np.argsort(-counts, kind="stable").tolist()
        offered = [at for at in order if counts[at] and values[at] not in picked][:MOST_VALUES]
        taken = [at for at in order if values[at] in picked]
        return Facet(
            name,
            tuple(
                FacetValue(
                    values[at], self._label(name, values[at]), int(counts[at]),
                    chosen=values[at] in picked,
                )
                for at in sorted([*taken, *offered], key=lambda at: (-int(counts[at]), values[at]))
            ),
        )  # fmt: skip

    def _label(self, name: str, value: str) -> str:
        """The value as a card writes it, always the same of several."""
        key = name, value
        if key not in self._labels:
            docs = self._snapshot.facet_values[name][value]
            first = docs[np.argmin(self._snapshot.records["id"][docs])]
            texts = self._snapshot.shown(int(first)).texts
            written = (
                text.text
                for text in texts
                if text.part is Part.FACETS and text.name == name and fold_value(text.text) == value
            )
            self._labels[key] = next(written, value)
        return self._labels[key]
