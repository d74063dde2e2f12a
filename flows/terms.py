"""Who carries a measure out and within how many days: data/reference/measures.toml."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from matching.policy.measures import MEASURES
from matching.policy.response import Terms
from sources.errors import SettingsError


def load_terms(path: Path) -> Mapping[str, Terms]:
    """Measure -> its terms, for every measure there is. Raises SettingsError when one is missing or not known."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))["measure"]
    if set(table) != set(MEASURES):
        raise SettingsError("policy.measures_without_terms", file=path.name, names=", ".join(sorted(set(table) ^ set(MEASURES))))
    return {name: Terms(**table[name]) for name in MEASURES}
