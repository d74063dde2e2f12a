"""Writes han.tsv: one row per Han character with its family of forms and its readings in three languages.

    python han.py UNIHAN_FOLDER OPENCC_DICTIONARY_FOLDER OUT_FILE

UNIHAN_FOLDER holds Unihan_Readings, Unihan_Variants and Unihan_OtherMappings (.txt.bz2) of the Unicode Character
Database (Unicode licence); the second folder is that of opencc-python-reimplemented (Apache-2.0).
Columns: character, representative of its family of forms, pinyin, Korean reading, Japanese readings in Hepburn letters.
"""

import bz2
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT))

from matching.names.kana import hepburn  # noqa: E402

# Forms that Japanese registries and readers treat as one name and that no Unicode table joins.
SURNAME_FORMS = """齋斎斉齊齐斋 邊邉辺边 濱浜滨 崎﨑碕嵜 髙高 嶋嶌島岛 冨富 舘館 桒桑 栁柳 渕淵 國国圀 眞真 凛凜 吉𠮷 彦彥 黒黑 草艸
総總总綜综"""
WANTED = ("kGB0", "kBigFive", "kJis0", "kJis1", "kJIS0213", "kKSC0", "kTGH")
SAME_FORM = ("kSimplifiedVariant", "kTraditionalVariant", "kZVariant", "kSemanticVariant")


def rows(folder: Path, name: str) -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = defaultdict(dict)
    with bz2.open(folder / f"Unihan_{name}.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code, field, value = line.rstrip("\n").split("\t")
                table[field][chr(int(code[2:], 16))] = value
    return table


def plain(text: str) -> str:
    """lǜ -> lyu (as passports write ü), otherwise the letters without their tone."""
    text = unicodedata.normalize("NFC", text).translate(str.maketrans("ǖǘǚǜü", "üüüüü"))
    letters = unicodedata.normalize("NFD", text.replace("ü", "v"))
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("v", "yu")


def families(readings: dict[str, dict[str, str]], variants: dict[str, dict[str, str]], opencc: Path) -> dict[str, str]:
    parent: dict[str, str] = {}

    def root(c: str) -> str:
        while parent.setdefault(c, c) != c:
            c = parent[c]
        return c

    def join(a: str, b: str) -> None:
        a, b = sorted((root(a), root(b)))
        parent[b] = a

    mandarin = {c: plain(v.split()[0]) for c, v in readings["kMandarin"].items()}
    for field in SAME_FORM:
        for c, value in variants[field].items():
            for other in value.split():
                other = chr(int(other.split("<")[0][2:], 16))
                if field not in ("kZVariant", "kSemanticVariant") or mandarin.get(c) == mandarin.get(other, ""):
                    join(c, other)
    for name in ("TSCharacters", "JPVariants"):
        for line in (opencc / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            forms = line.replace("\t", " ").split()
            for other in forms[1:]:
                join(forms[0], other)
    for forms in SURNAME_FORMS.split():
        for other in forms[1:]:
            join(forms[0], other)
    return {c: root(c) for c in parent}


def japanese(on: str, kun: str) -> list[str]:
    """Unihan gives letters in wapuro style; the same letters as in all our tables are wanted."""
    found = dict.fromkeys(hepburn(reading) for reading in (on + " " + kun).lower().replace("'", "").split())
    return [reading for reading in found if reading][:8]


def main() -> None:
    unihan, opencc = Path(sys.argv[1]), Path(sys.argv[2])
    readings, variants, mappings = (rows(unihan, n) for n in ("Readings", "Variants", "OtherMappings"))
    family = families(readings, variants, opencc)
    wanted = set().union(*(mappings[field] for field in WANTED)) | set(SURNAME_FORMS.replace(" ", "").replace("\n", ""))
    found = []
    for c in sorted(wanted):
        pinyin = dict.fromkeys(plain(r) for r in readings["kMandarin"].get(c, "").split())
        korean = dict.fromkeys(part.split(":")[0] for part in readings["kHangul"].get(c, "").split())
        spoken = japanese(readings["kJapaneseOn"].get(c, ""), readings["kJapaneseKun"].get(c, ""))
        found.append("\t".join((c, family.get(c, c), ",".join(pinyin), ",".join(korean), ",".join(spoken))))
    Path(sys.argv[3]).write_text("\n".join(found) + "\n", encoding="utf-8")


main()
