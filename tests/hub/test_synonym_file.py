"""The file of synonyms: read as people write it, and every error with its line and how to mend it."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.errors import ContentError
from enablement.hub.synonym_file import MAX_RULES, MAX_WORDS, read_synonyms
from enablement.sync.policies import SynonymPolicy, SynonymRule


def read(folder: Path, text: str | bytes) -> tuple[SynonymRule, ...]:
    file = folder / "synonyms.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_synonyms(file).rules


def test_rules_are_kept_once_and_sorted(tmp_path: Path) -> None:
    rules = read(
        tmp_path,
        "\ufeff# ours\n- {language: es_MX, words: [nevera, frigorífico]}\n"
        "- language: en\n  words: [sso, single   sign-on, sso]\n"
        "- {language: en, words: [sso, single sign-on]}\n"
        "- {finds: free trial, language: EN, words: freebie}\n",
    )
    assert rules == (
        SynonymRule(language="en", words=("freebie",), finds=("free trial",)),
        SynonymRule(language="en", words=("sso", "single sign-on")),
        SynonymRule(language="es-mx", words=("nevera", "frigorífico")),
    )


def test_words_stay_what_was_written(tmp_path: Path) -> None:
    (rule,) = read(tmp_path, "- {language: no, words: [on, 24/7, 1.10, 12:30, null, 'a: b']}\n")
    assert (rule.language, rule.words) == ("no", ("on", "24/7", "1.10", "12:30", "null", "a: b"))


def test_none_at_all_must_be_said(tmp_path: Path) -> None:
    assert read(tmp_path, "[]") == ()
    with pytest.raises(ContentError, match=r"yaml:1: The file holds no rules. .*write \[\]"):
        read(tmp_path, "# nothing yet\n")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("synonyms: [a, b]", 1, "is not a list of rules"),
        ("- {language: en, words: [a, b]}\n- sso", 2, "This is not a rule"),
        ("- {language: en, words: [a], find: [b]}", 1, "has no “find”"),
        ("- language: en\n  words: [a, b]\n  words: [c, d]", 3, "“words” stands twice"),
        ("- {words: [a, b]}", 1, "has no “language”"),
        ("- {language: English, words: [a, b]}", 1, "“English” is not a language code"),
        ("- {language: en}", 1, "no list of “words”"),
        ("- {language: en, words: 'a, b'}", 1, "no list of “words”"),
        ("- {language: en, words: {a: b}}", 1, "no list of “words”"),
        ("- {language: en, words: [a, [b]]}", 1, "what is no word"),
        ("- {language: en, words: [a, '-']}", 1, "what is no word"),
        ('- {language: en, words: [a, "b\\ud800"]}', 1, "what is no word"),
        ("- {language: en, words: [a, A]}", 1, "“a” stands alone"),
        ("- {language: en, words: []}", 1, "holds 0 words or phrases"),
        ("- {language: en, words: [a], finds: []}", 1, "“finds” holds 0"),
        ("- {language: en, words: [a], finds: }", 1, "In “finds” stands what is no word"),
        (f"- {{language: en, words: [a, {'b' * 101}]}}", 1, "longer than 100 characters"),
        ("- {language: en, words: [a, b]", 1, "cannot be read here"),
        ("- {language: en, words: [a, *b]}", 1, "read as a reference"),
        ("- a\n- \x07", 2, "cannot be read here"),
        (f"- {{language: en, words: [{', '.join(map(str, range(MAX_WORDS + 1)))}]}}", 1, "holds 51"),
        ("- {language: en, words: [a, b]}\n" * (MAX_RULES + 1), 1, "There are 5001 rules"),
        ("[" * 3000, 1, "cannot be read here"),
        (b"- a\n- \xff", 2, "not UTF-8"),
    ],
)  # fmt: skip
def test_an_error_has_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(ContentError) as raised:
        read(tmp_path, text)
    assert f"synonyms.yaml:{line}: " in str(raised.value)
    assert words in str(raised.value)


def test_all_errors_are_counted_and_the_first_shown(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        read(tmp_path, "- wrong\n" * 9)
    assert ": 9." in str(raised.value)
    assert str(raised.value).count("This is not a rule") == 5


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="larger than 1 MB"):
        read(tmp_path, "#" * (1024 * 1024 + 1))


@given(st.text() | st.text(alphabet='-{}[]:,"ab \n'))
def test_anything_at_all_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    with contextlib.suppress(ContentError):
        rules = read(folder, text.encode("utf-8", "replace"))
        assert SynonymPolicy.from_bytes(SynonymPolicy(rules=rules).to_bytes()).rules == rules
