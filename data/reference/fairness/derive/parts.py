"""Writes data/reference/fairness/<language>.tsv: parts of invented persons' names with how often each is borne.

    python parts.py        (needs faker 40.54.0, MIT; opencc-python-reimplemented, Apache-2.0; numpy, rapidfuzz and anyascii)

Lists of parts come from Faker, from written.toml beside this file and, for Japanese, from data/reference/names. How often a part
is borne: Faker's own weights where it has them, the shares of written.toml, otherwise a law of ranks, the ranks by person_words.tsv
(CC0). Its counts themselves would mislead: they are of bearers of any language, and most David are no family David.
"""

import csv
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import opencc

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT))

from matching.normalise import fold  # noqa: E402

HERE = Path(__file__).resolve().parent
NAMES = ROOT / "data" / "reference" / "names"
WRITTEN = tomllib.loads((HERE / "written.toml").read_text(encoding="utf-8"))
COUNTS = {row[0]: int(row[1]) for row in csv.reader((NAMES / "person_words.tsv").open(encoding="utf-8"), delimiter="\t")}
FLAT = 30  # the n-th of an unweighted list is borne in proportion to 1 / (n + FLAT)
FORMS = 6  # Japanese spellings kept of one reading, the commonest of Faker first
JAPAN = 24_500_000  # households behind Faker's Japanese counts: Sato is 1.5 percent of them

Row = tuple[str, str, str, str, float]  # part, gender, written, latin, weight
RUSSIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
UKRAINIAN = RUSSIAN | {"г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "i", "є": "ie", "й": "i", "щ": "shch", "'": "", "’": ""}
GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n",
    "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
GREEK_PAIRS = {"ου": "ou", "αυ": "av", "ευ": "ev", "μπ": "b", "γγ": "ng", "γκ": "gk"}
POLYPHONES = {
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "盖": "ge",
    "區": "ou",
    "区": "ou",
    "翟": "zhai",
    "石": "shi",
}


def spelled(text: str, letters: dict[str, str]) -> str:
    """Letter by letter in Latin letters."""
    return "".join(letters.get(letter, letter) for letter in text.casefold())


def greek(text: str) -> str:
    """As ELOT 743 has it, near enough for a sample."""
    plain = fold(text)
    for pair, latin in GREEK_PAIRS.items():
        plain = plain.replace(pair, latin)
    return spelled(plain, GREEK)


def borne(latin: str) -> int:
    """Bearers of a part as person_words.tsv counts them, of its commonest word; 0 for one it lacks."""
    return max((COUNTS.get(word, 0) for word in fold(latin).replace("-", " ").split()), default=0)


def by_rank(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    """(written, latin) with weights by the law of ranks; latin "" where it is written so already."""
    ranked = sorted(set(pairs), key=lambda pair: (-borne(pair[1] or pair[0]), pair))
    return ((written, latin, 1000 / (rank + FLAT)) for rank, (written, latin) in enumerate(ranked))


def faker(locale: str) -> Any:
    """The names Faker holds of a locale."""
    return import_module(f"faker.providers.person.{locale}").Provider


def several(names: Any, part: str, gender: str, latin: Any = None) -> Iterator[Row]:
    """One row a name of one word, with Faker's weight or one by rank."""
    pairs = {name.strip(): latin(name.strip()) if latin else "" for name in names if " " not in name.strip()}
    if isinstance(names, dict):
        yield from ((part, gender, name, other, float(names[name])) for name, other in pairs.items())
    else:
        yield from ((part, gender, *weighed) for weighed in by_rank(pairs.items()))


def plain(locale: str, families: tuple[str, ...] = ()) -> Iterator[Row]:
    """A language of Latin letters; `families` of further locales as its rare ones."""
    names = faker(locale)
    family = getattr(names, "unisex_last_names", names.last_names) if locale == "pl_PL" else names.last_names
    rare = sorted({name for other in families for name in faker(other).last_names if name not in family and " " not in name})
    if isinstance(family, dict):
        yield from (("family", "", name, "", min(family.values()) / 4) for name in rare)
    yield from several(family if isinstance(family, dict) else (*family, *rare), "family", "")
    if hasattr(names, "first_names_male"):
        yield from several(names.first_names_male, "given", "m")
        yield from several(names.first_names_female, "given", "f")
    else:
        yield from several(names.first_names, "given", "")


def gendered(locale: str, latin: Any) -> Iterator[Row]:
    """Family names by gender and, where there are, patronymics."""
    names = faker(locale)
    for gender, word in (("m", "male"), ("f", "female")):
        yield from several(tuple(getattr(names, f"last_names_{word}")), "family", gender, latin)
        yield from several(tuple(getattr(names, f"first_names_{word}")), "given", gender, latin)
        yield from several(tuple(getattr(names, f"middle_names_{word}", ())), "patronymic", gender, latin)


def hebrew() -> Iterator[Row]:
    """Hebrew letters only: Faker has no Latin spelling of them."""
    names = faker("he_IL")
    yield from several(names.last_names, "family", "")
    yield from several(names.first_names_male, "given", "m")
    yield from several(names.first_names_female, "given", "f")


def korean() -> Iterator[Row]:
    """A family name and two syllables."""
    for cell in WRITTEN["ko"]["family"]["shares"].replace("\n", "").split("|"):
        written, latin, share = cell.split()
        yield "family", "", written, latin, float(share)
    for part in ("first", "second"):
        for rank, cell in enumerate(WRITTEN["ko"][part]["ranked"].replace("\n", "").split("|")):
            written, latin = cell.split()
            yield part, "", written, latin, 1000 / (rank + 8)


def vietnamese() -> Iterator[Row]:
    """Family, middle and given name; a middle name named several times is so much commoner."""
    for cell in WRITTEN["vi"]["family"]["shares"].replace("\n", "").split("|"):
        written, _, share = cell.split()
        yield "family", "", written, "", float(share)
    for part, flat in (("middle", 0), ("given", 12)):
        for gender in ("m", "f"):
            for rank, written in enumerate(WRITTEN["vi"][part][gender].replace("\n", "").split("|")):
                yield part, gender, written, "", 100.0 if not flat else 1000 / (rank + flat)


def chinese(traditional: bool) -> Iterator[Row]:
    """A family name and one or two characters of a ranked list; one in eight has one."""
    han = {row[0]: row[2].split(",")[0] for row in csv.reader((NAMES / "han.tsv").open(encoding="utf-8"), delimiter="\t")}
    for written, weight in faker("zh_TW" if traditional else "zh_CN").last_names.items():
        if han.keys() >= set(written):
            yield "family", "", written, "".join(POLYPHONES.get(c, han[c]) for c in written), float(weight)
    converted = opencc.OpenCC("s2t").convert if traditional else str
    ranked = list(dict.fromkeys(converted(WRITTEN["zh"]["characters"]["ranked"]).replace("\n", "")))
    for rank, written in enumerate(ranked):
        yield "first", "", written, han[written], 1000 / (rank + 20)
        yield "second", "", written, han[written], 1000 / (rank + 20)
    yield "second", "", "", "", sum(1000 / (rank + 20) for rank in range(len(ranked))) / 7


def japanese() -> Iterator[Row]:
    """Faker's commonest with their counts; the others share what is left as persons bear their readings."""
    names = faker("ja_JP")
    known = {latin.lower() for (_, _, latin) in names.last_name_pairs}
    head = list(names.last_name_pairs.items())
    for (written, _, latin), count in head:
        yield "family", "", written, latin.lower(), count / JAPAN * 100
    rest = 100 - sum(count for _, count in head) / JAPAN * 100
    tail = [row for row in _read("ja_family.tsv", set()) if row[1] not in known]
    total = sum(weight for _, _, weight in tail)
    yield from (("family", "", written, latin, rest * weight / total) for written, latin, weight in tail)
    given = {written for pairs in (names.first_name_male_pairs, names.first_name_female_pairs) for (written, _, _) in pairs}
    yield from (("given", "", *row) for row in _read("ja_given.tsv", given))


def _read(table: str, first: set[str]) -> Iterator[tuple[str, str, float]]:
    """Readings by rank, the weight of each shared by the forms it is written in."""
    forms = defaultdict(list)
    for written, readings in csv.reader((NAMES / table).open(encoding="utf-8"), delimiter="\t"):
        forms[readings.split(",")[0]].append(written)
    known = {reading for reading in forms if borne(reading) and len(reading) > 3}
    for latin, _, weight in by_rank((reading, "") for reading in known):
        kept = sorted(forms[latin], key=lambda written: (written not in first, abs(len(written) - 2), written))[:FORMS]
        shares = [1 / n for n in range(1, len(kept) + 1)]
        yield from ((written, latin, weight * share / sum(shares)) for written, share in zip(kept, shares, strict=True))


def by_hand(language: str, letters: bool) -> Iterator[Row]:
    """Names of written.toml, weighed by rank; men's given names are fathers' names as well."""
    for part, genders in WRITTEN[language].items():
        for gender, cells in genders.items():
            pairs = [cell.strip().rsplit(" ", 1) for cell in cells.replace("\n", "").split("|")]
            for written, latin, weight in by_rank((pair[0].strip(), pair[1] if letters else "") for pair in pairs):
                yield part, gender.replace("any", ""), written, latin, weight
                if (part, gender) == ("given", "m"):
                    yield "father", "", written, latin, weight


def persian() -> Iterator[Row]:
    """By hand; family names also as a man's name with one of the usual endings, rarer than those written."""
    yield from by_hand("fa", letters=True)
    for part, gender, written, latin, weight in by_hand("fa", letters=True):
        if (part, gender) == ("given", "m"):
            for ending, letters in (("زاده", "zadeh"), ("پور", "pour"), ("نژاد", "nejad"), ("نیا", "nia"), ("فر", "far")):
                yield "family", "", written + ending, latin + letters, weight / 4


def indian() -> Iterator[Row]:
    """Indian names in Latin letters."""
    yield from several(faker("en_IN").last_names, "family", "")
    yield from several(faker("en_IN").first_names, "given", "")


def turkish() -> Iterator[Row]:
    """Faker's names; the commonest family names by hand, Faker's taken as rarer."""
    yield from by_hand("tr", letters=False)
    for part, gender, written, latin, weight in plain("tr_TR"):
        yield part, gender, written, latin, weight / 3 if part == "family" else weight


def write(language: str, rows: Iterable[Row]) -> None:
    """Rows of one part and name once, the commonest first."""
    found: dict[tuple[str, str, str, str], float] = {}
    for part, gender, written, latin, weight in rows:
        found[part, gender, written, latin] = max(weight, found.get((part, gender, written, latin), 0))
    ordered = sorted(found.items(), key=lambda item: (item[0][:2], -item[1], item[0]))
    lines = ["part\tgender\twritten\tlatin\tweight", *("\t".join((*key, f"{weight:.6g}")) for key, weight in ordered)]
    (HERE.parent / f"{language}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    write("ja", japanese())
    write("zh_hans", chinese(traditional=False))
    write("zh_hant", chinese(traditional=True))
    write("ko", korean())
    write("vi", vietnamese())
    write("ar", by_hand("ar", letters=True))
    write("fa", persian())
    write("tr", turkish())
    write("ru", gendered("ru_RU", lambda text: spelled(text, RUSSIAN)))
    write("uk", gendered("uk_UA", lambda text: spelled(text, UKRAINIAN)))
    write("el", gendered("el_GR", greek))
    write("he", hebrew())
    write("hi", indian())
    write("en", plain("en_US", ("en_GB", "en_IE")))
    write("ke", plain("en_KE"))
    write("sv", plain("sv_SE"))
    write("fr", plain("fr_FR", ("fr_BE", "fr_CA", "fr_CH")))
    write("de", plain("de_DE", ("de_AT", "de_CH")))
    for language in ("es_ES", "it_IT", "pl_PL"):
        write(language[:2], plain(language))


main()
