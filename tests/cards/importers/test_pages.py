"""From a source file to drafts: pages that are refused, and stories in YAML."""

from collections.abc import Callable
from pathlib import Path

import pytest

from enablement.cards.importers.decoding import decode
from enablement.cards.importers.drafts import Draft
from enablement.cards.importers.pages import read_drafts
from enablement.cards.importers.report import FileReport
from enablement.cards.importers.sources import list_sources

Read = Callable[[str, str], tuple[list[Draft], FileReport]]


@pytest.fixture
def read(write_files: Callable[[dict[str, str | bytes]], Path]) -> Read:
    def run(name: str, text: str) -> tuple[list[Draft], FileReport]:
        report: list[FileReport] = []
        (source,) = list_sources(write_files({name: text}), report)
        return read_drafts(source, decode(source.data, source.report) or ""), report[0]

    return run


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("a.md", "", "empty"),
        ("a.md", " \n\t\n", "empty"),
        ("a.md", "---\ntitle: A\nlayout: page\n---\n", "front matter and no text"),
        ("a.md", "---\ntitle: A\n---\n---\n\n***\n", "front matter and no text"),
        ("a.md", "![](a.png)\n", "pictures"),
        ("a.md", "---\nredirect_to: /b\n---\nMoved.\n", "sends its readers on"),
        ("a.md", "---\nredirect_to: /b\n---\n", "sends its readers on"),
        ("a.md", "***\n\n---\n", "no words"),
        (
            "script",
            "#!/bin/sh\necho This is a script, it says. It runs.\n",
            "does not read as a page",
        ),
        ("names.txt", "ann\nbob\ncarl\n", "does not read as a page"),
        ("a.yml", "title: site\nbaseurl: /x\nplugins: [a, b]\n", "settings or data"),
        ("a.yml", "- a\n- b\n", "settings or data"),
        ("a.yml", "just a text that is no mapping", "settings or data"),
        (
            "ci.yaml",
            "on: [push]\njobs:\n  build:\n    steps:\n      - run: make all the things now\n",
            "settings or data",
        ),
    ],
)
def test_a_file_without_a_message_is_refused_and_says_why(
    read: Read, name: str, text: str, word: str
) -> None:
    drafts, file = read(name, text)
    assert drafts == []
    assert file.status == "refused"
    assert word in file.reason


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page", "# A page\n\nIt has sentences, and they read well.\n"),
        (
            "notes.txt",
            "The first line is a whole sentence. It goes on.\n\nAnd so does the second one, too.\n",
        ),
        ("Release 2.0", "# Release\n\nWhat is new in it, told in a sentence.\n"),
        ("a.md", "---\ntitle: A\nsolution: We did it all.\n---\n"),
        ("a.md", "---\ntitle: A\ndescription: " + "word " * 14 + "\n---\n"),
    ],
)
def test_a_page_by_its_text(read: Read, name: str, text: str) -> None:
    drafts, file = read(name, text)
    assert len(drafts) == 1
    assert file.status == "imported"


def test_a_story_with_nested_facts(read: Read) -> None:
    text = (
        "title: Acme is the way\ntag_line: Retail CRM\nmap:\n  location: India\n  industries: [Retail]\n  latitude: '2'\n"
        "metadata:\n  title: A retailer sold more in a single quarter.\n  industries: [Fashion]\n  build_tools: [Maven, npm]\n"
        "body_content:\n  title: Less waiting.\n  paragraphs:\n    - '**Background:** We had nothing.'\n    - We rolled it out to all shops.\n"
    )
    (draft,) = read("a.yaml", text)[0]
    assert draft.facets == {"industries": ("Retail", "Fashion")}
    assert draft.values["subtitle"] == "A retailer sold more in a single quarter."
    assert draft.values["facts"] == [
        "Location: India",
        "Build tools: Maven, npm",
        "Tag line: Retail CRM",
    ]
    assert draft.values["map"] == {"latitude": "2"}
    assert "metadata" not in draft.values


@pytest.mark.parametrize(
    "text",
    [
        "title: A\nbody: A sentence with some words in it.\n---\ntitle: B\nbody: Another one with some words in it.\n",
        "- title: A\n  body: A sentence with some words in it.\n- title: B\n  body: Another one with some words in it.\n",
        "stories:\n- title: A\n  body: A sentence with some words in it.\n- title: B\n  body: Another one with some words in it.\n",
    ],
)
def test_several_stories_in_a_file(read: Read, text: str) -> None:
    drafts, file = read("a.yml", text)
    assert [(draft.values["title"], draft.part) for draft in drafts] == [("A", 1), ("B", 2)]
    assert any("2 stories" in note for note in file.notes)


def test_html_and_broken_yaml_in_a_story(read: Read) -> None:
    (draft,) = read(
        "a.yml",
        'title: A\nbody: **Bold** start of <em>it</em><script>x</script>\nquote: it "was" good\n',
    )[0]
    assert draft.values == {
        "title": "A",
        "body": "**Bold** start of *it*",
        "quote": 'it "was" good',
    }
