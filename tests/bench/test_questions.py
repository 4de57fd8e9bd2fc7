"""What is asked of made-up cards: each case has the shape that its name says."""

from itertools import islice

from bench.engines.engine import Question
from bench.made_cards import MadeCards
from bench.questions import PASTE_WORDS, QuestionMaker


def _asked(made: MadeCards, case: str, times: int = 30) -> list[list[Question]]:
    maker = QuestionMaker(made, seed=1).cases()[case]
    return [list(maker()) for _ in range(times)]


def test_the_same_seed_asks_the_same(made: MadeCards) -> None:
    assert _asked(made, "words") == _asked(made, "words")


def test_words_are_a_few_of_one_card(made: MadeCards) -> None:
    texts = {card.id: " ".join([card.title, *card.says, card.summary]) for card in made.cards}
    for (question,) in _asked(made, "words"):
        words = question.text.split()
        assert 1 <= len(words) <= 4
        assert any(all(word in text.lower() for word in words) for text in texts.values())


def test_a_question_is_long(made: MadeCards) -> None:
    lengths = [len(question.text.split()) for (question,) in _asked(made, "question")]
    assert all(7 <= length <= 14 for length in lengths)
    assert max(lengths) > 10


def test_keystrokes_are_every_state_of_the_box_once(made: MadeCards) -> None:
    for questions in _asked(made, "keystroke"):
        texts = [question.text for question in questions]
        assert len(texts) == len(set(texts))
        assert all(texts[-1].startswith(text) for text in texts)
        assert len(texts) == len(texts[-1].replace(" ", ""))
        assert all(question.unfinished for question in questions)


def test_a_typing_error_changes_one_word(made: MadeCards) -> None:
    known = {word for made_words in made.vocabularies.values() for word in made_words.words}
    unknown = [
        [word for word in question.text.split() if word not in known]
        for (question,) in _asked(made, "typo")
    ]
    assert all(len(words) <= 2 for words in unknown)
    assert sum(map(bool, unknown)) > 20


def test_a_filter_is_a_value_that_some_card_has(made: MadeCards) -> None:
    for (question,) in _asked(made, "filter"):
        ((name, value),) = question.chosen
        assert any(
            value == card.kind.value if name == "kind" else value in card.facet(name)
            for card in made.cards
        )


def test_a_paste_is_a_mail_of_2000_words(made: MadeCards) -> None:
    for (question,) in islice(_asked(made, "paste", 2), 2):
        assert abs(len(question.text.split()) - PASTE_WORDS) < 100
        assert not question.typed
