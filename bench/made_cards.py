"""Cards made up for measuring: as many as wanted, in both languages, the same for the same seed.

Most have 60 to 270 words in the blocks that the card format names, one in forty is a page of 1,600
as an import leaves it. One in six has a translation; one in fifty has expired, one in twenty is past
its date of verification.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np

from bench.vocabulary import Vocabulary, make_vocabulary
from enablement.cards.blocks import HEADINGS
from enablement.cards.model import Audience, Card, CardKind

LANGUAGES = ("en", "es")
OBJECTION = ("say_this", "proof", "ask_next", "avoid")
STORY = ("situation", "what_changed", "result", "use_it_when")
PAGE_WORDS = 1_600
VALUES = {
    "products": ("Pulse", "Trail", "Ledger", "Early Warning", "Alarm Desk", "Gateway"),
    "industries": (
        "grocery", "hospitals", "pharma", "logistics", "food-production", "food-service",
        "retail", "chemistry", "flowers", "museums",
    ),
    "personas": (
        "operations", "finance", "it", "quality", "executive", "procurement", "site-manager",
        "legal",
    ),
    "stages": ("prospecting", "discovery", "evaluation", "negotiation", "renewal"),
    "competitors": (
        "paper-logs", "in-house", "Glacint", "Thermavox", "Coldwise", "Frostline", "Nivalis",
        "Kelvora", "Arctane", "Brumal", "Polarek", "Zeroth",
    ),
}  # fmt: skip
TAGS = tuple(f"topic-{number}" for number in range(1, 41))
_MOST = {"products": 2, "industries": 4, "personas": 3, "stages": 3, "competitors": 2}
_TEAMS = ("north", "south", "partners")


@dataclass(frozen=True)
class MadeCards:
    """The cards, and the vocabularies that they were made from."""

    cards: tuple[Card, ...]
    vocabularies: dict[str, Vocabulary]


def make_cards(count: int, seed: int = 1) -> MadeCards:
    """So many cards; fewer are the beginning of more."""
    random = np.random.default_rng(seed)
    vocabularies = {code: make_vocabulary(code, random) for code in LANGUAGES}
    cards = islice(_endless(vocabularies, random), count)
    return MadeCards(tuple(cards), vocabularies)


def say(vocabulary: Vocabulary, random: np.random.Generator, count: int) -> str:
    """Sentences of 6 to 18 words, so many words in all."""
    words = vocabulary.draw(random, count)
    sentences = []
    at = 0
    while at < count:
        length = int(random.integers(6, 19))
        sentence = " ".join(words[at : at + length])
        sentences.append(sentence[0].upper() + sentence[1:] + ".")
        at += length
    return " ".join(sentences)


def _endless(vocabularies: dict[str, Vocabulary], random: np.random.Generator) -> Iterator[Card]:
    number = 0
    while True:
        number += 1
        language = LANGUAGES[int(random.random() < 0.35)]
        card = _card(f"card-{number:06}", vocabularies[language], random)
        yield card
        if random.random() < 0.2:
            other = "es" if language == "en" else "en"
            facets = {name: card.facet(name) for name in (*VALUES, "tags")}
            made = _card(f"{card.id}-{other}", vocabularies[other], random)
            yield made.model_copy(update={"translation_of": card.id, "kind": card.kind, **facets})


def _card(card_id: str, vocabulary: Vocabulary, random: np.random.Generator) -> Card:
    kind = CardKind.STORY if random.random() < 0.3 else CardKind.OBJECTION
    title = " ".join(vocabulary.draw(random, int(random.integers(3, 9))))
    says = tuple(
        " ".join(vocabulary.draw(random, int(random.integers(3, 8))))
        for _ in range(int(random.integers(2, 6)))
    )
    return Card(
        id=card_id,
        kind=kind,
        title=title[0].upper() + title[1:],
        language=vocabulary.language,
        summary=say(vocabulary, random, int(random.integers(10, 22)))[:160],
        says=says,
        tags=_some(TAGS, 3, random),
        audience=Audience(teams=_some(_TEAMS, 1, random)),
        owner="marketing@example.com",
        valid_from=date(2025, 1, 1),
        verify_by=date(2025, 6, 30) if random.random() < 0.05 else date(2099, 6, 30),
        expires=date(2025, 12, 31) if random.random() < 0.02 else None,
        body=_body(kind, vocabulary, random),
        **{name: _some(values, _MOST[name], random) for name, values in VALUES.items()},
    )


def _body(kind: CardKind, vocabulary: Vocabulary, random: np.random.Generator) -> str:
    if random.random() < 0.025:
        pieces = (say(vocabulary, random, 100) for _ in range(PAGE_WORDS // 100))
        return "\n\n".join(pieces)
    total = int(random.integers(45, 240))
    keys = STORY if kind is CardKind.STORY else OBJECTION
    place = LANGUAGES.index(vocabulary.language)
    parts = []
    for key, share in zip(keys, (0.45, 0.25, 0.2, 0.1), strict=True):
        text = say(vocabulary, random, max(4, int(total * share)))
        if key in {"proof", "ask_next", "result"}:
            marks = ("?",) if key == "ask_next" else (f" ({random.integers(2, 99_000):,}).", ".")
            lines = (one.rstrip(".") for one in text.split(". "))
            text = "\n".join(f"- {one}{marks[at % len(marks)]}" for at, one in enumerate(lines))
        parts.append(f"## {HEADINGS[key][place]}\n\n{text}")
    return "\n\n".join(parts)


def _some(values: tuple[str, ...], most: int, random: np.random.Generator) -> tuple[str, ...]:
    """A few of the values, the first ones oftener."""
    places = (random.random(int(random.integers(0, most + 1))) ** 2 * len(values)).astype(int)
    return tuple(values[at] for at in sorted(set(places.tolist())))
