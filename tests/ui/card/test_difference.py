"""The difference of two revisions: both texts can be told from it, and every field that changed."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.differences import How, Piece, compare_words
from enablement.cards.model import Audience, Card, CardKind
from enablement.ui.card.difference import Difference, compare
from enablement.ui.card.readable import readable_text

SAME, ADDED, REMOVED = How.SAME, How.ADDED, How.REMOVED
words = st.lists(st.sampled_from(["the", "a", "price", "fell", "by", "63%", "\n", "•", "."]))
texts = words.map(" ".join)
bodies = st.lists(
    st.tuples(st.sampled_from(["Say this", "Proof", "Avoid", "Other"]), texts),
    max_size=4, unique_by=lambda block: block[0],
).map(lambda blocks: "\n\n".join(f"## {head}\n\n{text}" for head, text in blocks))  # fmt: skip


def card(body: str = "", **fields: object) -> Card:
    return Card.model_validate(
        {"id": "c", "kind": CardKind.OBJECTION, "title": "T", "body": body, **fields}
    )


def joined(pieces: tuple[Piece, ...], without: How) -> str:
    return "".join(piece.text for piece in pieces if piece.how is not without)


def facts(difference: Difference) -> dict[str, list[tuple[How, str]]]:
    return {
        fact.name: [(piece.how, piece.text) for piece in fact.pieces] for fact in difference.facts
    }


@given(st.one_of(texts, st.text(max_size=80)), st.one_of(texts, st.text(max_size=80)))
def test_both_texts_can_be_told_from_their_difference(before: str, after: str) -> None:
    pieces = compare_words(before, after)
    assert joined(pieces, REMOVED) == after
    assert joined(pieces, ADDED) == before
    assert all(piece.text for piece in pieces)


@given(texts)
def test_the_same_text_did_not_change(text: str) -> None:
    assert all(piece.how is SAME for piece in compare_words(text, text))


@given(bodies, bodies)
def test_every_block_of_both_cards_is_told_once(before: str, after: str) -> None:
    former, now = card(before), card(after)
    told = compare(former, now).blocks
    kept = [one for one in told if one.how is not REMOVED]
    assert [one.key for one in kept] == [block.key for block in now.blocks]
    assert {one.key for one in told} == {one.key for one in (*former.blocks, *now.blocks)}
    assert len(told) == len({one.key for one in told})
    for one in told:
        before_block, after_block = former.block(one.key), now.block(one.key)
        assert joined(one.pieces, REMOVED) == (
            readable_text(after_block.markdown) if after_block else ""
        )
        assert joined(one.pieces, ADDED) == (
            readable_text(before_block.markdown) if before_block else ""
        )


def test_a_figure_that_changed_stands_alone() -> None:
    assert compare_words("It fell by 50% in May.", "It fell by 63% in May.") == (
        Piece(SAME, "It fell by "), Piece(REMOVED, "50% "), Piece(ADDED, "63% "),
        Piece(SAME, "in May."),
    )  # fmt: skip


def test_a_small_word_between_two_changes_changes_with_them() -> None:
    hows = [piece.how for piece in compare_words("red of blue end", "big of small end")]
    assert hows == [REMOVED, ADDED, SAME]


def test_blocks_that_came_and_went_stand_in_their_place() -> None:
    former = card("## Say this\n\nA\n\n## Old\n\nB\n\n## Avoid\n\nC\n")
    now = card("## Say this\n\nA\n\n## Proof\n\nNew\n\n## Avoid\n\nC\n")
    told = [(one.heading, one.how, one.changed) for one in compare(former, now).blocks]
    assert told == [
        ("Say this", SAME, False), ("Old", REMOVED, True), ("Proof", ADDED, True),
        ("Avoid", SAME, False),
    ]  # fmt: skip


def test_the_front_matter_is_told_in_words() -> None:
    former = card(
        says=("too dear",), products=("pulse", "old-one"), verify_by=date(2026, 1, 31),
        audience=Audience(teams=("north",)), owner="ana@x.test", attachments={"a/b.png": "1" * 64},
    )  # fmt: skip
    now = card(
        title="T two", says=("too dear", "no money"), products=("pulse",), expires=date(2027, 2, 1),
        verify_by=date(2026, 6, 30), owner="ben@x.test", shareable=True,
        attachments={"a/b.png": "2" * 64},
    )  # fmt: skip
    assert facts(compare(former, now)) == {
        "Title": [(REMOVED, "T"), (ADDED, "T two")],
        "The buyer’s words": [(ADDED, "no money")],
        "Verified until": [(REMOVED, "31 Jan 2026"), (ADDED, "30 Jun 2026")],
        "Leaves your laptop on": [(REMOVED, "no date"), (ADDED, "1 Feb 2027")],
        "Product": [(REMOVED, "Old one")],
        "Teams": [(REMOVED, "north"), (ADDED, "everyone")],
        "Who answers for it": [(REMOVED, "ana@x.test"), (ADDED, "ben@x.test")],
        "Sharing": [(REMOVED, "not marked for customers"), (ADDED, "marked for customers")],
        "Pictures": [(REMOVED, "b.png"), (ADDED, "b.png")],
    }


def test_a_long_text_is_told_line_by_line() -> None:
    before = "\n".join(f"line {n} of many words" for n in range(2000))
    after = before.replace("line 7 of", "line seven of")
    changed = [piece for piece in compare_words(before, after) if piece.how is not SAME]
    assert [piece.text for piece in changed] == [
        "line 7 of many words\n", "line seven of many words\n",
    ]  # fmt: skip


def test_marks_alone_are_no_change_of_words() -> None:
    assert compare(card("## Say this\n\n*Yes*\n"), card("## Say this\n\n**Yes**\n")) == Difference(
        (), compare(card("## Say this\n\nYes\n"), card("## Say this\n\nYes\n")).blocks
    )
