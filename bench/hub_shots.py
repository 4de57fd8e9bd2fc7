"""Takes pictures of every page of the hub: screen and phone, light and dark, English and Spanish.

python -m bench.hub_shots --out build/hub-shots [--only cards,draft]
"""

import argparse
import itertools
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.hub_pages import FOR_STRANGERS, PAGES
from bench.hub_stage import Stage, staged
from enablement.hub.access.roles import Role
from enablement.hub.routes.parts import SESSION_COOKIE
from enablement.translation import LANGUAGES

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
THEMES = ("light", "dark")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars")


def main(arguments: Sequence[str] | None = None) -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/hub-shots"))
    parser.add_argument("--only", default="", help="names of pages, parted by commas")
    parser.add_argument("--size", choices=SIZES, action="append")
    parser.add_argument("--theme", choices=THEMES, action="append")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--tallest", type=int, default=5000, help="where a picture is cut")
    asked = parser.parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    wanted = asked.only.split(",") if asked.only else list(PAGES)
    ways = itertools.product(
        asked.size or SIZES, asked.theme or THEMES, asked.language or LANGUAGES
    )
    with staged() as stage, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(_FLAGS)
        )
        for size, theme, language in ways:
            for name, data in take(chromium, stage, wanted, size, theme, language, asked.tallest):
                path = asked.out / f"{name}-{language}-{theme}-{size}.png"
                path.write_bytes(data)
                print(path)
        chromium.close()


def take(
    chromium: Browser,
    stage: Stage,
    names: Sequence[str],
    size: str,
    theme: str,
    language: str,
    tallest: int,
) -> Iterator[tuple[str, bytes]]:
    """The pictures of some pages in one way of looking at them."""
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        locale=language,
    )
    token = stage.session(Role.ADMIN)
    page = context.new_page()
    for name in names:
        context.clear_cookies()
        if name not in FOR_STRANGERS:
            context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": stage.url}])
        page.goto(stage.url + stage.path(PAGES[name]), wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        whole = page.evaluate("document.documentElement.scrollHeight")
        tall = min(int(whole), tallest)
        yield (
            name,
            page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": tall}),
        )
    context.close()


if __name__ == "__main__":
    main()
