"""Why a card was found, in words: the buyer's phrase, the title, a spelling, a synonym."""

from dataclasses import dataclass

from enablement.search.groups import How, Way
from enablement.search.matching import MatchedCard, MatchedText
from enablement.search.ranking import WEIGHTS
from enablement.search.schema import Part
from enablement.translation import _, n_

MOST = 3
_WORTH_SAYING = 0.15
"""A further reason must explain so much of the query, by the weight of its words."""

_LISTED = 0.01
"""What a card is listed under tells a rep the least: named only for words that stand nowhere else."""
_WIDEST = 15
"""So many characters a word of a phrase may take, what stands between them included."""

_SENTENCES = {
    "title": n_("title: {words}"),
    "says": n_("the buyer’s words: {words}"),
    "summary": n_("summary: {words}"),
    "say_this": n_("say this: {words}"),
    "proof": n_("proof: {words}"),
    "ask_next": n_("ask next: {words}"),
    "avoid": n_("avoid: {words}"),
    "situation": n_("situation: {words}"),
    "what_changed": n_("what changed: {words}"),
    "result": n_("result: {words}"),
    "use_it_when": n_("use it when: {words}"),
    "facets": n_("listed under: {words}"),
}
_PAIRS = {
    "corrected": n_("spelling: {found} for {typed}"),
    "prefix": n_("begins with “{typed}”: {found}"),
    "synonym": n_("synonym: {found} for {typed}"),
}
_IN_LANGUAGE = {
    "en": n_("in English: {reason}"),
    "es": n_("in Spanish: {reason}"),
    "fr": n_("in French: {reason}"),
    "de": n_("in German: {reason}"),
    "pt": n_("in Portuguese: {reason}"),
    "it": n_("in Italian: {reason}"),
}


@dataclass(frozen=True)
class Reason:
    """One reason: the field that matched, and its words as the card writes them.

    `field` is title, says, summary, facets, or the key of a block; or corrected, prefix and
    synonym, whose `words` are what was found and what was typed; or translation, whose `words` are
    the language of the card that matched, then the field and the words of the reason there.
    """

    field: str
    words: tuple[str, ...]

    @property
    def of_a_word(self) -> bool:
        """Whether it says what stands for a typed word, rather than where the words are found."""
        return self.field in _PAIRS

    def sentence(self) -> str:
        """The reason in the language in force."""
        if self.field == "translation":
            return self._translated()
        if self.field in _PAIRS:
            found, typed = self.words
            return _(_PAIRS[self.field]).format(found=found, typed=typed)
        words = ", ".join(self.words)
        if self.field == "says":
            words = _("“{words}”").format(words=words)
        sentence = _SENTENCES.get(self.field)
        return (_(sentence) if sentence else _("text: {words}")).format(words=words)

    def _translated(self) -> str:
        language, field, *words = self.words
        reason = Reason(field, tuple(words)).sentence()
        sentence = _IN_LANGUAGE.get(language)
        if sentence:
            return _(sentence).format(reason=reason)
        return _("in {language}: {reason}").format(language=language, reason=reason)


def translated(reason: Reason, language: str) -> Reason:
    """A reason of a translation, whose language is given by its code, for the card shown instead."""
    return Reason("translation", (language, reason.field, *reason.words))


def make_reasons(matched: MatchedCard, query: str) -> tuple[Reason, ...]:
    """At most three reasons, the strongest first: each text is named for words not named yet."""
    reasons: list[Reason] = []
    covered: frozenset[int] = frozenset()
    # A card's id is only named when nothing else tells why: it says what its title says.
    rest = [text for text in matched.texts if text.shown.name != "id"] or list(matched.texts)
    whole = matched.weight(frozenset(range(len(matched.groups))))
    while rest and len(reasons) < MOST:
        best = max(rest, key=lambda text: _strength(text, matched, covered))
        new = best.groups - covered
        if not new or (reasons and matched.weight(new) < _WORTH_SAYING * whole):
            break
        reasons.append(_reason(best, new))
        covered |= new
        rest.remove(best)
    pairs = _pairs(matched, query)
    return tuple((reasons[: max(1, MOST - len(pairs))] + pairs)[:MOST])


def _strength(text: MatchedText, matched: MatchedCard, covered: frozenset[int]) -> float:
    """How much of the query that is not explained yet a text explains; short texts say it best."""
    part = text.shown.part
    if part is Part.FACETS:
        return _LISTED * matched.weight(text.groups - covered)
    share = min(1.0, sum([end - start for start, end in text.spans]) / len(text.shown.text))
    weight = matched.weight(text.groups - covered)
    return weight * float(WEIGHTS[part]) * (1.0 + 0.1 * share)


def _reason(text: MatchedText, groups: frozenset[int]) -> Reason:
    shown = text.shown
    if shown.part is Part.SAYS:
        return Reason("says", (shown.text,))
    if shown.part is Part.FACETS:
        return Reason("facets", (shown.text,))
    told = {place.start for place in text.places if place.group in groups}
    words: dict[str, str] = {}
    for start, end in text.spans:
        if any(start <= place < end for place in told):
            word = shown.text[start:end]
            words.setdefault(word.casefold(), word)
    return Reason(shown.name, tuple(words.values())[:MOST])


def _pairs(matched: MatchedCard, query: str) -> list[Reason]:
    """What stands in the card for words that were misspelt, not typed to their end, or mean it.

    A word that was taken for two run together has a group for each of them. Of what stands there
    just as it was typed nothing need be said.
    """
    found: dict[tuple[How, str], dict[int, str]] = {}
    exact: set[int] = set()
    for text in matched.texts:
        for number, place in enumerate(text.places):
            way = matched.way(place)
            typed = matched.groups[place.group].typed
            if way.how is How.EXACT:
                exact.add(place.group)
                continue
            if way.how is How.SYNONYM:
                start, end = way.span
                word = _phrase(text, number, way)
            else:
                start, end = typed.start, typed.end
                word = text.shown.text[place.start : place.end].lower()
            found.setdefault((way.how, query[start:end]), {}).setdefault(place.group, word)
    return [
        Reason(
            how.value,
            (" ".join(dict.fromkeys(word for _group, word in sorted(words.items()))), asked),
        )
        for (how, asked), words in sorted(found.items())
        if not words.keys() <= exact
    ]


def _phrase(text: MatchedText, number: int, way: Way) -> str:
    """A synonym as the card writes it; its words as such where they do not stand together."""
    first = text.places[number]
    places = [
        place
        for place in text.places[number:]
        if place.group == first.group and place.start - first.start < _WIDEST * len(way.words)
    ][: len(way.words)]
    if len(places) < len(way.words):
        return " ".join(way.words)
    return " ".join(text.shown.text[first.start : places[-1].end].split())
