"""Writing a card so that it reads back the same."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enablement.cards.findings import CardFile
from enablement.cards.front_matter import tidy_body
from enablement.cards.model import FACETS, Audience, Card, CardKind
from enablement.cards.reader import read_card_file
from enablement.cards.values import plain
from enablement.cards.writer import write_card

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))
LINE = TEXT.map(lambda text: " ".join(text.split()))
WRITTEN = LINE.filter(bool)
LINES = st.lists(WRITTEN, max_size=3, unique=True).map(tuple)
DAYS = st.none() | st.dates()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
OWN = {*Card.model_fields, "attachments"}
CARDS = st.builds(
    Card,
    id=WRITTEN, kind=st.sampled_from(CardKind), title=WRITTEN,
    language=st.sampled_from(["en", "es", "es-mx", "no"]),
    translation_of=st.none() | WRITTEN, summary=LINE, says=LINES,
    **dict.fromkeys(FACETS, LINES),
    audience=st.builds(Audience, teams=LINES, regions=LINES),
    owner=LINE, valid_from=DAYS, verify_by=DAYS, expires=DAYS, shareable=st.booleans(),
    extra=st.dictionaries(TEXT.filter(lambda key: key not in OWN and key != "<<"), JSON, max_size=3).map(plain),
    body=TEXT.filter(lambda text: "![" not in text and "<" not in text).map(tidy_body),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(card=CARDS)
def test_a_card_reads_back_the_same(tmp_path: Path, card: Card) -> None:
    path = tmp_path / "card.md"
    path.write_bytes(write_card(card).encode())
    file = read_card_file(path, tmp_path)
    assert [found.sentence for found in file.findings if found.severity == "error"] == []
    assert file.card == card


def test_keys_stand_in_the_order_of_the_format_and_defaults_are_left_out() -> None:
    card = Card(
        id="a", kind=CardKind.OBJECTION, title="Too: expensive", says=("no budget",), tags=("x",),
        audience=Audience(regions=("eu",)), expires=date(2027, 1, 1), extra={"layout": "post"},
        body="## Say this\n\nHello.\n",
    )  # fmt: skip
    assert write_card(card) == (
        "---\nid: a\nkind: objection\ntitle: 'Too: expensive'\nlanguage: en\nsays: [no budget]\n"
        "tags: [x]\naudience:\n  regions: [eu]\nexpires: 2027-01-01\nlayout: post\n"
        "---\n## Say this\n\nHello.\n"
    )


def test_long_text_is_written_as_a_block() -> None:
    card = Card(id="a", kind=CardKind.STORY, title="A", extra={"note": "one\ntwo: *x*\n"})
    front = write_card(card).split("---\n")[1]
    assert "note: |\n  one\n  two: *x*\n" in front
    assert yaml.safe_load(front)["note"] == "one\ntwo: *x*\n"


def test_a_date_as_text_stays_text(read_text: Callable[[str], CardFile]) -> None:
    card = Card(
        id="a", kind=CardKind.STORY, title="2026-01-01", extra={"when": "2026-01-01", "n": "01"}
    )
    assert read_text(write_card(card)).card == card
