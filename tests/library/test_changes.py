"""What a sync changed: told until it was seen, against the card that the rep knew."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.engine import Engine

from enablement.cards.model import Card, CardKind
from enablement.library.cards import HeldCard, HeldEntry
from enablement.library.changes import CardChange, ChangeKind
from enablement.library.keys import LibraryKey
from enablement.library.library import Library

NEW, CHANGED, RETIRED = ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.RETIRED


def card(name: str, words: str = "Yes.") -> Card:
    return Card(
        id=name, kind=CardKind.OBJECTION, title=name.title(), summary="A line.",
        body=f"## Say this\n\n{words}\n",
    )  # fmt: skip


def sync(library: Library, *held: tuple[Card, int]) -> None:
    """Make the laptop hold exactly these cards at these revisions, as the engine does."""
    wanted = [HeldCard(one, revision, one.content_hash) for one, revision in held]
    library.cards.stage({one.hash: one.card.to_bytes() for one in wanted})
    before = {one.card.id: (one.hash, one.revision) for one in library.cards.all()}
    differ = [one for one in wanted if before.get(one.card.id) != (one.hash, one.revision)]
    removed = sorted(before.keys() - {one.card.id for one in wanted})
    entries = [HeldEntry("card", one.card.id, one.revision, one.hash, 0) for one in wanted]
    with library.writing() as writer:
        library.changes.record(writer, differ, removed)
        library.cards.replace(writer, entries, differ, removed)


def told(library: Library) -> dict[str, tuple[ChangeKind, int, int | None]]:
    return {
        one.card_id: (one.kind, one.revision, one.former_revision) for one in library.changes.open()
    }


def the_change(library: Library, card_id: str = "price") -> CardChange:
    found = library.changes.get(card_id)
    assert found is not None
    return found


def test_the_first_cards_are_no_news(library: Library) -> None:
    sync(library, (card("price"), 1), (card("later"), 1))
    assert library.changes.open() == []
    assert library.changes.get("price") is None


def test_new_changed_and_retired_are_told_newest_first(library: Library, clock: Any) -> None:
    sync(library, (card("price"), 1), (card("later"), 1))
    clock.move(hours=1)
    sync(library, (card("price", "Better."), 2), (card("later"), 1))
    clock.move(hours=1)
    sync(library, (card("price", "Better."), 2), (card("added"), 1))
    assert [one.card_id for one in library.changes.open()] == ["added", "later", "price"]
    assert told(library) == {
        "added": (NEW, 1, None), "later": (RETIRED, 1, 1), "price": (CHANGED, 2, 1),
    }  # fmt: skip
    assert the_change(library).former == card("price")
    assert the_change(library, "later").former == card("later")
    assert the_change(library, "added").former is None
    assert the_change(library).arrived_at == clock() - timedelta(hours=1)


def test_in_short_the_same_is_told(library: Library, clock: Any) -> None:
    spanish = card("precio").model_copy(
        update={"language": "es", "translation_of": "price", "expires": date(2030, 1, 1)}
    )
    sync(library, (card("price"), 1), (card("later"), 1))
    clock.move(hours=1)
    sync(library, (card("price", "Better."), 2), (spanish, 1))
    assert [one.card_id for one in library.changes.open()] == ["later", "precio", "price"]
    later, precio, price = library.changes.unseen()
    assert (later.kind, later.original, later.language) == (RETIRED, "later", "en")
    assert (price.kind, price.original, price.valid_from) == (CHANGED, "price", None)
    assert (precio.kind, precio.original, precio.language) == (NEW, "price", "es")
    assert precio.shown_on(date(2029, 12, 31))
    assert not precio.shown_on(date(2030, 1, 1))
    library.changes.dismiss(["later", "price"])
    assert [one.card_id for one in library.changes.unseen()] == ["precio"]


def test_a_sync_that_changes_nothing_asks_nothing(library: Library) -> None:
    sync(library, (card("price"), 1))
    sync(library, (card("price", "Better."), 2))
    said: list[str] = []

    def note(*execution: object) -> None:
        said.append(str(execution[2]))

    with library.writing() as writer:
        event.listen(Engine, "before_cursor_execute", note)
        library.changes.record(writer, [], [])
        event.remove(Engine, "before_cursor_execute", note)
    assert said == []


def test_a_revision_that_was_never_seen_is_passed_over(library: Library) -> None:
    sync(library, (card("price"), 1))
    sync(library, (card("price", "Better."), 2))
    sync(library, (card("price", "Best."), 3))
    assert told(library) == {"price": (CHANGED, 3, 1)}
    assert the_change(library).former == card("price")


def test_after_it_was_seen_the_next_is_told_against_that(library: Library, clock: Any) -> None:
    sync(library, (card("price"), 1))
    sync(library, (card("price", "Better."), 2))
    clock.move(minutes=1)
    assert library.changes.dismiss(["price", "nothing"]) == ["price"]
    assert library.changes.dismiss(["price"]) == []
    assert library.changes.open() == []
    assert the_change(library).dismissed_at == clock()
    sync(library, (card("price", "Best."), 3))
    assert told(library) == {"price": (CHANGED, 3, 2)}
    assert the_change(library).former == card("price", "Better.")


def test_what_was_dismissed_can_be_told_again(library: Library) -> None:
    sync(library, (card("price"), 1), (card("later"), 1))
    sync(library, (card("price", "Better."), 2))
    assert library.changes.restore(["price"]) == []
    library.changes.dismiss(["price", "later"])
    assert library.changes.restore(["later", "nothing"]) == ["later"]
    assert told(library) == {"later": (RETIRED, 1, 1)}
    assert library.changes.restore([]) == library.changes.dismiss([]) == []


def test_a_new_card_stays_new_until_it_was_seen(library: Library) -> None:
    sync(library, (card("price"), 1))
    sync(library, (card("price"), 1), (card("added"), 1))
    sync(library, (card("price"), 1), (card("added", "Better."), 2))
    assert told(library) == {"added": (NEW, 2, None)}
    library.changes.dismiss(["added"])
    sync(library, (card("price"), 1), (card("added", "Best."), 3))
    assert told(library) == {"added": (CHANGED, 3, 2)}


def test_a_card_that_came_and_went_unseen_was_never_there(library: Library) -> None:
    sync(library, (card("price"), 1))
    sync(library, (card("price"), 1), (card("added"), 1))
    sync(library, (card("price"), 1))
    assert library.changes.open() == []
    assert library.changes.get("added") is None


def test_a_card_that_changed_unseen_and_went_is_told_as_it_was_known(library: Library) -> None:
    sync(library, (card("price"), 1), (card("later"), 1))
    sync(library, (card("price", "Better."), 2), (card("later"), 1))
    sync(library, (card("later"), 1))
    assert told(library) == {"price": (RETIRED, 2, 1)}
    assert the_change(library).former == card("price")


def test_a_card_that_is_again_as_it_was_known_is_no_news(library: Library) -> None:
    sync(library, (card("price"), 1), (card("later"), 1))
    sync(library, (card("price", "A slip."), 2), (card("later"), 1))
    sync(library, (card("price"), 3), (card("later"), 1))
    assert library.changes.open() == []
    sync(library, (card("later"), 1))
    assert told(library) == {"price": (RETIRED, 3, 3)}
    sync(library, (card("price"), 4), (card("later"), 1))
    assert library.changes.open() == []


def test_a_card_back_after_its_going_was_seen(library: Library) -> None:
    sync(library, (card("price"), 1), (card("later"), 1))
    sync(library, (card("later"), 1))
    library.changes.dismiss(["price"])
    sync(library, (card("price"), 2), (card("later"), 1))
    assert told(library) == {"price": (NEW, 2, None)}
    library.changes.dismiss(["price"])
    sync(library, (card("later"), 1))
    library.changes.dismiss(["price"])
    sync(library, (card("price", "Better."), 3), (card("later"), 1))
    assert told(library) == {"price": (NEW, 3, None)}
    sync(library, (card("later"), 1))
    assert library.changes.open() == []


def test_a_library_that_was_emptied_has_no_first_cards_again(library: Library) -> None:
    sync(library, (card("price"), 1), (card("later"), 1))
    sync(library)
    assert told(library) == {"later": (RETIRED, 1, 1), "price": (RETIRED, 1, 1)}
    sync(library, (card("price"), 1), (card("other"), 1))
    assert told(library) == {"later": (RETIRED, 1, 1), "other": (NEW, 1, None)}


def test_the_same_content_under_another_number_is_no_news(library: Library) -> None:
    sync(library, (card("price"), 3), (card("later"), 1))
    sync(library, (card("price"), 1), (card("later"), 1))
    assert library.changes.open() == []
    sync(library, (card("price", "Better."), 2), (card("later"), 1))
    sync(library, (card("price", "Better."), 5), (card("later"), 1))
    assert told(library) == {"price": (CHANGED, 5, 1)}


def test_more_cards_than_one_question_may_name(library: Library) -> None:
    many = [(card(f"card-{number}"), 1) for number in range(1201)]
    sync(library, *many)
    sync(library, *((card(one.id, "Better."), 2) for one, _revision in many))
    assert len(library.changes.open()) == 1201
    library.changes.dismiss([one.id for one, _revision in many])
    sync(library)
    assert {one.kind for one in library.changes.open()} == {RETIRED}


def test_a_card_that_needs_a_newer_program_stays_as_it_was(library: Library) -> None:
    sync(library, (card("price"), 1))
    library.cards.stage({"f" * 64: b'{"kind":"of the future"}'})
    with library.writing() as writer:
        library.changes.record(writer, [], [])
        entries = [HeldEntry("card", "price", 2, "f" * 64, 0)]
        library.cards.replace(writer, entries, [], [])
    assert [held.card for held in library.cards.all()] == [card("price")]
    sync(library, (card("price", "Readable."), 3))
    assert told(library) == {"price": (CHANGED, 3, 1)}
    assert the_change(library).former == card("price")


WORDS = ("One.", "Two.", "Three.")
STEPS = st.lists(
    st.one_of(
        st.just("see"),
        st.dictionaries(st.sampled_from(("a", "b")), st.sampled_from(WORDS), max_size=2),
    ),
    max_size=8,
)


@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(steps=STEPS)
def test_what_is_told_is_what_differs_from_what_was_known(
    tmp_path_factory: pytest.TempPathFactory, clock: Callable[[], Any], steps: list[Any]
) -> None:
    """Whatever is synced and seen in between, the open changes are the difference to the last look."""
    library = Library.open(tmp_path_factory.mktemp("profile"), LibraryKey.random(), clock)
    anchor = card("anchor")
    sync(library, (anchor, 1))
    known: dict[str, str] = {}
    now: dict[str, str] = {}
    for number, step in enumerate(steps, 2):
        if step == "see":
            library.changes.dismiss([one.card_id for one in library.changes.open()])
            known = dict(now)
            continue
        now = step
        sync(library, (anchor, 1), *((card(name, words), number) for name, words in now.items()))
        found = {one.card_id: one.former for one in library.changes.open()}
        for name in ("a", "b"):
            was, is_ = known.get(name), now.get(name)
            assert (name in found) == (was != is_), (name, known, now)
            if name in found and was is not None:
                assert found[name] == card(name, was)
    library.close()
