"""What folding takes away and what it leaves."""

import pytest

from matching.normalise import fold, letters_for_digits, words_of
from matching.scripts import main_script, runs


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ｔｏｙｏｔａ　Ｍｏｔｏｒ", "toyota motor"),
        ("Zoë Łuk\u00adasz", "zoe lukasz"),
        ("pass\u200bword", "password"),
        ("\u202eabc\u202c", "abc"),
        ("Bаnk оf Chinа", "bank of china"),
        ("O’Neill", "oneill"),
        ("がぎぐ", "がぎぐ"),
        ("ガ", "ガ"),
        ("Хайруллин", "хайруллин"),
        ("الجَامِعَة", "الجامعة"),
        ("เชียงใหม่", "เชียงใหม่"),
        ("a\x00b", "ab"),
        ("Ǆ", "dz"),
    ],
)
def test_evasions_go_and_letters_stay(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_dotted_letters_are_one_word() -> None:
    assert words_of(fold("A.B.C. Company & Sons")) == ["abc", "company", "and", "sons"]


def test_digits_inside_a_word_may_be_letters_but_a_number_stays() -> None:
    assert letters_for_digits("ig0r") == "igor"
    assert letters_for_digits("2007") == "2007"


def test_kana_beside_han_is_japanese() -> None:
    assert main_script("東京タワー") == "kana"
    assert main_script("東京") == "han"
    assert [script for script, _ in runs("abc 東京 АБВ")] == ["latin", "han", "cyrillic"]
