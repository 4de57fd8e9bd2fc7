"""A folder does not undo what was done on the pages since it last knew of it, unless it is meant."""

from collections.abc import Callable
from pathlib import Path

import pytest

from enablement.errors import HubConflictError
from enablement.hub.access.members import OPERATOR
from enablement.hub.database import Database
from enablement.hub.hub import Hub
from enablement.hub.shelf import CardState, read_shelf

WriteCard = Callable[..., Path]
Export = Callable[..., None]
Edit = Callable[..., None]
Text = Callable[[str, str], str]


@pytest.fixture
def edited(hub: Hub, folder: Path, write_card: WriteCard, edit: Edit, card_text: Text) -> Path:
    """A folder that was published, and one of whose two cards was edited on the pages since."""
    write_card("price")
    write_card("later")
    hub.publish(folder, source="repository")
    text = card_text("price", "From the pages.")
    edit("price.md", text)
    return folder


def test_a_card_edited_since_is_not_overwritten(hub: Hub, edited: Path) -> None:
    (edited / "later.md").unlink()
    for dry_run in (True, False):
        with pytest.raises(HubConflictError) as raised:
            hub.publish(edited, source="repository", dry_run=dry_run)
        assert raised.value.sentence() == (
            "“price” was edited on the pages since: the hub has revision 2, "
            "and this folder knows revision 1."
        )
        assert "--overwrite" in raised.value.how_to_mend()
    assert hub.status().cards == 2


def test_overwriting_it_is_possible_when_meant(hub: Hub, edited: Path) -> None:
    assert hub.publish(edited, source="repository", overwrite=True).changed == ("price",)
    assert hub.publish(edited, source="repository").unchanged == ("later", "price")


def test_the_folder_may_not_retire_it_either(hub: Hub, database: Database, edited: Path) -> None:
    (edited / "price.md").unlink()
    with pytest.raises(HubConflictError, match="“price” was edited"):
        hub.publish(edited, source="repository")
    with database.reading() as connection:
        assert read_shelf(connection)["price"].state is CardState.PUBLISHED


def test_what_was_exported_is_known(
    hub: Hub, edited: Path, export: Export, card_text: Text
) -> None:
    export(edited)
    (edited / "price.md").write_text(card_text("price", "Merged."))
    assert hub.publish(edited).changed == ("price",)
    (edited / "price.md").write_text(card_text("price", "Again."))
    assert hub.publish(edited).changed == ("price",), "its own publications are known as well"


def test_what_was_edited_after_the_export_is_not(
    hub: Hub, edited: Path, export: Export, edit: Edit, card_text: Text
) -> None:
    export(edited)
    again = card_text("price", "From the pages again.")
    edit("price.md", again)
    (edited / "price.md").write_text(card_text("price", "Mine."))
    with pytest.raises(HubConflictError, match="has revision 3, and this folder knows revision 2"):
        hub.publish(edited)


def test_the_note_of_another_hub_tells_nothing(
    hub: Hub, edited: Path, export: Export, card_text: Text
) -> None:
    export(edited)
    note = edited / ".enablement-hub.json"
    note.write_text(note.read_text().replace(hub.hub_id, "another"))
    (edited / "price.md").write_text(card_text("price", "Mine."))
    with pytest.raises(HubConflictError, match="this folder knows revision 1"):
        hub.publish(edited, source="repository")


def test_several_are_counted(hub: Hub, edited: Path, edit: Edit, card_text: Text) -> None:
    text = card_text("later", "From the pages too.")
    edit("later.md", text)
    with pytest.raises(
        HubConflictError, match="2 cards were edited on the pages since: later, price"
    ):
        hub.publish(edited, source="repository")


def test_a_recalled_card_does_not_come_back_by_accident(
    hub: Hub, folder: Path, write_card: WriteCard
) -> None:
    write_card("price")
    write_card("later")
    hub.publish(folder)
    hub.recalling.recall(OPERATOR, "price", "The figure is wrong.")
    for dry_run in (True, False):
        with pytest.raises(HubConflictError, match=r"“price” was recalled: The figure is wrong\."):
            hub.publish(folder, dry_run=dry_run)
    write_card("price", "Mended.")
    assert hub.publish(folder, overwrite=True).added == ("price",)
    assert hub.coverage.overview().recalls == (), "it is recalled no more"
    assert hub.publish(folder).unchanged == ("later", "price")
