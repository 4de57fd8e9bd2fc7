"""From a card's number to the hit that is shown: which translation, why, and the words around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from enablement.search.families import Families
from enablement.search.filters import verified_on
from enablement.search.matching import MatchedCard, match_card
from enablement.search.ranking import Ranked
from enablement.search.reasons import make_reasons, translated
from enablement.search.results import Hit
from enablement.search.snapshot import Mask, Snapshot
from enablement.search.snippets import make_snippet, plain_snippet
from enablement.search.word_finder import WordFinder


@dataclass(frozen=True)
class Listed:
    """One place of a list: the card that is shown, the one that matched, and its score."""

    doc: int
    matched: int
    score: float


@dataclass(frozen=True)
class Answered:
    """What one text was found to mean: the words to look for, and what each weighs."""

    text: str
    finder: WordFinder
    ranked: Ranked


class HitMaker:
    """Makes the hits of one snapshot on one day; `shown` are the cards that may be shown at all."""

    def __init__(self, snapshot: Snapshot, families: Families, shown: Mask, today: date) -> None:
        self._snapshot = snapshot
        self._families = families
        self._shown = shown
        self._today = today
        self.matched: list[MatchedCard] = []

    def make(
        self, listed: Sequence[Listed], answered: Answered | None, first: int = 1
    ) -> list[Hit]:
        """The hits of a list whose first place has that rank; without words there is no reason."""
        return [self._hit(rank, place, answered) for rank, place in enumerate(listed, first)]

    def _hit(self, rank: int, place: Listed, answered: Answered | None) -> Hit:
        card = self._snapshot.shown(place.doc)
        matched = self._match(place.matched, answered) if answered else None
        reasons = make_reasons(matched, answered.text) if matched and answered else ()
        if place.doc != place.matched:
            language = self._snapshot.languages[self._snapshot.language[place.matched]]
            where = [translated(reason, language) for reason in reasons if not reason.of_a_word]
            reasons = (*where[:1], *(reason for reason in reasons if reason.of_a_word))
            snippet = plain_snippet(card)
        else:
            snippet = make_snippet(matched) if matched else plain_snippet(card)
        return Hit(
            rank=rank,
            card_id=card.card_id,
            revision=card.revision,
            title=card.title,
            kind=card.kind,
            language=card.language,
            summary=card.summary,
            score=place.score,
            reasons=reasons,
            snippet=snippet,
            verified=verified_on(self._snapshot, place.doc, self._today),
            translations=self._translations(place.doc),
        )

    def _match(self, doc: int, answered: Answered) -> MatchedCard:
        weights: list[float] = answered.ranked.idf[self._snapshot.language[doc]].tolist()
        matched = match_card(self._snapshot, answered.finder, doc, weights)
        self.matched.append(matched)
        return matched

    def _translations(self, doc: int) -> tuple[str, ...]:
        """The other languages of a card that may be read today, by their codes."""
        members = self._families.members(int(self._families.of[doc]))
        if len(members) < 2:
            return ()
        languages = self._snapshot.language[members[self._shown[members]]]
        others = set(languages.tolist()) - {int(self._snapshot.language[doc])}
        return tuple(self._snapshot.languages[at] for at in sorted(others))
