"""Sentences and words of the commands for policies, in the reader's language."""

from flows import show
from flows.messages import Messages, load_messages
from flows.settings import ROOT, Settings

REFERENCE = ROOT / "data" / "reference"


def messages() -> Messages:
    """The one table of messages."""
    return load_messages(REFERENCE / "messages")


def fill(settings: Settings, key: str, **facts: object) -> str:
    """The sentence of a key, filled."""
    return messages().text(key, settings.language, **facts)


def say(settings: Settings, key: str, **facts: object) -> None:
    """The same, said at once."""
    show.say(fill(settings, key, **facts))


def word(settings: Settings, kind: str, code: str) -> str:
    """The word for a level of care, or for a legal check (`kind`)."""
    return fill(settings, f"desk.words.{'legal_check' if kind == 'legal_check' else 'grade'}.{code}")
