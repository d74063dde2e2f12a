"""The lottery: as many namesakes in every group, the same persons in every script."""

from collections import Counter

import pytest

from flows.fairness.lottery import FEW, MANY, Lottery, lots
from flows.fairness.names import Group, Namesakes, origins

COUNT = 2000


@pytest.fixture(scope="module")
def lottery(groups: tuple[Group, ...]) -> Lottery:
    return Lottery(groups)


def test_no_group_has_more_namesakes_than_another(lottery: Lottery, groups: tuple[Group, ...]) -> None:
    namesakes = Namesakes([name for _, name in lottery.listed(300).values()])
    found = [sum(map(namesakes.has, lottery.clean(group, COUNT))) for group in groups]
    assert COUNT / 100 < min(found) <= max(found) < 1.1 * min(found)


def test_every_group_has_as_many_different_names(lottery: Lottery, groups: tuple[Group, ...]) -> None:
    different = {len({name.text for name in lottery.clean(group, COUNT)}) for group in groups}
    assert len(different) == 1


def test_every_origin_lists_as_many_persons_its_scripts_taking_turns(lottery: Lottery, groups: tuple[Group, ...]) -> None:
    listed = Counter(group.group_id for group, _ in lottery.listed(60).values())
    for same in origins(groups):
        assert {listed[group.group_id] for group in same} == {60 // len(same)}


def test_a_person_is_the_same_in_both_scripts(lottery: Lottery, groups: tuple[Group, ...]) -> None:
    by_id = {group.group_id: group for group in groups}
    for native, latin in (("ko_hangul", "ko_latin"), ("ru_cyrillic", "ru_latin"), ("ar_arabic", "ar_latin")):
        ours, theirs = lottery.person(by_id[native], (3, 7)), lottery.person(by_id[latin], (3, 7))
        assert all(ours.parts[token] == part for token, part in theirs.parts.items())


def test_the_first_of_the_few_is_borne_more_often_than_the_last() -> None:
    drawn = [lot for lot, _ in zip(lots("clean"), range(5000), strict=False)]
    few = Counter(few for few, _ in drawn)
    assert few[0] > 2 * few[FEW - 1] > 0
    assert max(many for _, many in drawn) < MANY


def test_a_table_with_too_few_parts_is_said_so(groups: tuple[Group, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.fairness.lottery.FEW", 100_000)
    monkeypatch.setattr("flows.fairness.lottery.PATIENCE", 1)
    with pytest.raises(ValueError, match="fewer than"):
        Lottery(groups)
