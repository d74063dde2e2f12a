"""What one affiliation string was found to name, told to a person: which words, which level, why."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from flows.affiliations.registry import REFERENCE, load_resolver
from flows.messages import Language, Messages
from matching.people.chain import Level, chains
from matching.people.resolve import Found

REASONS = (  # traits worth a sentence, in this order
    "word_for_word", "in_one_piece", "acronym", "missing", "between", "goes_on", "turned", "torn", "core_doubtful", "namesakes",
    "town_named", "other_town", "country_named", "other_country", "closed",
)  # fmt: skip


def tell(registry: Sequence[Path], affiliation: str, messages: Messages, language: Language, reference: Path = REFERENCE) -> list[str]:
    """Lines for a terminal."""
    resolver = load_resolver(registry, reference)
    found = resolver.resolve(affiliation)
    lines = [messages.text("resolve.none", language)] if not found.organisations else []
    by_id = {one.ror: one for one in found.named}
    for line in chains(found.records, resolver.bodies):
        for level in line:
            lines += _level(level, by_id.get(level.ror), messages, language)
    told = {level.ror for line in chains(found.records, resolver.bodies) for level in line}
    others = [one for one in found.candidates if one.ror not in told][:3]
    if others:
        lines.append(messages.text("resolve.others", language))
        lines += [f"  {resolver.bodies[one.ror].name}  {one.ror}  {one.score:.2f}" for one in others]
    return lines


def _level(level: Level, found: Found | None, messages: Messages, language: Language) -> Iterator[str]:
    indent = "  " * level.steps
    if found is None:
        yield indent + messages.text("resolve.above", language, name=level.name, ror=level.ror, steps=level.steps)
        return
    yield indent + messages.text("resolve.named", language, name=level.name, ror=level.ror, score=f"{found.score:.2f}")
    yield indent + "  " + messages.text("resolve.words", language, words=" ".join(found.words), registered=found.name)
    for reason in REASONS:
        if found.traits.get(reason):
            yield indent + "  " + messages.text(f"resolve.{reason}", language)
