"""Marketing's web pages: templates and their style, filled and spoken in the reader's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from enablement.cards.blocks import HEADINGS
from enablement.clock import Clock, system_clock
from enablement.hub.languages import COOKIE, PARAMETER, language_of
from enablement.hub.navigation import places_for
from enablement.hub.review.bars import bar, interval_x
from enablement.sync.protocol import sha256
from enablement.translation import LANGUAGES, _, current_language, ngettext, speaking

_MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".otf": "font/otf",
    ".svg": "image/svg+xml",
}
_LINKED = re.compile(r'url\("([\w.-]+)"\)')
_YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class StaticFile:
    """A file that pages link to, under a name that changes with its content."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


class Pages:
    """The templates in `pages` of the resources, and the files they link to, read once."""

    def __init__(self, resources: Path, clock: Clock = system_clock) -> None:
        self._clock = clock
        folder = resources / "pages"
        self._files: dict[str, StaticFile] = {}
        self._addresses: dict[str, str] = {}
        # Fonts come first: the styles name them.
        fonts, pictures = sorted((resources / "fonts").glob("*.otf")), resources / "icons"
        for path in (*fonts, pictures / "app.svg", *sorted((folder / "static").iterdir())):
            self._add(path)
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {
            "_": _,
            "ngettext": ngettext,
            "static": self._addresses.__getitem__,
            "bar": bar,
            "interval_x": interval_x,
            "places_for": places_for,
        }
        self._environment.filters |= {
            "percent": percent,
            "points": points,
            "number": number,
            "moment": moment,
            "day": day,
            "span": span,
            "block_name": block_name,
            "spoken": spoken,
        }

    def _add(self, path: Path) -> None:
        """Take a file in; what a style links to gets the name that changes with its content."""
        data = path.read_bytes()
        if path.suffix == ".css":
            text = data.decode()
            data = _LINKED.sub(lambda link: f'url("{self._addresses[link[1]]}")', text).encode()
        name = f"{path.stem}-{sha256(data)[:12]}{path.suffix}"
        self._files[name] = StaticFile(name, _MEDIA_TYPES[path.suffix], data)
        self._addresses[path.name] = f"/static/{name}"

    def static_file(self, name: str) -> StaticFile | None:
        """A linked file by the name in its address."""
        return self._files.get(name)

    def fill(self, request: Request, template: str, **values: Any) -> str:
        """The text of a template for a request, in the reader's language: a page or a part of one."""
        language = language_of(request)
        parameters = dict(request.query_params)

        def address(**changes: Any) -> str:
            return with_changes(request.url.path, parameters, changes)

        with speaking(language):
            return self._environment.get_template(template).render(
                language=language,
                languages=LANGUAGES,
                address=address,
                path=request.url.path,
                asked_at=self._clock(),
                session=values.pop("session", None),
                said=values.pop("said", ""),
                **values,
            )

    def render(
        self, request: Request, template: str, *, status: int = 200, **values: Any
    ) -> Response:
        """Fill a template for a request, in the reader's language."""
        language = language_of(request)
        text = self.fill(request, template, **values)
        response = HTMLResponse(text, status, headers={"Content-Language": language})
        if PARAMETER in request.query_params:
            response.set_cookie(
                COOKIE,
                language,
                max_age=_YEAR_SECONDS,
                httponly=True,
                samesite="lax",
                secure=request.url.scheme == "https",
            )
        return response


def with_changes(path: str, parameters: Mapping[str, str], changes: Mapping[str, Any]) -> str:
    """The address of a page with some of its parameters changed; empty ones left out."""
    merged = {**parameters, **{name: str(value) for name, value in changes.items()}}
    query = urlencode({name: value for name, value in merged.items() if value})
    return f"{path}?{query}" if query else path


def percent(proportion: float) -> str:
    """A proportion from 0 to 1 in whole percent, as the language in force writes it."""
    space = "\N{NO-BREAK SPACE}" if current_language() == "es" else ""
    return f"{int(proportion * 100 + 0.5)}{space}%"


def points(difference: float) -> str:
    """A difference of proportions in whole percentage points, with its sign."""
    whole = int(abs(difference) * 100 + 0.5)
    sign = "+" if difference > 0 else "\N{MINUS SIGN}"
    return f"{sign}{whole}" if whole else "0"


def number(count: int) -> str:
    """A count with its thousands set apart."""
    text = f"{count:,}"
    return text.replace(",", ".") if current_language() == "es" else text


def moment(when: datetime) -> str:
    """A moment to the minute, in UTC."""
    return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def day(when: datetime) -> str:
    """The day of a moment, in UTC."""
    return when.astimezone(UTC).strftime("%Y-%m-%d")


def span(time: timedelta) -> str:
    """A span of time as people say it: minutes, then hours, then days."""
    minutes = max(0, int(time.total_seconds() // 60))
    if minutes < 60:
        return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    hours = minutes // 60
    if hours < 48:
        return ngettext("{n} hour", "{n} hours", hours).format(n=hours)
    return ngettext("{n} day", "{n} days", hours // 24).format(n=number(hours // 24))


def spoken(words: str | Mapping[str, str]) -> str:
    """Words that were kept in each language, in the one in force."""
    return words if isinstance(words, str) else words[current_language()]


def block_name(key: str) -> str:
    """A block's heading in the language in force, or its key when the card format has none."""
    names = HEADINGS.get(key)
    return names[LANGUAGES.index(current_language())] if names else key
