"""Reads data/reference/names into the frozen tables a comparison needs; their checksum is part of the ruleset."""

import csv
import hashlib
import math
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from matching.names.han import family
from matching.names.stems import stem
from matching.names.tables import Han, Meaning, Tables, Weight
from sources.errors import SettingsError

FILES = (
    "han.tsv",
    "ja_family.tsv",
    "ja_given.tsv",
    "ja_places.tsv",
    "legal.tsv",
    "lists.toml",
    "name_forms.tsv",
    "namesakes.csv",
    "near.tsv",
    "person_words.tsv",
    "places.txt",
    "rarity.tsv",
    "scores.csv",
    "sounds.tsv",
    "syllables.tsv",
    "translations.tsv",
    "weights.toml",
    "words_arabic.tsv",
    "words_cyrillic.tsv",
    "words_han.tsv",
    "words_hangul.tsv",
    "words_latin.tsv",
    "zh_places.txt",
)
INITIALLED = 3  # words of a legal form of which one may be an initial
SPACELESS = ("han", "hangul")
_LAST: dict[str, Tables] = {}
"""The two tables read last, by the checksum of their texts."""
SCRIPTS = ("arabic", "cyrillic", "han", "hangul", "latin")


def load_tables(folder: Path) -> Tables:
    """All tables of one folder. A missing or unreadable file is a SettingsError naming it.

    The same text gives the same object: caches of comparisons are keyed by it, and a second one would fill them anew (33 MB besides).
    """
    texts = {name: text_of(folder / name) for name in FILES}
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(name.encode() + b"\0" + texts[name].encode() + b"\0")
    if (sha256 := digest.hexdigest()) not in _LAST:
        if len(_LAST) > 1:
            _LAST.pop(next(iter(_LAST)))
        _LAST[sha256] = _read(texts, sha256)
    return _LAST[sha256]


def _read(texts: Mapping[str, str], sha256: str) -> Tables:
    lists = tomllib.loads(texts["lists.toml"])
    weights = tomllib.loads(texts["weights.toml"])
    lowest, scores = _scores(texts["scores.csv"])
    legal = _with_initials({row[0]: row[1] for row in _rows(texts["legal.tsv"])})
    han = {
        row[0]: Han(family=row[1], pinyin=_several(row[2]), korean=_several(row[3]), japanese=_several(row[4]))
        for row in _rows(texts["han.tsv"])
    }
    forms = {character: entry.family for character, entry in han.items()}
    meanings = _meanings(texts, forms)
    return Tables(
        legal=legal,
        glued=tuple(sorted((form for form in legal if not form[0].isascii() or form[0] == "("), key=lambda form: (-len(form), form))),
        weak=frozenset(lists["weak"].split()),
        inside=frozenset(lists["inside"].split()),
        trade=frozenset(form for word in lists["trade"].split() for form in (word, stem(word, "latin"))),
        particles=frozenset(lists["particles"].split()),
        types=frozenset(stem(word, "latin") for word in lists["types"].split()),
        fields=frozenset(stem(word, "latin") for word in lists["fields"].split()),
        directions=frozenset(lists["directions"].split()),
        titles=frozenset(lists["titles"].split()),
        long_family=frozenset(lists["long_family"].split()),
        numbers=lists["numbers"],
        name_forms=_groups(texts["name_forms.tsv"]),
        syllables=_syllables(texts["syllables.tsv"]),
        organisation_words=_decibans(texts["rarity.tsv"]),
        person_words=_decibans(texts["person_words.tsv"]),
        unseen=weights["unseen"],
        meanings=meanings,
        near=_near(texts["near.tsv"]),
        places=frozenset(stem(place, "latin") for place in texts["places.txt"].split()),
        forms=forms,
        han=han,
        japanese={name: _readings(texts[f"ja_{name}.tsv"], forms) for name in ("family", "given", "places")},
        stretches=_stretches(meanings["han"], texts, forms),
        sounds=_sounds(texts["sounds.tsv"]),
        weights={
            kind: {feature: Weight(**weight) for feature, weight in weights[kind].items()} for kind in ("organisation", "person", "facts")
        },
        fixed=frozenset(weights["fixed"]),
        scores=scores,
        lowest_sum=lowest,
        threshold=weights["threshold"],
        least_told=weights["least_told"],
        population=weights["population"],
        namesakes=tuple((int(row["decibans"]), float(row["share"])) for row in csv.DictReader(texts["namesakes.csv"].splitlines())),
        sha256=sha256,
    )


def text_of(path: Path) -> str:
    """The text of one table. SettingsError when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("reference.unreadable", file=path.name, folder=str(path.parent), reason=type(error).__name__) from error


def _rows(text: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


def _with_initials(legal: Mapping[str, str]) -> dict[str, str]:
    """The forms, and those of three words and more with one word as its first letter: public joint s company."""
    found = dict(legal)
    for form, kind in legal.items():
        words = form.split()
        for i in range(len(words)) if len(words) >= INITIALLED and form.isascii() else ():
            found.setdefault(" ".join((*words[:i], words[i][0], *words[i + 1 :])), kind)
    return found


def _groups(text: str) -> dict[str, tuple[str, ...]]:
    """Each name of a line with the others of its lines."""
    found: dict[str, tuple[str, ...]] = {}
    for (line,) in _rows(text):
        for name in line.split():
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *line.split())))
    return found


def _syllables(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for language, syllable, others in _rows(text):
        found.setdefault(language, {})[syllable] = _several(others)
    return found


def _near(text: str) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for one, other, likeness in _rows(text):
        a, b = stem(one, "latin"), stem(other, "latin")
        found[a, b] = found[b, a] = int(likeness)
    return found


def _stretches(words: Mapping[str, Meaning], texts: Mapping[str, str], forms: Mapping[str, str]) -> dict[str, dict[str, Meaning | None]]:
    """What may be found in a run of Han: words, and names (None) by the language it is read in."""
    chinese = [family(place, forms) for place in texts["zh_places.txt"].split()]
    japanese = [family(row[0], forms) for name in ("ja_places.tsv", "ja_family.tsv") for row in _rows(texts[name]) if len(row[0]) > 1]
    return {"chinese": dict.fromkeys(chinese) | dict(words), "japanese": dict.fromkeys(japanese) | dict(words)}


def _sounds(text: str) -> dict[str, dict[str, dict[str, int]]]:
    found: dict[str, dict[str, dict[str, int]]] = {}
    for script, letter, piece, cost in _rows(text):
        found.setdefault(script, {}).setdefault(letter, {})[piece] = int(cost)
    return found


def _readings(text: str, forms: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Written forms with the same characters in other forms share their readings."""
    found: dict[str, tuple[str, ...]] = {}
    for written, readings in _rows(text):
        key = family(written, forms)
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *_several(readings))))
    return found


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(",")) if cell else ()


def _decibans(text: str) -> Mapping[str, int]:
    """Counts to whole decibans of rarity: one in ten bears the word -> 10, one in a thousand -> 30."""
    counts = {word: int(count) for word, count in _rows(text)}
    total = counts.pop("")
    return {word: round(10 * math.log10(total / count)) for word, count in counts.items()}


def _meanings(texts: Mapping[str, str], forms: Mapping[str, str]) -> dict[str, dict[str, Meaning]]:
    """The reviewed words of each script; for Latin letters the learned words, of one meaning each, where no reviewed one is."""
    found: dict[str, dict[str, Meaning]] = {script: {} for script in SCRIPTS}
    for script in SCRIPTS:
        for row in _rows(texts[f"words_{script}.tsv"]):
            meaning = _meaning(row[1])
            found[script][family(row[0], forms)] = meaning
            found[script].setdefault(stem(row[0], script), meaning)
    for script, word, learned in _rows(texts["translations.tsv"]):
        found[script].setdefault(word, _meaning(learned.split(",")[0]))
    return {script: _without_compounds(table) if script in SPACELESS else table for script, table in found.items()}


def _meaning(cell: str) -> Meaning:
    """ "science+technology,tech" -> (("science",), ("technology", "tech")); an empty cell -> ()."""
    return tuple(tuple(dict.fromkeys(stem(sense, "latin") for sense in group.split(","))) for group in cell.split("+") if group)


def _without_compounds(table: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Without the words whose two parts are words that mean the same together: the parts then count one by one."""

    def all_of(word: str) -> set[str]:
        return {sense for group in table.get(word, ()) for sense in group}

    def is_compound(word: str) -> bool:
        cuts = ((word[:i], word[i:]) for i in range(1, len(word)))
        return any(all_of(one) and all_of(two) and all_of(word) <= all_of(one) | all_of(two) for one, two in cuts)

    return {word: meaning for word, meaning in table.items() if not (all_of(word) and is_compound(word))}


def _scores(text: str) -> tuple[int, tuple[float, ...]]:
    rows = [(int(row["points"]), float(row["score"])) for row in csv.DictReader(text.splitlines())]
    return rows[0][0], tuple(score for _, score in rows)
