"""The libraries that the desktop is measured with."""

from pathlib import Path

from bench.desk.stock import NOBODY, open_library, read_texts, stock


def test_a_stocked_library_is_indexed_enrolled_and_knows_what_is_typed(tmp_path: Path) -> None:
    made = stock(tmp_path, 30)
    library = open_library(tmp_path)
    held = library.enrolment.get()
    assert held is not None
    assert held.hub_url == NOBODY
    assert library.cards.count() == len(made.cards)
    assert library.index_files.version() > 0
    library.close()
    texts = read_texts(tmp_path)
    assert all(texts.typed)
    assert 200 < len(texts.pasted.split()) <= 300
    assert texts.mistyped != texts.typed


def test_it_can_wait_for_a_hub_to_enrol_with(tmp_path: Path) -> None:
    stock(tmp_path, 5, enrolled=False)
    library = open_library(tmp_path)
    assert library.enrolment.get() is None
    library.close()
