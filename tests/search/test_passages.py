"""Which sentences of real-looking e-mails and call notes ask for which of the sample cards.

`pastes` were written before anything was tuned, those in `unseen` after; all from the cards alone.
A file begins with the cards it asks for in order, `=` for must be found and `?` for may be, each
with words of the sentence that asks.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.reader import read_card_file
from enablement.library.cards import HeldCard
from enablement.search.families import Families
from enablement.search.filters import shown_on
from enablement.search.hits import HitMaker, Listed
from enablement.search.passages import MOST_CARDS, MOST_PASSAGES, FoundPassage, PassageFinder
from enablement.search.ranking import Ranker
from enablement.search.searcher import Searcher
from enablement.search.snapshot import Mask, Snapshot
from enablement.search.synonyms import Synonym, SynonymTable

MakeCard = Callable[..., Any]
MakeSearcher = Callable[..., Searcher]

TODAY = date(2026, 11, 24)
ROOT = Path(__file__).parents[2]
PASTES = Path(__file__).with_name("pastes")
EXPECTED = re.compile(r"^([=?]) ([^:]+): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Paste:
    """A pasted text and what it asks for: must it be found, the card, words of the sentence."""

    name: str
    text: str
    expected: tuple[tuple[bool, str, str], ...]


def read_pastes(folder: Path) -> list[Paste]:
    pastes = []
    for path in sorted(folder.glob("*.txt")):
        head, text = path.read_text(encoding="utf-8").split("---\n", 1)
        rows = tuple((sign == "=", card, words) for sign, card, words in EXPECTED.findall(head))
        pastes.append(Paste(path.stem, text, rows))
    return pastes


SEEN, UNSEEN = read_pastes(PASTES), read_pastes(PASTES / "unseen")
EVERY = [*SEEN, *UNSEEN]


@pytest.fixture(scope="module")
def held() -> list[HeldCard]:
    content = ROOT / "content"
    cards = [read_card_file(path, content).card for path in sorted(content.glob("e?/*.md"))]
    return [HeldCard(card, 1, card.content_hash) for card in cards if card]


@pytest.fixture(scope="module")
def snapshot(held: list[HeldCard], searcher_of: MakeSearcher) -> Snapshot:
    return searcher_of(held).snapshot


@pytest.fixture(scope="module")
def finder(snapshot: Snapshot) -> PassageFinder:
    return PassageFinder(snapshot, Ranker(snapshot))


def family(snapshot: Snapshot, doc: int) -> int:
    return int(snapshot.records["original"][doc])


def families(snapshot: Snapshot, ids: list[str]) -> list[int]:
    return [family(snapshot, doc) for card_id in ids for doc in snapshot.find(card_id)]


def ask(snapshot: Snapshot, text: str, **fields: Any) -> list[FoundPassage]:
    return PassageFinder(snapshot, Ranker(snapshot)).find(text, snapshot.alive, **fields)


def leading(snapshot: Snapshot, passages: list[FoundPassage]) -> list[str]:
    return [snapshot.shown(passage.cards[0][0]).card_id for passage in passages]


@pytest.mark.parametrize(
    ("pastes", "precise", "complete"), [(SEEN, 0.96, 0.88), (UNSEEN, 0.94, 0.88)]
)
def test_what_is_asked_for_is_found_and_nothing_else(
    snapshot: Snapshot, finder: PassageFinder, pastes: list[Paste], precise: float, complete: float
) -> None:
    right = wrong = found = missed = 0
    for paste in pastes:
        asked = families(snapshot, [card for _, card, _ in paste.expected])
        must = families(snapshot, [card for needed, card, _ in paste.expected if needed])
        passages = finder.find(paste.text, snapshot.alive)
        first = [family(snapshot, passage.cards[0][0]) for passage in passages]
        right += sum(1 for one in first if one in asked)
        wrong += sum(1 for one in first if one not in asked)
        found += sum(1 for one in must if one in first)
        missed += sum(1 for one in must if one not in first)
    assert right / (right + wrong) >= precise
    assert found / (found + missed) >= complete


def test_the_sentence_that_asked_is_named(snapshot: Snapshot, finder: PassageFinder) -> None:
    named = other = 0
    for paste in EVERY:
        words = dict(
            zip(
                families(snapshot, [card for _, card, _ in paste.expected]),
                [words for _, _, words in paste.expected],
                strict=True,
            )
        )
        for passage in finder.find(paste.text, snapshot.alive):
            asked = words.get(family(snapshot, passage.cards[0][0]))
            named += asked is not None and asked in passage.sentence.text
            other += asked is not None and asked not in passage.sentence.text
    assert named / (named + other) >= 0.95


@pytest.mark.parametrize("paste", EVERY, ids=lambda paste: paste.name)
def test_passages_stand_in_order_and_name_a_card_once(
    snapshot: Snapshot, finder: PassageFinder, paste: Paste
) -> None:
    passages = finder.find(paste.text, snapshot.alive)
    starts = [passage.sentence.start for passage in passages]
    assert starts == sorted(starts)
    shown = [family(snapshot, doc) for passage in passages for doc, _ in passage.cards]
    assert len(shown) == len(set(shown))
    for passage in passages:
        scores = [score for _, score in passage.cards]
        assert scores == sorted(scores, reverse=True)
        assert 1 <= len(scores) <= MOST_CARDS


@pytest.mark.parametrize(
    "paste", [paste for paste in EVERY if not paste.expected], ids=lambda paste: paste.name
)
def test_chat_asks_for_nothing(snapshot: Snapshot, finder: PassageFinder, paste: Paste) -> None:
    assert finder.find(paste.text, snapshot.alive) == []


def test_a_passage_says_why(snapshot: Snapshot, finder: PassageFinder) -> None:
    text = "Hi Jo,\n\nhonestly, your price is too high for us.\n\nRegards\nAna"
    (passage,) = finder.find(text, snapshot.alive)
    maker = HitMaker(snapshot, Families(snapshot), shown_on(snapshot, TODAY), TODAY)
    listed = [Listed(doc, doc, score) for doc, score in passage.cards]
    hit = maker.make(listed, passage.answered)[0]
    assert hit.card_id == "too-expensive"
    assert "your price is too high" in hit.why()
    assert hit.snippet.marks


@pytest.fixture(scope="module")
def small(make_card: MakeCard, searcher_of: MakeSearcher) -> Snapshot:
    return searcher_of(
        [
            make_card("dear", "Price", says=("it is too expensive",)),
            make_card(
                "caro", "Precio", language="es", translation_of="dear", says=("es carísimo",)
            ),
            make_card("veldt", "Rival", says=("we already use Veldt",)),
            make_card("tale", "A tale", kind="story", says=("we already use Veldt",)),
            *(make_card(f"other-{number}", f"Something else {number}") for number in range(9)),
        ]
    ).snapshot


def test_clauses_that_ask_for_different_cards_are_passages_of_their_own(small: Snapshot) -> None:
    text = "It's too expensive and we already use Veldt."
    passages = ask(small, text)
    assert leading(small, passages) == ["dear", "veldt"]
    assert [text[item.sentence.start : item.sentence.end] for item in passages] == [
        "It's too expensive",
        "and we already use Veldt.",
    ]


def test_an_objection_leads_and_a_story_follows(small: Snapshot) -> None:
    (passage,) = ask(small, "We already use Veldt.")
    assert [small.shown(doc).card_id for doc, _ in passage.cards] == ["veldt", "tale"]


def test_a_card_and_its_translation_are_one_shown_where_asked_best(small: Snapshot) -> None:
    text = "Es carísimo.\n\nThat looks expensive.\n\nWe already use Veldt."
    assert leading(small, ask(small, text)) == ["caro", "veldt"]


def test_only_allowed_cards_are_found(small: Snapshot) -> None:
    allowed: Mask = small.alive.copy()
    allowed[small.find("veldt")] = False
    passages = PassageFinder(small, Ranker(small)).find("We already use Veldt.", allowed)
    assert leading(small, passages) == ["tale"]


def test_what_marketing_calls_the_same_asks_for_a_card(small: Snapshot) -> None:
    text = "The tariff hurts us: too pricey."
    assert ask(small, text) == []
    synonyms = SynonymTable([Synonym("en", "pricey", ("expensive",))])
    passages = PassageFinder(small, Ranker(small), synonyms).find(text, small.alive)
    assert leading(small, passages) == ["dear"]


def test_so_many_passages_and_cards_as_are_wanted(snapshot: Snapshot) -> None:
    text = "\n\n".join(paste.text for paste in SEEN)
    assert len(ask(snapshot, text)) == MOST_PASSAGES
    assert len(ask(snapshot, text, most=3)) == 3
    assert ask(snapshot, text, most=0) == []
    assert all(len(passage.cards) == 1 for passage in ask(snapshot, text, cards=1))


def test_an_empty_library_answers_nothing(searcher_of: MakeSearcher) -> None:
    assert ask(searcher_of([]).snapshot, "It is too expensive.") == []


WORDS = st.sampled_from(
    [
        "it",
        "is",
        "too",
        "expensive",
        "we",
        "already",
        "use",
        "veldt",
        "caro",
        "es",
        "价格",
        "\n\n",
        ".",
        ",",
        "but",
        ">",
        "-",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=50).map(" ".join)), st.data())
def test_any_text_gets_an_answer(small: Snapshot, text: str, data: st.DataObject) -> None:
    allowed = np.asarray(
        data.draw(st.lists(st.booleans(), min_size=small.total, max_size=small.total))
    )
    for passage in PassageFinder(small, Ranker(small)).find(text, allowed):
        assert 0 <= passage.sentence.start < passage.sentence.end <= len(text)
        assert all(allowed[doc] for doc, _ in passage.cards)
