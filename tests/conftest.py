"""What every test may ask for: the real public files beside the checkout, the reference tables, the messages."""

from pathlib import Path

import pytest

from flows.messages import Messages, load_messages

ROOT = Path(__file__).resolve().parents[1]


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
