"""Which files of a folder are cards, and which bytes are images."""

from collections.abc import Callable
from pathlib import Path

import pytest

from enablement.cards.files import card_files, image_type
from enablement.errors import ContentError


def test_cards_are_markdown_files_in_a_steady_order(write_files: Callable[..., Path]) -> None:
    names = [
        "b.md",
        "a/z.MD",
        "a/b.markdown",
        "README.md",
        "License.md",
        ".x.md",
        ".git/y.md",
        "t.txt",
    ]
    folder = write_files(dict.fromkeys(names, "x"))
    found = [path.relative_to(folder).as_posix() for path in card_files(folder)]
    assert found == ["b.md", "a/b.markdown", "a/z.MD"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="There is no folder"):
        list(card_files(tmp_path / "none"))


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"\x89PNG\r\n\x1a\nx", "image/png"),
        (b"\xff\xd8\xffx", "image/jpeg"),
        (b"GIF89ax", "image/gif"),
        (b"RIFFxxxxWEBPx", "image/webp"),
        (b"RIFFxxxxWAVEx", None),
        (b"<svg>", None),
        (b"", None),
    ],
)
def test_images_are_told_by_their_first_bytes(data: bytes, media: str | None) -> None:
    assert image_type(data) == media
