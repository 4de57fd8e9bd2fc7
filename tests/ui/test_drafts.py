"""What is written and not recorded yet is there after a restart, encrypted with the rest."""

from typing import Any

from enablement.ui.drafts import Drafts


def test_what_is_written_is_there_the_next_time_and_gone_once_it_is_used(rep: Any) -> None:
    state, db = rep.library.desk_state, rep.desktop.db
    drafts = Drafts(state, db, "some_drafts")
    drafts.put("a card", {"words": "too dear", "note": ""})
    drafts.put("another", {"words": " ", "note": ""})
    rep.settle()
    again = Drafts(state, db, "some_drafts")
    rep.settle()
    assert again.get("a card") == {"words": "too dear", "note": ""}
    assert again.get("another") == {}
    again.put("a card", {})
    rep.settle()
    assert state.get("some_drafts") is None


def test_what_was_written_meanwhile_goes_before_what_is_read(rep: Any) -> None:
    state, db = rep.library.desk_state, rep.desktop.db
    state.put("some_drafts", {"a": {"text": "old"}, "b": {"text": "kept"}})
    drafts = Drafts(state, db, "some_drafts")
    drafts.put("a", {"text": "new"})
    rep.settle()
    assert (drafts.get("a"), drafts.get("b")) == ({"text": "new"}, {"text": "kept"})
