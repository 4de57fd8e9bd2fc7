"""Story or objection."""

from pathlib import PurePosixPath

import pytest

from enablement.cards.importers.kinds import choose_kind, is_buyers_voice, is_response
from enablement.cards.importers.report import FileReport


@pytest.mark.parametrize(
    "title",
    [
        "It is too expensive", "We already have Acme", "Why should I pay for this?", "Is it secure?", "No budget",
        "We don't need another tool", "Too complicated", "Not now", "Your price is higher than theirs",
        "Send me some information", "¿Por qué es tan caro?", "Es demasiado caro", "No tenemos presupuesto",
        "Ya tenemos un proveedor", "How hard is it to set up?", "How do you protect our data?",
    ],
)  # fmt: skip
def test_a_buyers_voice(title: str) -> None:
    assert is_buyers_voice(title)


@pytest.mark.parametrize(
    "title",
    [
        "Release notes", "How Pages works", "Acme saves 31 %", "What is cloud computing?", "Pricing",
        "This is the new dashboard", "Our customer service objectives", "Tooling", "Notes for October",
    ],
)  # fmt: skip
def test_not_a_buyers_voice(title: str) -> None:
    assert not is_buyers_voice(title)


@pytest.mark.parametrize(
    ("path", "title", "body", "values", "kind", "word"),
    [
        ("a.md", "A", "", {"kind": "Battle card"}, "objection", "kind"),
        ("a.md", "A", "", {"categories": ["news", "x"]}, "story", "categories"),
        ("a.md", "A", "", {"objection": "Too expensive"}, "objection", "objection"),
        ("a.md", "A", "", {"response": "It pays back."}, "objection", "response"),
        ("faq/a.md", "A", "", {}, "objection", "faq"),
        ("competitors/acme.md", "Acme", "", {}, "objection", "competitors"),
        ("customer-stories/a.md", "Why should I?", "", {}, "story", "customer-stories"),
        ("a.md", "Common objections", "", {}, "objection", "title"),
        ("a.md", "Us vs. Acme", "", {}, "objection", "comparison"),
        ("a.md", "It is too expensive", "", {}, "objection", "buyer"),
        ("a.md", "A", "## How to respond\n\nx\n", {}, "objection", "section"),
        ("a.md", "A", "## Respuesta\n\nx\n", {}, "objection", "section"),
        ("a.md", "A", "## Handling errors\n\nx\n", {}, "story", "nothing"),
    ],
)
def test_the_kind_and_why(
    path: str, title: str, body: str, values: dict[str, object], kind: str, word: str
) -> None:
    file = FileReport(path)
    assert choose_kind(PurePosixPath(path), title, body, values, file) == kind
    assert word in file.notes[0]


@pytest.mark.parametrize(
    ("heading", "response"),
    [("Response", True), ("**Our answer:**", True), ("Di esto", True), ("Response times", False)],
)
def test_headings_of_answers(heading: str, *, response: bool) -> None:
    assert is_response(heading) is response
