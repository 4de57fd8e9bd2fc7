"""Taking a pasted text apart: its sentences, and what around them is left out."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enablement.search.sentences import LONGEST, Sentence, split_clauses, split_sentences

PIECES = st.sampled_from(
    [
        "Hi Ana,\n", "\n\n", "\r\n", "> ", "- ", "-- \n", "Regards\n", "From: me\n", ". ", "? ", "; ",
        " but ", " y ", ", ", "¿", "e.g. ", "3.5 ", "Mr. ", "it is too expensive", "\u2028", "\x1c",
        "价格太高了。", "كلفة", "👩‍🔧", "\ud800", "é", " ", "word ",
    ]
)  # fmt: skip
PASTES = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


def texts(paste: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(paste)]


@pytest.mark.parametrize(
    ("paste", "expected"),
    [
        ("Too dear. Too slow!", ["Too dear.", "Too slow!"]),
        ("Is it safe?! Really…  yes", ["Is it safe?!", "Really…", "yes"]),
        ("Mr. Ek called, e.g. on Monday.", ["Mr. Ek called, e.g. on Monday."]),
        ("Son aprox. 3.5 días, dice la Sra. Paz.", ["Son aprox. 3.5 días, dice la Sra. Paz."]),
        ("Two years ago. Then no. Then yes.", ["Two years ago.", "Then no.", "Then yes."]),
        ("¿Es seguro? ¡No lo creo!", ["¿Es seguro?", "¡No lo creo!"]),
        ("价格太高了。太慢了。", ["价格太高了。", "太慢了。"]),
        ('He said "no." We left.', ['He said "no."', "We left."]),
    ],
)
def test_a_sentence_ends_where_people_see_it_end(paste: str, expected: list[str]) -> None:
    assert texts(paste) == expected


def test_a_wrapped_line_goes_on_and_a_short_one_ends() -> None:
    wrapped = "The price that you gave us for the stores is\nway over what we wanted."
    assert texts(wrapped) == [wrapped.replace("\n", " ")]
    assert texts("too expensive\nno budget") == ["too expensive", "no budget"]
    assert texts("Too expensive,\nand too slow.") == ["Too expensive, and too slow."]


def test_a_blank_line_and_a_bullet_end_a_sentence() -> None:
    long = "a line that is long enough to have been wrapped there"
    assert texts(f"{long}\n\nnext") == [long, "next"]
    for bullet in ("- ", "* ", "• ", "1. ", "2) ", "a) ", "  – "):
        assert texts(f"{long}\n{bullet}next") == [long, "next"]


@pytest.mark.parametrize(
    "line",
    [
        "Hi Ana,", "Dear Mr. Lindqvist,", "Good morning", "Jonas,", "Estimado Sr. Salas:", "Hola, Diego:",
        "Diego, buenas tardes:", "From: Ana <ana@example.com>", "De: Ana", "Enviado el: martes",
        "Subject: too expensive", "Asunto: es muy caro", "-----Original Message-----",
        "On Mon, 9 Nov 2026 at 09:14, Jonas Ek <jonas@example.com> wrote:",
        "El lun, 9 nov 2026, Diego Salas escribió:", "Sent from my iPhone", "> too expensive",
        ">> it is too expensive", "Best regards,", "Un saludo,", "Thanks!", "Atentamente", "-- ",
    ],
)  # fmt: skip
def test_what_surrounds_a_message_is_left_out(line: str) -> None:
    assert texts(f"We need more time.\n\n{line}\n") == ["We need more time."]
    assert texts(line if not line.startswith(">") else "") == []


def test_a_greeting_before_a_sentence_is_cut_off() -> None:
    assert texts("Hola Diego: es muy caro.") == ["es muy caro."]
    assert texts("Hi, it is too expensive for us, really.") == [
        "it is too expensive for us, really."
    ]


def test_a_signature_ends_where_a_message_goes_on() -> None:
    paste = (
        "No.\n\nBest regards,\nAna Paz\nDirector of Stores\n\nBright Market, Inc.\nTel. +1 614 555\n\n"
        "P.S. What about the price?\n\nHola Diego:\nnosotros tampoco.\n"
    )
    assert texts(paste) == ["No.", "P.S. What about the price?", "nosotros tampoco."]
    assert texts("No.\n-- \nAna Paz\nWe are hiring people now.\n\nOn Monday, 3 May, Jo wrote:\nYes") == [
        "No.",
        "Yes",
    ]  # fmt: skip


def test_a_text_that_is_all_quoted_is_what_was_pasted() -> None:
    paste = "> it is too expensive for what it does and we\n> cannot pay it\n>\n> no budget"
    assert texts(paste) == [
        "it is too expensive for what it does and we cannot pay it",
        "no budget",
    ]


def test_a_very_long_sentence_is_cut_at_a_clause() -> None:
    paste = ", ".join(f"word number {number}" for number in range(200))
    found = texts(paste)
    assert max(map(len, found)) <= LONGEST
    assert all(text.startswith("word number") for text in found)
    assert "".join(texts("x" * 3000)) == "x" * 3000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It's too expensive and we already use Veldt",
            ["It's too expensive", "and we already use Veldt"],
        ),
        (
            "Nos gusta mucho, pero es caro; y además ¿quién lo usa?",
            ["Nos gusta mucho,", "pero es caro;", "y además ¿quién lo usa?"],
        ),
        ("fish and chips", ["fish and chips"]),
        ("one", ["one"]),
    ],
)
def test_clauses_are_what_could_stand_alone(text: str, expected: list[str]) -> None:
    (sentence,) = split_sentences(text)
    assert [clause.text for clause in split_clauses(sentence, text)] == expected


def assert_in_order(parts: list[Sentence], paste: str, start: int, end: int) -> None:
    for part in parts:
        assert start <= part.start < part.end <= end
        assert part.text
        assert not set("\n\r") & set(part.text)
        assert [char for char in part.text if char.isalnum()] == [
            char for char in paste[part.start : part.end] if char.isalnum()
        ]
        start = part.end


@given(PASTES)
@example("." * 20_000 + "x" + " " * 20_000 + "> " * 5_000)
@example("\n>\n> a\n\x85b\u2029> c")
def test_sentences_of_any_text_are_in_order_inside_it_and_apart(paste: str) -> None:
    sentences = split_sentences(paste)
    assert_in_order(sentences, paste, 0, len(paste))
    for sentence in sentences:
        clauses = split_clauses(sentence, paste)
        assert_in_order(clauses, paste, sentence.start, sentence.end)
        assert clauses
