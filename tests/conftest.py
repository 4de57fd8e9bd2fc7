"""What holds for every test: no screen, no keychain, English, and no log line that nobody expected."""

import logging
import os
from collections.abc import Generator, Iterator

import pytest

os.environ["QT_QPA_PLATFORM"] = os.environ.get("ENABLEMENT_TEST_PLATFORM", "offscreen")
os.environ["ENABLEMENT_LANGUAGE"] = "en"


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test whose code logs a warning, unless it is marked `logs` to say that it should."""
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    if request.node.get_closest_marker("logs"):
        assert collector.lines, "the test is marked `logs`, and nothing was logged"
    else:
        assert collector.lines == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where everything is installed: .ci/run asks for it."""
    report = yield
    if report.skipped and os.environ.get("ENABLEMENT_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and here nothing may be: {report.longrepr}"
    return report
