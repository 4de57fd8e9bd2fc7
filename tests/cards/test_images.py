"""The images of a card: found beside it, and nowhere else."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from enablement.cards.files import MAX_IMAGE_BYTES
from enablement.cards.findings import CardFile
from enablement.cards.reader import read_card_file

Write = Callable[[dict[str, str | bytes]], Path]
HEAD = "---\nid: a\nkind: story\ntitle: A\n---\n"


def read(folder: Path) -> CardFile:
    return read_card_file(folder / "en" / "a.md", folder)


def test_an_image_beside_the_card_is_taken_along(write_files: Write, png: bytes) -> None:
    folder = write_files({"en/a.md": f"{HEAD}![Chart](../img/a%20b.png)\n", "img/a b.png": png})
    file = read(folder)
    digest = hashlib.sha256(png).hexdigest()
    assert file.card is not None
    assert file.card.attachments == {"../img/a%20b.png": digest}
    assert file.images == {digest: png}
    assert not file.findings


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("none.png", "not there"),
        ("../../out.png", "outside"),
        ("/etc/hostname", "outside"),
        ("text.png", "not a PNG"),
        ("big.png", "larger than 5 MB"),
        ("x" * 300 + ".png", "cannot be read"),
        ("a%00b.png", "cannot be read"),
    ],
)
def test_an_image_that_cannot_be_had_is_an_error(
    write_files: Write, source: str, word: str, png: bytes
) -> None:
    folder = write_files(
        {
            "en/a.md": f"{HEAD}\nText\n\n![Chart]({source})\n",
            "en/text.png": "no picture",
            "en/big.png": png + b"x" * MAX_IMAGE_BYTES,
        }
    )
    (folder.parent / "out.png").write_bytes(png)
    (found,) = read(folder).findings
    assert (found.code, found.line, found.severity) == ("bad-image", 9, "error")
    assert word in found.sentence


def test_a_link_out_of_the_folder_is_outside(write_files: Write, png: bytes) -> None:
    folder = write_files({"en/a.md": f"{HEAD}![x](link.png)\n"})
    (folder.parent / "out.png").write_bytes(png)
    (folder / "en" / "link.png").symlink_to(folder.parent / "out.png")
    assert "outside" in read(folder).findings[0].sentence


@pytest.mark.parametrize(
    "source",
    ["https://x.example/a.png", "//x.example/a.png", "data:image/png;base64,xx", "FILE:///a.png"],
)
def test_an_image_elsewhere_is_a_warning(write_files: Write, source: str) -> None:
    (found,) = read(write_files({"en/a.md": f"{HEAD}![x]({source})\n"})).findings
    assert (found.code, found.severity) == ("image-elsewhere", "warning")


def test_an_image_without_words_is_a_warning(write_files: Write, png: bytes) -> None:
    folder = write_files({"en/a.md": f"{HEAD}![](a.png) <img src='a.png'>\n", "en/a.png": png})
    assert [found.code for found in read(folder).findings] == ["image-without-words"] * 2
