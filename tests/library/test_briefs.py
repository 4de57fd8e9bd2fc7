"""Briefs: gathered, ordered, noted, closed, deleted and brought back."""

from datetime import UTC, datetime, timedelta

from enablement.library.briefs import BriefCard
from enablement.library.library import Library

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def test_a_brief_holds_what_it_was_made_of(library: Library) -> None:
    made = library.briefs.create(
        "Renewal", ["b", "a", "b"], account="Acme", stage="negotiation", starts_at=NOON
    )
    assert made.card_ids == ("b", "a")
    assert library.briefs.get(made.brief_id) == made
    assert (made.account, made.stage, made.starts_at) == ("Acme", "negotiation", NOON)
    assert library.briefs.get("another") is None
    assert library.briefs.get("") is None


def test_the_newest_meeting_is_first(library: Library) -> None:
    shelf = library.briefs
    old = shelf.create("Old", starts_at=NOON - timedelta(days=900))
    new = shelf.create("New", starts_at=NOON + timedelta(days=900))
    undated = shelf.create("Undated")
    assert [brief.brief_id for brief in shelf.all()] == [
        new.brief_id, undated.brief_id, old.brief_id,
    ]  # fmt: skip


def test_each_meeting_of_a_series_has_a_brief_of_its_own(library: Library) -> None:
    shelf = library.briefs
    this = shelf.create("Weekly", meeting="series", starts_at=NOON)
    then = shelf.create("Weekly", meeting="series", starts_at=NOON + timedelta(days=7))
    assert shelf.of_meeting("series", NOON) == this
    assert shelf.of_meeting("series", NOON + timedelta(days=7)) == then
    assert shelf.of_meeting("series", NOON + timedelta(days=14)) is None
    assert shelf.of_meeting("other", NOON) is None


def test_changing_some_fields_leaves_the_rest(library: Library) -> None:
    made = library.briefs.create("Renewal", ["a"], account="Acme")
    changed = library.briefs.change(made.brief_id, title="Renewal 2027", note="Bring the study.")
    assert changed is not None
    assert (changed.title, changed.account, changed.note) == (
        "Renewal 2027", "Acme", "Bring the study.",
    )  # fmt: skip
    assert changed.card_ids == ("a",)
    assert library.briefs.change("another", title="x") is None


def test_cards_are_added_once_and_at_their_place(library: Library) -> None:
    made = library.briefs.create("Renewal", ["a", "b"])
    added = library.briefs.add(made.brief_id, ["c", "a"], at=1)
    assert added is not None
    assert added.card_ids == ("a", "c", "b")
    assert library.briefs.add("another", ["c"]) is None


def test_cards_are_moved_and_keep_their_notes(library: Library) -> None:
    shelf = library.briefs
    made = shelf.create("Renewal", ["a", "b", "c"])
    shelf.note_card(made.brief_id, "c", "Ask Ana.")
    moved = shelf.move(made.brief_id, "c", 0)
    assert moved is not None
    assert moved.cards == (BriefCard("c", "Ask Ana."), BriefCard("a"), BriefCard("b"))
    moved = shelf.move(made.brief_id, "c", 99)
    assert moved is not None
    assert moved.card_ids == ("a", "b", "c")
    assert shelf.move(made.brief_id, "unknown", 0) == shelf.get(made.brief_id)
    assert shelf.move("another", "a", 0) is None


def test_a_card_taken_out_comes_back_with_its_note(library: Library) -> None:
    shelf = library.briefs
    made = shelf.create("Renewal", ["a", "b", "c"])
    noted = shelf.note_card(made.brief_id, "b", "Ask Ana.")
    assert noted is not None
    assert noted.note_on("b") == "Ask Ana."
    left = shelf.remove(made.brief_id, "b")
    assert left is not None
    assert left.card_ids == ("a", "c")
    back = shelf.put_back(made.brief_id, noted.cards[1], 1)
    assert back is not None
    assert back.cards == noted.cards
    assert shelf.put_back(made.brief_id, noted.cards[1], 1) == shelf.get(made.brief_id)
    assert shelf.remove("another", "b") is None
    assert shelf.put_back("another", noted.cards[1], 1) is None


def test_a_deleted_brief_is_restored_as_it_was(library: Library) -> None:
    shelf = library.briefs
    made = shelf.create("Renewal", ["a", "b"], starts_at=NOON)
    kept = shelf.create("Other", ["a"])
    assert shelf.delete(made.brief_id) == made
    assert shelf.delete(made.brief_id) is None
    assert shelf.all() == [kept]
    shelf.restore(made)
    assert shelf.get(made.brief_id) == made


def test_a_brief_is_closed_and_opened_again(library: Library) -> None:
    made = library.briefs.create("Renewal")
    with library.writing() as writer:
        closed = library.briefs.close(writer, made.brief_id)
    assert closed is not None
    assert closed.closed_at is not None
    with library.writing() as writer:
        opened = library.briefs.reopen(writer, made.brief_id)
    assert opened is not None
    assert opened.closed_at is None
