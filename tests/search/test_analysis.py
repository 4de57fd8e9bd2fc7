"""Both sides of a search see the same words, whatever was written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enablement.search.analysis import (
    LONGEST_LANGUAGE,
    MAX_WORD,
    Analyser,
    base_language,
    fold_word,
    split_words,
)


def singles(text: str) -> list[str]:
    return [word.folded for word in split_words(text).single]


def joined(text: str) -> list[str]:
    return [word.folded for word in split_words(text).joined]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Too EXPENSIVE!", ["too", "expensive"]),
        ("It's 24/7, for $40 a month", ["it's", "24/7", "for", "40", "a", "month"]),
        ("S3, B2B and GPT4", ["s3", "b2b", "and", "gpt4"]),
        ("1,000 or 1.000 or 1000", ["1000", "or", "1000", "or", "1000"]),
        ("99,9 % and 99.9%", ["99.9", "and", "99.9"]),
        ("ana.perez@example.com", ["ana", "perez", "example", "com"]),
        ("C++ and C# in .NET", ["c++", "and", "c#", "in", "net"]),
        ("snake_case", ["snake", "case"]),
        ("¿Cuánto cuesta la implantación?", ["cuanto", "cuesta", "la", "implantacion"]),
        ("Straße Ørsted Łódź œuvre", ["strasse", "orsted", "lodz", "oeuvre"]),
        ("don’t", ["don't"]),
        ("价格太贵", ["价", "格", "太", "贵"]),
        ("हिन्दी में", ["हिनदी", "में"]),
        ("", []),
        ("… — “”", []),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert singles(text) == words


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("e-mail", ["email"]),
        ("a state-of-the-art plant", ["stateoftheart"]),
        ("R&D in the U.S.A.", ["rd", "usa"]),
        ("on - off", []),
        ("end. Begin", []),
        ("价格", ["价格"]),
        ("价 格", []),
    ],
)
def test_forms_that_neighbours_make_together(text: str, forms: list[str]) -> None:
    assert joined(text) == forms


def test_a_composed_and_a_decomposed_letter_are_the_same_word() -> None:
    composed, decomposed = "canción", unicodedata.normalize("NFD", "canción")
    assert composed != decomposed
    assert singles(composed) == singles(decomposed) == ["cancion"]


@given(st.text(max_size=200))
def test_any_text_has_words_that_stand_where_they_say(text: str) -> None:
    words = split_words(text)
    ends = 0
    for word in words.single:
        assert ends <= word.start < word.end <= len(text)
        assert 0 < len(word.folded) <= MAX_WORD
        ends = word.end
    starts = {word.start for word in words.single}
    for word in words.joined:
        assert word.start in starts
        assert word.start < word.end <= len(text)


@given(st.text(max_size=80))
def test_words_found_in_a_text_are_found_again_in_their_own_stretch_of_it(text: str) -> None:
    for word in split_words(text).single:
        assert split_words(text[word.start : word.end]).single


@given(st.text("abcçdéñíóúü ABCÉÑ'’-", max_size=60))
def test_accents_and_case_never_matter(text: str) -> None:
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
    )
    assert singles(text.upper()) == singles(text) == singles(bare)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "price", "pricing"),
        ("en", "implementation", "implemented"),
        ("en", "company's", "companies"),
        ("es", "facturación", "facturaciones"),
        ("es", "caro", "carísimos"),
        ("es", "implantar", "implantación"),
        ("fr", "l'offre", "offres"),
        ("de", "Preise", "preis"),
        ("pt", "preço", "precos"),
        ("it", "prezzi", "prezzo"),
    ],
)
def test_forms_of_a_word_share_their_term(language: str, one: str, other: str) -> None:
    analyser = Analyser(language)
    assert analyser.term(fold_word(one)) == analyser.term(fold_word(other))


def test_a_language_without_a_stemmer_keeps_words_as_they_are() -> None:
    analyser = Analyser("fi")
    assert analyser.term("hinnat") == "hinnat"
    assert not analyser.is_stopword("the")


def test_an_apostrophe_is_kept_out_of_the_vocabulary() -> None:
    assert Analyser("en").surface("don't") == "dont"
    assert Analyser("fr").surface("l'offre") == "offre"
    assert Analyser("fr").surface("aujourd'hui") == "aujourdhui"
    assert Analyser("en").is_stopword("it's")


@given(st.text(min_size=1, max_size=30))
def test_every_word_has_a_term_in_every_language(text: str) -> None:
    for language in ("en", "es", "fr", "xx"):
        analyser = Analyser(language)
        for word in split_words(text):
            assert analyser.term(word.folded)
            assert analyser.surface(word.folded)


@pytest.mark.parametrize(
    ("code", "base"),
    [("en", "en"), ("pt-BR", "pt"), ("es_MX", "es"), (" EN ", "en"), ("", "en"), ("ñ", "en")],
)
def test_the_base_of_a_language_code(code: str, base: str) -> None:
    assert base_language(code) == base


@given(st.text(max_size=30))
def test_any_language_code_has_a_plain_base(code: str) -> None:
    assert base_language(code).isascii()
    assert 0 < len(base_language(code)) <= LONGEST_LANGUAGE
