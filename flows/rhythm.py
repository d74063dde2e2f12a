"""How long a list, or one sub-list of it, has said the same: judged by what its entries say, not by the bytes or by a header.

A publisher that stamps a new date on an old list every day sends a new edition every day; and one sub-list may stand still for
months while the others move on.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from flows.archive import Edition
from flows.fills import WHOLE, members
from flows.frames import Rows
from flows.limits import LEARNT_FROM

PATIENCE = 3
"""How many times its usual rest a list may stand still."""
_TABLES = ("names", "identifiers", "addresses", "birth_dates", "listings", "relations")


def contents(rows: Rows) -> dict[str, str]:
    """Sub-list -> a checksum of what its entries say, whatever their order and where in the document they stand."""
    said = defaultdict[str, list[str]](list)
    for table in _TABLES:
        for _, entry, *rest in rows.get(table, ()):
            said[entry].append(repr((table, rest)))
    checksums = {entry: hashlib.sha256("\n".join([entry, *sorted(said[entry])]).encode("utf-8", "replace")).digest() for entry in said}
    return {
        sub_list: hashlib.sha256(b"".join(sorted(checksums[entry] for entry in entries if entry in checksums))).hexdigest()[:16]
        for sub_list, entries in members(rows).items()
    }


def changed_on(log: Sequence[Edition]) -> Mapping[str, list[date]]:
    """Sub-list -> the days on which an accepted edition said something else of it than the one before, oldest first."""
    days = defaultdict[str, list[date]](list)
    last: dict[str, str] = {}
    for line in (line for line in log if line.verdict == "accepted"):
        for sub_list, checksum in line.contents.items():
            if last.get(sub_list) != checksum:
                days[sub_list].append(line.on)
            last[sub_list] = checksum
    return days


def rest(log: Sequence[Edition], since: date, as_of: date) -> int:
    """Days in which the list as a whole has said the same; since it came in, where the log knows no more."""
    return (as_of - changed_on(log).get(WHOLE, [since])[-1]).days


def frozen(log: Sequence[Edition], as_of: date) -> tuple[str, int, int] | None:
    """(sub-list, days, longest rest so far) of the sub-list that stands still far longer than it ever did, or None.

    Only sub-lists whose rhythm is known from at least LEARNT_FROM rests are judged.
    """
    beyond = []
    for sub_list, days in changed_on(log).items():
        rests = [(after - before).days for before, after in pairwise(days)]
        still = (as_of - days[-1]).days
        if sub_list != WHOLE and len(rests) >= LEARNT_FROM and still > PATIENCE * max(rests):
            beyond.append((still, sub_list, max(rests)))
    still, sub_list, longest = max(beyond, default=(0, "", 0))
    return (sub_list, still, longest) if beyond else None
