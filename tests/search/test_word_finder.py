"""The words of one card that answer to a query."""

from collections.abc import Callable
from typing import Any

from enablement.search.groups import make_groups
from enablement.search.query import SearchQuery, parse_query
from enablement.search.searcher import Searcher
from enablement.search.synonyms import Synonym, SynonymTable
from enablement.search.word_finder import WordFinder


def test_words_answer_by_group_and_way(
    make_card: Callable[..., Any], searcher_of: Callable[..., Searcher]
) -> None:
    card = make_card("a", "Pricing is high", body="the price of e-mail")
    snapshot = searcher_of([card]).snapshot
    groups = make_groups(parse_query(SearchQuery("the price e-mail hgih")), snapshot)
    finder = WordFinder(snapshot, groups)
    group_of, way_of = finder.words_of(0)
    tokens = snapshot.tokens(0)
    answers = {
        (tokens.terms[term], int(group))
        for term, group in zip(tokens.ids, group_of, strict=True)
        if group >= 0
    }
    names = [group.typed.folded for group in groups]
    assert {(term, names[group]) for term, group in answers} == {
        ("price", "price"), ("high", "hgih"), ("e", "e"), ("mail", "mail"), ("email", "email"),
    }  # fmt: skip
    assert ((group_of >= 0) == (way_of >= 0)).all()
    assert finder.words_of(0) is finder.words_of(0)


def test_synonyms_answer_where_nothing_typed_does_and_phrases_where_they_stand_together(
    make_card: Callable[..., Any], searcher_of: Callable[..., Searcher]
) -> None:
    table = SynonymTable(
        [
            Synonym("en", "tco", ("total cost of ownership",)),
            Synonym("en", "fast train", ("express",)),
            Synonym("en", "express", ("train",)),
            Synonym("es", "tco", ("nothing",)),
        ]
    )
    together = "the total of the costs of long ownership"
    card = make_card("a", "An express train", body=f"{together}\n\na cost of nothing, in total")
    snapshot = searcher_of([card, make_card("apart", "total", body="ownership at a cost")]).snapshot

    def answers(text: str, doc: int = 0) -> list[tuple[str, str, str]]:
        groups = make_groups(parse_query(SearchQuery(text)), snapshot, table)
        tokens = snapshot.tokens(doc)
        words = zip(tokens.ids.tolist(), *WordFinder(snapshot, groups).words_of(doc), strict=True)
        return [
            (tokens.terms[term], groups[group].typed.folded, groups[group].ways[way].how)
            for term, group, way in words
            if group >= 0
        ]

    assert answers("tco") == [
        ("total", "tco", "synonym"), ("cost", "tco", "synonym"), ("ownership", "tco", "synonym"),
    ]  # fmt: skip
    assert answers("tco", 1) == answers("tco")[:1] + answers("tco")[:0:-1]
    assert answers("tco cost")[1] == ("cost", "cost", "exact")
    assert answers("fast train") == [
        ("express", "fast", "synonym"), ("train", "train", "exact"),
    ]  # fmt: skip
    groups = make_groups(parse_query(SearchQuery("fast train")), snapshot, table)
    assert WordFinder(snapshot, groups).shared == {(0, 1): ((1, 1),)}
