"""Chinese syllables as Wade and Giles wrote them, without apostrophes and tone figures: still usual in Taiwan and in older names."""

from functools import lru_cache

INITIALS = (
    ("zhi", "chih"), ("chi", "chih"), ("shi", "shih"), ("ri", "jih"), ("zi", "tzu"), ("ci", "tzu"), ("si", "ssu"),
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("ju", "chü"), ("qu", "chü"), ("xu", "hsü"), ("j", "ch"), ("q", "ch"), ("x", "hs"),
    ("b", "p"), ("d", "t"), ("g", "k"), ("z", "ts"), ("c", "ts"), ("r", "j"), ("p", "p"), ("t", "t"), ("k", "k"),
)  # fmt: skip
WHOLE = {"zhi", "chi", "shi", "ri", "zi", "ci", "si"}
STANDING = {"yan": "yen", "ye": "yeh", "yue": "yueh", "you": "yu", "yong": "yung", "yi": "i", "er": "erh", "e": "o"}
FINALS = (("iong", "iung"), ("ong", "ung"), ("ian", "ien"), ("ie", "ieh"), ("ue", "ueh"), ("üe", "üeh"), ("uo", "o"))
KEPT_UO = ("g", "k", "h", "sh")  # kuo, huo, shuo keep their u


@lru_cache(maxsize=2_000)
def wade_giles(syllable: str) -> str:
    """zhang -> chang, xiao -> hsiao, qing -> ching, guo -> kuo; a syllable that is none stays."""
    if syllable in STANDING:
        return STANDING[syllable]
    for pinyin, initial in INITIALS:
        if syllable.startswith(pinyin) and (pinyin not in WHOLE or syllable == pinyin):
            return _plain(initial + _final(syllable[len(pinyin) :], pinyin))
    start = int(syllable[:1] in "hlmnfsw")
    return _plain(syllable[:start] + _final(syllable[start:], syllable[:start]))


def _final(final: str, initial: str) -> str:
    if final == "e" and initial in ("g", "k", "h"):
        return "o"
    if final == "uo" and initial in KEPT_UO:
        return final
    if final == "ui" and initial in ("g", "k"):
        return "uei"
    return next((written for pinyin, written in FINALS if final == pinyin), final)


def _plain(text: str) -> str:
    return text.replace("ü", "u")
