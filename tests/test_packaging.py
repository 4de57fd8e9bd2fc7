"""The wheel: everything that a machine without the checkout needs is inside."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_resources_and_content_are_in_the_wheel(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("resources", "content"):
        shipped = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        assert shipped
        missing = [path for path in shipped if f"enablement/{path.relative_to(ROOT)}" not in inside]
        assert missing == []
    assert "enablement/library/migrations/versions/0001_first.py" in inside
    assert "enablement/py.typed" in inside
