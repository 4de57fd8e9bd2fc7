"""Which files of a folder may become cards; every other is named with its reason."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from enablement.cards.importers.report import FileReport
from enablement.cards.importers.sources import Role, list_sources
from enablement.errors import ContentError

Write = Callable[[dict[str, str | bytes]], Path]


def listed(folder: Path) -> tuple[dict[str, Role], dict[str, FileReport]]:
    report: list[FileReport] = []
    sources = list_sources(folder, report)
    return {source.name.as_posix(): source.role for source in sources}, {
        file.source: file for file in report
    }


def test_roles_by_ending(write_files: Write) -> None:
    names = ["a.md", "b.MARKDOWN", "c.mdx", "d.yml", "e.yaml", "f.PNG", "g", "h.txt", "Release 2.0"]
    roles, _report = listed(write_files({name: name for name in names}))
    assert roles == {
        "a.md": Role.PAGE, "b.MARKDOWN": Role.PAGE, "c.mdx": Role.PAGE, "d.yml": Role.STORIES,
        "e.yaml": Role.STORIES, "f.PNG": Role.PICTURE, "g": Role.UNSURE, "h.txt": Role.UNSURE,
        "Release 2.0": Role.UNSURE,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("a.pdf", ".pdf file"),
        ("a.html", ".html file"),
        ("LICENSE", "about the folder"),
        ("CHANGELOG.md", "about the folder"),
        ("synonyms.yaml", "about the folder"),
        (".github.md", "hidden"),
    ],
)
def test_other_files_are_refused_with_the_reason(write_files: Write, name: str, word: str) -> None:
    roles, report = listed(write_files({name: "words"}))
    assert roles == {}
    assert report[name].status == "refused"
    assert word in report[name].reason


def test_hidden_and_made_folders_are_one_line_each(write_files: Write) -> None:
    _roles, report = listed(
        write_files({".git/a": "x", ".git/b": "x", "node_modules/c/d.md": "x", "e.md": "x"})
    )
    assert sorted(report) == [".git/", "e.md", "node_modules/"]


def test_links(write_files: Write, tmp_path: Path) -> None:
    folder = write_files({"sub/a.md": "x"})
    (tmp_path / "out.md").write_text("secret")
    (folder / "out.md").symlink_to(tmp_path / "out.md")
    (folder / "inner.md").symlink_to("sub/a.md")
    (folder / "lost.md").symlink_to("nowhere")
    (folder / "round.md").symlink_to("round.md")
    (folder / "folder").symlink_to("sub")
    roles, report = listed(folder)
    assert list(roles) == ["sub/a.md"]
    assert {name for name, file in report.items() if file.status == "refused"} == {
        "out.md", "inner.md", "lost.md", "round.md", "folder/",
    }  # fmt: skip


def test_a_pipe_is_no_file(write_files: Write) -> None:
    folder = write_files({})
    os.mkfifo(folder / "pipe.md")
    assert "cannot be read" not in listed(folder)[1]["pipe.md"].notes
    assert listed(folder)[1]["pipe.md"].status == "refused"


def test_a_name_that_is_no_utf8(write_files: Write) -> None:
    folder = write_files({})
    Path(os.fsdecode(os.fsencode(folder) + b"/a\xff.md")).write_text("x")
    assert list(listed(folder)[0]) == ["a\ufffd.md"]


def test_the_same_bytes_again_are_a_duplicate(write_files: Write) -> None:
    roles, report = listed(write_files({"b.md": "same", "a.md": "same", "c.md": "", "d.md": ""}))
    assert list(roles) == ["a.md", "c.md", "d.md"]
    assert report["b.md"].status == "duplicate"
    assert "a.md" in report["b.md"].reason


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="There is no folder"):
        list_sources(tmp_path / "none", [])
