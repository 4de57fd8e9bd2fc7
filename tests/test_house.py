"""The rules of the house, as docs/decisions.md and DESIGN tell them: layers, sizes, names, the lock."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "enablement"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TEXT_FILES = {".py", ".md", ".toml", ".lock", ".html", ".css", ".qss", ".json", ".yml", ".sh", ""}


def tracked_files() -> list[Path]:
    """Every text file that git tracks, or would once it is added."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    paths = (ROOT / name for name in listed)
    return [path for path in paths if path.is_file() and path.suffix in TEXT_FILES]


def test_layers_hold() -> None:
    result = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_are_small_and_say_why_they_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "the module has no docstring"
    assert text.count("\n") <= 400, "plan a split"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno
            assert length <= 60, f"{node.name} has {length} lines"
        if isinstance(node, ast.ImportFrom):
            assert all(name.name != "*" for name in node.names)


def test_no_drawers_for_everything() -> None:
    drawers = {"utils", "util", "common", "helpers", "misc", "manager"}
    assert [path for path in SOURCES if path.stem in drawers] == []


def test_tests_mirror_the_package() -> None:
    """A test file in a folder of the package, or of the benchmarks, is named after a module in it."""
    strays = []
    for folder in (path for path in (ROOT / "tests").iterdir() if path.is_dir()):
        home = PACKAGE / folder.name
        if not home.is_dir():
            home = ROOT / folder.name
        for test in folder.rglob("test_*.py"):
            inside = home / test.relative_to(folder).parent
            if not inside.is_dir() and inside.with_suffix(".py").is_file():
                continue  # a module with many tests has a folder of them
            name = test.stem.removeprefix("test_")
            stems = {path.stem for path in inside.rglob("*.py")} | {
                p.name for p in inside.iterdir()
            }
            if home.is_dir() and not any(
                name == stem or name.startswith(f"{stem}_") for stem in stems
            ):
                strays.append(str(test.relative_to(ROOT)))
    assert strays == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    machine = re.compile(
        r"/" + r"(work|root|home/\w+|tmp/\w+)/|[a-z]+\.pythonhosted|pypi\.(org|io)"
    )
    index = re.compile(r"(?<!emit-)index-" + r"url|find-" + r"links")
    for path in tracked_files():
        text = path.read_text("utf-8", errors="replace")
        assert not machine.search(text), f"{path}: {machine.search(text)}"
        assert not index.search(text), path


def test_every_pinned_package_has_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pins = re.split(r"\n(?=[a-zA-Z0-9])", lock.strip())
    assert len(pins) > 50
    for pin in pins:
        assert "==" in pin.splitlines()[0]
        assert "--hash=sha256:" in pin, pin.splitlines()[0]


def test_no_exemptions_in_the_code() -> None:
    marks = re.compile(r"#\s*(no" + r"qa|type:\s*ignore|pragma:\s*no cover|TO" + r"DO|FIX" + r"ME)")
    for path in SOURCES:
        found = marks.search(path.read_text("utf-8"))
        assert found is None, f"{path.name}: {found}"
