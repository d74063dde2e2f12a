"""How the pages say it: the message table and the values' forms in the reader's language, for the templates."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from flows.desk.choices import Choices
from flows.messages import Language, Messages
from flows.results.arrange import LEVELS
from flows.results.show import counted, dated, facts_shown, isolated, linked, odds, own, percent, short, visible

_HERE = Path(__file__).parent
_RESULTS = _HERE.parents[1] / "results" / "templates"


def environment() -> Environment:
    """Templates of the desk, and the parts of result pages that they share."""
    made = Environment(
        loader=FileSystemLoader([_HERE / "templates", _RESULTS]), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {"shown": isolated, "plain": visible, "quoted": lambda value: visible(value, 4_000), "link": linked, "short": short}
    return made


def words(messages: Messages, choices: Choices, language: Language) -> Mapping[str, Any]:
    """`w`: words of the desk; `t`: words of the results, as their templates ask for them."""

    def texts(key: str, spoken: Language, facts: Mapping[str, Any]) -> str:
        return messages.text(key, spoken, **facts)

    return {
        "language": language,
        "other": "en" if language == "ja" else "ja",
        "w": lambda key, **facts: texts(f"web.{key}", language, facts_shown(facts)),
        "t": lambda key, **facts: texts(f"results.{key}", language, facts_shown(facts)),
        "reason": lambda key: texts(key, language, {}) if key else "",
        "chosen_reason": lambda code: choices.reasons[code][language] if code in choices.reasons else visible(code),
        "reasons": {code: said[language] for code, said in choices.reasons.items()},
        "own": own(language),
        "count": counted(texts, language),
        "day": lambda value: dated(texts, language)("" if value is None else str(value)[:10]),
        "odds": odds(texts, language),
        "percent": percent(texts, language),
        "nameless": visible,
        "LEVELS": LEVELS,
    }
