"""What is new is told in a few words, what matters to the rep's own work first."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from enablement.cards.model import Card
from enablement.library.changes import ChangeKind
from enablement.library.library import Library
from enablement.sync.policies import RECALLS, Recall, Recalls
from enablement.sync.protocol import Outcome, Usage
from enablement.ui.today.news import News, NewsItem, Told, read_news, tell
from tests.ui.today.acting import change


def told_news(library: Library) -> News:
    """The news as the desk tells them: what is different in one card after the other."""
    told: Told = {}
    for card_id in read_news(library, told=told).untold:
        tell(library, told, card_id)
    return read_news(library, told=told)


@pytest.fixture
def sync(library: Library, deck: Any) -> Callable[..., tuple[NewsItem, ...]]:
    """Let the laptop hold exactly these cards, as a sync would, and tell what changed."""

    def bring(*cards: Card, revision: int = 2) -> tuple[NewsItem, ...]:
        change(library, deck, *cards, revision=revision)
        return told_news(library).items

    deck.put(library, deck.all)
    return bring


def edited(card: Card, **fields: Any) -> Card:
    return card.model_copy(update=fields)


def test_the_first_cards_are_no_news(library: Library, deck: Any) -> None:
    assert read_news(library) == News()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "It costs far too much"}, "The title was “It costs too much”"),
        ({"body": "## Proof\n\nOther.\n"}, "“Proof” changed; “Say this”, “Avoid” left out"),
        ({"verify_by": date(2027, 1, 31)}, "Verified until 31 Jan"),
        ({"says": ("dear",)}, "Other words of buyers find it"),
        ({"tags": ("price",)}, "Small things changed."),
    ],
)
def test_what_changed_in_a_few_words(
    sync: Any, deck: Any, fields: dict[str, Any], words: str
) -> None:
    (item,) = sync(edited(deck.expensive, **fields), deck.costoso, deck.cheaper, deck.freezer)
    assert (item.change, item.words, item.readable) == (ChangeKind.CHANGED, words, True)


def test_more_than_two_blocks_are_counted(sync: Any, deck: Any) -> None:
    body = "".join(f"## Part {n}\n\nWords.\n\n" for n in range(5))
    (item,) = sync(edited(deck.freezer, body=deck.freezer.body + body), *deck.all[:3])
    assert item.words == "“Part 0”, “Part 1”, 3 more added"


def test_the_cards_that_the_rep_works_with_come_first(
    library: Library, sync: Any, deck: Any
) -> None:
    library.events.log_usage(Usage(card_id="freezer-night", revision=1, outcome=Outcome.WORKED))
    library.briefs.create("For Larkhaven", ["competitor-is-cheaper"])
    new = edited(deck.freezer, id="new-one", title="A new one")
    sync(
        edited(deck.expensive, summary="Other."), edited(deck.cheaper, summary="Other."),
        edited(deck.freezer, summary="Other."), new,
    )  # fmt: skip
    found = read_news(library, {"new-one"}).items
    assert [(one.card_id, one.change.value, one.why) for one in found] == [
        ("competitor-is-cheaper", "changed", "In a brief of yours"),
        ("freezer-night", "changed", "You have used it"),
        ("new-one", "new", "For your next meetings"),
        ("too-expensive", "changed", ""),
    ]
    assert found[-1].others == ("too-expensive-es",)


def test_a_card_in_two_languages_is_one_thing_that_is_new(
    library: Library, sync: Any, deck: Any
) -> None:
    sync(
        edited(deck.expensive, summary="Other."), edited(deck.costoso, summary="Otro."),
        deck.cheaper, deck.freezer,
    )  # fmt: skip
    (english,) = read_news(library, languages=("en",)).items
    (spanish,) = read_news(library, languages=("es", "en")).items
    assert english.ids == ("too-expensive", "too-expensive-es")
    assert spanish.ids == ("too-expensive-es", "too-expensive")
    (told,) = read_news(library, {"too-expensive-es"}, ("en",)).items
    assert told.why == "For your next meetings"


def test_a_card_that_may_not_be_shown_yet_is_no_news(sync: Any, deck: Any) -> None:
    later = edited(deck.freezer, id="later", valid_from=date(2999, 1, 1))
    assert sync(*deck.all, later) == ()


def test_a_change_that_was_seen_is_gone(library: Library, sync: Any, deck: Any) -> None:
    assert sync(deck.expensive, deck.costoso, deck.cheaper)
    library.changes.dismiss(["freezer-night"])
    assert read_news(library) == News()


def test_only_what_is_shown_is_read_and_told_one_by_one(
    library: Library, sync: Any, deck: Any
) -> None:
    new = [edited(deck.freezer, id=f"new-{n}", title=f"New {n}") for n in range(30)]
    changed = [edited(card, body="## Proof\n\nOther.\n") for card in (deck.cheaper, deck.freezer)]
    sync(deck.expensive, *changed, *new)
    news = read_news(library, limit=5)
    assert (len(news.items), news.total, len(news.ids)) == (5, 33, 33)
    assert news.ids[:2] == news.untold == ("competitor-is-cheaper", "freezer-night")
    assert news.items[0].words == deck.cheaper.summary, "what there is to say before comparing"
    told: Told = {}
    tell(library, told, "freezer-night")
    assert read_news(library, told=told).untold == ("competitor-is-cheaper",)
    assert "“Proof”" in read_news(library, told=told).items[1].words
    assert [len(read_news(library, limit=limit).items) for limit in (20, 50)] == [20, 33]


def test_what_was_told_of_a_card_that_is_gone_is_nothing(library: Library) -> None:
    told: Told = {}
    tell(library, told, "never-here")
    assert told == {}


def test_what_was_recalled_comes_first_and_says_why(library: Library, deck: Any) -> None:
    deck.sync_in(library, deck.all)
    told = Recall(
        title="T", reason="The figure is wrong.", revision=1, at=datetime(2026, 11, 24, tzinfo=UTC)
    )
    shared = {("policy", RECALLS): Recalls(cards={"freezer-night": told})}
    library.changes.dismiss([change.card_id for change in library.changes.unseen()])
    library.events.log_usage(Usage(card_id="too-expensive", revision=1, outcome=Outcome.WORKED))
    stay = [edited(card, summary="Other.") for card in deck.all if card.id != "freezer-night"]
    deck.sync_in(library, tuple(stay), shared, revision=2)
    first = read_news(library).items[0]
    assert (first.card_id, first.change, first.readable) == (
        "freezer-night", ChangeKind.RETIRED, False,
    )  # fmt: skip
    assert first.words == "The figure is wrong."
