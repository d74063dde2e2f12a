"""The one table of messages: every user-facing text in English and Japanese, from data/reference/messages/*.toml."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sources.errors import SekishoError, SettingsError

Language = Literal["en", "ja"]
LANGUAGES: tuple[Language, ...] = ("en", "ja")


@dataclass(frozen=True, slots=True)
class Messages:
    """`texts`: dotted key -> language -> sentence with str.format placeholders."""

    texts: Mapping[str, Mapping[str, str]]

    def text(self, key: str, language: Language, /, **facts: Any) -> str:
        """The sentence of `key`, filled. Raises SettingsError for a key the table does not hold."""
        if key not in self.texts:
            raise SettingsError("messages.unknown_key", key=key)
        return self.texts[key][language].format(**facts)

    def tell(self, error: SekishoError, language: Language) -> str:
        """What happened, where, what to do: an error as one sentence."""
        return self.text(error.key, language, **error.facts)


def load_messages(folder: Path) -> Messages:
    """All *.toml of the folder as one table. A key that stands twice or lacks a language is a SettingsError."""
    texts: dict[str, Mapping[str, str]] = {}
    for path in sorted(folder.glob("*.toml")):
        for key, sentence in _flatten(tomllib.loads(path.read_text(encoding="utf-8")), ""):
            if key in texts or set(sentence) != set(LANGUAGES):
                raise SettingsError("messages.bad_entry", key=key, file=path.name)
            texts[key] = sentence
    return Messages(texts)


def _flatten(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, value in table.items():
        if all(isinstance(text, str) for text in value.values()):
            yield prefix + name, value
        else:
            yield from _flatten(value, f"{prefix}{name}.")
