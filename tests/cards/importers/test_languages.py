"""The language of a page."""

from pathlib import PurePosixPath

import pytest

from enablement.cards.importers.languages import (
    Guesser,
    language_code,
    language_in_keys,
    language_in_path,
    majority,
)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("es", "es"),
        ("es_MX", "es"),
        ("EN-us", "en"),
        ("Español", "es"),
        ("English", "en"),
        ("a long text", ""),
        (12, ""),
    ],
)
def test_codes_from_what_people_write(value: object, code: str) -> None:
    assert language_code(value) == code


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("x._es.md", ("es", "x", True)),
        ("x.es.md", ("es", "x", True)),
        ("a/x-es.md", ("es", "a/x", False)),
        ("x_ES.markdown", ("es", "x", False)),
        ("x.pt-BR.md", ("pt", "x", True)),
        ("es/x.md", ("es", "x", False)),
        ("a/es-MX/b/x.md", ("es", "a/b/x", False)),
        ("Español/x.md", ("es", "x", False)),
        ("guide/es.md", ("es", "guide", False)),
        ("x.md", None),
        ("node.js.md", None),
        ("es.md", None),
        ("x.min.md", None),
    ],
)
def test_languages_in_paths(path: str, named: tuple[str, str, bool] | None) -> None:
    found = language_in_path(PurePosixPath(path))
    assert (found and (found.code, found.path, found.sure)) == named


def test_languages_in_keys() -> None:
    assert language_in_keys({"a": 1, "Lang": "es_ES"}) == ("Lang", "es")
    assert language_in_keys({"locale": ["x"], "language": "not a code"}) == ("", "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The price is lower than it seems, because it pays back within a year.", "en"),
        ("El precio es más bajo de lo que parece, porque se paga en un año.", "es"),
        ("Le prix est plus bas qu'il ne semble, car il est amorti en un an.", "fr"),
        ("Contacto y precios para empresas", "es"),
        ("", ""),
        ("OK", ""),
        ("12345 67890", ""),
    ],
)
def test_languages_of_words(guesser: Guesser, text: str, code: str) -> None:
    assert guesser.guess(text) == code


def test_the_majority_decides_for_those_that_do_not_tell() -> None:
    assert majority(["es", "", "es", "en"], "en") == "es"
    assert majority([""], "en") == "en"
