"""Writes what the names of a registry of research organisations teach about words (ROR, CC0).

    python registry.py FOLDER OUT [--without IDS]      FOLDER holds *.jsonl.gz, records of schema v1 or v2

rarity.tsv        word, number of organisations whose Latin names have it (two or more); the first row "" is the number of all.
translations.tsv  word of another language in Latin letters, the English words it stands for, commonest first.

A translation must be seen in at least LEAST different organisations, so the table holds words of the languages (ingeniería,
Gesundheit), never the name of one organisation. Words as common as "institute" go with everything: they are only taken
when they look like the word they translate; the others stand in words_latin.tsv. IDS: a file of ROR ids not to learn from.
"""

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT))

from rapidfuzz.distance import OSA  # noqa: E402

from matching.names.stems import stem  # noqa: E402
from matching.normalise import fold, words_of  # noqa: E402
from matching.scripts import main_script  # noqa: E402

LEAST, SHARE, LIFT = 3, 0.5, 4.0
WEAK = {
    "of",
    "and",
    "the",
    "for",
    "in",
    "at",
    "de",
    "la",
    "des",
    "et",
    "du",
    "y",
    "e",
    "und",
    "fur",
    "en",
    "s",
    "a",
    "an",
    "to",
    "on",
    "with",
    "by",
    "der",
    "die",
    "das",
    "del",
    "di",
    "da",
    "do",
    "dos",
    "les",
    "le",
    "el",
    "i",
}
COMMON_WORDS = """university institute center centre research academy science college umr association national hospital museum library
city state society school of government international japan czech polish"""
COMMON = frozenset(COMMON_WORDS.split())


def records(folder: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """(id, [(name, language)]) without acronyms."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            record = json.loads(line)
            if isinstance(record.get("names"), list):
                yield record["id"], [(n["value"], n["lang"] or "") for n in record["names"] if "acronym" not in n["types"]]
            else:
                labels = [(label["label"], label["iso639"]) for label in record.get("labels", [])]
                yield record["id"], [(record["name"], ""), *((a, "") for a in record.get("aliases", [])), *labels]


def main() -> None:
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    without = set(Path(sys.argv[4]).read_text().split()) if len(sys.argv) > 4 else set()
    rarity: Counter[str] = Counter()
    total = 0
    sizes = 0
    seen: Counter[str] = Counter()
    english: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for ror, names in records(folder):
        latin: set[str] = set()
        plain: set[str] = set()
        other: set[str] = set()
        for name, language in names:
            if main_script(name) == "latin":
                words = {stem(word, "latin") for word in words_of(fold(name))} - WEAK
                latin |= set(words_of(fold(name)))
                (plain if language in ("", "en") else other).update(words)
        rarity.update(latin)
        total += 1
        if ror not in without and plain and other:
            sizes += 1
            seen.update(other)
            english.update(plain)
            both.update((word, meant) for word in other for meant in plain)
    write_rarity(out, rarity, total)
    write_translations(out, seen, english, both, sizes)


def write_rarity(out: Path, rarity: Counter[str], total: int) -> None:
    rows = [f"\t{total}", *(f"{word}\t{count}" for word, count in sorted(rarity.items()) if count >= 2 and len(word) < 30)]
    (out / "rarity.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def write_translations(out: Path, seen: Counter[str], english: Counter[str], both: Counter[tuple[str, str]], sizes: int) -> None:
    meanings: dict[str, dict[str, float]] = defaultdict(dict)
    for (word, meant), count in both.items():
        share = count / seen[word]
        if word != meant and count >= LEAST and share >= max(SHARE, LIFT * english[meant] / sizes) and english[word] <= seen[word] / 2:
            meanings[word][meant] = share
    rows = []
    for word in sorted(meanings):
        best = sorted(meanings[word], key=lambda meant: (-meanings[word][meant], meant))[:2]
        if len(word) > 2 and (best[0] not in COMMON or OSA.normalized_similarity(word, best[0]) >= 0.5):
            rows.append(f"latin\t{word}\t{','.join(best)}")
    (out / "translations.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


main()
