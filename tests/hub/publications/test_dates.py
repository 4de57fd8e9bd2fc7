"""“Still right”, said on the pages, neither blocks a repository's next publication nor is undone by it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from enablement.errors import HubConflictError
from enablement.hub.access.members import Member
from enablement.hub.access.roles import Role
from enablement.hub.hub import Hub
from enablement.hub.publications.dates import KeptDate

Export = Callable[..., None]
FIRST, CONFIRMED, LATER = date(2026, 12, 31), date(2027, 6, 30), date(2027, 9, 1)


@pytest.fixture
def repository(hub: Hub, folder: Path, write_card: Callable[..., Path]) -> Path:
    """A folder that was published; its file has line ends and a comment of its own."""
    place = write_card("price", verify_by=FIRST.isoformat())
    text = place.read_text("utf-8").replace("kind: objection", "kind:  objection  # says no")
    place.write_bytes(text.replace("\n", "\r\n").encode())
    hub.publish(folder, source="repository")
    return folder


@pytest.fixture
def confirm(hub: Hub, join: Callable[..., Member]) -> Callable[[date], int]:
    """Say that the card is still right."""
    approver = join(Role.APPROVER, "Omar")

    def say(until: date = CONFIRMED) -> int:
        newest = hub.card_revisions.get("price").number
        return hub.verification.still_right(approver, "price", newest, until)

    return say


def change(folder: Path, before: str, after: str) -> None:
    place = folder / "price.md"
    data = place.read_bytes()
    assert before.encode() in data
    place.write_bytes(data.replace(before.encode(), after.encode()))


def until(hub: Hub) -> date | None:
    return hub.card_revisions.get("price").card.verify_by


def test_a_folder_that_changed_nothing_publishes_nothing(
    hub: Hub, repository: Path, confirm: Callable[..., int], export: Export, tmp_path: Path
) -> None:
    written = (repository / "price.md").read_bytes()
    assert confirm() == 2
    for dry_run in (True, False):
        report = hub.publish(repository, source="repository", dry_run=dry_run)
        assert (report.unchanged, report.changed, report.rewritten) == (("price",), (), ())
        assert report.kept_dates == (KeptDate("price", CONFIRMED, FIRST),)
    export(tmp_path / "out")
    out = (tmp_path / "out" / "price.md").read_bytes()
    assert out == written.replace(b"2026-12-31", b"2027-06-30")
    report = hub.publish(tmp_path / "out")
    assert (report.unchanged, report.kept_dates) == (("price",), ())


def test_new_words_go_out_with_the_confirmed_date_however_often(
    hub: Hub, repository: Path, confirm: Callable[..., int], export: Export, tmp_path: Path
) -> None:
    confirm()
    before = "One calm"
    for number, words in enumerate(("One better", "One best", "A short"), 3):
        change(repository, before, words)
        report = hub.publish(repository, source="repository")
        assert (report.changed, len(report.kept_dates)) == (("price",), 1)
        assert hub.publish(repository, source="repository").unchanged == ("price",)
        assert (hub.card_revisions.get("price").number, until(hub)) == (number, CONFIRMED)
        before = words
    export(tmp_path / "out")
    assert (tmp_path / "out" / "price.md").read_bytes() == (
        repository / "price.md"
    ).read_bytes().replace(b"2026-12-31", b"2027-06-30")


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_later_date_of_the_folder_wins(
    hub: Hub, repository: Path, confirm: Callable[..., int]
) -> None:
    confirm()
    change(repository, "2026-12-31", LATER.isoformat())
    report = hub.publish(repository, source="repository")
    assert (report.changed, report.kept_dates, until(hub)) == (("price",), (), LATER)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_folder_that_knows_the_date_may_set_it_back(
    hub: Hub, repository: Path, confirm: Callable[..., int], export: Export
) -> None:
    confirm()
    export(repository)
    change(repository, "2027-06-30", "2027-01-31")
    assert hub.publish(repository).changed == ("price",)
    assert until(hub) == date(2027, 1, 31)
    confirm(LATER)
    assert hub.publish(repository).kept_dates == (KeptDate("price", LATER, date(2027, 1, 31)),)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_overwriting_sets_it_back(hub: Hub, repository: Path, confirm: Callable[..., int]) -> None:
    confirm()
    report = hub.publish(repository, source="repository", overwrite=True)
    assert (report.changed, report.kept_dates, until(hub)) == (("price",), (), FIRST)
    assert hub.publish(repository, source="repository").kept_dates == ()


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_file_without_a_date_gets_one(
    hub: Hub, folder: Path, write_card: Callable[..., Path], confirm: Callable[..., int]
) -> None:
    write_card("price")
    hub.publish(folder)
    confirm()
    assert hub.publish(folder).kept_dates == (KeptDate("price", CONFIRMED, None),)
    assert "verify_by: 2027-06-30\n" in hub.card_revisions.get("price").text


def test_words_of_the_pages_are_still_in_the_way(
    hub: Hub, repository: Path, confirm: Callable[..., int], edit: Callable[..., None]
) -> None:
    confirm()
    text = hub.card_revisions.get("price").text.replace("One calm", "One other")
    edit("price.md", text)
    with pytest.raises(HubConflictError, match="has revision 3, and this folder knows revision 1"):
        hub.publish(repository, source="repository")


def test_the_folder_may_retire_what_was_found_right(
    hub: Hub, repository: Path, write_card: Callable[..., Path], confirm: Callable[..., int]
) -> None:
    confirm()
    (repository / "price.md").unlink()
    write_card("later")
    assert hub.publish(repository, source="repository").retired == ("price",)
