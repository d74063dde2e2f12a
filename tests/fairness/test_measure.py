"""The harness itself: an even matcher passes, a biased or a silent one does not."""

from collections.abc import Callable, Iterator, Sequence
from zlib import crc32

from flows.fairness.lottery import Lottery
from flows.fairness.measure import Alerts, Figure, Search, clean_figures, life_figures, recall_figures, spread
from flows.fairness.names import Group, Namesakes
from matching.model import Comparison, Party

COUNT = 1500
Answer = Callable[[bool], Comparison]


def _searching(alerts: Callable[[Party], Alerts]) -> Search:
    def search(parties: Sequence[Party]) -> Iterator[Alerts]:
        return map(alerts, parties)

    return search


def _alerts(groups: tuple[Group, ...], alerts: Callable[[Party], Alerts]) -> list[Figure]:
    lottery = Lottery(groups)
    people = [(group, lottery.clean(group, COUNT)) for group in groups[:6]]
    return clean_figures(people, Namesakes([]), _searching(alerts), lambda found: "moderate")


def _one_in_four(party: Party) -> bool:
    return crc32(party.names[0].text.encode()) % 4 == 0


def test_a_matcher_that_alerts_all_alike_is_within_the_bound(groups: tuple[Group, ...], answer: Answer) -> None:
    found = spread(_alerts(groups, lambda party: [("x", answer(True))] if _one_in_four(party) else []), "alerts")
    assert found.is_within
    assert 1 <= found.ratio < found.upper < 1.5


def test_a_matcher_that_alerts_one_origin_twice_as_often_is_beyond_it(groups: tuple[Group, ...], answer: Answer) -> None:
    def biased(party: Party) -> Alerts:
        is_han = ord(party.names[0].text[0]) > 0x2E80
        is_alert = _one_in_four(party) or (is_han and crc32(party.names[0].text.encode()) % 4 == 1)
        return [("x", answer(True))] if is_alert else []

    found = spread(_alerts(groups, biased), "alerts")
    assert not found.is_within
    assert found.least in ("ja_romaji", "zh_pinyin")
    assert found.ratio > 1.8


def test_namesakes_are_counted_apart(groups: tuple[Group, ...], answer: Answer) -> None:
    lottery = Lottery(groups)
    korean = groups[5]
    namesakes = Namesakes([name for _, name in lottery.listed(200).values()])
    people = [(korean, lottery.clean(korean, COUNT))]
    search = _searching(lambda party: [("x", answer(True))])
    figures = {f.measure: f for f in clean_figures(people, namesakes, search, lambda found: "low")}
    assert figures["alerts"].found == COUNT
    assert 0 < figures["namesakes"].found < COUNT / 10
    assert figures["other_alerts"].found == figures["other_alerts"].asked == COUNT - figures["namesakes"].found
    assert figures["moderate"].found == 0
    assert life_figures(people, namesakes)[0].found == figures["namesakes"].found


def test_recall_counts_only_the_listed_one_itself(groups: tuple[Group, ...], answer: Answer) -> None:
    listed = Lottery(groups[:3]).listed(20)
    first = next(iter(listed))
    figures = {(f.group_id, f.measure): f for f in recall_figures(listed, {}, _searching(lambda party: [(first, answer(True))]))}
    mine = figures[listed[first][0].group_id, "recall.as_listed"]
    assert (mine.found, mine.asked) == (1, 10)
    assert figures[groups[1].group_id, "recall"].found == 0


def test_a_silent_matcher_is_even_in_alerts_but_does_not_pass_for_recall(groups: tuple[Group, ...]) -> None:
    assert spread(_alerts(groups, lambda party: []), "alerts").is_within
    assert not spread(recall_figures(Lottery(groups[:3]).listed(20), {}, _searching(lambda party: [])), "recall").is_within
