"""Takes pictures of every page of the hub: screen and phone, light and dark, English and Spanish.

python -m bench.hub_shots --out build/hub-shots [--only cards,draft]
python -m bench.hub_shots --axe     says instead what is wrong with each page in each of these ways
"""

import argparse
import itertools
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from bench.hub_faults import faults
from bench.hub_pages import FOR_STRANGERS, PAGES
from bench.hub_stage import Stage, staged
from enablement.hub.access.roles import Role
from enablement.hub.routes.parts import SESSION_COOKIE
from enablement.translation import LANGUAGES

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
THEMES = ("light", "dark")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars")


def main(arguments: Sequence[str] | None = None) -> None:
    """Take the pictures, or look for faults; with any, the run fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/hub-shots"))
    parser.add_argument("--only", default="", help="names of pages, parted by commas")
    parser.add_argument("--size", choices=SIZES, action="append")
    parser.add_argument("--theme", choices=THEMES, action="append")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--tallest", type=int, default=5000, help="where a picture is cut")
    parser.add_argument("--axe", action="store_true", help="look for faults, take no pictures")
    asked = parser.parse_args(arguments)
    wrong = 0
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
            for name, page in show(chromium, stage, wanted, size, theme, language):
                shown_as = f"{name}-{language}-{theme}-{size}"
                if asked.axe:
                    found = list(faults(page, whole=True))
                    wrong += len(found)
                    print(shown_as, *found, sep="\n    ", flush=True)
                else:
                    path = asked.out / f"{shown_as}.png"
                    path.write_bytes(picture(page, asked.tallest))
                    print(path)
        chromium.close()
    if wrong:
        sys.exit(f"{wrong} faults")


def show(
    chromium: Browser,
    stage: Stage,
    names: Sequence[str],
    size: str,
    theme: str,
    language: str,
) -> Iterator[tuple[str, Page]]:
    """Some pages, shown in one way of looking at them."""
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
        yield name, page
    context.close()


def picture(page: Page, tallest: int) -> bytes:
    """A picture of the whole page, cut where it is too tall."""
    whole = int(page.evaluate("document.documentElement.scrollHeight"))
    size = page.viewport_size
    assert size is not None
    height = min(whole, tallest)
    # In a window as tall as the page nothing that sticks to the window's edge lies over the page.
    page.set_viewport_size({"width": size["width"], "height": height})
    try:
        clip = FloatRect(x=0, y=0, width=size["width"], height=height)
        return page.screenshot(full_page=True, clip=clip)
    finally:
        page.set_viewport_size(size)


if __name__ == "__main__":
    main()
