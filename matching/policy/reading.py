"""Reading parsed TOML with its key path in hand, so that an error names the very key."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar

from sources.errors import PolicyError

T = TypeVar("T")
LANGUAGES = ("en", "ja")


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Gives every PolicyError raised inside the file's name and a rule (empty when it is outside all rules)."""
    try:
        yield
    except PolicyError as error:
        raise PolicyError(error.key, **{"policy": name, "rule": "", **error.facts}) from error


class Table:
    """A TOML table that knows its path and its rule. `allowed` None takes any key; otherwise an unknown key is refused."""

    def __init__(self, data: Any, path: str, allowed: Sequence[str] | None, rule: str = "") -> None:
        self.data, self.path, self.rule = data, path, rule
        if not isinstance(data, Mapping):
            raise self.error("policy.wrong_value", "", data)
        for key in data:
            if allowed is not None and key not in allowed:
                raise self.error("policy.unknown_key", key, key)

    def __getitem__(self, key: str) -> Any:
        if key not in self.data:
            raise self.error("policy.missing_key", key, "")
        return self.data[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def __contains__(self, key: object) -> bool:
        return key in self.data

    def error(self, key: str, at: str, found: object) -> PolicyError:
        """A PolicyError at one of this table's keys."""
        return PolicyError(key, rule=self.rule, path=self.at(at), found=str(found)[:100])

    def at(self, key: str) -> str:
        return ".".join(part for part in (self.path, key) if part)

    def _typed(self, key: str, is_right: Callable[[Any], bool]) -> Any:
        value = self[key]
        if not is_right(value):
            raise self.error("policy.wrong_value", key, value)
        return value

    def text(self, key: str) -> str:
        return str(self._typed(key, lambda value: isinstance(value, str) and bool(value.strip())))

    def flag(self, key: str) -> bool:
        return bool(self._typed(key, lambda value: isinstance(value, bool)))

    def day(self, key: str) -> date | None:
        """A TOML local date; None where the key is absent."""
        return self._typed(key, lambda day: isinstance(day, date) and not isinstance(day, datetime)) if key in self else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once; empty where the key is absent."""
        if key not in self:
            return ()
        return tuple(self._typed(key, lambda value: _are_texts(value) and len(set(value)) == len(value)))

    def one_of(self, key: str, choices: Sequence[T]) -> T:
        value = self[key]
        if isinstance(value, bool) or value not in choices:
            raise self.error("policy.unknown_value", key, value)
        return choices[choices.index(value)]

    def some_of(self, key: str, choices: Sequence[T]) -> tuple[T, ...]:
        values = self.texts(key)
        for value in values:
            if value not in choices:
                raise self.error("policy.unknown_value", key, value)
        return tuple(choice for choice in choices if choice in values)

    def bilingual(self, key: str) -> dict[str, str]:
        """A table with exactly `en` and `ja`."""
        return self.table(key, allowed=LANGUAGES).both()

    def both(self) -> dict[str, str]:
        """This table's text in both languages."""
        return {language: self.text(language) for language in LANGUAGES}

    def table(self, key: str, allowed: Sequence[str] | None) -> "Table":
        return Table(self[key], self.at(key), allowed, self.rule)

    def tables(self, key: str, allowed: Sequence[str] | None = None) -> list["Table"]:
        """An array of tables, at least one; without `allowed` keys are not checked yet."""
        many = self._typed(key, lambda value: isinstance(value, list) and bool(value))
        return [Table(one, f"{self.at(key)}[{number}]", allowed, self.rule) for number, one in enumerate(many, start=1)]


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)
