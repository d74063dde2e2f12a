"""The columns of a roster as data: sheet -> field -> headers in Japanese and English, notes, sample, choices.

The tables are the .toml files of this folder; reading, the template and the error workbook all go by them. Those of ledgers
(ledgers/*.toml) say how e-Rad's and the institution's own exports call their columns: another export is another spelling there.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from sources.rosters.spelling import fold, words

SHEETS = ("programs", "cases", "institutions", "people", "disclosures")
FORMS = ("confirmation", "deemed_export", "selfcheck", "reminders")
"""Sheets that the office sends out and gets back, each a workbook of its own."""
LEDGERS = ("erad", "side_posts", "coi", "joint_research", "donations", "travel", "specific_types")
"""What a person told one body, as that body exports it. Read where it is handed in; the template has no sheet for it."""
READ = (*SHEETS, *LEDGERS)
"""What a roster may hold."""
GUIDE = ("使い方", "How to fill")
"""The sheet of the template that explains it and holds no data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`repeat` columns stand side by side with a number after the header (所属機関1, 所属機関2 …)."""

    field: str
    ja: str
    en: str
    also: tuple[str, ...]
    note_ja: str
    note_en: str
    sample: str
    choices: str
    required: bool
    repeat: int

    @property
    def headers(self) -> tuple[str, ...]:
        """Every spelling that is read as this column."""
        return (self.ja, self.en, self.field, *self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumns:
    """The columns of one sheet, in the order the template writes them.

    Of a ledger: `kind`: of all its rows, where no column says it; `is_one_day`: its rows name one day, which is first and last.
    """

    key: str
    ja: str
    en: str
    also: tuple[str, ...]
    columns: Mapping[str, Column]
    by_header: Mapping[str, str]
    kind: str = ""
    is_one_day: bool = False


def _table(name: str) -> Mapping[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(text) for text in value) if isinstance(value, Sequence) and not isinstance(value, str) else ()


def _column(field: str, entry: Mapping[str, Any]) -> Column:
    return Column(
        field=field,
        ja=str(entry["ja"]),
        en=str(entry["en"]),
        also=_texts(entry.get("also", [])),
        note_ja=str(entry["note_ja"]),
        note_en=str(entry["note_en"]),
        sample=str(entry["sample"]),
        choices=str(entry.get("choices", "")),
        required=bool(entry.get("required", False)),
        repeat=int(str(entry.get("repeat", 1))),
    )


def _sheet(key: str, folder: str = "") -> SheetColumns:
    table = _table(folder + key)
    columns = {field: _column(field, entry) for field, entry in table["columns"].items()}
    by_header: dict[str, str] = {}
    for column in columns.values():
        for header in column.headers:
            by_header.setdefault(fold(header), column.field)
    return SheetColumns(
        key=key,
        ja=str(table["sheet_ja"]),
        en=str(table["sheet_en"]),
        also=_texts(table["also"]),
        columns=columns,
        by_header=by_header,
        kind=str(table.get("kind", "")),
        is_one_day=bool(table.get("is_one_day", False)),
    )


COLUMNS: Mapping[str, SheetColumns] = {key: _sheet(key) for key in SHEETS}
TABLES: Mapping[str, SheetColumns] = {
    **COLUMNS,
    **{key: _sheet(key) for key in FORMS},
    **{key: _sheet(key, "ledgers/") for key in LEDGERS},
}
CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    name: {code: _texts(spellings) for code, spellings in table.items()}
    for name, table in _table("choices").items()
    if isinstance(table, dict)
}
COUNTRIES: Mapping[str, tuple[str, ...]] = {code: _texts(names) for code, names in _table("countries").items()}
_IGNORED = {name: _texts(words) for name, words in _table("ignored").items()}
_IGNORED_OF_PEOPLE = frozenset(fold(word) for word in _IGNORED["people_only"])
_SHEET_NAMES = {fold(name): sheet.key for sheet in TABLES.values() for name in (sheet.key, sheet.ja, sheet.en, *sheet.also)}
_CODES = {
    name: {fold(spelling): code for code, spellings in table.items() for spelling in (code, *spellings)}
    for name, table in {**CHOICES, "country": COUNTRIES}.items()
}


def sheet_named(title: str, sheets: Sequence[str] = READ) -> str | None:
    """Key of the sheet a tab of this name holds; None for a tab that is none of these."""
    key = _SHEET_NAMES.get(fold(title))
    return key if key in sheets else None


def code_of(choices: str, text: str) -> str | None:
    """The code a spelling stands for in one table of choices.toml (or "country"); None when it is none of them."""
    return _CODES[choices].get(fold(text))


@lru_cache(maxsize=2_048)
def is_ignored(sheet: str, header: str) -> bool:
    """True for a column that is neither read nor kept: nationality, residence status, gender, birth place and the like."""
    folded, spelled = fold(header), f" {' '.join(words(header))} "
    return (
        any(word in folded for word in _IGNORED["anywhere"])
        or any(f" {word} " in spelled for word in _IGNORED["words"])
        or (sheet == "people" and folded in _IGNORED_OF_PEOPLE)
    )
