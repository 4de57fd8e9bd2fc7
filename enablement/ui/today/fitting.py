"""Which cards fit a meeting, and why: rather none than a wrong one.

A sentence of the notes that asks for a card finds it as a pasted mail would. Beside that only what is
named counts: the account in a card's title, a competitor, the topic in the title, an industry.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from enablement.calendar.accounts import is_internal, names_somebody
from enablement.calendar.meeting import Meeting
from enablement.cards.model import CardKind
from enablement.search.analysis import split_words
from enablement.search.index import SearchIndex
from enablement.search.query import SearchQuery
from enablement.search.results import Facet, Hit
from enablement.translation import _
from enablement.ui.value_words import plain_value, value_words

MOST = 3
"""So many cards a meeting: what one can look at on the way to it."""

ENOUGH = 0.6
"""From this score on a card answers nearly every word of a topic, in its title or the buyer's words."""

_QUOTED, _LOOKED_AT = 90, 5
_LONGEST = 4_000
_SHORTEST_NAME = 4
_MANNER = """
review reviews meeting call calls visit demo demonstration intro introduction first second third
last final next weekly monthly quarterly yearly annual sync kickoff kick off qbr workshop
session question questions plan planning discussion discuss talk signing check follow up follow-
up with and the a an of on in to about for reunion llamada visita demostracion presentacion
primera segunda tercera ultima proxima semanal mensual trimestral seguimiento taller sesion
revision preguntas firma planificacion sobre con y e de del la el los las en para por inicial
"""
"""How one meets, rather than what about; folded as the search folds words."""
_NO_TOPIC = frozenset(_MANNER.split())


@dataclass(frozen=True)
class FittingCard:
    """A card for a meeting, and in a few words why it is here."""

    card_id: str
    title: str
    kind: CardKind
    verified: bool
    why: str


def fitting_cards(
    index: SearchIndex, meeting: Meeting, languages: tuple[str, ...]
) -> tuple[FittingCard, ...]:
    """The cards for a meeting, what is asked for most plainly first."""
    search = _Search(index, languages)
    found: dict[str, FittingCard] = {}
    for hit, why in _candidates(search, meeting):
        if hit.card_id not in found:
            card = FittingCard(hit.card_id, hit.title, hit.kind, hit.verified, why)
            found[hit.card_id] = card
        if len(found) == MOST:
            break
    return tuple(found.values())


class _Search:
    """Asks the index in the rep's languages."""

    def __init__(self, index: SearchIndex, languages: tuple[str, ...]) -> None:
        self._index = index
        self._query = SearchQuery(
            "", preferred_languages=languages, limit=_LOOKED_AT, verbatim=True
        )

    def passages(self, text: str) -> list[tuple[str, Hit]]:
        """The sentences of a text that ask for a card, the plainest first, each with that card."""
        results = self._index.search(replace(self._query, text=text, limit=1))
        asking = [(one.text, one.hits[0]) for one in results.passages if one.hits]
        return sorted(asking, key=lambda pair: -pair[1].score)

    def best(self, words: str) -> tuple[Hit, ...]:
        """The few best cards for words, taken as they are written."""
        return self._index.search(replace(self._query, text=words)).hits

    def answers_to(self, competitor: str, name: str) -> tuple[Hit, ...]:
        """The objections about a competitor that say its name, the best first."""
        query = replace(self._query, text=name, competitors=(competitor,), kind=CardKind.OBJECTION)
        return self._index.search(query).hits

    def stories_of(self, industry: str, name: str) -> tuple[Hit, ...]:
        """The stories of an industry, the best first."""
        query = replace(self._query, text=name, industries=(industry,), kind=CardKind.STORY)
        return self._index.search(query).hits

    def facets(self) -> dict[str, Facet]:
        """Every value that any card has, by the name of its facet."""
        found = self._index.search(replace(self._query, limit=0)).facets
        return {facet.name: facet for facet in found}


def _candidates(search: _Search, meeting: Meeting) -> Iterator[tuple[Hit, str]]:
    if is_internal(meeting.title) or not (meeting.account or names_somebody(meeting.title)):
        return
    text = f"{meeting.title}\n\n{meeting.notes}".strip()[:_LONGEST]
    # A line break tells the search that this is a text and not a query.
    for sentence, hit in search.passages(f"{text}\n\n."):
        yield hit, _("“{words}”").format(words=_shortened(sentence.rstrip(" .,;:")))
    if not meeting.account:
        return
    yield from _about(search, meeting.account)
    facets = search.facets()
    yield from _against(search, facets.get("competitors"), text)
    yield from _on_topic(search, meeting, (facets.get("tags"), facets.get("stages")))
    yield from _of_industry(search, facets.get("industries"), meeting)


def _about(search: _Search, account: str) -> Iterator[tuple[Hit, str]]:
    """The cards that name the account in their title: its own story."""
    if len(account) < _SHORTEST_NAME:
        return
    for hit in search.best(account):
        if _holds(hit.title, account):
            yield hit, _("It tells of {account}").format(account=account)


def _against(search: _Search, facet: Facet | None, text: str) -> Iterator[tuple[Hit, str]]:
    """For each competitor that is named, the card that has it in its title."""
    for value in facet.values if facet else ():
        name = plain_value(value.label)
        if len(name) < _SHORTEST_NAME or not _holds(text, name):
            continue
        for hit in search.answers_to(value.value, name)[:1]:
            if _holds(hit.title, name):
                yield hit, _("{name} is named").format(name=name.title())


def _on_topic(
    search: _Search, meeting: Meeting, topics: tuple[Facet | None, ...]
) -> Iterator[tuple[Hit, str]]:
    """The card that says what the title says beside the account.

    One word alone is a topic only where marketing uses it as one, as a tag or a stage.
    """
    account = set(_folded(meeting.account))
    telling = [
        meeting.title[word.start : word.end]
        for word in split_words(meeting.title).single
        if word.folded not in account and word.folded not in _NO_TOPIC
    ]
    topic = " ".join(telling)
    for hit in search.best(topic)[:1] if telling else ():
        where = {reason.field for reason in hit.reasons[:1]}
        known = len(telling) > 1 or where == {"title"} or _is_topic(topic, topics)
        if hit.score >= ENOUGH and where <= {"title", "says"} and known:
            yield hit, _("“{words}” in the title").format(words=topic)


def _is_topic(word: str, topics: tuple[Facet | None, ...]) -> bool:
    values = {value.value.removesuffix("s") for facet in topics if facet for value in facet.values}
    return "".join(_folded(word)).removesuffix("s") in values


def _of_industry(
    search: _Search, facet: Facet | None, meeting: Meeting
) -> Iterator[tuple[Hit, str]]:
    """A story of the industry that the account's name or the title tells."""
    words = set(_folded(f"{meeting.title} {meeting.account}"))
    for value in facet.values if facet else ():
        name = plain_value(value.label)
        (first, *more) = _folded(name) or [""]
        if more or len(first) < _SHORTEST_NAME or not words & {first, first.removesuffix("s")}:
            continue
        for hit in search.stories_of(value.value, name)[:1]:
            yield (
                hit,
                _("A story from the same industry: {industry}").format(
                    industry=value_words("industries", value.value)
                ),
            )


def _folded(text: str) -> list[str]:
    return [word.folded for word in split_words(text).single]


def _holds(text: str, name: str) -> bool:
    """Whether a text has all the words of a name, one after the other."""
    words, wanted = _folded(text), _folded(name)
    places: Iterable[int] = range(len(words) - len(wanted) + 1)
    return bool(wanted) and any(words[at : at + len(wanted)] == wanted for at in places)


def _shortened(words: str) -> str:
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED].rstrip()}…"
