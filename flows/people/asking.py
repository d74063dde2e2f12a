"""A difference as a question to the researcher, and what was tried before asking, in both languages."""

from flows.messages import Language, Messages
from matching.people.gaps import Gap
from matching.people.spans import Span

BETWEEN = {"en": ", ", "ja": "、"}
AFTER = {"en": "; ", "ja": "；"}


def question(gap: Gap, messages: Messages, language: Language) -> str:
    """What to ask: who says what, since when, and where it does not stand."""
    one = gap.difference
    return messages.text(
        f"gaps.question.{one.where}.{one.kind}",
        language,
        organisation=one.organisation,
        dates=dates_of(one.dates, messages, language),
        said_by=_sides(one.said_by, messages, language),
        missing=_sides(one.missing_from, messages, language),
        shares=" / ".join(f"{share:g} %" for share in one.shares),
    )


def tried(gap: Gap, messages: Messages, language: Language) -> str:
    """Every explanation and how it ended."""
    told = []
    for name, outcome in gap.tried.items():
        words = {"explanation": f"gaps.explanation.{name}", "outcome": f"gaps.outcome.{outcome}"}
        told.append(messages.text("gaps.tried", language, **{field: messages.text(key, language) for field, key in words.items()}))
    return AFTER[language].join(told)


def dates_of(span: Span, messages: Messages, language: Language) -> str:
    """Since when until when, as it was written."""
    key = "from_to" if span.start and span.end else "since" if span.start else "until" if span.end else "undated"
    key = "on" if span.start and span.start == span.end else key
    return messages.text(f"gaps.dates.{key}", language, start=span.start, end=span.end)


def side(name: str, messages: Messages, language: Language) -> str:
    """A ledger by its title, a public source by what it is; anything else as it is called."""
    key = f"gaps.ledger.{name}"
    return messages.text(key, language) if key in messages.texts else name


def _sides(names: tuple[str, ...], messages: Messages, language: Language) -> str:
    return BETWEEN[language].join(side(name, messages, language) for name in names)
