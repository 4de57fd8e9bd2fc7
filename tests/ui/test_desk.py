"""A rep's work without a screen, on a real library."""

from datetime import timedelta
from time import monotonic, sleep
from typing import Any, cast

import pytest
from sqlalchemy.exc import DBAPIError

from enablement.clock import Clock
from enablement.library.library import Library
from enablement.search.embedding import is_installed
from enablement.search.index import SearchIndex
from enablement.sync.client import HubClient
from enablement.sync.engine import SyncEngine
from enablement.sync.protocol import Outcome
from enablement.translation import speaking
from enablement.ui.desk import Desk
from enablement.ui.finding.ask import Ask
from enablement.ui.log.log_book import LogDetails
from enablement.ui.values import OpenCard, Row


@pytest.fixture
def clock(watch: Any) -> Clock:
    return cast("Clock", watch)


@pytest.fixture
def desk(library: Library, deck: Any) -> Desk:
    deck.put(library, deck.all)
    deck.enrol(library)
    index = SearchIndex(library)
    return Desk(library, index, SyncEngine(library, index, HubClient))


def opened(desk: Desk, card_id: str = "too-expensive") -> OpenCard:
    card = desk.open_card(card_id)
    assert card is not None
    return card


def test_a_search_says_what_matched_and_why(desk: Desk) -> None:
    found = desk.search(Ask("  too   expensive "))
    row = found.rows[0]
    assert (found.text, row.card_id) == ("too expensive", "too-expensive")
    assert "too expensive" in row.why
    assert all(0 <= start < end <= len(row.text) for start, end in row.marks)


def test_without_words_every_card_is_listed_once_in_the_language_of_the_rep(desk: Desk) -> None:
    english = {row.card_id for row in desk.search(Ask()).rows}
    with speaking("es"):
        spanish = {row.card_id for row in desk.search(Ask(" ")).rows}
    assert english == {"too-expensive", "competitor-is-cheaper", "freezer-night"}
    assert spanish == {"too-expensive-es", "competitor-is-cheaper", "freezer-night"}
    assert desk.search(Ask()).examples


def test_a_card_is_opened_with_its_pictures(desk: Desk, library: Library, deck: Any) -> None:
    digest = "a" * 64
    card = deck.freezer.model_copy(update={"attachments": {"night.png": digest}})
    deck.put(library, (card,), {digest: b"png"})
    assert opened(desk, "freezer-night").pictures == {digest: b"png"}


def test_an_expired_card_is_not_opened(desk: Desk, library: Library, deck: Any, watch: Any) -> None:
    day = watch.time.date()
    deck.put(library, (deck.freezer.model_copy(update={"expires": day}),))
    assert desk.open_card("freezer-night") is None
    assert desk.open_card("unknown") is None
    assert desk.search(Ask()).rows == ()


def test_a_card_past_its_date_is_open_but_not_verified(desk: Desk) -> None:
    assert opened(desk).verified
    assert not opened(desk, "competitor-is-cheaper").verified


def test_a_log_names_the_revision_that_was_read(desk: Desk, library: Library, deck: Any) -> None:
    read = opened(desk)
    deck.put(library, (deck.expensive.model_copy(update={"title": "New"}),), revision=2)
    logged = desk.book.log(read, Outcome.WORKED, LogDetails(note="  nodded "))
    assert (logged.revision, logged.note) == (1, "nodded")
    assert library.events.waiting()[0].payload["revision"] == 1


def test_a_change_of_mind_corrects_the_log_and_keeps_its_note(desk: Desk, library: Library) -> None:
    desk.book.log(opened(desk), Outcome.WORKED, LogDetails(note="nodded"))
    desk.book.log(opened(desk), Outcome.NEUTRAL)
    (event,) = library.events.waiting()
    assert (event.payload["outcome"], event.payload["note"]) == ("neutral", "nodded")


def test_later_it_is_a_log_of_its_own(desk: Desk, library: Library, watch: Any) -> None:
    desk.book.log(opened(desk), Outcome.WORKED)
    watch.time += timedelta(seconds=10)
    desk.book.log(opened(desk), Outcome.WORKED)
    assert library.events.waiting_count() == 2


def test_after_it_was_sent_a_change_of_mind_is_a_log_of_its_own(
    desk: Desk, library: Library
) -> None:
    logged = desk.book.log(opened(desk), Outcome.WORKED, LogDetails(note="nodded"))
    library.events.take_batch("device")
    assert not desk.take_back(logged.event_id)
    again = desk.book.log(opened(desk), Outcome.NEUTRAL)
    assert again.note == ""
    assert library.events.waiting_count() == 2


def test_a_log_can_be_taken_back(desk: Desk, library: Library) -> None:
    logged = desk.book.log(opened(desk), Outcome.WORKED)
    assert desk.take_back(logged.event_id)
    assert library.events.waiting_count() == 0


def kinds(library: Library) -> list[str]:
    return [event.kind for event in library.events.waiting()]


def test_a_request_takes_the_place_of_the_note_at_once_or_not_at_all(
    desk: Desk, library: Library
) -> None:
    found = desk.search(Ask("submarines"))
    desk.note_nothing_found(found)
    in_the_way = (
        "CREATE TRIGGER full BEFORE INSERT ON events WHEN new.kind = 'request'"
        " BEGIN SELECT RAISE(ABORT, 'no room'); END"
    )
    with library.writing() as writer:
        writer.exec_driver_sql(in_the_way)
    with pytest.raises(DBAPIError):
        desk.request(found)
    assert kinds(library) == ["search"], "the note is not lost"
    with library.writing() as writer:
        writer.exec_driver_sql("DROP TRIGGER full")
    desk.request(found)
    assert kinds(library) == ["request"], "nor is it there twice"


def test_a_note_that_has_gone_stays_beside_the_request(desk: Desk, library: Library) -> None:
    found = desk.search(Ask("submarines"))
    desk.note_nothing_found(found)
    library.events.take_batch("device")
    desk.request(found)
    assert kinds(library) == ["search", "request"]


def test_the_standing_tells_what_waits(desk: Desk) -> None:
    desk.book.log(opened(desk), Outcome.WORKED)
    standing = desk.standing()
    assert (standing.enrolled, standing.cards, standing.waiting) == (True, 3, 1)
    assert (standing.rep_name, standing.last_synced) == ("Ana", None)


def test_without_related_cards_there_are_none(desk: Desk) -> None:
    assert desk.related(Ask("night")) == ()
    desk.search(Ask("night"))
    assert desk.related(Ask("night")) == ()


@pytest.mark.skipif(
    not is_installed(), reason='needs the extra: pip install "enablement[semantic]"'
)
def test_related_cards_belong_to_the_newest_answer(desk: Desk) -> None:
    desk.use_related(True)
    ask = Ask("no puedo pagar tanto")
    desk.search(ask)
    deadline = monotonic() + 30
    while (items := desk.related(ask)) is None and monotonic() < deadline:
        sleep(0.01)
    assert [one.card_id for one in items or () if isinstance(one, Row)] == ["too-expensive"]
    desk.search(Ask("night"))
    assert desk.related(ask) == ()
    desk.use_related(False)
    desk.search(ask)
    assert desk.related(ask) == ()
