"""Checking and importing from the command line."""

from pathlib import Path
from typing import Any


def test_a_good_folder_passes(run: Any, card_folder: Path) -> None:
    done = run("check", card_folder)
    assert (done.code, "2 cards in 2 files: 0 errors" in done.out) == (0, True)


def test_findings_name_file_line_and_how_to_mend(run: Any, card_folder: Path) -> None:
    broken = card_folder / "broken.md"
    broken.write_text('---\nid: broken\nkind: rumour\ntitle: "x"\n---\n## Say this\nHm.\n')
    done = run("check", card_folder)
    assert done.code == 1
    assert f"{broken}:3: error: “rumour” is not a kind of card." in done.out
    rows = [row for row in run("check", card_folder, "--json").rows if row["severity"] == "error"]
    assert [(row["file"], row["line"], row["code"]) for row in rows] == [
        (str(broken), 3, "unknown-kind")
    ]
    assert rows[0]["mend"]


def test_a_folder_that_is_not_there_is_a_sentence(run: Any, tmp_path: Path) -> None:
    for words in (("check", tmp_path / "no"), ("import", tmp_path / "no", "--out", tmp_path / "o")):
        failed = run(*words)
        assert (failed.code, "There is no folder" in failed.err) == (1, True)


def test_an_import_becomes_cards_that_pass(run: Any, tmp_path: Path) -> None:
    source = tmp_path / "wiki"
    source.mkdir()
    (source / "Why us.md").write_text("# Why us\n\nBecause the trucks arrive on time.\n")
    (source / "empty.md").write_text("")
    out = tmp_path / "out"
    rows = {row["source"]: row for row in run("import", source, "--out", out, "--json").rows}
    assert rows["Why us.md"]["status"] == "imported"
    assert rows["empty.md"]["status"] == "refused"
    assert rows["empty.md"]["reason"]
    assert run("check", out).code == 0
    text = run("import", source, "--out", out).out
    assert "empty.md: refused" in text
    assert "1 card written" in text
