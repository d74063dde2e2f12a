"""Reads data/reference/names into the frozen tables a comparison needs; their checksum is part of the ruleset."""

import csv
import hashlib
import math
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from matching.names.tables import Han, Tables, Weight
from sources.errors import SettingsError

FILES = (
    "han.tsv",
    "ja_family.tsv",
    "ja_given.tsv",
    "ja_places.tsv",
    "legal.tsv",
    "lists.toml",
    "near.tsv",
    "person_words.tsv",
    "places.txt",
    "rarity.tsv",
    "scores.csv",
    "translations.tsv",
    "weights.toml",
)


def load_tables(folder: Path) -> Tables:
    """All tables of one folder. A missing or unreadable file is a SettingsError naming it."""
    texts = {name: _text(folder / name) for name in FILES}
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(name.encode() + b"\0" + texts[name].encode() + b"\0")
    lists = tomllib.loads(texts["lists.toml"])
    weights = tomllib.loads(texts["weights.toml"])
    lowest, scores = _scores(texts["scores.csv"])
    legal = dict(row for row in _rows(texts["legal.tsv"]))
    return Tables(
        legal=legal,
        glued=tuple(sorted((form for form in legal if not form[0].isascii() or form[0] == "("), key=lambda form: (-len(form), form))),
        weak=frozenset(lists["weak"].split()),
        particles=frozenset(lists["particles"].split()),
        titles=frozenset(lists["titles"].split()),
        numbers=lists["numbers"],
        short={},
        organisation_words=_decibans(texts["rarity.tsv"]),
        person_words=_decibans(texts["person_words.tsv"]),
        unseen=weights["unseen"],
        meanings=_meanings(texts["translations.tsv"]),
        near={pair: int(row[2]) for row in _rows(texts["near.tsv"]) for pair in ((row[0], row[1]), (row[1], row[0]))},
        places=frozenset(texts["places.txt"].split()),
        han={
            row[0]: Han(family=row[1], pinyin=_several(row[2]), korean=_several(row[3]), japanese=_several(row[4]))
            for row in _rows(texts["han.tsv"])
        },
        japanese={name: {row[0]: _several(row[1]) for row in _rows(texts[f"ja_{name}.tsv"])} for name in ("family", "given", "places")},
        korean_family={},
        sounds={},
        weights={
            kind: {feature: Weight(**weight) for feature, weight in weights[kind].items()} for kind in ("organisation", "person", "facts")
        },
        scores=scores,
        lowest_sum=lowest,
        threshold=weights["threshold"],
        population=weights["population"],
        sha256=digest.hexdigest(),
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("reference.unreadable", file=path.name, folder=str(path.parent), reason=type(error).__name__) from error


def _rows(text: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in text.splitlines() if line)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(",")) if cell else ()


def _decibans(text: str) -> Mapping[str, int]:
    """Counts to whole decibans of rarity: one in ten bears the word -> 10, one in a thousand -> 30."""
    counts = {word: int(count) for word, count in _rows(text)}
    total = counts.pop("")
    return {word: round(10 * math.log10(total / count)) for word, count in counts.items()}


def _meanings(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for script, word, senses in _rows(text):
        found.setdefault(script, {})[word] = _several(senses) or ("",)
    return found


def _scores(text: str) -> tuple[int, tuple[float, ...]]:
    rows = [(int(row["points"]), float(row["score"])) for row in csv.DictReader(text.splitlines())]
    return rows[0][0], tuple(score for _, score in rows)
