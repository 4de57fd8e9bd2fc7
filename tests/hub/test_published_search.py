"""The reps' search at the hub: of what is published now, brought up to date with each publication."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.preparing import NotReadyError
from enablement.hub.published_search import PublishedSearch
from enablement.search.query import SearchQuery

DAY = date(2026, 11, 24)


def found(hub: Hub, text: str) -> list[str]:
    searcher = hub.published_search.searcher()
    return [hit.card_id for hit in searcher.search(SearchQuery(text), DAY).hits]


def test_it_finds_what_is_published_now(
    hub: Hub, write_card: Callable[..., Path], folder: Path
) -> None:
    assert found(hub, "freezer") == []
    write_card("cold", body="Our freezer holds for a day.")
    write_card("warm", body="Nothing of that kind.")
    hub.publish(folder)
    assert found(hub, "freezer") == ["cold"]
    write_card("warm", body="A freezer of another kind.")
    hub.publish(folder)
    assert sorted(found(hub, "freezer")) == ["cold", "warm"]
    hub.retire("cold")
    assert found(hub, "freezer") == ["warm"]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_what_did_not_change_is_not_built_again(
    hub: Hub, write_card: Callable[..., Path], folder: Path
) -> None:
    write_card("cold")
    hub.publish(folder)
    first = hub.published_search.searcher()
    assert hub.published_search.searcher() is first
    write_card("warm")
    hub.publish(folder)
    second = hub.published_search.searcher()
    assert second is not first
    names = set(first.snapshot.files) & set(second.snapshot.files)
    assert any(name.endswith(".seg") or first.snapshot.files[name] for name in names)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_it_can_be_closed_while_it_is_built(
    hub: Hub, database: Database, write_card: Callable[..., Path], folder: Path
) -> None:
    for number in range(30):
        write_card(f"card-{number}")
    hub.publish(folder)
    others = set(threading.enumerate())
    search = PublishedSearch(database)
    search.begin()
    assert set(threading.enumerate()) - others
    search.close()
    assert not set(threading.enumerate()) - others


@pytest.mark.parametrize("engine", ["sqlite"])
def test_who_will_not_wait_for_it_is_told_that_it_is_being_made(
    hub: Hub, write_card: Callable[..., Path], folder: Path
) -> None:
    for number in range(30):
        write_card(f"card-{number}")
    hub.publish(folder)
    with pytest.raises(NotReadyError):
        hub.published_search.searcher(patience=0)
    assert len(found(hub, "calm")) == 20
    there = hub.published_search.searcher()
    assert hub.published_search.searcher(patience=0) is there
