"""Libraries of made-up cards for the desktop to open: encrypted, indexed, and enrolled with a hub."""

import json
from dataclasses import dataclass
from pathlib import Path

from bench.engines.enablement import EnablementEngine
from bench.made_cards import MadeCards, make_cards
from bench.questions import QuestionMaker
from enablement.library.keys import KeyRecord
from enablement.library.library import Library
from enablement.sync.protocol import Enrolment, Rep

NOBODY = "http://127.0.0.1:9"
"""An address at which nothing answers: the laptop is offline."""

LANGUAGES = ("en", "es")
_TEXTS = "texts.json"


@dataclass(frozen=True)
class Texts:
    """What is typed and pasted into a desktop with these cards."""

    typed: tuple[str, ...]
    mistyped: tuple[str, ...]
    pasted: str


def open_library(folder: Path) -> Library:
    """The library of a folder that `stock` made."""
    return Library.open(folder, KeyRecord(folder).load())


def stock(folder: Path, cards: int, *, seed: int = 1, enrolled: bool = True) -> MadeCards:
    """Make a library with so many cards and its index; and what to type, beside it.

    `enrolled` with a hub that does not answer, so that the desktop opens on its cards.
    """
    made = make_cards(cards, seed)
    engine = EnablementEngine(folder)
    engine.hold(made.cards)
    engine.build()
    engine.close()
    if enrolled:
        library = open_library(folder)
        enrol(library)
        library.close()
    write_texts(folder, made)
    return made


def enrol(library: Library) -> None:
    """Note an enrolment with a hub that does not answer."""
    answer = Enrolment(
        hub_id="hub", epoch="epoch", device="device", token="token", public_key="",
        rep=Rep(name="Ana Ruiz", languages=LANGUAGES),
    )  # fmt: skip
    with library.writing() as writer:
        library.enrolment.save(writer, NOBODY, "Test hub", answer)


def write_texts(folder: Path, made: MadeCards, count: int = 120, seed: int = 7) -> None:
    """Write down what a rep would type with these cards in mind."""
    cases = QuestionMaker(made, seed).cases()

    def several(case: str) -> list[str]:
        return [question.text for _ in range(count) for question in cases[case]()]

    pasted = next(iter(cases["paste"]())).text
    told = {
        "typed": several("words"), "mistyped": several("typo"),
        # An e-mail as people write them, not the 2,000 words that the search is measured with.
        "pasted": " ".join(pasted.split(" ")[:250]),
    }  # fmt: skip
    Path(folder, _TEXTS).write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def read_texts(folder: Path) -> Texts:
    """What `write_texts` wrote."""
    told = json.loads(Path(folder, _TEXTS).read_text("utf-8"))
    return Texts(tuple(told["typed"]), tuple(told["mistyped"]), told["pasted"])
