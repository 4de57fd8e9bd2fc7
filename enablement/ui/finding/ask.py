"""What a rep asks for at one moment: the words, what is chosen beside them, and how far the list goes."""

from dataclasses import dataclass, replace

FIRST = 12
"""So many cards are asked for at first where nobody knows how many fill the list."""

FURTHER = 5
"""Each time the list is scrolled to its end, it gets so many times as long,"""

MOST_FURTHER = 300
"""but no more than so many cards longer: thousands at once would make the window wait."""

PASTED_WORDS = 30
"""From so many words on a text was not typed: it is taken apart, sentence by sentence."""

ONE_OF = ("kind", "language")
"""Facets of which one value at a time makes sense; of the others several are alternatives."""

Chosen = tuple[tuple[str, str], ...]
"""Pairs of a facet and one of its values, in the order in which they were chosen."""


def is_pasted(text: str) -> bool:
    """Whether a text is a mail or a note rather than words for a search."""
    return "\n" in text.strip() or len(text.split()) >= PASTED_WORDS


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Ask:
    """One question; each change to it is a new one. With `verbatim` nothing is taken as misspelt."""

    text: str = ""
    chosen: Chosen = ()
    verbatim: bool = False
    limit: int = FIRST

    @property
    def pasted(self) -> bool:
        """Whether this is a text to be taken apart."""
        return is_pasted(self.text)

    @property
    def words(self) -> str:
        """What is searched: a pasted text with its lines, else one line of words."""
        return self.text.strip() if self.pasted else one_line(self.text)

    def typed(self, text: str) -> "Ask":
        """The same with other words: what is chosen stays while one types on."""
        return Ask(text, self.chosen)

    def toggled(self, facet: str, value: str) -> "Ask":
        """The same with a value chosen, or not any more."""
        pair = (facet, value)
        if pair in self.chosen:
            kept = tuple(one for one in self.chosen if one != pair)
        else:
            others = (one for one in self.chosen if one[0] != facet or facet not in ONE_OF)
            kept = (*others, pair)
        return replace(self, chosen=kept, limit=FIRST)

    def unfiltered(self) -> "Ask":
        """The same with nothing chosen."""
        return replace(self, chosen=(), limit=FIRST)

    def exactly(self) -> "Ask":
        """The same words, taken as they were typed."""
        return replace(self, verbatim=True, limit=FIRST)

    def filling(self, cards: int) -> "Ask":
        """The same with as many cards as fill the list, where words were typed."""
        return replace(self, limit=cards) if self.words and not self.pasted else self

    def further(self) -> "Ask":
        """The same list, longer."""
        return replace(self, limit=min(self.limit * FURTHER, self.limit + MOST_FURTHER))
