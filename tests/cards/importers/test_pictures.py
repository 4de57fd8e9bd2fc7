"""Pictures are copied once, or replaced by their words."""

from collections.abc import Callable
from typing import Any

import pytest

from enablement.cards.files import MAX_IMAGE_BYTES

RunImport = Callable[..., Any]


@pytest.mark.parametrize(
    "link",
    [
        "../img/a%20b.png", "/img/a%20b.png", "<../img/a b.png>", "a%20b.png?raw=true#x", "elsewhere/A%20B.PNG",
        "/assets/../img/a%20b.png",
    ],
)  # fmt: skip
def test_a_picture_is_copied_and_its_link_rewritten(
    run_import: RunImport, png: bytes, link: str
) -> None:
    found = run_import(
        {"docs/a.md": f'# A\n\nText here.\n\n![Chart]({link} "Title")\n', "img/a b.png": png}
    )
    (path,) = found.only.attachments
    assert path.startswith("../images/a-b-")
    assert (found.out / "en" / path).resolve().read_bytes() == png
    assert f'![Chart]({path} "Title")' in found.only.body
    assert found.file("img/a b.png").status == "copied"


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("![The chart](none.png)", "*The chart*"),
        ("![](no-such-chart.png)", "*No such chart*"),
        ("![The chart][ref]\n\n[ref]: none.png", "*The chart*"),
        ("<img src='none.png' alt='The chart' onerror='x()'>", "*The chart*"),
        ("![The chart](big.png)", "*The chart*"),
        ("![The chart](text.png)", "*The chart*"),
        ("![The chart](data:image/png;base64,AAAA)", "The chart"),
        ("[![The chart](none.png)](https://x.example)", "[*The chart*](https://x.example)"),
    ],
)
def test_a_picture_that_is_not_here_becomes_its_words(
    run_import: RunImport, png: bytes, markdown: str, words: str
) -> None:
    files = {
        "a.md": f"# A\n\nText here. {markdown}\n",
        "big.png": png + b"x" * MAX_IMAGE_BYTES,
        "text.png": "text",
    }
    found = run_import(files)
    assert words in found.only.body
    assert found.only.attachments == {}


def test_a_picture_on_the_web_stays_named(run_import: RunImport) -> None:
    found = run_import({"a.md": "# A\n\nText ![x](https://x.example/a.png) here.\n"})
    assert "![x](https://x.example/a.png)" in found.only.body
    assert any("on the web" in note for note in found.file("a.md").notes)


def test_code_that_names_a_picture_is_left_alone(run_import: RunImport) -> None:
    found = run_import(
        {"a.md": "# A\n\nWrite `![x](none.png)` there.\n\n```\n![y](none.png)\n```\n"}
    )
    assert "`![x](none.png)`" in found.only.body
    assert "\n![y](none.png)\n" in found.only.body


def test_a_picture_under_a_key_is_shown_at_the_end(run_import: RunImport, png: bytes) -> None:
    found = run_import(
        {"a.md": "---\ntitle: A\nimage: ./logo.png\n---\nText here.\n", "logo.png": png}
    )
    assert found.only.body.startswith("Text here.\n\n![A](../images/logo-")
    assert found.only.extra == {"image": "./logo.png"}


def test_pictures_that_nobody_shows_are_refused_with_the_reason(
    run_import: RunImport, png: bytes
) -> None:
    found = run_import({"a.md": "# A\n\nText here.\n", "a.png": png, "b.png": "no picture"})
    assert "No page shows" in found.file("a.png").reason
    assert "no PNG" in found.file("b.png").reason


def test_the_same_picture_twice_is_copied_once(run_import: RunImport, png: bytes) -> None:
    found = run_import(
        {"a.md": "# A\n\nText ![x](1/p.png) ![y](2/p.png).\n", "1/p.png": png, "2/p.png": png}
    )
    assert len(list((found.out / "images").iterdir())) == 1
    assert found.file("2/p.png").status == "copied"
