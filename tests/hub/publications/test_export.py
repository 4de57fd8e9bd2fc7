"""Exporting gives back what was published, byte for byte, and publishing that again changes nothing."""

import base64
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enablement.cards.origin import ORIGIN_FILE, FolderOrigin
from enablement.errors import HubConflictError, HubMissingError
from enablement.hub.hub import Hub

WriteCard = Callable[..., Path]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
Export = Callable[..., None]
Edit = Callable[..., None]
Text = Callable[[str, str], str]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the note of where it came from."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ORIGIN_FILE
    }


_line = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="`[]<>!{}"),
    max_size=30,
)
_ending = st.sampled_from(["\n", "\r\n", "\r"])
_folder = st.lists(st.sampled_from(["en", "es", "más", "a b", "x.y"]), max_size=2)


@st.composite
def _card(draw: st.DrawFn) -> tuple[str, str]:
    """A card's folder and text with a place for its id, written as odd as people write."""
    lines = ["---", "# a comment", "id: {id}", "title: 'T'", "kind: story", "summary: S."]
    if draw(st.booleans()):
        lines.append("x_unknown: {a: [1, 2.50, yes]}   # kept")
    lines += ["---", *draw(st.lists(_line, max_size=3)), "", "## Situation", "words"]
    lines += draw(st.lists(_line, max_size=3))
    text = draw(_ending).join(lines) + draw(st.sampled_from(["", "\n", "\r\n\r\n"]))
    return "/".join(draw(_folder)), ("\ufeff" if draw(st.booleans()) else "") + text


@pytest.fixture
def numbers() -> Iterator[int]:
    return count()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cards=st.lists(_card(), min_size=1, max_size=4))
def test_what_was_published_comes_back_byte_for_byte(
    hub: Hub, tmp_path: Path, numbers: Iterator[int], cards: list[tuple[str, str]], export: Export
) -> None:
    number = next(numbers)
    folder, out = tmp_path / f"in-{number}", tmp_path / f"out-{number}"
    for position, (place, text) in enumerate(cards):
        where = folder / place
        where.mkdir(parents=True, exist_ok=True)
        written = text.replace("{id}", f"card-{number}-{position}")
        (where / f"card {position}.md").write_bytes(written.encode())
    hub.publish(folder, source=f"source {number}")
    export(out, f"source {number}")
    assert tree(out) == tree(folder)
    report = hub.publish(out)
    assert (report.added, report.changed, report.retired) == ((), (), ())
    assert (report.moved, report.rewritten) == ((), ())
    assert len(report.unchanged) == len(cards)
    shutil.rmtree(folder)
    shutil.rmtree(out)


def test_images_come_back_at_their_paths(
    hub: Hub, folder: Path, tmp_path: Path, write_card: WriteCard, export: Export, card_text: Text
) -> None:
    (folder / "en").mkdir()
    (folder / "images").mkdir()
    (folder / "images" / "a chart.png").write_bytes(PIXEL)
    body = "![A chart](../images/a%20chart.png)"
    (folder / "en" / "price.md").write_text(card_text("price", body))
    (folder / "README.md").write_text("Not a card.")
    hub.publish(folder)
    export(tmp_path / "out")
    assert sorted(tree(tmp_path / "out")) == ["en/price.md", "images/a chart.png"]
    assert (tmp_path / "out" / "images" / "a chart.png").read_bytes() == PIXEL
    assert hub.publish(tmp_path / "out").unchanged == ("price",)


def test_a_file_written_differently_is_kept_as_it_is_now(
    hub: Hub, folder: Path, tmp_path: Path, write_card: WriteCard, export: Export
) -> None:
    place = write_card("price")
    first = hub.publish(folder)
    place.write_text(place.read_text().replace("kind: objection", "kind:   objection  # says no"))
    place.rename(folder / "renamed.md")
    report = hub.publish(folder)
    assert (report.unchanged, report.rewritten) == (("price",), ("price",))
    assert report.generation == first.generation, "laptops have nothing to fetch"
    export(tmp_path / "out")
    assert tree(tmp_path / "out") == tree(folder)


def test_cards_of_the_pages_are_exported_too(
    hub: Hub,
    folder: Path,
    tmp_path: Path,
    write_card: WriteCard,
    export: Export,
    edit: Edit,
    card_text: Text,
) -> None:
    write_card("price")
    hub.publish(folder, source="repository")
    edit("", card_text("fresh", "New."))
    edit("price.md", card_text("second", "Same place."))
    export(tmp_path / "out")
    assert sorted(tree(tmp_path / "out")) == ["en/fresh.md", "price-2.md", "price.md"]
    assert FolderOrigin.of(tmp_path / "out").source == "repository"
    report = hub.publish(tmp_path / "out")
    assert report.unchanged == ("fresh", "price", "second")
    assert report.moved == ("fresh", "second"), "from now on the repository has them"
    assert hub.publish(tmp_path / "out").moved == ()


def test_what_was_edited_on_the_pages_goes_through_the_repository_unchanged(
    hub: Hub, folder: Path, write_card: WriteCard, export: Export, edit: Edit, card_text: Text
) -> None:
    place = write_card("price")
    hub.publish(folder, source="repository")
    text = card_text("price", "Better, from the pages.")
    edit("price.md", text)
    export(folder)
    assert place.read_text() == text
    report = hub.publish(folder)
    assert (report.unchanged, report.changed, report.rewritten) == (("price",), (), ())
    place.write_text(text.replace("Better", "Best"))
    assert hub.publish(folder).changed == ("price",), "the folder knew the revision of the pages"


def test_two_sources_at_one_path_are_told_apart(
    hub: Hub, folder: Path, tmp_path: Path, write_card: WriteCard, export: Export
) -> None:
    write_card("price").rename(folder / "card.md")
    hub.publish(folder, source="one")
    write_card("later").rename(folder / "card.md")
    hub.publish(folder, source="two")
    with pytest.raises(HubConflictError, match=r"“price” and “later” lie at card\.md"):
        hub.exporter.export()
    export(tmp_path / "one", "one")
    assert b"id: price" in tree(tmp_path / "one")["card.md"]
    with pytest.raises(HubMissingError, match="Nothing was published as “three”"):
        hub.exporter.export("three")


def test_an_export_names_the_files_of_retired_cards(
    hub: Hub, folder: Path, write_card: WriteCard, export: Export
) -> None:
    write_card("price")
    write_card("later")
    hub.publish(folder)
    hub.retire("later")
    origin = hub.exporter.export().origin
    assert (dict(origin.retired), sorted(origin.cards)) == ({"later": "later.md"}, ["price"])


def test_a_card_of_before_its_file_was_kept_is_written_anew(
    hub: Hub, tmp_path: Path, export: Export, edit: Edit, card_text: Text
) -> None:
    edit("", card_text("old", "Old."), kept=False)
    export(tmp_path / "out")
    assert hub.publish(tmp_path / "out").unchanged == ("old",)
