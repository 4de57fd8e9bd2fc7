"""Translations: what the original says differently since, and blocks side by side."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from enablement.cards.blocks import split_blocks
from enablement.hub.access.members import Member
from enablement.hub.drafting.translations import Translation, pair_blocks
from enablement.hub.hub import Hub
from enablement.hub.publishing import Asked
from tests.hub.conftest import SetClock


@pytest.fixture
def translated(
    hub: Hub, clock: SetClock, write_card: Callable[..., Path], folder: Path
) -> Callable[..., Translation]:
    """Publish original and translation, then what changed, step by step; the translation after it."""

    def publish(*steps: tuple[str, str]) -> Translation:
        for card_id, body in steps:
            more = {"language": "es", "translation_of": "price"} if card_id == "precio" else {}
            write_card(card_id, body, **more)
            hub.publisher.publish(folder, Asked(overwrite=True))
            clock.move(hours=1)
        found = hub.translations.beside("precio")
        assert found is not None
        return found[1]

    return publish


def test_the_original_changed_since(translated: Callable[..., Translation], hub: Hub) -> None:
    found = translated(
        ("price", "One."), ("precio", "Uno."), ("price", "Two."), ("price", "Three.")
    )
    assert found.behind
    assert found.since == 1
    assert [one.name for one in found.difference.blocks] == ["Say this"]
    assert [one.behind for one in hub.translations.of("price")] == [True]


def test_a_translation_that_was_changed_after_it_is_not_behind(
    translated: Callable[..., Translation],
) -> None:
    found = translated(("price", "One."), ("precio", "Uno."), ("price", "Two."), ("precio", "Dos."))
    assert not found.behind
    assert found.since == 2


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_date_that_moves_is_neither_a_change_nor_a_translation(
    translated: Callable[..., Translation], hub: Hub, approver: Member, clock: SetClock
) -> None:
    translated(("price", "One."), ("precio", "Uno."))
    hub.verification.still_right(approver, "price", 1, date(2027, 6, 1))
    [found] = hub.translations.of("price")
    assert not found.behind
    clock.move(hours=1)
    assert translated(("price", "Two.")).behind
    clock.move(hours=1)
    hub.verification.still_right(approver, "precio", 1, date(2027, 6, 1))
    assert [one.behind for one in hub.translations.of("price")] == [True]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_card_without_an_original_stands_alone(
    hub: Hub, write_card: Callable[..., Path], folder: Path
) -> None:
    write_card("precio", translation_of="gone", language="es")
    hub.publish(folder)
    assert hub.translations.beside("precio") is None
    assert hub.translations.original("gone") is None
    assert hub.translations.of("precio") == []


def test_blocks_stand_beside_what_they_translate() -> None:
    original = split_blocks("## Say this\n\na\n\n## Our own\n\nb\n\n## Proof\n\nc\n")
    translation = split_blocks(
        "## Prueba\n\nC\n\n## Di esto\n\nA\n\n## Lo nuestro\n\nB\n\n## Evita\n\nD\n"
    )
    pairs = [
        (pair.original and pair.original.markdown, pair.translation and pair.translation.markdown)
        for pair in pair_blocks(original, translation)
    ]
    assert pairs == [("a", "A"), ("b", "B"), ("c", "C"), (None, "D")]
