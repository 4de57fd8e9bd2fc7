"""Marketing's web pages: templates and their style, filled and spoken in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from enablement.cards.blocks import HEADINGS
from enablement.hub import plots
from enablement.hub.languages import COOKIE, PARAMETER, language_of
from enablement.hub.navigation import places_for
from enablement.sync.protocol import sha256
from enablement.translation import LANGUAGES, _, current_language, ngettext, speaking

_MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class StaticFile:
    """A file that pages link to, under a name that changes with its content."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


class Pages:
    """The templates in `pages` of the resources, and the files they link to, read once."""

    def __init__(self, resources: Path) -> None:
        folder = resources / "pages"
        self._files: dict[str, StaticFile] = {}
        self._addresses: dict[str, str] = {}
        for path in (*sorted((folder / "static").iterdir()), resources / "icons" / "app.svg"):
            data = path.read_bytes()
            name = f"{path.stem}-{sha256(data)[:12]}{path.suffix}"
            media_type = _MEDIA_TYPES[path.suffix]
            self._files[name] = StaticFile(name, media_type, data)
            self._addresses[path.name] = f"/static/{name}"
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
            "bar": plots.bar,
            "interval_x": plots.interval_x,
            "places_for": places_for,
        }
        self._environment.filters |= {
            "percent": percent,
            "number": number,
            "moment": moment,
            "block_name": block_name,
        }

    def static_file(self, name: str) -> StaticFile | None:
        """A linked file by the name in its address."""
        return self._files.get(name)

    def render(
        self, request: Request, template: str, *, status: int = 200, **values: Any
    ) -> Response:
        """Fill a template for a request, in the reader's language."""
        language = language_of(request)
        parameters = dict(request.query_params)

        def address(**changes: Any) -> str:
            return with_changes(request.url.path, parameters, changes)

        with speaking(language):
            text = self._environment.get_template(template).render(
                language=language,
                languages=LANGUAGES,
                address=address,
                path=request.url.path,
                session=values.pop("session", None),
                said=values.pop("said", ""),
                **values,
            )
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


def number(count: int) -> str:
    """A count with its thousands set apart."""
    text = f"{count:,}"
    return text.replace(",", ".") if current_language() == "es" else text


def moment(when: datetime) -> str:
    """A moment to the minute, in UTC."""
    return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def block_name(key: str) -> str:
    """A block's heading in the language in force, or its key when the card format has none."""
    names = HEADINGS.get(key)
    return names[LANGUAGES.index(current_language())] if names else key
