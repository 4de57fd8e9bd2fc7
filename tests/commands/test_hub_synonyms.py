"""Showing and setting marketing's synonyms."""

from pathlib import Path
from typing import Any

RULES = """- {language: en, words: [sso, single sign-on]}
- {language: en, words: [freebie], finds: [free trial, discount]}
"""


def test_what_is_set_is_shown_and_can_be_set_again(run: Any, tmp_path: Path) -> None:
    run("hub", "init")
    assert "There are no synonyms." in run("hub", "synonyms", "show").out
    file = tmp_path / "synonyms.yaml"
    file.write_text(RULES, "utf-8")
    dry = run("hub", "synonyms", "set", file, "--dry-run").out
    assert "new: [en] freebie → free trial, discount" in dry
    assert "dry run" in dry
    assert run("hub", "synonyms", "show", "--json").rows == []
    assert "2 new, 0 gone, 0 as before." in run("hub", "synonyms", "set", file).out
    shown = run("hub", "synonyms", "show").out
    assert "- {language: en, words: [sso, single sign-on]}" in shown.splitlines()
    file.write_text(shown, "utf-8")
    (again,) = run("hub", "synonyms", "set", file, "--json").rows
    assert (again["added"], again["removed"], again["unchanged"]) == ([], [], 2)
    file.write_text("- {language: en, words: [sso, single sign-on]}", "utf-8")
    assert "gone: [en] freebie" in run("hub", "synonyms", "set", file).out


def test_an_error_names_its_line_and_keeps_what_was_there(run: Any, tmp_path: Path) -> None:
    run("hub", "init")
    file = tmp_path / "synonyms.yaml"
    file.write_text(RULES, "utf-8")
    run("hub", "synonyms", "set", file)
    file.write_text(RULES + "- {language: en, words: [sso], find: [saml]}\n", "utf-8")
    failed = run("hub", "synonyms", "set", file)
    assert failed.code == 1
    assert f"{file}:3: A rule has no “find”. It has: language, words, finds." in failed.err
    assert len(run("hub", "synonyms", "show", "--json").rows) == 2
    missing = run("hub", "synonyms", "set", tmp_path / "none.yaml")
    assert (missing.code, "cannot be read" in missing.err) == (1, True)
