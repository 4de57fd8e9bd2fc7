"""A few letters find an action."""

from enablement.ui.frame.matching import fit, folded


def test_letters_are_folded() -> None:
    assert folded("Últimas BÚSQUEDAS ñ") == "ultimas busquedas n"


def test_the_beginning_of_words_counts_most() -> None:
    assert fit("pri", "Print…") > fit("pri", "Your price") * 0.9
    assert fit("sync", "Sync now") > fit("sync", "What the sync does…")
    assert fit("dark", "Dark", "View › Colours") > fit("dark", "Copy", "Dark things")
    assert fit("int", "Print…") > fit("pnt", "Print…") > 0


def test_each_word_must_be_found() -> None:
    assert fit("sync today", "Sync now") == 0
    assert fit("now syn", "Sync now") > 0
    assert fit("colours dark", "Dark", "View › Colours") > 0
    assert fit("busq", "Búsquedas recientes") > 0


def test_nothing_typed_fits_nothing() -> None:
    assert fit(" ", "Sync now") == 0
    assert fit("x", "Sync now") == 0
