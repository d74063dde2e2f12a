"""Writes sounds.tsv: script, letter, what it becomes in Latin letters, cost in decibans (10: one time in ten).

    python sounds.py FOLDER OUT        FOLDER holds wd_*.tokens.gz and wd_russian_80.gz (name words of Wikidata, CC0)

Expectation maximisation over all ways to cut the Latin word into pieces of up to three letters, one for each letter of the
other script. The result says how letters are transcribed in general; no name stands in it.
"""

import gzip
import math
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT))

from matching.names.units import units  # noqa: E402
from matching.normalise import fold  # noqa: E402

FILES = {
    "arabic": "wd_arabic.normalized.aligned.tokens.gz",
    "cyrillic": "wd_russian_80.gz",
    "hangul": "wd_korean.normalized.aligned.tokens.gz",
    "hebrew": "wd_hebrew.normalized.aligned.tokens.gz",
    "kana": "wd_katakana.normalized.aligned.tokens.gz",
}
KOREAN = "wd_korean.gz"  # full names: those of Koreans stand in one run of two to four syllables
# Latin letters a Korean family name may begin with, by the first letter of the Hangul.
BEGINNINGS = dict(
    zip("ᄀᄂᄃᄅᄆᄇᄉᄋᄌᄎᄒᄐᄑ", ("gk", "nr", "dt", "rln", "m", "bpv", "s", "aeiouylr", "jcz", "c", "h", "t", "p"), strict=True)
)
# What the word lists lack or have too seldom, with its cost: letters of Cyrillic that Russian lacks and standards of transcription of
# Ukrainian, Belarusian, Serbian and Macedonian; Greek (ELOT 743 and the usual English ways); "-" is none.
WRITTEN = {
    "cyrillic": """є ie 6, є ye 6, є e 8, є je 12, і i 0, і y 14, ї i 6, ї yi 5, ї ji 12, ґ g 1, ў u 4, ў w 4, ў v 12, ј j 2,
        ј y 6, ј i 10, љ lj 2, љ l 8, љ ly 9, њ nj 2, њ n 8, њ ny 9, ћ c 3, ћ ch 5, ђ dj 3, ђ d 8, џ dzh 5, џ dz 7,
        џ j 8, ѓ gj 3, ѓ g 8, ќ kj 3, ќ k 8, ѕ dz 3, ѕ z 6, г h 5, и y 4, х kh 4, ж zh 3, ц ts 2, ч ch 0, й i 4,
        ю yu 2, ю iu 5, я ya 2, я ia 5, в v 0""",
    "greek": """α a 0, α - 16, β v 1, β b 6, γ g 1, γ y 8, γ gh 9, γ n 10, γ - 13, δ d 0, δ dh 10, ε e 0, ζ z 0, η i 1,
        η e 8, η y 9, θ th 1, θ t 9, ι i 1, ι y 9, ι - 10, κ k 1, κ c 7, κ g 10, λ l 0, λ - 13, μ m 0, μ - 10, ν n 0,
        ν - 11, ξ x 2, ξ ks 4, ο o 1, ο - 9, π p 1, π b 7, ρ r 0, ρ - 14, σ s 0, σ z 10, σ - 13, τ t 1, τ d 7, υ y 4,
        υ u 4, υ i 6, υ v 7, υ f 9, υ - 10, φ f 2, φ ph 5, χ ch 3, χ h 4, χ kh 6, ψ ps 0, ω o 0""",
}
LONGEST, ROUNDS, WORDS, LEAST_SHARE = 3, 7, 30_000, 0.004


def pairs(folder: Path, script: str) -> list[tuple[tuple[str, ...], str, int]]:
    found = []
    for line in gzip.decompress((folder / FILES[script]).read_bytes()).decode().splitlines():
        latin, native, count = line.rstrip("\n").split("\t")
        plain = "".join(c for c in fold(latin) if "a" <= c <= "z")
        letters = units(fold(native.replace(" ", "")), script)
        if letters and 1 < len(plain) <= LONGEST * len(letters) and len(letters) <= 14:
            found.append((letters, plain, min(int(count), 20)))
    return sorted(found, key=lambda pair: (-pair[2], pair[1], pair[0]))[:WORDS]


def korean(folder: Path) -> list[tuple[tuple[str, ...], str, int]]:
    """Names of Koreans with the Latin words in the order of the Hangul."""
    found = []
    for line in gzip.decompress((folder / KOREAN).read_bytes()).decode().splitlines():
        latin, native = line.rstrip("\n").split("\t")[:2]
        letters = units(fold(native), "hangul")
        words = fold(latin).replace("-", "").split()
        if not 2 <= len(native) <= 4 or len(words) not in (2, 3) or not all(word.isascii() and word.isalpha() for word in words):
            continue
        beginning = BEGINNINGS.get(letters[0], "")
        if words[0][0] in beginning:
            found.append((letters, "".join(words), 1))
        elif words[-1][0] in beginning:
            found.append((letters, words[-1] + "".join(words[:-1]), 1))
    return sorted(set(found))


def expected(letters, plain, share, counts, weight):  # type: ignore[no-untyped-def]
    """Adds the expected number of times each letter became each piece."""
    n, m = len(letters), len(plain)
    forward = [[0.0] * (m + 1) for _ in range(n + 1)]
    backward = [[0.0] * (m + 1) for _ in range(n + 1)]
    forward[0][0] = backward[n][m] = 1.0
    for i, letter in enumerate(letters):
        known = share[letter]
        for j in range(m + 1):
            if forward[i][j]:
                for size in range(min(LONGEST, m - j) + 1):
                    forward[i + 1][j + size] += forward[i][j] * known.get(plain[j : j + size], 1e-9)
    if not forward[n][m]:
        return
    for i in range(n - 1, -1, -1):
        known = share[letters[i]]
        for j in range(m + 1):
            for size in range(min(LONGEST, m - j) + 1):
                piece = plain[j : j + size]
                value = known.get(piece, 1e-9) * backward[i + 1][j + size]
                backward[i][j] += value
                if forward[i][j] and value:
                    counts[letters[i]][piece] += weight * forward[i][j] * value / forward[n][m]


def learn(words):  # type: ignore[no-untyped-def]
    share = defaultdict(lambda: defaultdict(float))
    for letters, plain, _ in words:
        for letter in letters:
            for j in range(len(plain) + 1):
                for size in range(min(LONGEST, len(plain) - j) + 1):
                    share[letter][plain[j : j + size]] = {0: 0.05, 1: 0.4, 2: 0.1, 3: 0.02}[size]
    for _ in range(ROUNDS):
        counts = defaultdict(lambda: defaultdict(float))
        for letters, plain, weight in words:
            expected(letters, plain, share, counts, weight)
        share = defaultdict(lambda: defaultdict(float))
        for letter, found in counts.items():
            total = sum(found.values())
            share[letter].update({piece: count / total for piece, count in found.items() if count / total > 1e-5})
    return share


def written(script: str) -> list[str]:
    return ["\t".join((script, *row.split())).replace("-", "") for row in WRITTEN.get(script, "").split(",") if row]


def main() -> None:
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    rows = []
    for script in sorted((*FILES, "korean")):
        share = learn(korean(folder) if script == "korean" else pairs(folder, script))
        for letter in sorted(share):
            for piece, part in sorted(share[letter].items(), key=lambda found: (-found[1], found[0])):
                if part >= LEAST_SHARE:
                    rows.append(f"{script}\t{letter}\t{piece}\t{round(-10 * math.log10(part))}")
        said = written(script)
        known = {row.rpartition("\t")[0] for row in said}
        rows = [row for row in rows if row.rpartition("\t")[0] not in known] + said
    rows += written("greek")
    (out / "sounds.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


main()
