"""What one can filter by next, with counts that are the length of the list one would get."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from enablement.search.documents import fold_value
from enablement.search.families import Families
from enablement.search.filters import filtered, matching_values
from enablement.search.query import Filter
from enablement.search.results import Facet, FacetValue
from enablement.search.schema import Part
from enablement.search.snapshot import Docs, Mask, Snapshot

NAMES = (
    "kind", "products", "industries", "personas", "stages", "competitors", "tags", "language",
)  # fmt: skip
MOST_VALUES = 30
_LARGEST_TABLE = 10_000_000


@dataclass(frozen=True)
class _Holders:
    """Which cards have which value: `docs` and `cells` are pairs, a cell being a value in a family.

    `value_of` is the value of each cell, as an index into `values`, which are (facet, value).
    """

    values: list[tuple[str, str]]
    docs: npt.NDArray[np.int32]
    cells: npt.NDArray[np.int32]
    value_of: Docs

    def count(self, kept: Mask) -> npt.NDArray[np.int64]:
        """How many families have each value, by members that are kept."""
        seen = np.zeros(len(self.value_of), dtype=np.bool_)
        seen[self.cells[kept[self.docs]]] = True
        return np.bincount(self.value_of[seen], minlength=len(self.values))


class Facets:
    """The facets of one snapshot; what it reads of the index it keeps."""

    def __init__(self, snapshot: Snapshot, families: Families) -> None:
        self._snapshot = snapshot
        self._families = families
        self._labels: dict[tuple[str, str], str] = {}
        self._of_one: dict[str, _Holders] = {}

    @cached_property
    def _of_all(self) -> _Holders:
        return self._holders(NAMES)

    def _holders(self, names: Sequence[str]) -> _Holders:
        held = [
            (name, value, docs)
            for name in names
            for value, docs in self._snapshot.facet_values.get(name, {}).items()
        ]
        values = [(name, value) for name, value, _ in held]
        if not held:
            nobody = np.zeros(0, dtype=np.int32)
            return _Holders([], nobody, nobody, nobody.astype(np.int64))
        docs = np.concatenate([docs for _, _, docs in held])
        numbers = np.repeat(np.arange(len(held)), [len(docs) for _, _, docs in held])
        families = max(1, self._families.count)
        keys = numbers * families + self._families.of[docs]
        if len(held) * families > _LARGEST_TABLE:
            cells, of_pair = np.unique(keys, return_inverse=True)
        else:
            taken = np.zeros(len(held) * families, dtype=np.bool_)
            taken[keys] = True
            cells = np.flatnonzero(taken)
            of_pair = (np.cumsum(taken) - 1)[keys]
        # Numbers of four bytes: there are many pairs, and reading them is what counting costs.
        return _Holders(values, docs.astype(np.int32), of_pair.astype(np.int32), cells // families)

    def warm(self) -> None:
        """Compute now what the first search would wait for."""
        _ = self._of_all

    def count(
        self, docs: Docs, chosen: Sequence[Filter], typed: Sequence[Filter]
    ) -> tuple[Facet, ...]:
        """The facets of these cards, found before any filter; `chosen` can be taken back."""
        kept = np.zeros(self._snapshot.total, dtype=np.bool_)
        kept[docs] = True
        if typed:
            kept &= filtered(self._snapshot, typed)
        everything = kept & filtered(self._snapshot, chosen) if chosen else kept
        counts = self._of_all.count(everything).tolist()
        by_name: dict[str, list[tuple[str, int]]] = {}
        for (name, value), count in zip(self._of_all.values, counts, strict=True):
            by_name.setdefault(name, []).append((value, count))
        for name in {item.name for item in chosen} & set(by_name):
            by_name[name] = self._alternatives(name, kept, chosen)
        facets = (self._facet(name, found, chosen) for name, found in by_name.items())
        return tuple(facet for facet in facets if facet.values)

    def _alternatives(
        self, name: str, kept: Mask, chosen: Sequence[Filter]
    ) -> list[tuple[str, int]]:
        """The counts of a facet as if nothing of itself were chosen."""
        if name not in self._of_one:
            self._of_one[name] = self._holders((name,))
        others = [item for item in chosen if item.name != name]
        counts = self._of_one[name].count(kept & filtered(self._snapshot, others)).tolist()
        values = (value for _, value in self._of_one[name].values)
        return list(zip(values, counts, strict=True))

    @staticmethod
    def _picked(name: str, values: Sequence[str], chosen: Sequence[Filter]) -> set[str]:
        asked = [value for item in chosen if item.name == name for value in item.values]
        return {match for value in asked for match in matching_values(values, value)}

    def _facet(
        self, name: str, found: Sequence[tuple[str, int]], chosen: Sequence[Filter]
    ) -> Facet:
        picked = self._picked(name, [value for value, _ in found], chosen)
        ordered = sorted(found, key=lambda item: (-item[1], item[0]))
        offered = [value for value, count in ordered if count and value not in picked]
        listed = {*offered[:MOST_VALUES], *picked}
        return Facet(
            name,
            tuple(
                FacetValue(value, self._label(name, value), count, chosen=value in picked)
                for value, count in ordered
                if value in listed
            ),
        )

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
