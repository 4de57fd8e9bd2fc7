"""Differences of two texts: both can be told from them, and every field and block is."""

from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.differences import How, Piece, compare_words
from enablement.hub.drafting.differences import Difference, compare

SAME, ADDED, REMOVED = How.SAME, How.ADDED, How.REMOVED
words = st.lists(st.sampled_from(["the", "a", "price", "fell", "by", "63%", "\n", "-", "."]))
texts = st.one_of(words.map(" ".join), st.text(max_size=80))


def joined(pieces: tuple[Piece, ...], without: How) -> str:
    return "".join(piece.text for piece in pieces if piece.how is not without)


@given(texts, texts)
def test_both_texts_can_be_told_from_their_difference(before: str, after: str) -> None:
    pieces = compare_words(before, after)
    assert joined(pieces, REMOVED) == after
    assert joined(pieces, ADDED) == before


def test_a_long_text_is_told_line_by_line() -> None:
    before = "word " * 4000 + "\nold line\n"
    pieces = compare_words(before, before.replace("old", "new"))
    assert [piece.text for piece in pieces if piece.how is not SAME] == ["old line\n", "new line\n"]


def test_words_and_not_letters_change() -> None:
    assert compare_words("It costs 40 euros.", "It costs 45 euros.") == (
        Piece(SAME, "It costs "), Piece(REMOVED, "40 "), Piece(ADDED, "45 "), Piece(SAME, "euros."),
    )  # fmt: skip


def test_every_field_and_block_that_differs_is_told() -> None:
    before = {
        "title": "Old", "owner": "a@example.com",
        "body": "## Say this\n\nOne.\n\n## Proof\n\nTwo.\n\n## Avoid\n\nThree.\n",
    }  # fmt: skip
    after = {
        "title": "New", "owner": "a@example.com", "tags": "x",
        "body": "## Say this\n\nOne.\n\n## Avoid\n\nFour.\n\n## Ours\n\nFive.\n",
    }  # fmt: skip
    found = compare(before, after)
    assert [(one.key, one.name) for one in found.fields] == [("title", "Title"), ("tags", "Tags")]
    assert [(one.name, one.how) for one in found.blocks] == [
        ("Proof", REMOVED), ("Avoid", SAME), ("Ours", ADDED),
    ]  # fmt: skip
    assert found.unchanged == ("Say this",)
    assert found.count == 5
    assert found.field("title") is found.fields[0]
    assert found.field("owner") is None


def test_a_heading_written_otherwise_is_told() -> None:
    found = compare({"body": "## Say this\n\nOne."}, {"body": "## Di esto\n\nOne."})
    assert joined(found.blocks[0].pieces, REMOVED) == "## Di esto\n\nOne."


def test_equal_texts_differ_in_nothing() -> None:
    assert compare({"title": "T"}, {"title": "T"}) == Difference()
