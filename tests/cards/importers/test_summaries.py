"""One line that says what a card holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.cards.importers.summaries import MAX_SUMMARY, one_line_summary, summarise


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        (
            "One sentence that has\nseven words. Another one.\n",
            "One sentence that has seven words. Another one.",
        ),
        (
            "## Head\n\n![x](a.png)\n\n| a | b |\n|---|---|\n\nThe first real sentence is here.",
            "The first real sentence is here.",
        ),
        (
            "```\ncode that is long enough to be seen\n```\n\nSee [the **docs**](x) for all of it.",
            "See the docs for all of it.",
        ),
        (
            "*A caption of the picture above here.*\n\nThe text itself begins with this.",
            "The text itself begins with this.",
        ),
        ("Too short\n\nThis one is long enough for it.", "This one is long enough for it."),
        ("Only\n\nthree words", "Only three words"),
        (
            "The U.S. government and e.g. Ann use it daily. Yes.",
            "The U.S. government and e.g. Ann use it daily. Yes.",
        ),
        (
            "They said “it pays back.” Then they left us.",
            "They said “it pays back.” Then they left us.",
        ),
        ("## Only a heading\n", ""),
        ("Title of it.\n\nThe text that follows the title.", "The text that follows the title."),
    ],
)
def test_the_first_sentences(body: str, summary: str) -> None:
    assert summarise(body, "Title of it") == summary


def test_whole_sentences_that_fit() -> None:
    text = "First sentence of it. " + "Second " * 40
    assert one_line_summary(text) == "First sentence of it."


def test_a_long_sentence_is_cut_at_a_word() -> None:
    found = one_line_summary("word " * 60)
    assert found.endswith("word…")
    assert len(found) <= MAX_SUMMARY


@given(st.text(max_size=400))
def test_a_summary_is_one_short_line(text: str) -> None:
    found = summarise(text, "T")
    assert len(found) <= MAX_SUMMARY
    assert "\n" not in found
