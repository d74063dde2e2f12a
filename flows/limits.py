"""How many entries a sub-list may lose, and how many of its fields may be emptied, before a person is asked: learnt from the
editions accepted so far.

While fewer than LEARNT_FROM editions are known: 5 % or 3 rows. After that, three times the usual unevenness of its steps:
a list that hardly moves is asked about sooner, one that is lively not every week. One wild step, such as years missed,
does not widen the limit, because medians are taken.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from flows.archive import Edition
from flows.fills import ENTRIES, Fills

LEARNT_FROM, REMEMBERED = 5, 10
ROWS = 3  # may go without a question, unless they are the last of their sub-list
SHARE = 0.05
LEAST_SHARE, MOST_SHARE = 0.005, 0.2
_SPREAD = 3 * 1.4826  # median deviations in three standard deviations


def accepted(log: Sequence[Edition]) -> list[Edition]:
    """The accepted editions, oldest first; samples do not count, nor an edition accepted twice."""
    whole = [line for line in log if line.verdict == "accepted" and not line.is_sample]
    return [line for number, line in enumerate(whole) if not number or line.edition != whole[number - 1].edition]


def accepted_counts(log: Sequence[Edition], sub_list: str) -> list[int]:
    """The sub-list's entries in the last accepted editions, oldest first."""
    return [line.counts[sub_list] for line in accepted(log) if sub_list in line.counts][-REMEMBERED:]


def may_lose(counts: Sequence[float]) -> float:
    """Entries that the next edition may have fewer than the last of `counts` (accepted, oldest first)."""
    was = counts[-1]
    if len(counts) < LEARNT_FROM:
        return max(ROWS, was * SHARE)
    steps = [after - before for before, after in pairwise(counts)]
    usual = median(steps)
    spread = _SPREAD * median(abs(step - usual) for step in steps)
    return max(ROWS, min(max(spread, was * LEAST_SHARE), was * MOST_SHARE))


def thinned(log: Sequence[Edition], found: Fills) -> tuple[str, str, int, int] | None:
    """(sub-list, field, percent before, percent now) of the field emptied most beyond its limit, or None.

    New entries may be thinner than the old ones; among as many entries as before, a field has to be as full as it was.
    """
    known = [line.fills for line in accepted(log) if line.fills][-REMEMBERED:]
    beyond = []
    for sub_list, before in (known[-1] if known else {}).items():
        entries = found.get(sub_list, {}).get(ENTRIES, 0)
        size = min(entries, before[ENTRIES])
        for field in before if size else ():
            series = [each[sub_list].get(field, 0) * size / each[sub_list][ENTRIES] for each in known if sub_list in each]
            has = found[sub_list].get(field, 0)
            if (lost := series[-1] - has - may_lose(series)) > 0:
                beyond.append((lost, sub_list, field, 100 * before[field] // before[ENTRIES], 100 * has // entries))
    return max(beyond)[1:] if beyond else None
