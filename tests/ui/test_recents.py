"""The searches that led to a card."""

from enablement.ui.recents import MOST, Recents


def test_the_newest_come_first_each_once_and_few() -> None:
    recents = Recents()
    for number in range(MOST + 2):
        recents.add(f"search {number}")
    recents.add("search 5")
    recents.add("")
    assert recents.texts[:2] == ("search 5", f"search {MOST + 1}")
    assert len(recents.texts) == len(set(recents.texts)) == MOST
