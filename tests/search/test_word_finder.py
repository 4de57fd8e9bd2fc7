"""The words of one card that answer to a query."""

from collections.abc import Callable
from typing import Any

from enablement.search.groups import make_groups
from enablement.search.query import SearchQuery, parse_query
from enablement.search.searcher import Searcher
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
