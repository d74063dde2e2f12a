"""Writes person_words.tsv: word, how many of the persons in the name files bear it (CC0 name pairs of Wikidata).

    python persons.py FOLDER OUT        FOLDER holds wd_*.normalized.aligned.tokens.gz

The first row "" is the number of all. The largest count of a word over the files is kept: the files overlap.
"""

import gzip
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT))

from matching.normalise import fold  # noqa: E402

LEAST = 4


def main() -> None:
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    share: Counter[str] = Counter()
    total = 300_000
    for path in sorted(folder.glob("wd_*.normalized.aligned.tokens.gz")):
        counts: Counter[str] = Counter()
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            word, _, count = line.rstrip("\n").split("\t")
            counts[fold(word)] += int(count)
        scale = total * 2 / sum(counts.values())  # a person has about two words of name
        for word, count in counts.items():
            if count >= LEAST:
                share[word] = max(share[word], round(count * scale))
    rows = [f"\t{total}", *(f"{word}\t{count}" for word, count in sorted(share.items()) if word.isalpha() and len(word) > 1)]
    (out / "person_words.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


main()
