"""A hub of its own: what it publishes is what the library holds already, and then something new."""

from pathlib import Path

from bench.desk.hub import card_file, edition, hub_process
from bench.made_cards import MadeCards
from enablement.cards.reader import read_card_file


def test_one_card_in_twenty_is_another_in_each_edition(made: MadeCards) -> None:
    first, second = (tuple(edition(made.cards, number)) for number in (0, 1))
    assert first == made.cards
    assert sum(one != other for one, other in zip(first, second, strict=True)) == 3


def test_a_card_reads_as_it_was_made_but_for_its_audience(made: MadeCards, tmp_path: Path) -> None:
    for card in made.cards[:10]:
        path = tmp_path / f"{card.id}.md"
        path.write_text(card_file(card), "utf-8")
        read = read_card_file(path, tmp_path).card
        assert read is not None
        assert read.title == card.title
        assert read.body.strip() == card.body.strip()
        assert read.expires == card.expires


def test_it_serves_from_another_process_and_publishes_when_told(tmp_path: Path) -> None:
    with hub_process(tmp_path, 40) as hub:
        assert hub.url.startswith("http://127.0.0.1:")
        assert hub.code
        assert hub.publish() == 2
