"""What is shown of a gap tells of no single rep's search."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.inbox.gap_groups import REQUEST, SEARCH, Ask, GapGroup, key_of
from enablement.hub.inbox.gap_view import shown_texts, view
from enablement.search.analysis import split_words
from tests.hub.conftest import START


def ask(text: str, person: str, kind: str = SEARCH, hours: int = 0, note: str = "") -> Ask:
    moment = START + timedelta(hours=hours)
    return Ask(f"{person}-{text}-{hours}", kind, text, "en", note, person, moment)


WORDS = st.lists(
    st.sampled_from(["door", "alarm", "Acme", "Smith", "price"]), min_size=1, max_size=3
).map(" ".join)
ASKS = st.lists(
    st.builds(ask, WORDS, st.sampled_from("abc"), st.sampled_from([SEARCH, SEARCH, REQUEST])),
    min_size=1, max_size=8,
)  # fmt: skip


@given(ASKS)
def test_no_word_that_one_rep_alone_searched_for_is_shown(asks: list[Ask]) -> None:
    shown = " ".join(shown_texts(asks))
    for word in {found.folded for found in split_words(shown).single}:
        of = {one.person for one in asks if word in one.text.casefold().split()}
        asked = any(one.kind == REQUEST and word in one.text.casefold() for one in asks)
        assert asked or len(of) >= 2


def test_the_words_of_most_reps_come_first_and_searches_of_one_not_at_all() -> None:
    asks = [
        ask("alarm for Acme", "a"), ask("door alarm", "b"), ask("Door alarm", "c", hours=1),
        ask("door alarm please", "d", REQUEST, 2, "For a school."),
    ]  # fmt: skip
    assert shown_texts(asks) == ("Door alarm", "door alarm please")
    assert shown_texts(asks[:1]) == ()
    assert shown_texts([ask("alarm Acme", "a"), ask("alarm Smith", "b")]) == ("alarm",)


def test_a_gap_counts_reps_and_not_their_zeal() -> None:
    asks = (
        ask("door alarm", "a"), ask("door alarm", "a", hours=1), ask("door alarm", "b", hours=2),
        ask("door alarm", "b", REQUEST, 3, "For a school."),
    )  # fmt: skip
    group = GapGroup(key_of("door alarm"), "door alarm", frozenset({key_of("door alarm")}), asks)
    gap = view(group, START)
    assert gap is not None
    assert (gap.reps, gap.requests, gap.searches, gap.times) == (2, 1, 3, 4)
    assert (gap.first, gap.last) == (asks[0].at, asks[-1].at)
    assert (gap.notes, gap.threads) == (("For a school.",), (asks[-1].event_id,))
    later = view(group, START + timedelta(hours=2))
    assert later is not None
    assert (later.reps, later.times) == (1, 2)
    assert view(group, START + timedelta(hours=9)) is None
