"""What is asked of made-up cards: each case as a rep would type it with one of the cards in mind."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from bench.engines.engine import Question
from bench.made_cards import MadeCards, say
from bench.vocabulary import Vocabulary
from enablement.cards.model import FACETS, Card

PASTE_WORDS = 2_000
_OPENINGS = {
    "en": ("what do we say when", "how do I answer if", "the customer says that"),
    "es": ("qué decimos cuando", "cómo respondo si", "el cliente dice que"),
}
_KNOWN = 1_000
_RARE = 0.3
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class QuestionMaker:
    """Makes questions from cards picked at random; every call picks another card."""

    def __init__(self, made: MadeCards, seed: int) -> None:
        self._made = made
        self._random = np.random.default_rng([seed, len(made.cards)])

    def cases(self) -> dict[str, Callable[[], Iterator[Question]]]:
        """Of each case the function that makes what is asked at one go.

        That is one question, but for `keystroke` one for each letter typed.
        """
        return {
            "words": lambda: iter([self._words()]),
            "question": lambda: iter([self._question()]),
            "keystroke": self._keystrokes,
            "typo": lambda: iter([self._typo()]),
            "filter": lambda: iter([self._filter()]),
            "paste": lambda: iter([self._paste()]),
        }

    def _card(self) -> Card:
        return self._made.cards[int(self._random.integers(len(self._made.cards)))]

    def _vocabulary(self, card: Card) -> Vocabulary:
        return self._made.vocabularies[card.language]

    def _telling(self, card: Card) -> list[str]:
        """The words of a card that say something, in the order of its title, says and summary.

        People ask with the words that they know: of the rare ones only some are taken.
        """
        vocabulary = self._vocabulary(card)
        text = " ".join([card.title, *card.says, card.summary]).lower().replace(".", " ")
        words = [
            word
            for word in dict.fromkeys(text.split())
            if vocabulary.common <= vocabulary.ranks.get(word, 0) < _KNOWN
            or (vocabulary.ranks.get(word, 0) >= _KNOWN and self._random.random() < _RARE)
        ]
        return words or vocabulary.draw(self._random, 4, rare=True)

    def _words(self, card: Card | None = None) -> Question:
        """2 to 4 telling words of a card."""
        card = card or self._card()
        words = self._telling(card)
        count = min(len(words), int(self._random.integers(2, 5)))
        start = int(self._random.integers(len(words) - count + 1))
        return Question(" ".join(words[start : start + count]), language=card.language)

    def _question(self) -> Question:
        """A sentence of 8 to 14 words, the last of them from a card."""
        card = self._card()
        opening = _OPENINGS[card.language][int(self._random.integers(3))].split()
        more = int(self._random.integers(8, 15)) - len(opening)
        words = " ".join([*card.says, card.title.lower()]).split()
        start = int(self._random.integers(max(1, len(words) - more + 1)))
        text = " ".join([*opening, *words[start : start + more]])
        return Question(text, language=card.language)

    def _keystrokes(self) -> Iterator[Question]:
        """Every state of the search box while words are typed; a space alone changes nothing."""
        question = self._words()
        for end in range(1, len(question.text) + 1):
            if not question.text[end - 1].isspace():
                yield Question(question.text[:end], language=question.language)

    def _typo(self) -> Question:
        """Words with one typing error in the longest."""
        question = self._words()
        words = question.text.split()
        at = max(range(len(words)), key=lambda place: len(words[place]))
        words[at] = self._mistyped(words[at])
        return Question(" ".join(words), language=question.language)

    def _mistyped(self, word: str) -> str:
        at = int(self._random.integers(1, max(2, len(word) - 1)))
        letter = str(self._random.choice(list(_LETTERS)))
        wrong = (
            word[:at] + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            word[:at] + letter + word[at + 1 :],
            word[:at] + letter + word[at:],
        )
        return wrong[int(self._random.integers(len(wrong)))]

    def _filter(self) -> Question:
        """Words, and a value of a facet that the card has."""
        card = self._card()
        words = self._words(card)
        chosen = [("kind", card.kind.value)]
        chosen += [(name, value) for name in FACETS for value in card.facet(name)]
        pair = chosen[int(self._random.integers(len(chosen)))]
        return Question(words.text, (pair,), language=words.language)

    def _paste(self) -> Question:
        """An e-mail: paragraphs of anything, and in each what the buyers of some card say."""
        card = self._card()
        vocabulary = self._vocabulary(card)
        same: Sequence[Card] = [
            one for one in self._made.cards[:500] if one.language == card.language
        ]
        paragraphs = []
        for _ in range(PASTE_WORDS // 100):
            other = same[int(self._random.integers(len(same)))] if same else card
            paragraphs.append(f"{say(vocabulary, self._random, 95)} {other.says[0].capitalize()}.")
        return Question("\n\n".join(paragraphs), language=card.language)
