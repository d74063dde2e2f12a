"""Writes what the names of a registry of research organisations teach about words (ROR, CC0).

    python registry.py FOLDER OUT [--without IDS]      FOLDER holds *.jsonl.gz, records of schema v1 or v2

rarity.tsv        word, number of organisations whose Latin names have it (two or more); the first row "" is the number of all.
translations.tsv  word or part of a word of another script or language, English words it stands for, commonest first.

A translation must be seen in at least LEAST different organisations, so the table holds words of the languages (農業,
университет, ingeniería, 哈尔滨), never the name of one organisation; whole names and anything that its own parts explain
are left out. IDS: a file of ROR ids that are not to be learned from.
"""

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT))

from matching.names.stems import stem  # noqa: E402
from matching.normalise import fold, words_of  # noqa: E402
from matching.scripts import main_script, runs  # noqa: E402

LEAST, SHARE, LIFT = 3, 0.34, 4.0
WEAK = set("of and the for in at de la des et du y e und fur en s a an to on with by der die das del di da do dos das les le el i".split())
SPACELESS = ("han", "kana", "hangul")
LONGEST_UNIT = 8


def records(folder: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """(id, [(name, language)]) without acronyms."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        for line in gzip.open(path, "rt", encoding="utf-8"):
            record = json.loads(line)
            if isinstance(record.get("names"), list):
                yield record["id"], [(n["value"], n["lang"] or "") for n in record["names"] if "acronym" not in n["types"]]
            else:
                labels = [(label["label"], label["iso639"]) for label in record.get("labels", [])]
                yield record["id"], [(record["name"], ""), *((a, "") for a in record.get("aliases", [])), *labels]


def units(name: str, script: str) -> set[str]:
    """What may carry a meaning: words, or all stretches of letters where words are not parted."""
    folded = fold(name)
    if script not in SPACELESS:
        return {stem(word, script) for word in words_of(folded)}
    found = set()
    for kind, run in runs(folded):
        if kind not in SPACELESS:
            continue
        for part in words_of(run):
            found |= {part[i:j] for i in range(len(part)) for j in range(i + 1, min(len(part), i + LONGEST_UNIT) + 1)}
    return found


def main() -> None:
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    without = set(Path(sys.argv[4]).read_text().split()) if len(sys.argv) > 4 else set()
    rarity: Counter[str] = Counter()
    total = 0
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    both: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    english: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    whole: set[str] = set()
    for ror, names in records(folder):
        by_script: dict[str, set[str]] = defaultdict(set)
        latin, plain = set(), set()
        for name, language in names:
            script = main_script(name)
            if script == "latin":
                words = {stem(w, "latin") for w in words_of(fold(name))}
                latin |= set(words_of(fold(name)))
                if language in ("", "en"):
                    plain |= words - WEAK
                else:
                    by_script["latin"] |= words - WEAK
            elif script:
                by_script["han" if script == "kana" else script] |= units(name, script)
                whole.add(fold(name).replace(" ", ""))
        rarity.update(latin)
        total += 1
        if ror in without or not plain:
            continue
        for script, found in by_script.items():
            sizes[script] += 1
            seen[script].update(found)
            english[script].update(plain)
            both[script].update((u, e) for u in found for e in plain)
    write_rarity(out, rarity, total)
    write_translations(out, seen, both, english, sizes, whole)


def write_rarity(out: Path, rarity: Counter[str], total: int) -> None:
    rows = [f"\t{total}", *(f"{word}\t{count}" for word, count in sorted(rarity.items()) if count >= 2 and len(word) < 30)]
    (out / "rarity.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def write_translations(out, seen, both, english, sizes, whole) -> None:  # type: ignore[no-untyped-def]
    rows = []
    for script in sorted(seen):
        meanings: dict[str, dict[str, float]] = defaultdict(dict)
        for (unit, word), count in both[script].items():
            share = count / seen[script][unit]
            if count >= LEAST and share >= SHARE and share >= LIFT * english[script][word] / sizes[script] and unit != word:
                meanings[unit][word] = share
            elif count >= 20 and share >= 0.6 and share >= 1.5 * english[script][word] / sizes[script] and unit != word:
                meanings[unit][word] = share
        for unit in sorted(meanings):
            if unit in whole or (script == "latin" and english[script][unit] > seen[script][unit]):
                continue
            senses = meanings[unit]
            if script in SPACELESS and explained(unit, senses, meanings):
                continue
            best = sorted(senses, key=lambda w: (-senses[w], w))[:4]
            rows.append(f"{script}\t{unit}\t{','.join(best)}")
    (out / "translations.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def explained(unit: str, senses: dict[str, float], meanings: dict[str, dict[str, float]]) -> bool:
    """Whether two shorter parts, or the same without its first or last letter, already mean all of it."""
    if len(unit) == 1:
        return False
    if any(set(senses) <= set(meanings.get(part, ())) for part in (unit[1:], unit[:-1])):
        return True
    return any(set(senses) <= set(meanings.get(unit[:i], ())) | set(meanings.get(unit[i:], ())) for i in range(1, len(unit)))


main()
