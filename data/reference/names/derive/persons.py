"""Writes person_words.tsv: word, how many of the persons in the name files bear it (CC0 name pairs of Wikidata).

    python persons.py FOLDER OUT        FOLDER holds wd_*.normalized.aligned.tokens.gz

The first row "" is the number of all. The largest count of a word over the files is kept: the files overlap. Persons of Asia are few in
them, so the commonest family names of some countries have the share (percent) that national statistics publish or that is commonly
cited: the harm would be to call a name rare that one in five bears.
"""

import gzip
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT))

from matching.normalise import fold  # noqa: E402

LEAST = 4
SHARES = """
kim 21.5 lee 14.7 park 8.4 jung 4.8 choi 4.7 kang 2.4 cho 2.1 yoon 2.1 jang 2 lim 1.7 han 1.5 shin 1.5 seo 1.5
kwon 1.4 hwang 1.4 ahn 1.4 song 1.4 yoo 1.3 hong 1.1 jeon 1.1 moon .9 baek .8 yang 3.1 ko 1 son .9 bae .8 huh .7
nguyen 38 tran 11 le 9.5 pham 7.1 hoang 5.1 huynh 5.1 phan 4.5 vu 3.9 vo 3.9 dang 2.1 bui 2 do 1.4 ho 1.3 ngo 1.3 duong 1 ly .5
wang 7.2 li 7.2 zhang 6.8 liu 5.4 chen 4.5 huang 2.4 zhao 2.1 wu 2.1 zhou 2 xu 2.1 sun 1.5 ma 1.3 zhu 1.3 hu 1.3 guo 1.2
he 1.2 lin 1.2 gao 1.1 luo 1.1 zheng .9 liang .9 xie .8 tang .8 chang 2 wong 2 chan 2
sato 1.5 suzuki 1.4 takahashi 1.1 tanaka 1 watanabe .9 ito .9 yamamoto .8 nakamura .8 kobayashi .8 kato .7
mohammed 8 ahmed 5 ali 5 hassan 2.5 hussein 2.5 mahmoud 1.5 omar 1.5 ibrahim 2 khaled 1 mustafa 1 abdullah 2
ivanov .7 smirnov .8 ivanova .7 smirnova .8 kuznetsov .5 petrov .5 popov .5 hosseini 1 ahmadi 1 mohammadi 1.4 karimi .8
kumar 3 singh 3.5 sharma 1 patel 1 devi 2.5 khan 1.5 garcia 3.4 rodriguez 2 gonzalez 2 fernandez 2 lopez 2 martinez 2
sanchez 1.9 perez 1.8 andersson 2.4 johansson 2.5 karlsson 2 nilsson 1.7 eriksson 1.4 larsson 1.3 olsson 1.1 persson 1.1
cohen 2 levi 1.3 mizrahi .5 yilmaz 1.2 kaya .8
"""  # fmt: skip


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
    said = SHARES.split()
    for word, percent in zip(said[::2], said[1::2], strict=True):
        share[word] = max(share[word], round(float(percent) * total / 100))
    rows = [f"\t{total}", *(f"{word}\t{count}" for word, count in sorted(share.items()) if word.isalpha() and len(word) > 1)]
    (out / "person_words.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


main()
