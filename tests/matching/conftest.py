"""The released tables and a way to write parties shortly."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.reference import load_tables
from matching.model import Party
from matching.names.tables import Tables
from sources.model import Kind, Name


@pytest.fixture(scope="session")
def tables(root: Path) -> Tables:
    return load_tables(root / "data" / "reference" / "names")


@pytest.fixture(scope="session")
def party() -> Callable[..., Party]:
    def make(kind: Kind, *names: str, **facts: object) -> Party:
        return Party(kind=kind, names=tuple(Name(text=name) for name in names), **facts)  # type: ignore[arg-type]

    return make
