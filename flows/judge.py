"""Is a well-read edition to be trusted? Counted by sub-list and by field, and compared with what was accepted before."""

from collections import Counter
from collections.abc import Sequence

from flows.archive import Archive, Edition
from flows.frames import Rows
from flows.limits import ROWS, SHARE, accepted_counts, may_lose, thinned
from sources.errors import SourceHeld, WarehouseError
from sources.model import Snapshot, Source

GROWTH = 1.5
"""Told of beyond this, and used: a list may grow, but a file may also hold another one twice."""


def count(source: Source, rows: Rows) -> dict[str, int]:
    """Entities per sub-list; sub-lists the source is known to hold are counted even when they are gone."""
    listed = {(listing[1], listing[4]) for listing in rows.get("listings", ())}
    whole = len(rows.get("entities", ())) + len(rows.get("works", ())) + len(rows.get("observed_affiliations", ()))
    counted = Counter(sub_list for _, sub_list in listed) if source.kind == "list" else Counter({"": whole})
    return {sub_list: counted[sub_list] for sub_list in sorted({*source.sub_lists, *counted})}


def problem(source: Source, found: Edition, archive: Archive, snapshot: Snapshot) -> SourceHeld | None:
    """Why a person has to look at this edition before it is used, or None."""
    log = archive.log(source.name)
    return _fewer(source, found, log) or _emptier(source, found, log) or _set_aside(source, found, log) or _cut(source, archive, snapshot)


def grown(source: Source, found: Edition, log: Sequence[Edition]) -> tuple[str, dict[str, str]]:
    """(message key, facts) where a sub-list has grown by more than half, else ("", {})."""
    for sub_list, was in _before(log).items():
        now = found.counts.get(sub_list, 0)
        if was and now > was * GROWTH and now - was > ROWS:
            facts = {"source": source.name, "sub_list": sub_list or source.name, "before": str(was), "found": str(now)}
            return "source.grown", facts
    return "", {}


def _before(log: Sequence[Edition]) -> dict[str, int]:
    """The counts of the edition in use; none where it was a sample."""
    last = _last(log)
    return dict(last.counts) if last and not last.is_sample else {}


def _last(log: Sequence[Edition]) -> Edition | None:
    return next((line for line in reversed(log) if line.verdict == "accepted"), None)


def _fewer(source: Source, edition: Edition, log: Sequence[Edition]) -> SourceHeld | None:
    if not any(edition.counts.values()):
        return SourceHeld("source.empty_after_all", source=source.name)
    before = _before(log)
    for sub_list in sorted({*before, *edition.counts}):
        found = edition.counts.get(sub_list, 0)
        name = sub_list or source.name
        was = before.get(sub_list, 0)
        if was and (not found or was - found > may_lose(accepted_counts(log, sub_list))):
            return SourceHeld("source.shrunk", source=source.name, sub_list=name, before=was, found=found)
        least = source.sub_lists.get(sub_list, 0)
        if not before and not edition.is_sample and found < least:
            return SourceHeld("source.below_floor", source=source.name, sub_list=name, found=found, least=least)
    return None


def _emptier(source: Source, found: Edition, log: Sequence[Edition]) -> SourceHeld | None:
    if not (thin := thinned(log, found.fills)):
        return None
    sub_list, field, before, now = thin
    return SourceHeld("source.thinned", source=source.name, sub_list=sub_list or source.name, field=field, before=before, found=now)


def _set_aside(source: Source, found: Edition, log: Sequence[Edition]) -> SourceHeld | None:
    """More rows in quarantine than a few, and than in the edition in use, which a person or the same limit let pass."""
    last = _last(log)
    more = found.rejected - (last.rejected if last else 0)
    if more <= max(ROWS, SHARE * sum(found.counts.values())):
        return None
    return SourceHeld("source.many_rejected", source=source.name, found=found.rejected, entries=sum(found.counts.values()))


def _cut(source: Source, archive: Archive, found: Snapshot) -> SourceHeld | None:
    """A document that is the beginning of the one in use was most likely cut on its way, however well it ends (at a row, in a CSV)."""
    last = archive.last_good(source.name)
    try:
        before = archive.load(source.name, last.edition).documents if last else ()
    except WarehouseError:
        return None
    whole = {document.name: document.content for document in before}
    for document in found.documents:
        content, was = document.content, whole.get(document.name, b"")
        if 0 < len(content) < len(was) and was.startswith(content.rstrip()):
            return SourceHeld("source.cut_short", source=source.name, document=document.name, found=len(content), before=len(was))
    return None
