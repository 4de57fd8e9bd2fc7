"""Whatever lies in a folder: an import never fails, loses no word, and its cards pass the checker."""

import re
import shutil
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from enablement.cards.checker import check_folder
from enablement.cards.findings import Severity
from enablement.cards.importers.folder import import_folder
from enablement.cards.importers.languages import Guesser
from enablement.cards.importers.report import ImportReport
from enablement.cards.renderer import render_html

MARKS = [
    "\n", "\n\n", "\n---\n", "---\n", "# ", "## ", "### ", "- ", "1. ", "> ", "```\n", "\n```\n", "`", "**", "_", "[", "](", ")", "![",
    "<div>", "</div>", "<p>", "</p>", "<b onclick='x'>", "</b>", "<li>", "<ul>", "</ul>", "<table><tr><td>", "</td></tr></table>",
    "<h2>", "</h2>", "<img src=a.png>", "<Card>", "</Card>", "<x-y>", "{{ ", " }}", "{% if a %}", "{% endif %}", "{{< tip >}}",
    "{{< /tip >}}", "{: .a}", "{#b}", ":::tip\n", ":::\n", "!!! note\n    ", "[[", "]]", "|", "|---|---|\n", ": ", "key: ", "title: ",
    "\n\t", "'", '"', "*", "&amp;", "<", ">", "\\", "    ", "  \n", "\r\n", "?", "Objection: ", "Q: ", "====\n", "body: |\n  ",
]  # fmt: skip
WORD = st.integers(0, 10**6).map(lambda number: f"wort{number}x")
PAGE = st.lists(st.sampled_from(MARKS) | WORD, max_size=40).map(" ".join)
NAMES = st.sampled_from(
    [
        "a.md",
        "A.md",
        "es/a.md",
        "a.es.md",
        "b.mdx",
        "objections.md",
        "c.yml",
        "noext",
        "d.txt",
        "faq/index.md",
    ]
)


def run(files: dict[str, bytes], guesser: Guesser) -> tuple[ImportReport, Path, Path]:
    top = Path(tempfile.mkdtemp())
    for name, data in files.items():
        path = top / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (top / "source").mkdir(exist_ok=True)
    return (
        import_folder(top / "source", top / "out", guesser=guesser, today=date(2026, 1, 1)),
        top / "out",
        top,
    )


def errors(out: Path) -> list[str]:
    return [
        found.sentence for found in check_folder(out).findings if found.severity is Severity.ERROR
    ]


@settings(deadline=None, max_examples=2500)
@given(files=st.dictionaries(NAMES, PAGE, min_size=1, max_size=4))
def test_no_word_of_an_imported_page_is_lost(guesser: Guesser, files: dict[str, str]) -> None:
    report, out, top = run({name: text.encode() for name, text in files.items()}, guesser)
    try:
        assert errors(out) == []
        for file in report.files:
            if file.status != "imported":
                assert file.reason
                continue
            written = "\n".join((out / card).read_text() for card in file.cards)
            lost = set(re.findall(r"wort\d+x", files[file.source])) - set(
                re.findall(r"wort\d+x", written)
            )
            assert not lost, (file.source, lost)
    finally:
        shutil.rmtree(top)


@settings(deadline=None, max_examples=1500)
@given(
    files=st.dictionaries(
        NAMES, st.binary(max_size=200) | st.text(max_size=200).map(str.encode), max_size=3
    )
)
def test_no_bytes_make_an_import_fail(guesser: Guesser, files: dict[str, bytes]) -> None:
    report, out, top = run(files, guesser)
    try:
        assert errors(out) == []
        assert sorted(file.source for file in report.files) == sorted(files)
        for card in check_folder(out).cards:
            assert "<script" not in render_html(card.body).lower()
    finally:
        shutil.rmtree(top)


@settings(deadline=None, max_examples=1500)
@given(
    yaml=st.lists(
        st.sampled_from(
            [
                "title",
                "body",
                "tags",
                "date",
                "x",
                ": ",
                "\n",
                "- ",
                "  ",
                "*",
                '"',
                "'",
                "|",
                ">",
                "[",
                "]",
                "{",
                "}",
                "1",
                "true",
                "null",
                "2020-01-01",
                "&a ",
                "!!t ",
                "#",
                "\t",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_no_front_matter_makes_an_import_fail(guesser: Guesser, yaml: str) -> None:
    page = f"---\ntitle: Page\n{yaml}\n---\nwort1x and wort2x stay.\n".encode()
    report, out, top = run({"a.md": page}, guesser)
    try:
        assert errors(out) == []
        (card,) = report.files[0].cards
        assert "wort1x and wort2x stay." in (out / card).read_text()
    finally:
        shutil.rmtree(top)
