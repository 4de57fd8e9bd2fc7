"""Whether a window can be shown, asked before Qt ends the process."""

import pytest

from enablement.ui.display import missing_display, missing_packages


def test_without_a_display_the_headless_loop_is_named() -> None:
    problem = missing_display({}, "linux")
    assert problem is not None
    assert "enablement demo --headless" in problem.how_to_mend()


def test_a_display_that_does_not_answer_is_named() -> None:
    problem = missing_display({"DISPLAY": ":4711"}, "linux")
    assert problem is not None
    assert ":4711" in problem.sentence() or "apt-get" in problem.how_to_mend()


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_there_is_always_a_display(platform: str) -> None:
    assert missing_display({}, platform) is None


def test_a_platform_that_needs_no_display_is_taken_as_it_is() -> None:
    assert missing_display({"QT_QPA_PLATFORM": "offscreen"}, "linux") is None


def test_missing_libraries_come_with_the_line_that_installs_them() -> None:
    problem = missing_packages(["libegl1", "libxcb-cursor0"])
    assert problem.how_to_mend().endswith("sudo apt-get install -y libegl1 libxcb-cursor0")
