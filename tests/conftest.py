"""What every test may ask for: the real public files beside the checkout, the reference tables, the messages.

HYPOTHESIS_PROFILE=torture makes the tests over generated data look far longer than every day.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from flows.messages import Messages, load_messages

ROOT = Path(__file__).resolve().parents[1]
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("everyday", deadline=None, max_examples=60, suppress_health_check=SLOW)
settings.register_profile("torture", deadline=None, max_examples=1_000, suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public files; a test that asks for it is skipped where there is none."""
    folder = ROOT.parent / "shared"
    if not (folder / "data" / "PROVENANCE.csv").exists():
        pytest.skip("the real public files are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def messages() -> Messages:
    return load_messages(ROOT / "data" / "reference" / "messages")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests met the publishers' real files, so that a run without them cannot pass for one with them."""

    def count(*outcomes: str) -> int:
        reports = [report for outcome in outcomes for report in terminalreporter.stats.get(outcome, [])]
        return sum("real" in report.keywords and (report.when == "call" or outcomes == ("skipped",)) for report in reports)

    ran, skipped = count("passed", "failed"), count("skipped")
    terminalreporter.write_line(f"On the publishers' real files: {ran} tests ran, {skipped} were skipped because the files are not there.")
