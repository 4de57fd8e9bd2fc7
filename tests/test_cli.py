"""The command line as a whole: light to start, in two languages, errors without tracebacks."""

import os
import subprocess
import sys


def python(code: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env={**os.environ, **env},
    )  # fmt: skip


def enablement(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "enablement", *words], capture_output=True, text=True, check=False,
        env={**os.environ, **env},
    )  # fmt: skip


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['enablement', '--help']\n"
        "from enablement.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'sqlalchemy', 'pydantic', 'whoosh', 'numpy', 'PySide6', 'fastapi', 'markdown'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert python(code).stdout.splitlines()[-1] == "[]"


def test_the_desktop_does_not_import_the_web_framework() -> None:
    code = (
        "import sys, enablement.app, enablement.commands.desktop, enablement.sync.client\n"
        "print(sorted({'fastapi', 'starlette', 'uvicorn', 'jinja2'} & set(sys.modules)))"
    )
    assert python(code).stdout.strip() == "[]"


def test_spanish_by_the_environment() -> None:
    assert "Busca tarjetas" in enablement("--help", ENABLEMENT_LANGUAGE="es").stdout


def test_usage_errors_exit_with_two() -> None:
    assert enablement("log", "x", "--outcome", "wonderful").returncode == 2
    assert enablement("dance").returncode == 2
    misplaced = enablement("--profile", "somewhere", "status")
    assert (misplaced.returncode, "after the command" in misplaced.stderr) == (2, True)


def test_the_version() -> None:
    assert enablement("--version").stdout.startswith("enablement ")


def test_a_pipe_that_cannot_show_a_letter_gets_a_stand_in() -> None:
    done = enablement("search", "ñandú", "--profile", "no-such-folder", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
