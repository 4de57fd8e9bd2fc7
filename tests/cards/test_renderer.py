"""Safe HTML from Markdown, whatever someone wrote into it."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enablement.cards.renderer import image_references, plain_text, render_html

DIGEST = "ab" * 32


class Page(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def assert_safe(html: str) -> None:
    for tag, attributes in Page(html).tags:
        assert tag not in {
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "meta",
            "link",
            "svg",
        }
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        href = attributes.get("href", "http:").strip().lower()
        assert href.startswith(("http:", "https:", "mailto:"))
        if tag == "img":
            assert attributes["src"] == f"attachment:{DIGEST}"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](file:///etc/passwd)",
        "![x](//host/share.png)",
        "![x](https://host/a.png)",
        f"![x](attachment:{DIGEST})",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,hi)",
        "[x](file:///etc/passwd)",
        f"[x](attachment:{DIGEST})",
        "[x](../other.md) [y](#here) <a href='//host'>z</a>",
        "<a href='java&#10;script:alert(1)'>x</a>",
        "<svg onload=alert(1)>",
        "<iframe src='https://x'></iframe>",
        "<style>*{}</style>",
        "<p style='background:url(https://x)'>x</p>",
        '![a "> <script>alert(1)</script>](x.png)',
        "<math><mtext><img src=x onerror=alert(1)>",
        "<div><style><img src='</style><img src=x onerror=alert(1)>'></div>",
    ],
)
def test_nothing_that_runs_or_reaches_out_is_shown(text: str) -> None:
    assert_safe(render_html(text))


PIECES = st.sampled_from([
    "<script>", "</script>", "<img ", "src=", "'", '"', ">", "onerror=alert(1) ", "![", "](", ")", "[",
    "javascript:", "file:///", "<a href=", "a", " ", "\n", "\n\n", "```", "&lt;", "<!--", "-->", "<svg>",
    "<style>", "x.png", "|", "---", "{", "}", "    ", "- ", "> ", "\\", "<![CDATA[", "]]>", "&#x6a;", "\x02",
])  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join) | st.text())
def test_no_text_becomes_unsafe_or_fails(text: str) -> None:
    assert_safe(render_html(text, {"x.png": DIGEST}))
    plain_text(text)
    image_references(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "![" * 5_000,
        "[a](" * 5_000,
        "<a href='" * 3_000,
        "1. " * 2_000,
        "> " * 3_000,
        "(" * 30_000,
        "- " * 2_000,
    ],
)
def test_text_made_to_take_forever_is_still_shown(text: str) -> None:
    assert render_html(text)


def test_a_known_image_is_an_attachment_and_another_its_words() -> None:
    html = render_html("![Chart](a.png) ![a src=b <i>](b.png) ![](c.png)", {"a.png": DIGEST})
    assert f'src="attachment:{DIGEST}"' in html
    assert "<em>a src=b &lt;i&gt;</em>" in html
    assert html.count("<img") == 1


def test_links_lead_to_the_web_or_a_mailbox() -> None:
    html = render_html("[a](https://x.example) [b](mailto:a@x.example) [c](c.md)")
    assert 'href="https://x.example"' in html
    assert 'href="mailto:a@x.example"' in html
    assert "c.md" not in html
    assert ">c<" in html


def test_code_inside_a_list_is_code() -> None:
    html = render_html("1. Do\n\n   ```sh\n   # it\n     twice\n   ```\n\n2. Then\n")
    assert "<pre><code># it\n  twice\n</code></pre>" in html
    assert html.count("<ol>") == 1


def test_code_with_more_than_a_language_after_its_fence_is_code() -> None:
    assert "<pre>" in render_html('```js title="a.js"\nx\n```\n')


def test_tables_and_lists() -> None:
    html = render_html("| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n")
    assert "<td>1</td>" in html
    assert "<li>x</li>" in html


def test_plain_text_is_a_line_a_paragraph_or_item() -> None:
    text = "# Head\n\nOne\ntwo **three** &amp; four\n\n- a\n- b\n\n```\nc\nd\n```\n\n| e | f |\n|---|---|\n| g | h |\n"
    assert plain_text(text) == "Head\nOne two three & four\na\nb\nc\nd\ne f\ng h"


PLAIN_PIECES = st.sampled_from(
    ["a", "É", "bc de", "1", "23", " ", "  ", "\n", "\n\n", "- ", "-", "=", "# ", "&", "& ", "(", "”",
     ":", "'", "%", "/", ".", "1. ", "\xa0", "\t", "---", "http://a.b", "ª", "Ⅷ", "界", "*", "+"]
)  # fmt: skip


@given(st.lists(PLAIN_PIECES, max_size=12).map("".join))
@settings(max_examples=400)
def test_unmarked_text_reads_as_markdown_would_read_it(text: str) -> None:
    """The definition of a link shows nothing itself, but has Markdown read the whole."""
    assert plain_text(text) == plain_text(f"{text}\n\n[never]: https://example.com/")


def test_plain_text_keeps_what_follows_a_lone_ampersand() -> None:
    assert plain_text("R&D") == "R&D"
    assert plain_text("<span>a & b") == "a & b"


def test_image_references_are_those_that_would_be_shown() -> None:
    text = "![a](a.png)\n\n```\n![b](b.png)\n```\n\n`![c](c.png)` ![d][r] <img src='e.png' alt='E'>\n\n[r]: d.png\n"
    assert image_references(text) == [("a.png", "a"), ("d.png", "d"), ("e.png", "E")]
