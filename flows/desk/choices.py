"""The codes people choose from, with their words: data/reference/desk.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.messages import Language
from sources.errors import LedgerError


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """code -> language -> words; `rests_on`: reason -> fields of a basis it was decided upon."""

    reasons: Mapping[str, Mapping[Language, str]]
    rests_on: Mapping[str, tuple[str, ...]]
    legal_bases: Mapping[str, Mapping[Language, str]]
    lookup_bases: Mapping[str, Mapping[Language, str]]


def load_choices(path: Path) -> Choices:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Choices(
        reasons={code: {"en": one["en"], "ja": one["ja"]} for code, one in table["reason"].items()},
        rests_on={code: tuple(one["rests_on"]) for code, one in table["reason"].items()},
        legal_bases=table["legal_basis"],
        lookup_bases=table["lookup_basis"],
    )


def chosen(code: str | None, known: Mapping[str, Mapping[Language, str]], language: Language) -> str:
    """The code, if there is such a choice. Raises LedgerError with all there are."""
    if code is None or code not in known:
        listed = ", ".join(f"{one} ({words[language]})" for one, words in known.items())
        raise LedgerError("desk.choose", given=code or "-", known=listed)
    return code
