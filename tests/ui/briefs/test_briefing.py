"""Briefs without a screen: when they are, where they stand, and what of their cards is left."""

from datetime import UTC, datetime, timedelta
from typing import Any

from enablement.library.library import Library
from enablement.ui.briefs.briefing import (
    BriefHeader,
    Briefing,
    BriefLine,
    BriefState,
    grouped,
    moment_in_words,
    state_of,
)

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_moments_are_said_as_a_rep_says_them() -> None:
    local = NOON.astimezone()
    hour = f"{local:%H:%M}"
    assert moment_in_words(NOON, NOON) == f"today, {hour}"
    assert moment_in_words(NOON, NOON - timedelta(days=1)) == f"tomorrow, {hour}"
    assert moment_in_words(NOON, NOON + timedelta(days=1)) == f"yesterday, {hour}"
    assert moment_in_words(NOON, NOON - timedelta(days=7)) == f"Thu 26 Nov, {hour}"
    assert moment_in_words(NOON, NOON + timedelta(days=400)) == f"26 Nov 2026, {hour}"


def test_a_brief_is_over_some_time_after_its_beginning(library: Library) -> None:
    brief = library.briefs.create("x", starts_at=NOON)
    assert state_of(brief, NOON + timedelta(minutes=10)) is BriefState.COMING
    assert state_of(brief, NOON + timedelta(hours=1)) is BriefState.OVER
    with library.writing() as writer:
        closed = library.briefs.close(writer, brief.brief_id)
    assert closed is not None
    assert state_of(closed, NOON - timedelta(hours=1)) is BriefState.CLOSED


def test_the_next_meeting_comes_first_and_the_undated_after_it() -> None:
    def line(title: str, when: str, state: BriefState = BriefState.COMING) -> BriefLine:
        return BriefLine(title, title, "", "", when, 0, state)

    lines = [line("later", "b"), line("soon", "a"), line("undated", ""),
             line("done", "c", BriefState.CLOSED)]  # fmt: skip
    words = [item.words if isinstance(item, BriefHeader) else item.title for item in grouped(lines)]
    assert words == ["To come", "soon", "later", "undated", "Closed", "done"]


def test_a_card_that_is_gone_keeps_its_title_and_its_note(library: Library, deck: Any) -> None:
    deck.put(library, deck.all)
    brief = library.briefs.create("x", ["too-expensive", "freezer-night"])
    library.briefs.note_card(brief.brief_id, "freezer-night", "Mind it.")
    with library.writing() as writer:
        library.changes.record(writer, [], ["freezer-night"])
    deck.put(library, (deck.expensive,))
    opened = Briefing(library).open(brief.brief_id)
    assert opened is not None
    gone = opened.entries[1]
    assert (gone.gone, gone.title, gone.note) == (True, "Saint Orrin saved a freezer", "Mind it.")
    assert [entry.card_id for entry in opened.usable] == ["too-expensive"]


def test_a_card_that_expired_is_gone_too(library: Library, deck: Any) -> None:
    day = library.today()
    deck.put(library, (deck.expensive.model_copy(update={"expires": day, "shareable": True}),))
    brief = library.briefs.create("x", ["too-expensive"])
    opened = Briefing(library).open(brief.brief_id)
    assert opened is not None
    assert opened.entries[0].gone
    assert not opened.entries[0].shareable


def test_the_brief_that_is_worked_on_is_one_to_come(library: Library) -> None:
    briefing = Briefing(library)
    assert briefing.current() is None
    brief = library.briefs.create("x")
    briefing.remember(brief.brief_id)
    assert briefing.current() == brief
    with library.writing() as writer:
        library.briefs.close(writer, brief.brief_id)
    assert briefing.current() is None


def test_where_the_rep_was_is_kept(library: Library) -> None:
    briefing = Briefing(library)
    assert briefing.entered() == ""
    briefing.enter("a")
    assert Briefing(library).entered() == "a"
    briefing.leave()
    assert briefing.entered() == ""
