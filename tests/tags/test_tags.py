"""Technology tags: an area only with its words, in either language, as written."""

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measure import judged, macro

from flows.office.areas import LISTS, Areas
from matching.policy.tags import Lexicon, Proposal, propose
from sources.errors import SettingsError

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
KNOWN = Areas(ROOT / "data" / "reference" / "tags")


@pytest.fixture
def known() -> Lexicon:
    return KNOWN.lexicon


def areas(text: str) -> set[tuple[str, str]]:
    return {one.area for one in propose(text, KNOWN.lexicon) if not one.is_denied}


@given(st.text(alphabet=st.sampled_from("量子ビット暗号 ﾛﾎﾞｯﾄロボQubit-AIai の。. \n\u3099é"), max_size=200) | st.text(max_size=80))
def test_every_proposal_quotes_the_text_itself(text: str) -> None:
    for one in propose(text, KNOWN.lexicon):
        assert one.spans
        assert all(span.quote and text[span.start : span.end] == span.quote for span in one.spans)


def test_half_width_kana_and_full_width_letters_are_read_and_quoted_as_written(known: Lexicon) -> None:
    (found,) = [one for one in propose("災害対応ﾛﾎﾞｯﾄの試作", known) if one.area == ("jp", "robotics")]
    assert [span.quote for span in found.spans] == ["ﾛﾎﾞｯﾄ"]
    assert ("ca", "ai_big_data") in areas("ＡＩによる予測")


def test_a_figure_of_speech_names_no_area() -> None:
    assert areas("A quantum leap for rural schools.") == set()
    assert areas("量子力学の歴史を読む。") == set()


def test_an_acronym_counts_only_in_its_own_case() -> None:
    assert areas("AI in the archive") and not areas("ai hills in spring")


def test_a_word_inside_another_word_does_not_count() -> None:
    assert areas("The robotically minded clerk") == set()


def test_one_weak_word_proposes_nothing_and_two_do() -> None:
    assert ("jp", "medical") not in areas("A visit to one clinic.")
    assert ("jp", "medical") in areas("Surgery in one clinic.")


def test_what_a_text_denies_is_shown_as_denied(known: Lexicon) -> None:
    found = propose("祭礼の社会学であり、ロボットは扱わない。", known)
    assert found and all(one.is_denied and one.spans for one in found)
    assert areas("No drone is developed here.") == set()


def test_a_denial_does_not_silence_another_sentence() -> None:
    assert ("jp", "robotics") in areas("A drone maps the forest. No robot is developed by students.")


def test_both_languages_propose_the_same_areas() -> None:
    assert areas("quantum key distribution") == areas("量子鍵配送")
    assert areas("scramjet") == areas("スクラムジェット")


def test_every_area_of_both_lists_can_be_proposed_in_both_languages() -> None:
    for language in ("en", "ja"):
        rows = csv.reader((ROOT / "data/reference/tags/concepts.tsv").open(encoding="utf-8"), delimiter="\t")
        column = 3 if language == "en" else 4
        terms = "\n".join(term.strip().rstrip("*") for row in list(rows)[1:] for term in row[column].split(";"))
        assert areas(terms) == set(KNOWN.titles), language


def test_the_order_of_the_lexicon_changes_nothing(tmp_path: Path) -> None:
    folder = ROOT / "data" / "reference" / "tags"
    head, *rows = (folder / "concepts.tsv").read_text(encoding="utf-8").splitlines()
    random.Random(4).shuffle(rows)
    (tmp_path / "concepts.tsv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    (tmp_path / "areas.toml").write_bytes((folder / "areas.toml").read_bytes())
    shuffled = Areas(tmp_path).lexicon
    with (HERE / "development.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            assert _said(propose(row["text"], shuffled)) == _said(propose(row["text"], KNOWN.lexicon))


def test_a_row_that_names_no_known_area_is_refused(tmp_path: Path) -> None:
    (tmp_path / "areas.toml").write_bytes((ROOT / "data" / "reference" / "tags" / "areas.toml").read_bytes())
    (tmp_path / "concepts.tsv").write_text("jp\tca\tstrength\ten\tja\nmagic\t\tstrong\twand\t杖\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"tags\.bad_row"):
        Areas(tmp_path)


@pytest.mark.parametrize("half", ["development", "sealed"])
def test_each_half_is_sixty_texts_half_of_them_in_each_language(half: str) -> None:
    with (HERE / f"{half}.tsv").open(encoding="utf-8", newline="") as file:
        languages = [row["language"] for row in csv.DictReader(file, delimiter="\t")]
    assert languages == ["en"] * 30 + ["ja"] * 30


@pytest.mark.parametrize("name", LISTS)
def test_tags_of_the_development_half_stay_as_right_as_they_were(name: str) -> None:
    assert macro(judged("development"), name) >= 0.9


def _said(found: tuple[Proposal, ...]) -> list[tuple[object, ...]]:
    return [(one.area, one.spans, one.is_denied) for one in found]
