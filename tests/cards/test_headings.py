"""Where headings stand, and where they only seem to."""

from enablement.cards.headings import Heading, code_lines, fenced_ranges, find_headings


def texts(body: str) -> list[tuple[int, str]]:
    return [(found.level, found.text) for found in find_headings(body.split("\n"))]


def test_finds_hash_and_underlined_headings() -> None:
    body = "# One\n\nTwo\n---\n\nThree\n=====\n\n### Four ###\n##Five"
    assert texts(body) == [(1, "One"), (2, "Two"), (1, "Three"), (3, "Four"), (2, "Five")]


def test_says_where_a_heading_begins_and_ends() -> None:
    assert find_headings(["", "Two", "---", "text"]) == [Heading(1, 2, 2, "Two")]


def test_a_heading_inside_code_is_none() -> None:
    assert texts("```\n# comment\n```\n\n~~~sh\n## comment\n~~~\n# real") == [(1, "real")]


def test_a_shorter_fence_inside_a_longer_one_does_not_close_it() -> None:
    assert texts("````\n```\n# no\n```\n# no\n````\n# yes") == [(1, "yes")]


def test_a_fence_that_is_never_closed_is_text() -> None:
    assert texts("```\n# shown") == [(1, "shown")]


def test_code_inside_a_list_is_code() -> None:
    assert code_lines(["- x", "  ```", "  # no", "  ```", "# yes"]) == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_backticks_around_a_word_do_not_open_code() -> None:
    assert texts("```word```\n# yes\n```word```") == [(1, "yes")]


def test_a_rule_under_a_list_a_quote_or_a_paragraph_is_no_heading() -> None:
    assert texts("- item\n---\n\n> quote\n---\n\none\ntwo\n---\n\n---\n") == []


def test_thousands_of_open_fences_are_read_in_one_go() -> None:
    lines = [f"````{n}" for n in range(20_000)] + ["```"]
    assert fenced_ranges(lines) == []
