"""The ways rosters and publications write a listed name otherwise."""

import random
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from flows.fairness.names import SEED, Group, Invented, Part, spelled, tokens

MIDDLE = ("father", "patronymic", "middle", "family2")
Respellings = Mapping[str, Sequence[Sequence[str]]]


def variants(group: Group, name: Invented, respellings: Respellings) -> Iterator[tuple[str, str]]:
    """(kind, text) of every way that changes the name; a kind that does not fit the script is left out."""
    made = {
        "as_listed": name.text.upper(),
        "reordered": _reordered(name.text),
        "comma": _comma(group, name),
        "initials": _initials(group, name),
        "without_marks": _plain(name.text),
        "misspelled": _misspelled(name.text),
        "respelled": _respelled(group, name.text, respellings),
        "romanised": "" if group.is_latin else name.latin,
        "spaced": _spaced(group, name),
        "shortened": _shortened(group, name),
    }
    for kind, text in made.items():
        if text and (text != name.text or kind == "as_listed"):
            yield kind, text


def _reordered(text: str) -> str:
    words = text.split()
    return " ".join((words[-1], *words[:-1])) if len(words) > 1 else ""


def _words(group: Group, name: Invented) -> tuple[str, str]:
    """(family name, the others) of a name in Latin letters."""
    words = name.text.split()
    first = group.pattern.startswith("{family}")
    place = 0 if first else len(words) - (2 if "{family2}" in group.pattern else 1)
    end = 1 if first else len(words)
    return " ".join(words[place:end]), " ".join((*words[:place], *words[end:]))


def _comma(group: Group, name: Invented) -> str:
    return "{}, {}".format(*_words(group, name)) if group.is_latin else ""


def _initials(group: Group, name: Invented) -> str:
    """Latin publications: initials for all but the family name."""
    if not group.is_latin:
        return ""
    family, others = _words(group, name)
    return " ".join([*(f"{word[0].upper()}." for word in others.replace("-", " ").split()), family])


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFD", text)
    is_latin_mark = any(unicodedata.category(c) == "Mn" and a.isascii() for a, c in pairwise(bare))
    return "".join(c for c in bare if unicodedata.category(c) != "Mn") if is_latin_mark else ""


def _misspelled(text: str) -> str:
    """Two inner letters of the longest word change places; words of four letters and more, alphabets only."""
    words = text.split()
    longest = max(range(len(words)), key=lambda i: (len(words[i]), -i))
    word = words[longest]
    places = [i for i in range(1, len(word) - 2) if word[i].isalpha() and word[i + 1].isalpha() and word[i] != word[i + 1]]
    if not places or ord(word[0]) >= 0x2E80:
        return ""
    i = random.Random(f"{SEED}:{text}").choice(places)
    words[longest] = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    return " ".join(words)


def _respelled(group: Group, text: str, respellings: Respellings) -> str:
    """The first two other spellings of the language that fit."""
    if not group.is_latin:
        return ""
    found, changed = text.lower(), 0
    for letters, others in respellings.get(group.language, ()):
        if letters in found and changed < 2:
            found, changed = found.replace(letters, others), changed + 1
    return found.title() if changed else ""


def _spaced(group: Group, name: Invented) -> str:
    """A hyphen left out, or a space between family and given name where the script has none."""
    if "-" in group.pattern:
        return name.text.replace("-", " ")
    if " " in group.pattern:
        return ""
    family = name.parts["family"].written
    return f"{family} {name.text.removeprefix(family)}"


def _shortened(group: Group, name: Invented) -> str:
    """Without patronymic, father's, middle or second family name."""
    left_out = [token for token in tokens(group.pattern) if token in MIDDLE]
    if not left_out:
        return ""
    return " ".join(spelled(group, {**name.parts, **dict.fromkeys(left_out, Part(written="", latin=""))}).text.split())
