"""Writes syllables.tsv: language, a syllable as names have it in Latin letters, its other usual spellings.

    python syllables.py OUT

Chinese: every syllable of Pinyin in han.tsv, rewritten by the rules of Wade and Giles without apostrophes. Korean: every reading in
han.tsv by the Revised Romanisation, with the customary spellings below. Spellings of others stand as syllables of their own.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT))

from matching.names.hangul import revised  # noqa: E402

ONSETS = (
    ("zh", "ch"),
    ("q", "ch"),
    ("x", "hs"),
    ("j", "ch"),
    ("z", "ts"),
    ("ch", "ch"),
    ("c", "ts"),
    ("d", "t"),
    ("b", "p"),
    ("g", "k"),
    ("r", "j"),
)
RHYMES = (("ong", "ung"), ("ian", "ien"), ("yan", "yen"), ("ie", "ieh"), ("ye", "yeh"), ("ue", "ueh"), ("uo", "o"), ("you", "yu"))
WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "szu ssu", "he": "ho", "ge": "ko", "ke": "ko",
    "guo": "kuo", "kuo": "kuo", "gui": "kuei", "kui": "kuei", "shuo": "shuo", "er": "erh", "lyu": "lu lv", "nyu": "nu nv", "yue": "yueh",
}  # fmt: skip
KOREAN = """yeong young yung|jeong jung chung joung|su soo|u woo wu|hui hee heui|hyeon hyun|gyeong kyung kyeong kyong|seong sung
hun hoon|jun joon|sun soon|yeon yun youn|jin chin|suk sook|eun un|seok suk sok|myeong myung|cheol chul chol|gyu kyu|gwang kwang
uk wook wuk ook|ju joo chu|mi mee|gi ki|go ko|yu yoo|byeong byung|gil kil|ji jee chi|tae dae|jae chae jai|hwa wha|sik shik sick
hyeong hyung|yeol yul youl|beom bum bom|jong chong|geun keun kun|deok duk dok|seo suh|jo cho|o oh|mun moon|no noh roh|guk kook kuk|gang kang
gap kap|gu koo ku|gwon kwon|yong ryong|dong tong|do to|deuk duk|baek paik paek|bak park pak|i lee yi rhee ri|choe choi|im lim rim|an ahn
sin shin|si shi|ha hah|ho hoh|won weon|wi wee|yun yoon youn|eom um uhm|ryu yoo yu ryoo|nam nahm|bin been|jeol jul|deung dung
cha chah|gyun kyun|a ah|seop sup sub|hyeok hyuk|ui eui|gwan kwan|gyo kyo|ik ick"""


def wade(syllable: str) -> list[str]:
    if syllable in WHOLE:
        return WHOLE[syllable].split()
    onset, other = next(((one, two) for one, two in ONSETS if syllable.startswith(one)), ("", ""))
    rest = syllable[len(onset) :]
    for rhyme, spelled in RHYMES:
        if rest.endswith(rhyme):
            rest = rest[: -len(rhyme)] + spelled
            break
    return [other + rest]


def main() -> None:
    rows = [line.split("\t") for line in (ROOT / "data/reference/names/han.tsv").read_text(encoding="utf-8").splitlines()]
    pinyin = {reading for row in rows for reading in row[2].split(",") if len(reading) > 1 and set(reading) & set("aeiou")} | {"e"}
    korean = {revised(reading) for row in rows for reading in row[3].split(",") if reading}
    known: dict[str, dict[str, list[str]]] = {"chinese": {one: wade(one) for one in pinyin}, "korean": {one: [] for one in korean}}
    for group in KOREAN.replace("\n", "|").split("|"):
        first, *others = group.split()
        known["korean"].setdefault(first, []).extend(others)
    lines = []
    for language, syllables in sorted(known.items()):
        spelled = {other: [] for others in syllables.values() for other in others}
        for syllable, others in sorted((spelled | syllables).items()):
            lines.append(f"{language}\t{syllable}\t{','.join(dict.fromkeys(other for other in others if other != syllable))}")
    (Path(sys.argv[1]) / "syllables.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
