"""Invented persons: names drawn by origin and script as often as their parts are borne, always the same ones."""

import csv
import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations
from pathlib import Path

from matching.normalise import fold
from sources.errors import SettingsError

SEED = 20260401


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One name as it is written and in Latin letters; "" where there is no second letter or no Latin spelling."""

    written: str
    latin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """What one part of a name is drawn from: parts and their running sum of weights."""

    parts: tuple[Part, ...]
    sums: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One origin in one script. `draws`: (part, gender) -> Draw, gender m or f; `many`: the tokens with more to draw from than others."""

    group_id: str
    language: str
    is_latin: bool
    pattern: str
    draws: Mapping[tuple[str, str], Draw]
    many: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """One invented person's name: `parts` in the order of the pattern, `latin` "" where no Latin spelling is known."""

    text: str
    latin: str
    parts: Mapping[str, Part]


def load_groups(folder: Path) -> tuple[Group, ...]:
    """groups.toml with the tables of parts beside it. An unreadable file is a SettingsError naming it."""
    try:
        known = tomllib.loads((folder / "groups.toml").read_text(encoding="utf-8"))
        return tuple(
            Group(
                group_id=group_id,
                language=said["parts"],
                is_latin=said.get("latin", False),
                pattern=said["pattern"],
                draws=_draws(folder / f"{said['parts']}.tsv"),
                many=tuple(said["many"].split()),
            )
            for group_id, said in known.items()
        )
    except OSError as error:
        where = Path(error.filename or "groups.toml").name
        raise SettingsError("reference.unreadable", file=where, folder=str(folder), reason=type(error).__name__) from error


@lru_cache(maxsize=64)
def _draws(path: Path) -> dict[tuple[str, str], Draw]:
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    found = {}
    for part in {row["part"] for row in rows}:
        for gender in ("m", "f"):
            kept = [row for row in rows if row["part"] == part and row["gender"] in ("", gender)]
            parts = tuple(Part(written=row["written"], latin=row["latin"]) for row in kept)
            found[part, gender] = Draw(parts=parts, sums=tuple(accumulate(float(row["weight"]) for row in kept)))
    return found


def invented(group: Group, use: str) -> Iterator[Invented]:
    """Names without end; `use` (listed, clean) parts the streams of one group."""
    chance = random.Random(f"{SEED}:{group.group_id}:{use}")
    while True:
        gender = chance.choice("mf")
        yield spelled(group, drawn(group, tokens(group.pattern), gender, chance))


def tokens(pattern: str) -> list[str]:
    """{given} {family} {family2} -> given, family, family2."""
    return re.findall(r"\{(\w+)\}", pattern)


def drawn(group: Group, wanted: Sequence[str], gender: str, chance: random.Random) -> dict[str, Part]:
    """One part for each of some tokens, as often as it is borne."""
    draws = {token: group.draws[token.rstrip("2"), gender] for token in wanted}
    return {token: chance.choices(draw.parts, cum_weights=draw.sums)[0] for token, draw in draws.items()}


def spelled(group: Group, parts: Mapping[str, Part]) -> Invented:
    """The name in the script of its group, with its Latin spelling: given names first, except where Latin letters are the script."""
    parts = {token: parts[token] for token in tokens(group.pattern)}
    latin = {token: part.latin or part.written for token, part in parts.items()}
    if group.is_latin:
        text = _capitals(group.pattern.format(**latin))
        return Invented(text=text, latin=text, parts=parts)
    text = group.pattern.format(**{token: part.written for token, part in parts.items()})
    has_latin = all(part.latin or not part.written for part in parts.values())
    spaced = group.pattern.replace("{family}", "{family} ") if " " not in group.pattern else group.pattern
    return Invented(text=text, latin=_capitals(spaced.format(**latin)) if has_latin else "", parts=parts)


def _capitals(text: str) -> str:
    """Every word begins with a capital, but for one that has a capital already (al-Harbi)."""
    words = [word.strip("-") for word in text.split()]
    return " ".join(word if any(c.isupper() for c in word) else word[:1].upper() + word[1:] for word in words)


def origins(groups: Sequence[Group]) -> list[list[Group]]:
    """The groups whose names are drawn from the same parts, in the order given."""
    found: dict[str, list[Group]] = {}
    for group in groups:
        found.setdefault(group.language, []).append(group)
    return list(found.values())


def listed_names(group: Group, count: int) -> list[Invented]:
    """The listed of a group as life draws them: `count` different names, the commoner ones likelier."""
    found: dict[str, Invented] = {}
    for name in invented(group, "listed"):
        found.setdefault(name.text, name)
        if len(found) == count:
            return list(found.values())
    return []


class Namesakes:
    """Which names nobody could tell from a listed one by spelling alone: the same parts but for case, marks, hyphens, order
    and script, or the same with a part left out of one of them (two parts at least).
    """

    def __init__(self, listed: Sequence[Invented]) -> None:
        wholes = {whole for name in listed for whole in _wholes(name)}
        self._wholes = wholes
        self._lesser = {lesser for whole in wholes for lesser in _lesser(whole)}

    def has(self, name: Invented) -> bool:
        """Whether a listed name is spelled like this one."""
        wholes = _wholes(name)
        return any(whole in self._lesser or not self._wholes.isdisjoint(_lesser(whole)) for whole in wholes)


def _wholes(name: Invented) -> set[tuple[str, ...]]:
    return {_joined(text) for text in _texts(name)}


def _texts(name: Invented) -> tuple[str, ...]:
    return (name.text, name.latin) if name.latin else (name.text,)


def _joined(text: str) -> tuple[str, ...]:
    """The parts in a fixed order; one that is borne twice counts twice."""
    return tuple(sorted(word.replace("-", "") for word in fold(text).split()))


def _lesser(whole: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield whole
    for size in range(2, len(whole)):
        yield from combinations(whole, size)
