"""The language a browser is answered in: as chosen in the address, kept in a cookie, or accepted."""

from collections.abc import Iterator

from starlette.requests import Request

from enablement.translation import LANGUAGES

COOKIE = "enablement_language"
PARAMETER = "lang"


def language_of(request: Request) -> str:
    """The language of a request: `?lang=`, else the cookie, else `Accept-Language`, else English."""
    named = (request.query_params.get(PARAMETER, ""), request.cookies.get(COOKIE, ""))
    accepted = request.headers.get("accept-language", "")[:500]
    for code in (*named, *accepted_languages(accepted)):
        short = code.strip().lower().split("-")[0]
        if short in LANGUAGES:
            return short
    return LANGUAGES[0]


def accepted_languages(header: str) -> Iterator[str]:
    """The languages of an `Accept-Language` header, the most wanted first; bad parts left out."""
    weighed: list[tuple[float, str]] = []
    for part in header.split(","):
        code, _, rest = part.partition(";")
        name, _, value = rest.partition("=")
        try:
            weight = float(value) if name.strip() == "q" else 1.0
        except ValueError:
            continue
        if code.strip() and weight > 0:
            weighed.append((weight, code.strip()))
    yield from (code for _weight, code in sorted(weighed, key=lambda pair: -pair[0]))
