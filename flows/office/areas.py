"""Reads data/reference/tags into the lexicon that texts are tagged by, and says what an area is called."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from flows.messages import Language
from matching.policy.tags import WEIGHTS, Area, Concept, Lexicon, Strength, lexicon
from sources.errors import SettingsError
from sources.rosters.columns import CHOICES

LISTS = ("jp", "ca")


class Areas:
    """The two lists with their titles, and the lexicon. Raises SettingsError naming the row that cannot be used."""

    def __init__(self, folder: Path) -> None:
        table = tomllib.loads((folder / "areas.toml").read_text(encoding="utf-8"))
        self.titles: dict[Area, dict[Language, str]] = {
            ("jp", code): {"ja": spellings[0], "en": spellings[1]} for code, spellings in CHOICES["technology_area"].items()
        } | {("ca", code): titles for code, titles in table["ca"].items()}
        self.lists: dict[str, dict[Language, str]] = table["list"]
        self.lexicon: Lexicon = lexicon(self._concepts(folder / "concepts.tsv"), [*table["denial"]["en"], *table["denial"]["ja"]])

    def _concepts(self, path: Path) -> Iterator[Concept]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
            cells = line.split("\t")
            jp, ca, strength, en, ja = cells if len(cells) == len(LISTS) + 3 else ("", "", "", "", "")
            areas = tuple((name, code) for name, codes in zip(LISTS, (jp, ca), strict=True) for code in codes.split())
            if strength not in WEIGHTS or any(area not in self.titles for area in areas) or bool(areas) == (strength == "mask"):
                raise SettingsError("tags.bad_row", file=path.name, row=number)
            yield Concept(areas=areas, strength=cast(Strength, strength), en=_terms(en), ja=_terms(ja))


def _terms(cell: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in cell.split(";") if term.strip())
