"""Katakana or wapuro letters to Hepburn letters without marks, the spelling all Japanese readings in our tables have."""

import re
import unicodedata

ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ", "m": "マミムメモ",
    "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ", "p": "パピプペポ",
}  # fmt: skip
MORAE = {kana: onset + vowel for onset, row in ROWS.items() for kana, vowel in zip(row, "aiueo", strict=True)}
MORAE |= {"ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヰ": "i", "ヱ": "e", "ヲ": "o", "ン": "n", "ヴ": "vu", "ー": ""}
SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ヮ": "wa"}
KUNREI = (
    ("sy", "sh"),
    ("ty", "ch"),
    ("zy", "j"),
    ("jy", "j"),
    ("si", "shi"),
    ("ti", "chi"),
    ("tu", "tsu"),
    ("hu", "fu"),
    ("zi", "ji"),
    ("di", "ji"),
    ("du", "zu"),
)


HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def is_kana(letter: str) -> bool:
    return "\u3041" <= letter <= "\u30ff"


def short(text: str) -> str:
    """Long vowels of a romaji spelling made short, as in our tables: satoh, satou -> sato."""
    return re.sub(r"uu+", "u", re.sub(r"o[ou]+|oh(?=[^aeiouy]|$)", "o", text))


def hepburn(text: str) -> str:
    """サトウ, さとう, satou -> sato; シンイチロウ -> shinichiro."""
    text = unicodedata.normalize("NFKC", text).translate(HIRAGANA)
    letters = ""
    for c in text:
        if c in SMALL:
            letters = letters[:-1] + SMALL[c] if letters else SMALL[c]
        elif c == "ッ":
            letters += "*"
        else:
            letters += MORAE.get(c, c if c.isascii() and c.isalpha() else "")
    for kunrei, spelled in KUNREI:
        letters = re.sub(rf"(?<![cs]){kunrei}", spelled, letters)
    letters = re.sub(r"\*(.)", r"\1\1", letters).replace("cch", "tch").replace("*", "")
    return short(letters)
