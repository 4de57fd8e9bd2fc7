"""The preview: as on the laptop, and as safe."""

from datetime import date
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from enablement.hub.drafting.preview import preview, safe_html

TODAY = date(2026, 11, 26)
DIGEST = "a" * 64


def test_what_to_say_comes_first_and_what_stays_inside_is_marked() -> None:
    body = "## Proof\n\nTwo.\n\n## Avoid\n\nThree.\n\n## Say this\n\n" + "word " * 25
    seen = preview({"title": "T", "kind": "objection", "body": body}, {}, TODAY)
    assert [(one.key, one.internal, one.seconds) for one in seen.blocks] == [
        ("say_this", False, 10), ("proof", False, 0), ("avoid", True, 0),
    ]  # fmt: skip


def test_a_card_of_which_there_is_nothing_yet_can_be_seen() -> None:
    seen = preview({}, {}, TODAY)
    assert (seen.title, seen.language, seen.says, seen.blocks) == ("", "en", (), ())
    assert seen.verified


def test_it_says_whether_the_card_is_verified() -> None:
    assert preview({"verify_by": "2026-11-26"}, {}, TODAY).verified
    assert not preview({"verify_by": "2026-11-25"}, {}, TODAY).verified
    assert preview({"verify_by": "soon"}, {}, TODAY).verified


def test_images_are_the_cards_own_and_come_from_the_hub() -> None:
    html = safe_html("![a](x.png) ![b](y.png) ![c](https://e.com/z.png)", {"x.png": DIGEST}).text
    assert f'src="/card-images/{DIGEST}"' in html
    assert html.count("src=") == 1


class Tags(HTMLParser):
    """What a browser would see of tags, attributes and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.sources: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.attributes.update(found)
        self.sources += [found["src"] or ""] if "src" in found else []
        self.links += [found["href"] or ""] if "href" in found else []


parts = st.sampled_from(
    ["<script>", "</script>", "<img ", "src=", "'", '"', ">", "onerror=alert(1) ", "![", "](", ")",
     "attachment:", "[", "javascript:alert(1)", "<a href=", "x.png", "\n", "`", "<svg onload=x>"]
)  # fmt: skip


@given(st.lists(parts, max_size=14).map("".join))
def test_nothing_that_runs_gets_through(markdown: str) -> None:
    html = safe_html(markdown, {"x.png": DIGEST}).text
    seen = Tags()
    seen.feed(html)
    assert seen.tags.isdisjoint({"script", "svg", "iframe"})
    assert set(seen.sources) <= {f"/card-images/{DIGEST}"}
    assert not [name for name in seen.attributes if name.startswith("on")]
    assert not [link for link in seen.links if link.startswith("javascript")]
