"""Writes ja_family.tsv, ja_given.tsv and ja_places.tsv: written form, readings in Hepburn letters, the commonest first.

    python japanese.py FOLDER      (needs sudachipy, sudachidict_small and sudachidict_core, all Apache-2.0)

Taken are the written forms of the small dictionary; the core dictionary adds readings to them. Long vowels are short,
as passports and publications mostly write them.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

from sudachipy import Dictionary

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT))

from matching.names.kana import hepburn  # noqa: E402

FILES = {("人名", "姓"): "ja_family", ("人名", "名"): "ja_given", ("地名", "一般"): "ja_places", ("地名", "国"): "ja_places"}
HAN = re.compile(r"^[々ヶケノ\u3041-\u3096\u3400-\u9fff]*[\u3400-\u9fff][々ヶケノ\u3041-\u3096\u3400-\u9fff]*$")
LONGEST = {"ja_family": 4, "ja_given": 3, "ja_places": 4}


def readings(dictionary: str) -> dict[str, dict[str, dict[str, None]]]:
    found: dict[str, dict[str, dict[str, None]]] = {name: defaultdict(dict) for name in LONGEST}
    for entry in Dictionary(dict=dictionary).entries():
        speech, written = entry.part_of_speech(), entry.raw_surface()
        name = FILES.get((speech[2], speech[3]))
        if name and len(written) <= LONGEST[name] and HAN.match(written):
            found[name][written][hepburn(entry.reading_form())] = None
    return found


def main() -> None:
    small, core = readings("small"), readings("core")
    for name, table in small.items():
        lines = []
        for written in sorted(table):
            spoken = list(table[written]) + [r for r in core[name].get(written, ()) if r not in table[written]]
            lines.append(f"{written}\t{','.join(spoken[:6])}")
        (Path(sys.argv[1]) / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
