"""A restored hub whose list the laptop refuses: every log goes on being sent, each counts once."""

import random
from pathlib import Path
from typing import Any

import pytest

from enablement.errors import HubRefusedError, NotAHubError
from enablement.sync import plan
from enablement.sync.protocol import MAX_BATCH_EVENTS, Outcome, Usage


def log(laptop: Any, count: int) -> None:
    """Log so many in one transaction."""
    usage = Usage(card_id="price", revision=1, outcome=Outcome.WORKED)
    with laptop.library.writing() as writer:
        for _ in range(count):
            laptop.library.events.add(writer, usage)


def publish_many(site: Any, folder: Path) -> None:
    for number in range(30):
        text = f"---\nid: more-{number}\nkind: objection\ntitle: More\nsummary: A line.\n---\n"
        (folder / f"more-{number}.md").write_text(f"{text}## Say this\n\nYes.\n", "utf-8")
    site.hub.publish(folder, source="more")


@pytest.mark.parametrize("seed", range(4))
def test_a_list_that_would_take_most_cards_keeps_no_log(
    site: Any, laptop_at: Any, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    site.back_up()
    folder = tmp_path / "more"
    folder.mkdir()
    publish_many(site, folder)
    lost, waiting, later = (chance.randint(0, 3 * MAX_BATCH_EVENTS) for _ in range(3))
    log(laptop_at, lost)
    laptop_at.engine.sync()
    log(laptop_at, waiting)
    site.restore()
    for recorded in (0, later, 0):
        log(laptop_at, recorded)
        with pytest.raises(HubRefusedError, match="30 of 31 cards"):
            laptop_at.engine.sync()
        assert laptop_at.library.events.waiting_count() == 0
    assert site.hub.status().usage == lost + waiting + later
    assert laptop_at.library.cards.count() == 31
    site.restore()
    with pytest.raises(HubRefusedError, match="30 of 31 cards"):
        laptop_at.engine.sync()
    assert site.hub.status().usage == lost + waiting + later, "the second loss is made good too"
    for number in range(1, 30):
        (folder / f"more-{number}.md").unlink()
    site.hub.publish(folder, source="more", retire_most=True)
    report = laptop_at.engine.sync()
    assert (len(report.removed), report.cards, report.sent) == (29, 2, 0)
    assert site.hub.status().usage == lost + waiting + later


def test_a_hub_that_speaks_another_protocol_since_keeps_no_log(
    site: Any, laptop_at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.back_up()
    log(laptop_at, 3 * MAX_BATCH_EVENTS)
    laptop_at.engine.sync()
    site.restore()
    monkeypatch.setattr(plan, "PROTOCOL", 0)
    with pytest.raises(HubRefusedError, match="no longer speaks"):
        laptop_at.engine.sync()
    assert site.hub.status().usage == 3 * MAX_BATCH_EVENTS


def test_a_word_that_is_not_the_hubs_moves_nothing(
    site: Any, laptop_at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever answers at its address would have all sent again, as often as they like."""
    log(laptop_at, 3)
    laptop_at.engine.sync()
    before = laptop_at.library.enrolment.get()
    site.back_up()
    site.restore()
    monkeypatch.setattr(site, "connect", forged(site.connect))
    engine = type(laptop_at.engine)(laptop_at.library, laptop_at.index, site.connect)
    with pytest.raises(NotAHubError, match="without the signature"):
        engine.sync()
    assert laptop_at.library.enrolment.get() == before
    assert laptop_at.library.events.waiting_count() == 0


def forged(connect: Any) -> Any:
    def open_it(url: str, token: str | None) -> Any:
        connection = connect(url, token)
        root = connection.root

        def forge(held: int = 0) -> Any:
            word = root(held)
            return word.model_copy(update={"signed": word.signed.replace("restored", "Restored")})

        connection.root = forge
        return connection

    return open_it
