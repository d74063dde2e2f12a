"""How many entries a sub-list may lose before a person is asked: learnt from the editions accepted so far.

While fewer than LEARNT_FROM editions are known: 5 % or 3 rows. After that, three times the usual unevenness of its steps:
a list that hardly moves is asked about sooner, one that is lively not every week. One wild step, such as years missed,
does not widen the limit, because medians are taken.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from flows.archive import Edition

LEARNT_FROM, REMEMBERED = 5, 10
ROWS = 3  # may go without a question, unless they are the last of their sub-list
SHARE = 0.05
LEAST_SHARE, MOST_SHARE = 0.005, 0.2
_SPREAD = 3 * 1.4826  # median deviations in three standard deviations


def accepted_counts(log: Sequence[Edition], sub_list: str) -> list[int]:
    """The sub-list's entries in the last accepted editions, oldest first; samples do not count, nor an edition accepted twice."""
    whole = [line for line in log if line.verdict == "accepted" and not line.is_sample and sub_list in line.counts]
    kept = [line for number, line in enumerate(whole) if not number or line.edition != whole[number - 1].edition]
    return [line.counts[sub_list] for line in kept[-REMEMBERED:]]


def may_lose(counts: Sequence[int]) -> float:
    """Entries that the next edition may have fewer than the last of `counts` (accepted, oldest first)."""
    was = counts[-1]
    if len(counts) < LEARNT_FROM:
        return max(ROWS, was * SHARE)
    steps = [after - before for before, after in pairwise(counts)]
    usual = median(steps)
    spread = _SPREAD * median(abs(step - usual) for step in steps)
    return max(ROWS, min(max(spread, was * LEAST_SHARE), was * MOST_SHARE))
