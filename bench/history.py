"""A past for the demo: cards at their second, third and fourth revision, as a year of work leaves them."""

import re
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zlib import crc32

from enablement.demo import Demo
from enablement.settings import shipped_folder

MOMENT = datetime(2026, 11, 26, 13, 40, tzinfo=UTC)
"""When every picture is taken, so that its dates and hours are the same on each day."""

_STEPS = 3
_CHANGED = {
    "too-expensive",
    "demasiado-caro",
    "competitor-is-cheaper",
    "la-competencia-es-mas-barata",
}
_VERIFIED = re.compile(r"^verify_by: .*$", re.MULTILINE)


class PictureClock:
    """Begins at `MOMENT` and goes on as time does."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def __call__(self) -> datetime:
        """The moment in the picture."""
        return MOMENT + timedelta(seconds=time.monotonic() - self._began)


def publish_past(demo: Demo, folder: Path) -> None:
    """Publish the sample content as it was at each step, and then as it is."""
    for step in range(_STEPS):
        write_step(folder, step)
        demo.hub.publish(folder, source="sample")
    demo.publish()


def write_step(folder: Path, step: int) -> None:
    """Write the sample content into a folder as it was at a step of its past."""
    shutil.copytree(shipped_folder("content"), folder, dirs_exist_ok=True)
    for file in folder.rglob("*.md"):
        file.write_text(_as_it_was(file.stem, file.read_text("utf-8"), step), "utf-8")


def _as_it_was(card_id: str, text: str, step: int) -> str:
    """A card that was verified anew, with newer figures, as often as its name decides."""
    steps = _STEPS if card_id in _CHANGED else crc32(card_id.encode()) % (_STEPS + 1)
    if step >= steps:
        return text
    return _VERIFIED.sub(f"verify_by: 2026-12-{10 + step:02}", text, count=1)
