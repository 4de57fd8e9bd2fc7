"""A calendar file for the tests of Today."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.today.acting import sample


@pytest.fixture
def ics(tmp_path: Path) -> Callable[..., Path]:
    """Write a calendar file of these events."""

    def write(*events: str) -> Path:
        file = tmp_path / "my.ics"
        file.write_text(sample(*events), "utf-8", newline="")
        return file

    return write
