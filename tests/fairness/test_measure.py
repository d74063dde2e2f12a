"""The harness itself: an even matcher passes, a biased or a silent one does not."""

from collections.abc import Callable
from zlib import crc32

from flows.fairness.measure import Figure, Search, balanced_list, clean_figures, recall_figures, spread
from flows.fairness.names import Group, Namesakes
from matching.model import Comparison, Party

COUNT = 1500
Answer = Callable[[bool], Comparison]


def _alerts(groups: tuple[Group, ...], search: Search) -> list[Figure]:
    return clean_figures(groups[:6], COUNT, Namesakes([]), search, lambda found: "moderate")


def _one_in_four(party: Party) -> bool:
    return crc32(party.names[0].text.encode()) % 4 == 0


def test_a_matcher_that_alerts_all_alike_is_within_the_bound(groups: tuple[Group, ...], answer: Answer) -> None:
    found = spread(_alerts(groups, lambda party: [("x", answer(_one_in_four(party)))]), "alerts")
    assert found.is_within
    assert 1 <= found.ratio < found.upper < 1.5


def test_a_matcher_that_alerts_one_origin_twice_as_often_is_beyond_it(groups: tuple[Group, ...], answer: Answer) -> None:
    def biased(party: Party) -> list[tuple[str, Comparison]]:
        is_han = ord(party.names[0].text[0]) > 0x2E80
        return [("x", answer(_one_in_four(party) or (is_han and crc32(party.names[0].text.encode()) % 4 == 1)))]

    found = spread(_alerts(groups, biased), "alerts")
    assert not found.is_within
    assert found.least in ("ja_romaji", "zh_pinyin")
    assert found.ratio > 1.8


def test_namesakes_are_counted_apart(groups: tuple[Group, ...], answer: Answer) -> None:
    listed = balanced_list(groups[5:6], 200)
    namesakes = Namesakes([name for _, name in listed.values()])
    figures = {f.measure: f for f in clean_figures(groups[5:6], COUNT, namesakes, lambda party: [("x", answer(True))], lambda found: "low")}
    assert figures["alerts"].found == COUNT
    assert 0 < figures["namesakes"].found < COUNT / 10
    assert figures["other_alerts"].found == figures["other_alerts"].asked == COUNT - figures["namesakes"].found
    assert figures["moderate"].found == 0


def test_recall_counts_only_the_listed_one_itself(groups: tuple[Group, ...], answer: Answer) -> None:
    listed = balanced_list(groups[:2], 20)
    first = next(iter(listed))
    figures = {(f.group_id, f.measure): f for f in recall_figures(listed, {}, lambda party: [(first, answer(True))])}
    mine = figures[listed[first][0].group_id, "recall.as_listed"]
    assert (mine.found, mine.asked) == (1, 20)
    assert figures[groups[1].group_id, "recall"].found == 0


def test_a_silent_matcher_is_even_in_alerts_but_does_not_pass_for_recall(groups: tuple[Group, ...], answer: Answer) -> None:
    assert spread(_alerts(groups, lambda party: []), "alerts").is_within
    assert not spread(recall_figures(balanced_list(groups[:3], 20), {}, lambda party: []), "recall").is_within
