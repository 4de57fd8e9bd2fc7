"""Sealing: opens for its purpose and its time, and for nobody who changed a letter of it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.access.sealing import Sealer

NOW = datetime(2026, 11, 26, tzinfo=UTC)
FOR = timedelta(minutes=10)
SEALER = Sealer(b"a key of the hub")


@given(st.dictionaries(st.text(), st.text()))
def test_what_was_sealed_opens_again(words: dict[str, str]) -> None:
    sealed = SEALER.seal("a", words, NOW, FOR)
    assert SEALER.open("a", sealed, NOW) == words
    assert SEALER.open("a", sealed, NOW + FOR) is None
    assert SEALER.open("b", sealed, NOW) is None
    assert Sealer(b"another").open("a", sealed, NOW) is None


@given(st.text(), st.integers(0, 60), st.sampled_from("AbZ09-_"))
def test_nothing_else_opens(text: str, place: int, letter: str) -> None:
    assert SEALER.open("a", text, NOW) is None
    sealed = SEALER.seal("a", {"code": "SECRET"}, NOW, FOR)
    changed = sealed[:place] + letter + sealed[place + 1 :]
    assert changed == sealed or SEALER.open("a", changed, NOW) is None


def test_it_says_nothing_and_fits_an_address() -> None:
    sealed = SEALER.seal("a", {"code": "SECRET"}, NOW, FOR)
    assert "SECRET" not in sealed
    assert all(char.isalnum() or char in "-_" for char in sealed)
    assert sealed != SEALER.seal("a", {"code": "SECRET"}, NOW, FOR)
