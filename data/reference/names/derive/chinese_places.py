"""Writes zh_places.txt: Chinese provinces, cities and counties without the word for what they are.

python chinese_places.py JIEBA_DICT OUT        JIEBA_DICT: dict.txt of jieba (MIT licence)
"""

import sys
from pathlib import Path

ENDINGS = ("自治州", "自治县", "自治区", "省", "市", "县", "地区")


def main() -> None:
    found = set()
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        word, _, speech = line.split(" ")
        for ending in ENDINGS:
            if speech == "ns" and word.endswith(ending) and 2 <= len(word) - len(ending) <= 4:
                found.add(word.removesuffix(ending))
                break
    (Path(sys.argv[2]) / "zh_places.txt").write_text("\n".join(sorted(found)) + "\n", encoding="utf-8")


main()
