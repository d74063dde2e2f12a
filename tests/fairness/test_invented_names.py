"""Invented names: the same ones always, as many of every group, borne as often as their parts are."""

import csv
import hashlib
from itertools import islice
from pathlib import Path

import pytest

from flows.fairness.names import Group, Invented, Namesakes, invented, listed_names, load_groups
from flows.messages import Messages
from sources.errors import SettingsError

ALL_NAMES = "c728d88eb1eb88fb4e2d86b9b7df87a1174edf6498e47026ea0634598f94cd05"


def _group(groups: tuple[Group, ...], group_id: str) -> Group:
    return next(group for group in groups if group.group_id == group_id)


def _name(text: str, latin: str = "") -> Invented:
    return Invented(text=text, latin=latin, parts={})


def test_the_names_are_the_same_on_every_machine(groups: tuple[Group, ...]) -> None:
    texts = [name.text for group in groups for use in ("listed", "clean") for name in islice(invented(group, use), 100)]
    assert hashlib.sha256("\n".join(texts).encode()).hexdigest() == ALL_NAMES


def test_every_group_lists_as_many_different_names(groups: tuple[Group, ...]) -> None:
    for group in groups:
        names = [name.text for name in listed_names(group, 50)]
        assert len(set(names)) == 50, group.group_id
        assert all(name == name.strip() and "{" not in name for name in names)


def test_every_group_has_a_title(groups: tuple[Group, ...], messages: Messages) -> None:
    titles = {key.removeprefix("fairness.group.") for key in messages.texts if key.startswith("fairness.group.")}
    assert titles == {group.group_id for group in groups}


@pytest.mark.parametrize(
    ("group_id", "family", "least", "most"),
    [("ko_latin", "Kim", 0.19, 0.24), ("vi", "Nguyễn", 0.35, 0.41), ("ja_romaji", "Sato", 0.01, 0.02)],
)
def test_common_family_names_are_as_common_as_in_life(
    groups: tuple[Group, ...], group_id: str, family: str, least: float, most: float
) -> None:
    names = list(islice(invented(_group(groups, group_id), "clean"), 4000))
    assert (
        least < sum(name.parts["family"].latin.title() == family or name.parts["family"].written == family for name in names) / 4000 < most
    )


def test_both_scripts_of_a_name_are_of_one_name(groups: tuple[Group, ...]) -> None:
    for name in islice(invented(_group(groups, "ko_hangul"), "clean"), 20):
        assert len(name.text) == 3
        assert len(name.latin.split()) == 2


def test_every_part_of_a_name_has_a_weight(root: Path) -> None:
    for path in sorted((root / "data" / "reference" / "fairness").glob("*.tsv")):
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
        assert all(float(row["weight"]) > 0 for row in rows), path.name
        assert all(row["written"] or row["part"] == "second" for row in rows), path.name


@pytest.mark.parametrize(
    ("listed", "clean", "same"),
    [
        (_name("Min-jun Kim"), _name("Kim Minjun"), True),
        (_name("김민준", "Kim Minjun"), _name("Min-jun Kim"), True),
        (_name("Nguyễn Văn Minh"), _name("Nguyen Van Minh"), True),
        (_name("Hind Nader Tazi"), _name("Hind Tazi"), True),
        (_name("Ivan Petrov"), _name("Petrov Ivan Sergeevich"), True),
        (_name("Min-jun Kim"), _name("Min-jae Kim"), False),
        (_name("Hind Nader Tazi"), _name("Hind Karim Tazi"), False),
        (_name("佐藤花子", "Sato Hanako"), _name("佐藤華子", "Sato Hanako"), True),
        (_name("Ivan Petrov"), _name("Petrov"), False),
        (_name("Nguyễn Nga Nga"), _name("Nguyễn Thùy Nga"), False),
    ],
)
def test_namesakes_are_names_no_reader_could_tell_apart(listed: Invented, clean: Invented, same: bool) -> None:
    assert Namesakes([listed]).has(clean) is same


def test_a_folder_without_groups_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        load_groups(tmp_path)
