"""How soon marketing answers: in words, and on the sheet where a rep asks."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from enablement.library.cards import HeldEntry
from enablement.sync.policies import AnswerTimes
from enablement.sync.protocol import sha256
from enablement.ui.threads.answer_times import usual_words
from enablement.ui.views.threads.ask_sheet import AskSheet


@pytest.mark.parametrize(
    ("hours", "words"),
    [(1, "within 1 hour ("), (23, "within 23 hours ("), (24, "within 1 day ("),
     (25, "within 2 days ("), (48, "within 2 days ("), (49, "within 3 days (")],
)  # fmt: skip
def test_a_time_is_told_as_no_shorter_than_it_was(hours: int, words: str) -> None:
    told = usual_words(AnswerTimes(answered=23, hours=hours, days=90))
    assert words in told
    assert "(23 answers in 90 days)" in told


def test_of_few_answers_nothing_is_told() -> None:
    assert usual_words(AnswerTimes()) == ""
    assert usual_words(AnswerTimes(answered=4, hours=3, days=90)) == ""


def test_a_rep_reads_it_where_they_ask(rep: Any) -> None:
    rep.window.actions_.missing.trigger()
    rep.settle()
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, AskSheet)
    assert sheet.line.text().endswith("the answer comes with a sync.")
    sheet.reject()
    library = rep.library
    data = AnswerTimes(answered=12, hours=30, days=90).to_bytes()
    library.cards.stage({sha256(data): data})
    entry = HeldEntry("policy", "answer-times", 1, sha256(data), 64)
    with library.writing() as writer:
        library.cards.replace(writer, [*library.cards.entries(), entry], [], [])
    rep.window.actions_.missing.trigger()
    rep.settle()
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, AskSheet)
    assert "Marketing usually answers within 2 days (12 answers in 90 days)." in sheet.line.text()
    sheet.text.setPlainText("x" * 5000)
    assert "usually" not in sheet.line.text(), "what is wrong is said alone"
    sheet.reject()
