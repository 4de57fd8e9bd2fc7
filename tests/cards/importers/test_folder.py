"""Whole folders, as they are out there, become cards that pass the checker."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from enablement.cards.importers.folder import import_folder
from enablement.cards.importers.languages import Guesser
from enablement.cards.reader import read_card_file
from enablement.errors import ContentError

RunImport = Callable[..., Any]
Write = Callable[[dict[str, str | bytes]], Path]
EN = "This is a text in English, which explains why the price is lower than it seems.\n"
ES = "Este es un texto en español, que explica por qué el precio es más bajo de lo que parece.\n"


def test_a_page_without_front_matter(run_import: RunImport) -> None:
    found = run_import(
        {"docs/why-it-pays.md": f"# It **pays** back\n\n{EN}\n### Proof\n\nNumbers.\n"}
    )
    card = found.only
    assert (card.id, card.title, card.kind, card.language) == (
        "why-it-pays",
        "It pays back",
        "story",
        "en",
    )
    assert card.summary == EN.strip()
    assert card.body == f"{EN}\n## Proof\n\nNumbers.\n"
    assert found.file("docs/why-it-pays.md").cards == ["en/why-it-pays.md"]
    assert any("main heading" in note for note in found.file("docs/why-it-pays.md").notes)


def test_a_title_in_the_buyers_voice_is_also_the_buyers_words(run_import: RunImport) -> None:
    assert run_import({"a.md": f"# It is too expensive\n\n{EN}"}).only.says == (
        "It is too expensive",
    )


def test_a_card_of_our_own_format_comes_back_the_same(run_import: RunImport) -> None:
    text = (
        "---\nid: price-high\nkind: objection\ntitle: It costs more\nlanguage: en\nsummary: What to say.\n"
        "says: [too expensive]\nproducts: [Pump]\naudience:\n  teams: [field]\nowner: a@example.com\n"
        "valid_from: 2026-01-01\nverify_by: 2026-12-31\nexpires: 2027-01-01\nshareable: true\ncampaign: spring\n"
        "---\n## Say this\n\nIt pays back.\n\n## Avoid\n\nNot this.\n"
    )
    found = run_import({"price-high.md": text})
    assert (found.out / "en" / "price-high.md").read_text() == text


@pytest.mark.parametrize("name", ["x._es.md", "x.es.md", "x-es.md", "es/x.md", "x_ES.markdown"])
def test_translations_by_their_names(run_import: RunImport, name: str) -> None:
    found = run_import({"x.md": EN, name: ES})
    assert found.cards["x"].language == "en"
    assert found.cards["x-es"].language == "es"
    assert found.cards["x-es"].translation_of == "x"
    assert found.cards["x-es"].title == "X"


def test_languages_by_key_by_words_and_by_the_majority(run_import: RunImport) -> None:
    files = {
        "a.md": f"---\nlang: es_MX\n---\n{EN}",
        "b.md": ES,
        "c.md": "OK 24.\n",
        "d.md": ES.replace("texto", "mensaje"),
    }
    found = run_import(files)
    assert {card.id: card.language for card in found.cards.values()} == dict.fromkeys("abcd", "es")
    assert found.cards["a"].extra == {"lang": "es_MX"}
    assert any("too few" in note for note in found.file("c.md").notes)


def test_the_language_that_was_named_is_for_files_that_do_not_tell(run_import: RunImport) -> None:
    found = run_import(
        {"a.md": EN, "b.es.md": ES, "c.md": "---\nlanguage: fr\n---\nText.\n"}, language="pt_BR"
    )
    assert [found.cards[name].language for name in ("a", "b-es", "c")] == ["pt", "es", "fr"]


def test_a_named_language_that_is_none(write_files: Write, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="not a language code"):
        import_folder(write_files({}), tmp_path / "out", language="not one")


def test_all_the_text_in_front_matter(run_import: RunImport) -> None:
    found = run_import(
        {"a.md": "---\ntitle: Bank\nsituation: Forty branches.\nresult: '-31 %'\n---\n"}
    )
    assert found.only.body == "## Situation\n\nForty branches.\n\n## Result\n\n-31 %\n"


def test_values_that_are_not_what_their_key_says(run_import: RunImport) -> None:
    text = "---\ntitle: A\nlast_verified: To be verified\nverify_by: soon\ndate: 2031-01-01\nkind: poem\n---\nText of it.\n"
    assert run_import({"a.md": text}).only.extra == {
        "last_verified": "To be verified", "date": "2031-01-01", "imported_kind": "poem", "imported_verify_by": "soon",
    }  # fmt: skip


def test_broken_front_matter_loses_no_value(run_import: RunImport) -> None:
    text = '---\ntitle: Price: too high\nlead: *very* good words about it\nnote: "a "b" c"\n\tsize: 1\n---\nText of it.\n'
    card = run_import({"a.md": text}).only
    assert card.title == "Price: too high"
    assert card.summary == "*very* good words about it".replace("*", "")
    assert "size: 1" in str(card.extra)


def test_text_with_nul_bytes_twice_decoded_and_with_ligatures(run_import: RunImport) -> None:
    found = run_import(
        {
            "a.md": "# El aÃ±o\0\r\n\r\nLa o\ufb01cina \u200bcuesta menos este aÃ±o, dicen todos.\r\n".encode()
        }
    )
    assert found.only.title == "El año"
    assert found.only.body == "La oficina cuesta menos este año, dicen todos.\n"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_other_encodings(run_import: RunImport, encoding: str) -> None:
    assert run_import({"a.md": f"# Año\n\n{ES}".encode(encoding)}).only.title == "Año"


def test_a_page_of_html_alone(run_import: RunImport) -> None:
    html = "<div class='x'><h1>Why <em>us</em></h1>\n  <p>It pays back &lt;fast&gt; for all.</p><ul><li>one</li></ul></div>"
    card = run_import({"a.md": html}).only
    assert card.title == "Why us"
    assert card.body == "It pays back &lt;fast&gt; for all.\n\n- one\n"


def test_names(run_import: RunImport) -> None:
    deep = "/".join(["d" * 60] * 4) + "/" + "e" * 100 + ".md"
    found = run_import(
        {
            deep: "Text one is here.\n",
            "Año ñ.md": "Text two is here.\n",
            "a/B.md": "Three words here.\n",
            "a/b.md": "Four words here.\n",
        }
    )
    assert len(deep) > 250
    assert "ano-n" in found.cards
    assert len(found.cards) == 4
    assert max(len(path.name) for path in (found.out / "en").iterdir()) <= 110


def test_every_file_is_accounted_for(run_import: RunImport, png: bytes) -> None:
    files: dict[str, str | bytes] = {
        "a.md": EN, "b.md": EN, "c.md": "", "LICENSE": "x", "d.pdf": b"%PDF", "e.png": png, ".hidden": "x", ".git/x": "x",
        "README.md": f"# Our folder\n\n{EN}", "noext": f"# Page\n\n{EN}", "binary": bytes(range(256)),
    }  # fmt: skip
    found = run_import(files)
    assert {file.source: file.status.value for file in found.report.files} == {
        "a.md": "imported", "b.md": "duplicate", "c.md": "refused", "LICENSE": "refused", "d.pdf": "refused",
        "e.png": "refused", ".hidden": "refused", ".git/": "refused", "README.md": "imported", "noext": "imported",
        "binary": "refused",
    }  # fmt: skip
    assert all(file.reason or file.status == "imported" for file in found.report.files)
    assert "our-folder" in found.cards


def test_translated_questions_pair_one_by_one(run_import: RunImport) -> None:
    english = f"# FAQ\n\n## Is it fast?\n\nYes, {EN}\n## Is it safe?\n\nYes, {EN}"
    spanish = f"# Preguntas frecuentes\n\n## ¿Es rápido?\n\nSí, {ES}\n## ¿Es seguro?\n\nSí, {ES}"
    found = run_import({"en/faq.md": english, "es/faq.md": spanish})
    assert {card.title: card.translation_of for card in found.cards.values() if card.language == "es"} == {
        "¿Es rápido?": "is-it-fast", "¿Es seguro?": "is-it-safe",
    }  # fmt: skip
    assert {card.kind for card in found.cards.values()} == {"objection"}
    assert found.cards["is-it-fast"].says == ("Is it fast?",)


def test_a_translation_split_otherwise_is_no_pair(run_import: RunImport) -> None:
    english = f"# FAQ\n\n## Is it fast?\n\n{EN}\n## Is it safe?\n\n{EN}"
    found = run_import({"faq.md": english, "faq.es.md": f"# Preguntas\n\n{ES}"})
    assert [card.translation_of for card in found.cards.values()] == [None, None, None]


def test_front_matter_that_would_be_too_large_goes_into_the_body(run_import: RunImport) -> None:
    rows = "\n".join(f"- {{n: {number}, key: value{number}}}" for number in range(4000))
    card = run_import({"a.md": f"---\ntitle: A\nrows:\n{rows}\n---\nText of it.\n"}).only
    assert "value3999" in card.body
    assert "rows" not in card.extra


def test_importing_again_gives_the_same_and_cleans_up(
    write_files: Write, tmp_path: Path, guesser: Guesser, png: bytes
) -> None:
    out = tmp_path / "out"
    source = write_files(
        {
            "a.md": f"{EN}\n![x](p.png)\n",
            "b.es.md": ES,
            "p.png": png,
            "c.yml": "title: C\nbody: A story of some words here.\n",
        }
    )

    def run() -> dict[str, bytes]:
        import_folder(source, out, guesser=guesser, today=date(2026, 1, 1))
        return {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in out.rglob("*")
            if path.is_file()
        }

    first = run()
    assert run() == first
    (source / "b.es.md").unlink()
    (source / "a.md").write_text(EN)
    assert sorted(run()) == [".enablement-import.json", "en/a.md", "en/c.md"]


def test_one_file_of_more_than_a_megabyte(run_import: RunImport) -> None:
    part = "It pays back, and they all say so. " * 300
    found = run_import(
        {
            "big.md": "# Big\n\n" + "".join(f"## Part {n}\n\n{part}\n\n" for n in range(120)),
            "flat.md": "word " * 250_000,
        }
    )
    assert len(found.cards) == 121
    assert sum(card.body.count("pays") for card in found.cards.values()) == 120 * 300


def test_a_folder_that_is_not_there(tmp_path: Path, guesser: Guesser) -> None:
    with pytest.raises(ContentError, match="There is no folder"):
        import_folder(tmp_path / "none", tmp_path / "out", guesser=guesser)
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_gives_an_empty_report(run_import: RunImport) -> None:
    found = run_import({})
    assert found.report.counts["files"] == 0
    assert json.dumps(found.report.as_json()) == "[]"


HANDBOOK = {
    "sales/competitors/acme.md": (
        f"# Us vs. Acme\n\n{EN}\n## How we differ\n\n- We run offline.\n- They do not.\n\n## If they say it is cheaper\n\n> Well, ask for the price of year two.\n"
    ),
    "sales/common_customer_questions.md": (
        "# Common questions from customers\n\nThis page lists the questions we hear. Example answers are quoted.\n\n"
        "## [What is it?](../messaging.md#what)\n\nSee “[What is it?](../messaging.md#what)”.\n\n"
        "## Why should I pay for it?\n\n> You save a day a week.\n\n## How is it different from [Acme](https://acme.example)?\n\nIt runs offline.\n\n"
        "## Needs an answer\n\n- Can it do this?\n- Can it do that?\n"
    ),
    "sales/index.md": f"# Sales\n\n{EN}\n## Links\n\n- [Common questions](common_customer_questions.md)\n",
}


def test_a_sales_handbook_without_front_matter(run_import: RunImport) -> None:
    found = run_import(HANDBOOK)
    kinds = {card.title: card.kind.value for card in found.cards.values()}
    assert kinds == {
        "Us vs. Acme": "objection",
        "What is it?": "objection",
        "Why should I pay for it?": "objection",
        "How is it different from Acme?": "objection",
        "Common questions from customers": "story",
        "Sales": "story",
    }
    assert found.cards["why-should-i-pay-for-it"].body == "> You save a day a week.\n"
    assert found.cards["sales"].title == "Sales"


def test_written_cards_read_back_with_their_pictures(run_import: RunImport, png: bytes) -> None:
    found = run_import(
        {"es/guía.md": f"# Guía\n\n{ES}\n![Gráfico](../img/g%C3%A1.png)\n", "img/gá.png": png}
    )
    file = read_card_file(found.out / "es" / "guia.md", found.out)
    assert file.card == found.only
    assert list(file.images.values()) == [png]
