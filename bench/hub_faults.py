"""What is wrong with a page of the hub for those who read it: by axe, and by how it is laid out."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_GRAVE = ("serious", "critical")
_REPEATED = ":is(tr, li, section):nth-of-type(n + 9)"
"""What only repeats what stands before it: most of the time axe takes goes into these."""

_TOO_WIDE = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > most + 1 && !one.closest(".scroll, pre, details:not([open])"))
    .map((one) => one.tagName.toLowerCase() + "." + one.className).slice(0, 8);
}"""

_CUT = """() => {
  const FIELDS = "input, textarea, select, svg, svg *, pre, .scroll, .skip", BOXES = "button, .button, .badge, .chip, summary, th, td";
  return [...document.querySelectorAll("body *")].filter((one) => {
    if (one.matches(FIELDS) || one.clientWidth <= 1 || !one.checkVisibility({ visibilityProperty: true })) return false;
    const style = getComputedStyle(one), hides = (how) => ["hidden", "clip"].includes(how);
    return ((hides(style.overflowX) || one.matches(BOXES)) && one.scrollWidth > one.clientWidth + 1)
      || (hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1);
  }).map((one) => `${one.tagName.toLowerCase()}.${one.className}: ${one.textContent.trim().slice(0, 60)}`).slice(0, 8);
}"""

_LEVELS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]))"""


def axe_script() -> str:
    """The script of axe-core, as its package for Playwright brings it."""
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0], "axe.min.js").read_text("utf-8")


def faults(page: Page, *, whole: bool = False) -> Iterator[str]:
    """What is wrong with the page as it is shown now, in sentences.

    Of long lists and tables axe looks at the first lines, unless the `whole` page is asked for.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_script())
    what = {} if whole else {"exclude": [_REPEATED]}
    found: dict[str, Any] = page.evaluate(
        "what => axe.run(what, {resultTypes: ['violations']})", {"include": ["html"], **what}
    )
    for fault in found["violations"]:
        if fault["impact"] in _GRAVE:
            for node in fault["nodes"]:
                yield f"{fault['id']}: {fault['help']}: {node['target']} {node['html'][:160]}"
    for one in too_wide(page):
        yield f"it makes the page scroll sideways: {one}"
    for one in page.evaluate(_CUT):
        yield f"its text is cut: {one}"
    yield from _disorder(page.evaluate(_LEVELS))


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways; empty when it does not."""
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found


def _disorder(levels: list[int]) -> Iterator[str]:
    if levels.count(1) != 1:
        yield f"it has {levels.count(1)} headings of the first level"
    before = 0
    for level in levels:
        if level > before + 1:
            yield f"a heading of level {level} stands below one of level {before}"
        before = level
