"""Which language comes first in an answer: the rep's, unless the words typed are of another one."""

from collections.abc import Sequence

from enablement.search.analysis import base_language
from enablement.search.query import SearchQuery
from enablement.search.ranking import Ranked
from enablement.search.snapshot import Snapshot

SPOKEN = 2.0
"""A language in which some card holds so many times more of the query is the one being spoken."""


def language_order(query: SearchQuery, snapshot: Snapshot, found: Ranked) -> Sequence[str]:
    """The preferred languages for this answer, best first; a language filtered by leads them.

    A rep of two languages who types in the second is in a conversation in it: it leads then. A
    language that is not among the preferred ones never does.
    """
    if not query.preferred_languages:
        return ()
    order = list(dict.fromkeys(base_language(code) for code in query.preferred_languages))
    if query.language:
        return (base_language(query.language), *order)
    best = dict.fromkeys(order, 0.0)
    for at, language in enumerate(snapshot.languages):
        if language in best:
            shares = found.shares[snapshot.language[found.docs] == at]
            best[language] = float(shares.max(initial=0.0))
    spoken = max(order, key=lambda language: best[language])
    if best[spoken] > SPOKEN * best[order[0]]:
        order.sort(key=lambda language: language != spoken)
    return order
