"""The procedure manual as data: steps that researcher and institution read from two sides, due at events, signed by roles.

Pure: a table in, a Checklist out; what is due, and where the answers of one side stand. An answer "to ask" stays open; it
is never a grade.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, get_args

from sources.errors import PolicyError

Side = Literal["researcher", "institution"]
State = Literal["open", "to_ask", "to_do", "answered"]
Text = Mapping[str, str]
SIDES: tuple[Side, ...] = get_args(Side)
_KEYS = {"id", "at", "tier", "signs", "days", "evidence", *SIDES}
_HEAD = {"id", "edition", "effective_from", "verified", "title", "citation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`at`: events; `days`: due so many days after one; `evidence`: "questions/<name>" or "marts/<name>" under sql/."""

    step_id: str
    at: tuple[str, ...]
    tier: int
    signs: str
    days: int
    evidence: str
    asks: Mapping[Side, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """One edition of the manual. `events`, `roles`: code -> language -> words."""

    checklist_id: str
    edition: str
    effective_from: date
    is_verified: bool
    title: Text
    citation: Text
    events: Mapping[str, Text]
    roles: Mapping[str, Text]
    steps: tuple[Step, ...]

    def of_tier(self, tier: int) -> tuple[Step, ...]:
        """Tier 2 has the steps of tier 1 and its own."""
        return tuple(step for step in self.steps if step.tier <= tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one side said of a step: yes, no, not_applicable, to_ask, or "" for nothing yet."""

    value: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A step with its day."""

    step: Step
    on: date


def load(table: Mapping[str, Any], name: str) -> Checklist:
    """Raises PolicyError for a key that is unknown or missing, an event or role that is not named, a step that stands twice."""
    head = table.get("checklist", {})
    _refuse_keys(head, _HEAD, name, "checklist")
    events, roles = ({code: _text(words, name, f"{key}.{code}") for code, words in table.get(key, {}).items()} for key in ("event", "role"))
    steps: dict[str, Step] = {}
    for entry in table.get("step", []):
        step = _step(entry, name, events, roles)
        if step.step_id in steps:
            raise PolicyError("checklist.step_twice", file=name, step=step.step_id)
        steps[step.step_id] = step
    return Checklist(
        checklist_id=head["id"],
        edition=head["edition"],
        effective_from=head["effective_from"],
        is_verified=head["verified"],
        title=_text(head["title"], name, "checklist.title"),
        citation=_text(head["citation"], name, "checklist.citation"),
        events=events,
        roles=roles,
        steps=tuple(steps.values()),
    )


def in_force(editions: Iterable[Checklist], checklist_id: str, on: date) -> Checklist | None:
    """The newest edition in force on a day."""
    known = [one for one in editions if one.checklist_id == checklist_id and one.effective_from <= on]
    return max(known, key=lambda one: (one.effective_from, one.edition), default=None)


def due(checklist: Checklist, tier: int, event: str, on: date) -> tuple[Due, ...]:
    """What is due after an event, the earliest first. Raises PolicyError for an event the manual does not know."""
    if event not in checklist.events:
        known = ", ".join(checklist.events)
        raise PolicyError("checklist.unknown_event", file=checklist.edition, step="", found=event, known=known)
    found = [Due(step=step, on=on + timedelta(days=step.days)) for step in checklist.of_tier(tier) if event in step.at]
    return tuple(sorted(found, key=lambda one: (one.on, checklist.steps.index(one.step))))


def state(answer: Answer) -> State:
    """Whether a step still waits: every question is put so that "yes" means done. Set aside without a reason is no answer."""
    if answer.value == "to_ask":
        return "to_ask"
    if answer.value == "no":
        return "to_do"
    if not answer.value or (answer.value == "not_applicable" and not answer.note):
        return "open"
    return "answered"


def _step(entry: Mapping[str, Any], name: str, events: Mapping[str, Text], roles: Mapping[str, Text]) -> Step:
    step_id = str(entry.get("id", ""))
    _refuse_keys(entry, _KEYS, name, step_id)
    for path, code, known in [("signs", entry["signs"], roles), *(("at", one, events) for one in entry["at"])]:
        if code not in known:
            raise PolicyError("checklist.unknown_code", file=name, step=step_id, path=path, found=code)
    if not entry["at"] or entry["tier"] not in (1, 2) or entry["days"] < 0:
        raise PolicyError("checklist.wrong_value", file=name, step=step_id)
    return Step(
        step_id=step_id,
        at=tuple(entry["at"]),
        tier=entry["tier"],
        signs=entry["signs"],
        days=entry["days"],
        evidence=entry["evidence"],
        asks={side: _text(entry[side], name, f"{step_id}.{side}") for side in SIDES},
    )


def _refuse_keys(entry: Mapping[str, Any], known: set[str], name: str, step: str) -> None:
    if wrong := sorted(set(entry) ^ known):
        raise PolicyError("checklist.keys", file=name, step=step, path=", ".join(wrong))


def _text(words: Any, name: str, path: str) -> Text:
    if not isinstance(words, dict) or set(words) != {"en", "ja"} or not all(isinstance(one, str) and one.strip() for one in words.values()):
        raise PolicyError("checklist.not_both_languages", file=name, step="", path=path)
    return words
