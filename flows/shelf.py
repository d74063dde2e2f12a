"""The catalogue as the archive knows it: each source's edition in use, how old it is, what its last change was, its state."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flows.archive import Edition, is_proved
from flows.fills import ENTRIES, WHOLE, Fills
from flows.messages import Language, Messages
from flows.rhythm import PATIENCE, changed_on, frozen, rest
from sources.model import Source


def shelved(source: Source, about: str, log: Sequence[Edition], today: date, messages: Messages, language: Language) -> dict[str, Any]:
    """A row of `sekisho sources`, with what the source's module says being listed means.

    log: everything the archive noted of it, oldest first. `age_days` counts from the day on which the edition in use first
    came in, `change` is what it has more or fewer entries than the one before it.
    """
    editions = _accepted(log)
    good = editions[-1] if editions else None
    since = next(line.on for line in log if line.edition == good.edition) if good else None
    age = (today - since).days if since else None
    last, changed = log[-1] if log else None, changed_on(log)
    entries = [sum(line.counts.values()) for line in editions[-2:]]
    return {
        "source": source.name,
        "kind": source.kind,
        "title": source.title_ja if language == "ja" else source.title_en,
        "standing": source.standing_of(good.shape) if good else source.standing,
        "state": _state(source, log, good, since, today),
        "entries": entries[-1] if entries else "",
        "change": f"{entries[1] - entries[0]:+d}" if len(entries) == 2 else "",
        "sub_lists": _sub_lists(good),
        "edition": good.edition[:12] if good else "",
        "first_fetched_on": since or "",
        "age_days": "" if age is None else age,
        "checked_on": last.on if last else "",
        "changed_on": changed.get(WHOLE, [good.on])[-1] if good else "",
        "changes": {sub_list: days[-1] for sub_list, days in changed.items()},
        "rejected": good.rejected if good else "",
        "warned": good.warned if good else "",
        "fields": _filled(good.fills, messages, language) if good else "",
        "fills": good.fills if good else {},
        "detail": messages.text(last.key, language, **last.facts) if last and last.key else "",
        "licence": source.licence,
        "url": source.url,
        "about": about.strip(),
    }


def _filled(found: Fills, messages: Messages, language: Language) -> str:
    """Each field with the percentage of entries that have it, the fullest first."""
    whole = {field: count for field, count in found.get(WHOLE, {}).items() if field != ENTRIES}
    shares = sorted((-100 * count // found[WHOLE][ENTRIES], field) for field, count in whole.items())
    words = [(field.partition(" "), -share) for share, field in shares]
    return ", ".join(f"{messages.text(f'show.fill.{field}', language)}{space}{scheme} {share} %" for (field, space, scheme), share in words)


def _accepted(log: Sequence[Edition]) -> list[Edition]:
    """The accepted editions, one that was accepted again counted once."""
    found: list[Edition] = []
    for line in log:
        if line.verdict == "accepted":
            found = [*(found[:-1] if found and found[-1].edition == line.edition else found), line]
    return found


def _sub_lists(good: Edition | None) -> Mapping[str, int]:
    return {name: count for name, count in good.counts.items() if name} if good else {}


def _state(source: Source, log: Sequence[Edition], good: Edition | None, since: date | None, today: date) -> str:
    """never, held or refused (the last copy), stale (frozen at the publisher's, or a part of it), unproved (a first real edition nobody
    confirmed), used.
    """
    if not log:
        return "never"
    if log[-1].verdict in ("held", "refused"):
        return log[-1].verdict
    if since and (rest(log, since, today) > PATIENCE * source.cadence_days or frozen(log, today)):
        return "stale"
    return "used" if good is None or good.is_sample or is_proved(source, good, log) else "unproved"
