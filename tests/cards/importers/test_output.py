"""The folder an import writes to."""

import errno
import json
from pathlib import Path

import pytest

from enablement.cards.importers.output import MANIFEST, Output
from enablement.errors import ContentError


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_files_are_written_and_stale_ones_removed(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    Output.open(source, out).replace_all({"en/a.md": b"a", "en/b.md": b"b", "images/c.png": b"c"})
    Output.open(source, out).replace_all({"en/a.md": b"a2"})
    assert names(out) == [MANIFEST, "en/a.md"]
    assert (out / "en/a.md").read_bytes() == b"a2"
    assert not (out / "images").exists()


def test_files_that_stay_the_same_are_not_touched(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    Output.open(source, out).replace_all({"a.md": b"a"})
    before = (out / "a.md").stat().st_mtime_ns
    Output.open(source, out).replace_all({"a.md": b"a"})
    assert (out / "a.md").stat().st_mtime_ns == before


@pytest.mark.parametrize("place", [".", "inner", ".."])
def test_folders_that_lie_one_in_the_other(source: Path, place: str) -> None:
    with pytest.raises(ContentError, match="one in the other"):
        Output.open(source, source / place)


def test_a_file_of_someone_else_is_never_touched(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "sub").mkdir(parents=True)
    (out / "sub" / "mine.txt").write_text("mine")
    with pytest.raises(ContentError, match=r"holds sub/mine.txt.*empty folder"):
        Output.open(source, out)


def test_hidden_files_do_not_matter(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / ".git").mkdir(parents=True)
    (out / ".git" / "x").write_text("x")
    Output.open(source, out).replace_all({"a.md": b"a"})
    assert (out / ".git" / "x").exists()


def test_a_card_changed_by_hand_is_not_overwritten(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    Output.open(source, out).replace_all({"a.md": b"a"})
    (out / "a.md").write_bytes(b"better")
    with pytest.raises(ContentError, match="changed since"):
        Output.open(source, out)


def test_a_file_where_the_folder_should_be(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(ContentError, match="is a file"):
        Output.open(source, tmp_path / "out")


@pytest.mark.parametrize("text", ["{", "[]", '{"files": 1}', '{"files": {"a": 1}}'])
def test_a_broken_list_of_what_is_ours(source: Path, tmp_path: Path, text: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / MANIFEST).write_text(text)
    with pytest.raises(ContentError, match="cannot be read"):
        Output.open(source, out)


def test_an_import_cut_short_can_be_run_again(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    Output.open(source, out).replace_all({"a.md": b"old", "b.md": b"old"})
    broken = Output.open(source, out)
    (out / "c.md").mkdir()  # where a file should be: writing stops there
    with pytest.raises(ContentError, match="cannot be written"):
        broken.replace_all({"a.md": b"new", "b.md": b"new", "c.md": b"new"})
    assert (out / "a.md").read_bytes() == b"new"
    (out / "c.md").rmdir()
    Output.open(source, out).replace_all({"a.md": b"new", "b.md": b"new", "c.md": b"new"})
    assert [len(marks) for marks in json.loads((out / MANIFEST).read_text())["files"].values()] == [
        1,
        1,
        1,
    ]


def test_a_full_disk_is_said_in_a_sentence(source: Path) -> None:
    class Full(Output):
        def _write(self, name: str, data: bytes) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(ContentError, match=r"disk is full.*Make room"):
        Full(source / "out").replace_all({"a.md": b"a"})
