"""Every page by keyboard alone: what has the focus is seen, and what opened closes by Escape."""

from typing import Any

import pytest

from bench.hub_pages import PAGES
from tests.hub.pages.conftest import DESKTOP, Read

_PRESSES = 30
"""The bar on top takes a dozen of these; behind the rest the lists only go on."""

_WATCH = """() => {
  window.steps = [];
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Tab") return;
    const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (one === document.body) return;
    const x = box.left + Math.min(box.width / 2, 40), y = box.top + Math.min(box.height / 2, 20);
    const top = document.elementFromPoint(x, y);
    window.steps.push({
      what: `${one.tagName.toLowerCase()}.${one.className} ${(one.textContent || one.name).trim().slice(0, 40)}`,
      ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      seen: x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight && !!top && (one.contains(top) || top.contains(one) || (one.labels && [...one.labels].some((label) => label.contains(top)))),
    });
  }, true);
}"""
_OPEN = """() => {
  const all = [...document.querySelectorAll("details.menu, details.confirm")];
  for (const one of all) one.open = true;
  return all.length;
}"""


@pytest.mark.parametrize("name", PAGES)
def test_the_focus_is_seen_wherever_it_goes(read: Read, name: str) -> None:
    reader = read(name, "en")
    page = reader.page
    page.set_viewport_size(DESKTOP)
    reader.open(PAGES[name])
    page.evaluate(_WATCH)
    page.evaluate("document.activeElement.blur()")
    for _press in range(_PRESSES):
        page.keyboard.press("Tab")
    steps: list[dict[str, Any]] = page.evaluate("window.steps")
    assert len(steps) > 1
    assert [step for step in steps if not (step["ringed"] and step["seen"])] == []
    page.evaluate(_OPEN)
    page.keyboard.press("Escape")
    assert page.locator("details.menu[open], details.confirm[open]").count() == 0
