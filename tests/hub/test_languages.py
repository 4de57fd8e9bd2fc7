"""The language of a page: the address before the cookie before what the browser accepts."""

import pytest
from starlette.requests import Request

from enablement.hub.languages import accepted_languages, language_of


def request(query: str = "", cookie: str = "", accept: str = "") -> Request:
    headers = [(b"accept-language", accept.encode()), (b"cookie", cookie.encode())]
    kept = [(name, value) for name, value in headers if value]
    return Request({"type": "http", "path": "/", "query_string": query.encode(), "headers": kept})


@pytest.mark.parametrize(
    ("query", "cookie", "accept", "language"),
    [
        ("", "", "", "en"),
        ("", "", "es-MX,es;q=0.9,en;q=0.8", "es"),
        ("", "", "de, es;q=0.5, en;q=0.7", "en"),
        ("", "", "de,fr", "en"),
        ("", "", "en;q=0, es;q=0.1", "es"),
        ("", "", "es;q=much, en", "en"),
        ("", "enablement_language=es", "en", "es"),
        ("lang=en", "enablement_language=es", "es", "en"),
        ("lang=xx", "", "es", "es"),
        ("lang=ES-mx", "", "en", "es"),
    ],
)
def test_which_language(query: str, cookie: str, accept: str, language: str) -> None:
    assert language_of(request(query, cookie, accept)) == language


def test_the_most_wanted_comes_first() -> None:
    assert list(accepted_languages("a;q=0.1, b, c;q=0.9,, d;q=0")) == ["b", "c", "a"]
