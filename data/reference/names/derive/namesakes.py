"""How many organisations of a registry share their whole name with another, by how much the name tells.

`python data/reference/names/derive/namesakes.py ROR.jsonl.gz …` prints the counts from which namesakes.csv was rounded.
"""

import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from flows.reference import load_tables
from matching.names.linking import BEHIND, SMALL_WORDS
from matching.names.words import organisation_word
from matching.normalise import fold, words_of

STEP = 15


def main(files: list[str]) -> None:
    """Display names only: aliases and acronyms are shared far more often."""
    tables = load_tables(Path(__file__).parents[1])
    told: list[tuple[str, int]] = []
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                words = [organisation_word(word, tables) for word in _words(json.loads(line))]
                told.append((" ".join(sorted(word.text for word in words)), sum(word.bits for word in words)))
    bearers = Counter(name for name, _ in told)
    shared: dict[int, list[bool]] = defaultdict(list)
    for name, bits in told:
        shared[bits // STEP * STEP].append(bearers[name] > 1)
    for least, flags in sorted(shared.items()):
        print(f"{least},{sum(flags) / len(flags):.4f},{len(flags)}")


def _words(record: dict[str, object]) -> list[str]:
    names = record.get("names")
    first = next(n["value"] for n in names if "ror_display" in n["types"]) if isinstance(names, list) else str(record["name"])
    return [word for word in words_of(fold(BEHIND.sub("", first))) if word not in SMALL_WORDS]


if __name__ == "__main__":
    main(sys.argv[1:])
