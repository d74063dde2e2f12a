"""The released tables: whole, consistent, and their checksum says which they are."""

import re
import shutil
import unicodedata
from pathlib import Path

import pytest

from flows.messages import Messages
from flows.reference import load_tables
from matching.names.features import ORGANISATION
from matching.names.persons import PERSON
from matching.names.tables import Tables
from sources.errors import SettingsError

LARGEST = 1_100_000  # bytes of a table


def test_every_feature_has_its_weight_and_no_weight_is_left_over(tables: Tables) -> None:
    assert set(tables.weights["organisation"]) == {feature.__name__ for feature in ORGANISATION}
    assert set(tables.weights["person"]) == {feature.__name__ for feature in PERSON}


def test_the_score_never_falls_as_the_points_rise(tables: Tables) -> None:
    assert list(tables.scores) == sorted(tables.scores)
    assert tables.scores[0] < tables.threshold < tables.scores[-1]


def test_tables_are_small_and_reviewable_text(root: Path) -> None:
    for path in (root / "data" / "reference" / "names").glob("*.*"):
        assert path.stat().st_size <= LARGEST, path.name
        assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8")) or path.name in ("han.tsv", "sounds.tsv"), path.name


def test_one_changed_letter_changes_the_checksum(root: Path, tables: Tables, tmp_path: Path) -> None:
    copy = shutil.copytree(root / "data" / "reference" / "names", tmp_path / "names", ignore=shutil.ignore_patterns("derive"))
    assert load_tables(copy).sha256 == tables.sha256
    near = copy / "near.tsv"
    near.write_text(re.sub(r"\d+$", "61", near.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE), encoding="utf-8")
    assert load_tables(copy).sha256 != tables.sha256


def test_the_same_text_is_the_same_object_so_that_caches_keyed_by_it_serve_every_night(root: Path, tmp_path: Path) -> None:
    names = root / "data" / "reference" / "names"
    copy = shutil.copytree(names, tmp_path / "names", ignore=shutil.ignore_patterns("derive"))
    assert load_tables(copy) is load_tables(names)


def test_a_missing_table_is_an_error_that_names_it(tmp_path: Path, messages: Messages) -> None:
    with pytest.raises(SettingsError) as caught:
        load_tables(tmp_path)
    assert ".tsv" in messages.tell(caught.value, "en")


def test_forms_of_one_character_share_one_that_stands_for_them(tables: Tables) -> None:
    for forms in ("国國", "斎齋斉齊", "辺邊邉", "浜濱", "沢澤泽", "桜櫻樱", "竜龍龙", "広廣广", "高髙"):
        assert len({tables.forms.get(c, c) for c in forms}) == 1, forms
    for pair in ("章张", "部辺", "舒苏", "程陈", "本崎"):
        assert len({tables.forms.get(c, c) for c in pair}) == 2, pair
