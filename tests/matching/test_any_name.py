"""Any text at all can be asked for as a name: it is folded and spelled without an error, and into no more than a bounded size.

That nothing hangs is shown by size and not by a clock: what a name becomes is bounded by what is looked at of it.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.model import Party
from matching.names.spelling import spellings
from matching.names.tables import Tables
from matching.normalise import LONGEST, fold, words_of
from matching.score import compare
from sources.model import Name

SCRIPTS = (
    "abcxyz", "ÀÉØßı", "абвгё", "αβγ", "אבג", "ابجدمح", "कखगि", "กขค", "東京大学研究所齋", "アイウガー", "あいうが", "김이박한국",
    "ﾊﾝｶｸ", "ＡＢＣ", "𝐀𝐁𝐂", "\u200b\u200d\u00ad", "\u202e\u202c\u2066", "\u0301\u0308\u3099", "\x00\x07\x1b\n\t",
    ".-'’()[]/&+,;", "0123456789①Ⅳ", "\ufffd\ue000\U000e0001", "\ud800\udfff",
)  # fmt: skip
NAMES = st.lists(st.text(alphabet=st.sampled_from("".join(SCRIPTS)), max_size=12) | st.text(max_size=12), max_size=6).map(" ".join)
KINDS = ("person", "organisation", "vessel", "unknown")
LONG = {
    "one letter": "a", "two words": "ab cd ", "Chinese": "東京大学", "kana": "アガ", "Hangul": "김이", "marks": "a\u0301\u0308",
    "dots": "a.b.", "brackets": "((", "ligature": "\ufdfa",
}  # fmt: skip
SPELLINGS, WORDS = 64, 4 * LONGEST


def _is_bounded(name: str, kind: str, tables: Tables) -> bool:
    found = spellings(Name(text=name), kind, tables)
    return len(found) <= SPELLINGS and all(len(one.words) <= WORDS for one in found)


@given(name=NAMES)
def test_folding_is_total_settled_and_bounded(name: str) -> None:
    folded = fold(name)
    assert len(folded) <= 18 * LONGEST  # the longest that one character becomes in compatible form
    assert all(words_of(folded))
    assert not [letter for letter in folded if letter in "\u202e\u200b\x00"]


@given(name=NAMES, kind=st.sampled_from(KINDS))
def test_any_name_has_spellings_of_bounded_number(name: str, kind: str, tables: Tables) -> None:
    assert _is_bounded(name, kind, tables)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("what", LONG)
def test_a_megabyte_is_looked_at_no_longer_than_the_longest_name(what: str, kind: str, tables: Tables) -> None:
    text = LONG[what] * (1_000_000 // len(LONG[what]))
    assert fold(text) == fold(text[:LONGEST])
    assert _is_bounded(text, kind, tables)


@pytest.mark.parametrize("what", LONG)
def test_two_megabytes_can_be_compared(what: str, tables: Tables) -> None:
    text = LONG[what] * (1_000_000 // len(LONG[what]))
    one, other = (Party(kind="organisation", names=(Name(text=written),)) for written in (text, text[1:] + "b"))
    assert 0 <= compare(one, other, tables).score <= 1
