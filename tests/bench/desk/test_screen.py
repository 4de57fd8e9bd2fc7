"""What is painted is told once the answer to it is on the screen."""

from pathlib import Path

from bench.desk.desktop import opened_desktop, wait_until
from bench.desk.keystrokes import Keystroke, Typing, Typist
from bench.desk.stock import read_texts, stock


def test_every_letter_has_its_moment(tmp_path: Path) -> None:
    stock(tmp_path, 30)
    word = read_texts(tmp_path).typed[0].split()[0]
    with opened_desktop(tmp_path) as opened:
        typist = Typist(opened)
        typist.type(word)
        assert len(typist.strokes) == len(word)
        assert all(0 < stroke.gui <= stroke.whole for stroke in typist.strokes)
        assert opened.window.search.content == word
        assert wait_until(lambda: opened.window.pane.shows_card)


def test_figures_of_many_keystrokes() -> None:
    told = Typing.of([Keystroke(float(n), 1.0, 2.0) for n in range(101)], late=3)
    assert (told.keystrokes, told.late) == (101, 3)
    assert (told.p50, told.p95) == (50.0, 95.0)
