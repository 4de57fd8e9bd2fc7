"""The cards of a brief as a model: whatever it shows next, it changes to it step by step."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from enablement.ui.briefs.briefing import BriefEntry
from enablement.ui.models.brief_cards import BriefCardsModel

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


def entries(names: list[str], note: str = "") -> tuple[BriefEntry, ...]:
    return tuple(BriefEntry(name, name.upper(), note) for name in names)


@given(st.lists(st.lists(st.sampled_from("abcdefg"), unique=True), max_size=6))
def test_any_list_can_follow_any_other(lists: list[list[str]]) -> None:
    model = BriefCardsModel()
    QAbstractItemModelTester(model, STRICT)
    for number, names in enumerate(lists):
        wanted = entries(names, note=str(number))
        model.show_entries(wanted)
        assert model.entries == wanted


@given(st.integers(-1, 5), st.integers(-1, 5))
def test_moving_keeps_all_cards(start: int, to: int) -> None:
    model = BriefCardsModel()
    QAbstractItemModelTester(model, STRICT)
    model.show_entries(entries(list("abcd")))
    moved = model.move(start, to)
    names = list("abcd")
    if start != to and 0 <= start < 4 and 0 <= to < 4:
        names.insert(to, names.pop(start))
        assert moved
    assert model.entries == entries(names)


def test_a_card_is_read_out_with_its_number_and_state() -> None:
    model = BriefCardsModel()
    model.show_entries((BriefEntry("a", "Gone"), BriefEntry("b", "Noted", "mind Tom")))
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0).data(role) == "1. Gone. No longer approved: not printed, not shared"
    assert str(model.index(1).data(role)).endswith("Your note: mind Tom")
    assert model.index(2).data(role) is None
    assert model.entry_at(9) is None
