"""The gate every entity of every source passes on its way out of a reader."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sources.errors import SourceDamaged
from sources.model import Entity, Rejected, Source

NAME_LIMIT = 512
_GLYPH = re.compile(r"\(cid:\d+\)")
"""A glyph of a PDF whose font does not say which letter it is."""
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the reading direction: the name shows otherwise than it is written. Comparing takes them away."""
_C1 = re.compile(r"[\x80-\x9f]")


def mended(text: str) -> str:
    """C1 control characters are Windows-1252 that somebody declared as Latin-1: U+0092 is the apostrophe of "Xi’an"."""
    return text if text.isascii() else _C1.sub(lambda match: bytes([ord(match[0])]).decode("cp1252", errors="replace"), text)


def tidy(text: str) -> str:
    """A name on one line, single-spaced; its letters stay as published."""
    return " ".join(mended(text).split())


def flaw(text: str) -> str:
    """Why a text cannot be a name, as a message key, or ""."""
    if not text.strip():
        return "rejected.empty_name"
    if len(text) > NAME_LIMIT:
        return "rejected.name_too_long"
    categories = set() if text.isprintable() else {unicodedata.category(letter) for letter in text}
    if "Cc" in categories:
        return "rejected.control_character"
    if "Cs" in categories:
        return "rejected.lone_surrogate"
    return "rejected.unreadable_name" if "\ufffd" in text or _GLYPH.search(text) else ""


def checked(source: Source, found: Iterable[Entity | Rejected]) -> Iterator[Entity | Rejected]:
    """What a reader found, made safe to keep.

    An entity whose first name is flawed is rejected; a flawed further name is left out and told of. Of entities with
    one id, equal ones become one, differing ones are all kept, the later as "id#2", "id#3" …; both are told of.
    Raises SourceDamaged at the end when there was no entity at all: an empty list is never an answer.
    """
    seen: dict[str, list[int]] = {}
    for item in found:
        if isinstance(item, Rejected):
            yield item
            continue
        kept, told = _named(source, item)
        yield from told
        if kept is None:
            continue
        entity, twin = _identified(source, kept, seen)
        if twin:
            yield twin
        if entity:
            yield entity
    if not seen:
        raise SourceDamaged("source.no_rows", source=source.name)


def _are_sound(texts: Sequence[str]) -> bool:
    """Whether names are as `tidy` would leave them, without a flaw and all different: nearly always, and quick to see."""
    for text in texts:
        if not (
            0 < len(text) <= NAME_LIMIT
            and text.isprintable()  # no control character, surrogate or white space but the plain one
            and "  " not in text
            and text[0] != " " != text[-1]
            and "(cid:" not in text
            and "\ufffd" not in text
        ):
            return False
    return len(texts) == 1 or len(set(texts)) == len(texts) > 0


def _named(source: Source, entity: Entity) -> tuple[Entity | None, list[Rejected]]:
    if _are_sound([name.text for name in entity.names]):
        return entity, []
    names = tuple(dict.fromkeys(name if (text := tidy(name.text)) == name.text else replace(name, text=text) for name in entity.names))
    flaws = {name: reason for name in names if (reason := flaw(name.text))}
    if not names or names[0] in flaws:
        reason = flaws[names[0]] if names else "rejected.empty_name"
        return None, [Rejected(source=source.name, reason=reason, quote=entity.quote, detail=entity.entity_id[:200])]
    told = [
        Rejected(source=source.name, reason=reason, quote=entity.quote, detail=entity.entity_id[:200], severity="warning")
        for reason in [
            *flaws.values(),
            *("rejected.turning_marks" for name in names if name not in flaws and not name.text.isascii() and _TURNING.search(name.text)),
            *("rejected.mended_letters" for name in entity.names if not name.text.isascii() and _C1.search(name.text)),
        ]
    ]
    kept = tuple(name for name in names if name not in flaws)
    return entity if kept == entity.names else replace(entity, names=kept), told


def _identified(source: Source, entity: Entity, seen: dict[str, list[int]]) -> tuple[Entity | None, Rejected | None]:
    says = (
        entity.kind,
        entity.names,
        entity.identifiers,
        entity.addresses,
        entity.birth_dates,
        entity.listings,
        entity.related,
        entity.stakes,
    )
    content = hash(says)
    before = seen.setdefault(entity.entity_id, [])
    if not before:
        before.append(content)
        return entity, None
    reason = "rejected.same_twice" if content in before else "rejected.id_twice"
    told = Rejected(source=source.name, reason=reason, quote=entity.quote, detail=entity.entity_id[:200], severity="warning")
    if content in before:
        return None, told
    before.append(content)
    return replace(entity, entity_id=f"{entity.entity_id}#{len(before)}"), told
