"""Publishing: all or nothing, revisions only for new content, and what is gone is retired."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from enablement.cards.model import Card
from enablement.cards.origin import source_name
from enablement.errors import ContentError, HubDataError
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.identity import read_identity
from enablement.hub.models import audit_log, objects, revisions
from enablement.hub.publishing import MASS_RETIREMENT_CARDS
from enablement.hub.shelf import CardState, ShelfCard, read_shelf
from enablement.sync.plan import MASS_REMOVAL_CARDS

WriteCard = Callable[..., Path]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def shelf(database: Database) -> dict[str, ShelfCard]:
    with database.reading() as connection:
        return read_shelf(connection)


def mass_removal(database: Database) -> int:
    with database.reading() as connection:
        return read_identity(connection).mass_removal


def test_a_folder_is_published(
    hub: Hub, database: Database, folder: Path, write_card: WriteCard
) -> None:
    write_card("price", audience="{teams: [midmarket], regions: []}", language="en")
    write_card("later", says="[]")
    report = hub.publish(folder)
    assert (report.added, report.generation, report.warnings) == (("later", "price"), 1, 1)
    held = shelf(database)["price"]
    assert (held.state, held.revision, held.teams) == (CardState.PUBLISHED, 1, ("midmarket",))
    with database.reading() as connection:
        data = connection.scalar(select(objects.c.data).where(objects.c.hash == held.content_hash))
    assert data is not None
    assert Card.from_bytes(data).id == "price"
    assert Card.from_bytes(data).content_hash == held.content_hash


def test_publishing_the_same_again_changes_nothing(
    hub: Hub, database: Database, folder: Path, write_card: WriteCard
) -> None:
    write_card("price")
    hub.publish(folder)
    report = hub.publish(folder)
    assert (report.unchanged, report.added, report.generation) == (("price",), (), 1)
    with database.reading() as connection:
        published = select(func.count()).where(audit_log.c.action == "publish")
        assert connection.scalar(published) == 1


def test_only_new_content_makes_a_revision(
    hub: Hub, database: Database, folder: Path, write_card: WriteCard
) -> None:
    write_card("price")
    write_card("later")
    hub.publish(folder)
    write_card("price", "A better answer.")
    report = hub.publish(folder)
    assert (report.changed, report.unchanged, report.generation) == (("price",), ("later",), 2)
    assert {card.card_id: card.revision for card in shelf(database).values()} == {
        "price": 2, "later": 1,
    }  # fmt: skip
    write_card("price")  # the first wording again: a third revision, and both old ones stay
    hub.publish(folder)
    with database.reading() as connection:
        rows = connection.execute(
            select(revisions.c.number, revisions.c.content_hash, revisions.c.generation)
            .where(revisions.c.card_id == "price")
            .order_by(revisions.c.number)
        ).all()
    assert [(row.number, row.generation) for row in rows] == [(1, 1), (2, 2), (3, 3)]
    assert rows[0].content_hash == rows[2].content_hash != rows[1].content_hash


def test_what_is_gone_is_retired_and_comes_back_as_it_was(
    hub: Hub, database: Database, folder: Path, write_card: WriteCard
) -> None:
    write_card("price")
    place = write_card("later")
    hub.publish(folder)
    place.unlink()
    assert hub.publish(folder).retired == ("later",)
    assert shelf(database)["later"].state is CardState.RETIRED
    assert hub.publish(folder).retired == ()
    write_card("later")
    report = hub.publish(folder)
    assert (report.added, report.unchanged) == (("later",), ("price",))
    back = shelf(database)["later"]
    assert (back.state, back.revision) == (CardState.PUBLISHED, 1)
    place.unlink()
    hub.publish(folder)
    write_card("later", "Better.")
    assert hub.publish(folder).added == ("later",)
    assert shelf(database)["later"].revision == 2


def test_folders_leave_each_others_cards_alone(
    hub: Hub, database: Database, tmp_path: Path, folder: Path, write_card: WriteCard
) -> None:
    write_card("price")
    hub.publish(folder)
    other = tmp_path / "other"
    other.mkdir()
    moving = write_card("later").rename(other / "later.md")
    assert hub.publish(other).retired == ()
    moving.rename(folder / "later.md")
    report = hub.publish(folder)
    assert (report.moved, report.unchanged, report.generation) == (
        ("later",), ("later", "price"), 2,
    )  # fmt: skip
    write_card("third").rename(other / "third.md")
    assert hub.publish(other).retired == ()
    assert {card.state for card in shelf(database).values()} == {CardState.PUBLISHED}


def test_a_named_source_may_lie_anywhere(
    hub: Hub, tmp_path: Path, folder: Path, write_card: WriteCard
) -> None:
    write_card("price")
    write_card("later")
    hub.publish(folder, source="content")
    (folder / "later.md").unlink()
    moved = folder.rename(tmp_path / "elsewhere")
    assert hub.publish(moved, source="content").retired == ("later",)


def test_a_source_does_not_tell_where_it_lies(folder: Path) -> None:
    assert source_name(folder).startswith("cards-")
    assert str(folder.parent) not in source_name(folder)
    assert source_name(folder) != source_name(folder.parent)


def test_a_dry_run_says_what_would_change(hub: Hub, folder: Path, write_card: WriteCard) -> None:
    write_card("price")
    report = hub.publish(folder, dry_run=True)
    assert (report.added, report.dry_run, report.generation) == (("price",), True, 0)
    assert report.as_json()["added"] == ["price"]
    assert (hub.status().cards, hub.status().generation) == (0, 0)


def test_an_error_in_one_card_publishes_nothing(
    hub: Hub, folder: Path, write_card: WriteCard
) -> None:
    write_card("price")
    write_card("bad", kind="nonsense")
    with pytest.raises(ContentError) as raised:
        hub.publish(folder)
    assert "bad.md:4: “nonsense” is not a kind of card." in raised.value.sentence()
    assert hub.status().cards == 0


def test_an_empty_folder_retires_nothing(
    hub: Hub, tmp_path: Path, folder: Path, write_card: WriteCard
) -> None:
    place = write_card("price")
    hub.publish(folder)
    place.unlink()
    with pytest.raises(ContentError, match="no card files"):
        hub.publish(folder)
    with pytest.raises(ContentError, match="There is no folder"):
        hub.publish(tmp_path / "nowhere")
    assert hub.status().cards == 1


def test_images_are_kept_by_their_hash(
    hub: Hub, database: Database, folder: Path, write_card: WriteCard
) -> None:
    (folder / "a.png").write_bytes(PIXEL)
    write_card("price", "![A pixel](a.png)")
    write_card("later", "![The same pixel](a.png)")
    hub.publish(folder)
    (digest,) = shelf(database)["price"].attachments
    assert shelf(database)["later"].attachments == (digest,)
    with database.reading() as connection:
        kinds = list(connection.scalars(select(objects.c.kind).order_by(objects.c.kind)))
    assert kinds == ["attachment", "card", "card"]
    (folder / "a.png").write_bytes(PIXEL + b"more")
    assert hub.publish(folder).changed == ("later", "price")


def many(write_card: WriteCard, count: int, **front: str) -> list[Path]:
    return [write_card(f"card-{number}", **front) for number in range(count)]


def test_the_hub_and_the_laptops_mean_the_same_by_most() -> None:
    assert MASS_RETIREMENT_CARDS == MASS_REMOVAL_CARDS


def test_retiring_most_needs_a_word(
    hub: Hub, database: Database, folder: Path, write_card: WriteCard
) -> None:
    places = many(write_card, 40)
    hub.publish(folder)
    for place in places[:20]:
        place.unlink()
    with pytest.raises(ContentError, match="20 of 40") as raised:
        hub.publish(folder)
    assert "--retire-most" in raised.value.how_to_mend()
    with pytest.raises(ContentError):
        hub.publish(folder, dry_run=True)
    assert (hub.status().cards, mass_removal(database)) == (40, 0)
    assert len(hub.publish(folder, retire_most=True).retired) == 20
    assert (hub.status().cards, mass_removal(database)) == (20, 2)
    hub.publish(folder)
    assert mass_removal(database) == 2


def test_retiring_nineteen_or_less_than_half_needs_none(
    hub: Hub, database: Database, folder: Path, write_card: WriteCard
) -> None:
    places = many(write_card, 60)
    hub.publish(folder)
    for place in places[:29]:
        place.unlink()
    assert len(hub.publish(folder).retired) == 29
    for place in places[29:48]:
        place.unlink()
    assert len(hub.publish(folder).retired) == 19
    assert mass_removal(database) == 0


def test_an_audience_that_would_lose_most_counts_too(
    hub: Hub, folder: Path, write_card: WriteCard, enroll: Callable[..., str]
) -> None:
    """Of all cards few go, but one team's laptops would refuse to lose nearly all of theirs."""
    for number in range(80):
        write_card(f"other-{number}", audience="{teams: [enterprise], regions: []}")
    many(write_card, 24, audience="{teams: [midmarket], regions: []}")
    hub.publish(folder)
    enroll(team="Midmarket")
    many(write_card, 24, audience="{teams: [smb], regions: []}")
    with pytest.raises(ContentError, match="24 of 24"):
        hub.publish(folder)
    assert len(hub.publish(folder, retire_most=True).changed) == 24


def test_the_word_goes_out_even_when_nothing_else_changed(
    hub: Hub, database: Database, folder: Path, write_card: WriteCard
) -> None:
    """Laptops that were away for long may lose most cards at once, and wait for the word."""
    write_card("price")
    hub.publish(folder)
    report = hub.publish(folder, retire_most=True)
    assert (report.unchanged, report.generation, mass_removal(database)) == (("price",), 2, 2)


def test_one_card_is_retired(
    hub: Hub, database: Database, folder: Path, write_card: WriteCard
) -> None:
    write_card("price")
    hub.publish(folder)
    assert hub.retire("price") == 2
    assert hub.retire("price") == 2
    assert shelf(database)["price"].state is CardState.RETIRED
    with pytest.raises(HubDataError, match="There is no card “nothing”"):
        hub.retire("nothing")
    assert hub.publish(folder).added == ("price",)
