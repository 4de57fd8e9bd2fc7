"""What marketing's policies and the field's evidence mean to a search, as the hub last sent them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from enablement.library.library import Library
from enablement.search.synonyms import Synonym, SynonymTable, two_way
from enablement.search.tie_breaks import standing
from enablement.sync.policies import Evidence, SynonymRule


@dataclass(frozen=True)
class SearchPolicies:
    """The synonyms in force, and how each card stands by its evidence, from -1 to 1."""

    synonyms: SynonymTable = field(default_factory=SynonymTable)
    standings: Mapping[str, float] = field(default_factory=dict)


class PolicyReader:
    """Reads a library's policies, again only when they or the cards have changed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._held: tuple[tuple[str, int], SearchPolicies] | None = None

    def read(self, digest: str, index_version: int) -> SearchPolicies:
        """The policies in force; the same object until their digest or the cards have changed."""
        key = digest, index_version
        held = self._held
        if held is None or held[0] != key:
            held = key, self._read()
            self._held = held
        return held[1]

    def _read(self) -> SearchPolicies:
        synonyms = self._library.policies.synonyms()
        evidence = self._library.policies.evidence()
        revisions = self._library.cards.revisions() if evidence.cards else {}
        return SearchPolicies(
            SynonymTable(synonyms_of(synonyms.rules)), standings_of(evidence, revisions)
        )


def synonyms_of(rules: Iterable[SynonymRule]) -> list[Synonym]:
    """The synonyms that marketing's rules stand for."""
    found: list[Synonym] = []
    for rule in rules:
        if rule.finds:
            found += [Synonym(rule.language, words, rule.finds) for words in rule.words]
        else:
            found += two_way(rule.language, rule.words)
    return found


def standings_of(evidence: Evidence, revisions: Mapping[str, int]) -> dict[str, float]:
    """How cards stand by what their present revision did; `revisions` are those held here."""
    return {
        card_id: standing(told.worked, told.neutral, told.fell_flat)
        for card_id, told in evidence.cards.items()
        if revisions.get(card_id) == told.revision
    }
