"""Reads data/reference/affiliations into the frozen tables that an affiliation is read with."""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

from flows.reference import text_of
from matching.normalise import fold, words_of
from matching.people.hints import Hints
from sources.countries import spellings

STAGES = ("names", "accepted", "first", "native_names", "native_accepted", "native_first")
FILES = ("countries.tsv", "short.tsv", "weights.toml")


def load_hints(folder: Path) -> Hints:
    """All tables of the folder. A missing or unreadable file is a SettingsError naming it."""
    texts = {name: text_of(folder / name) for name in FILES}
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(name.encode() + b"\0" + texts[name].encode() + b"\0")
    weights = tomllib.loads(texts["weights.toml"])
    further = list(_rows(texts["countries.tsv"]))
    usual = {" ".join(words_of(fold(name))): code for name, code in spellings().items()}
    return Hints(
        short={form: tuple(longer.split(",")) for form, longer in _rows(texts["short.tsv"])},
        countries=usual | {form: code for form, code in further if not form.isupper() or not form.isascii()},
        capitals={form: code for form, code in further if form.isupper() and form.isascii()},
        weights={stage: weights[stage] for stage in STAGES},
        least=weights["least"],
        sha256=digest.hexdigest(),
    )


def _rows(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            form, meant = line.split("\t")
            yield form, meant
