"""Synonyms and evidence as the hub sends them, and when a running search heeds them."""

from collections.abc import Callable, Iterable

from enablement.library.cards import HeldCard, HeldEntry
from enablement.library.library import Library
from enablement.search.index import SearchIndex
from enablement.search.policies import PolicyReader, SearchPolicies, standings_of, synonyms_of
from enablement.search.query import SearchQuery
from enablement.search.synonyms import Synonym
from enablement.sync.policies import (
    SYNONYMS,
    USAGE,
    CardEvidence,
    Evidence,
    SharedMessage,
    SynonymPolicy,
    SynonymRule,
)
from enablement.sync.protocol import sha256


def test_without_policies_nothing_is_moved() -> None:
    policies = SearchPolicies()
    assert policies.synonyms.synonyms == ()
    assert policies.standings == {}


def test_rules_are_two_way_or_one_way() -> None:
    rules = [
        SynonymRule(language="en", words=("sso", "single sign-on")),
        SynonymRule(language="es", words=("rebaja", "bono"), finds=("descuento",)),
    ]
    assert synonyms_of(rules) == [
        Synonym("en", "sso", ("single sign-on",)),
        Synonym("en", "single sign-on", ("sso",)),
        Synonym("es", "rebaja", ("descuento",)),
        Synonym("es", "bono", ("descuento",)),
    ]


def test_evidence_of_another_revision_does_not_count() -> None:
    evidence = Evidence(
        cards={
            "now": CardEvidence(revision=2, worked=90),
            "before": CardEvidence(revision=1, worked=90),
            "gone": CardEvidence(revision=1, worked=90),
        }
    )
    assert standings_of(evidence, {"now": 2, "before": 2}) == {"now": 0.9}


def send(library: Library, kind: str, name: str, message: SharedMessage) -> None:
    """Put a policy beside the cards, as a sync does."""
    data = message.to_bytes()
    library.cards.stage({sha256(data): data})
    kept = [entry for entry in library.cards.entries() if entry.kind != kind]
    entry = HeldEntry(kind, name, 1, sha256(data), 0)
    with library.writing() as connection:
        library.cards.replace(connection, [*kept, entry], (), ())


def test_policies_are_in_force_with_the_next_search(
    library: Library, make_card: Callable[..., HeldCard],
    hold: Callable[[Iterable[HeldCard]], None],
) -> None:  # fmt: skip
    hold([make_card("a", "Single sign-on alpha"), make_card("b", "Single sign-on beta")])
    index, reader = SearchIndex(library), PolicyReader(library)

    def found(text: str) -> list[str]:
        return [hit.card_id for hit in index.search(SearchQuery(text)).hits]

    before = reader.read(library.glance().policies, 1)
    assert reader.read(library.glance().policies, 1) is before
    assert found("sso") == []
    rule = SynonymRule(language="en", words=("sso", "single sign-on"))
    send(library, "policy", SYNONYMS, SynonymPolicy(rules=(rule,)))
    assert reader.read(library.glance().policies, 1) is not before
    first, second = found("sso")
    told = Evidence(cards={second: CardEvidence(revision=1, worked=40)})
    send(library, "evidence", USAGE, told)
    assert found("sso") == [second, first]
    send(library, "policy", SYNONYMS, SynonymPolicy())
    assert found("sso") == []
