"""Who assesses a body: asked for, taken, done. A question about a body is itself confidential: it goes to those named only. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flows.exchange import shapes
from flows.exchange.canonical import canonical, digest
from flows.exchange.gathering import finding
from flows.exchange.kinds import TASKS, Finding
from sources.errors import ExchangeError

STEPS = ("requested", "taken", "done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one member says of one task."""

    task_id: str
    step: str
    by: str
    said_on: str
    name: str
    organisation: tuple[str, ...]
    named: tuple[str, ...]


def request(producer: str, organisation: str, name: str, named: Iterable[str], on: date) -> Finding:
    """A question about a body: `organisation` is its number (ror:0…, lei:…) or an entry of a list (source:id). Raises ExchangeError."""
    is_number = shapes.number(organisation)
    if not (is_number or shapes.entity(organisation)):
        raise ExchangeError("exchange.no_such_organisation", given=organisation[:80])
    task_id = digest(canonical([producer, TASKS, organisation, str(on)]))[:32]
    about = {"identifiers": [organisation] if is_number else [], "entities": [] if is_number else [organisation]}
    return _said(producer, {"task_id": task_id, "step": "requested", "name": name, **about}, named, on)


def answer(producer: str, task_id: str, step: str, named: Iterable[str], on: date) -> Finding:
    """That we take a task, or have done it. Which body it is about stands in the question, and is not said once more."""
    return _said(producer, {"task_id": task_id, "step": step, "name": "", "identifiers": [], "entities": []}, named, on)


def steps(said: Iterable[tuple[str, Finding]]) -> list[Step]:
    """What members say of tasks, (producer, finding) each, by task and the order of the steps."""
    found = [
        Step(
            task_id=one.body["task_id"],
            step=one.body["step"],
            by=producer,
            said_on=one.said_on,
            name=one.body["name"],
            organisation=(*one.body["identifiers"], *one.body["entities"]),
            named=tuple(one.body["named"]),
        )
        for producer, one in said
        if one.kind == TASKS and one.body
    ]
    return sorted(found, key=lambda one: (one.task_id, STEPS.index(one.step), one.by))


def _said(producer: str, body: dict[str, object], named: Iterable[str], on: date) -> Finding:
    return finding(producer, TASKS, [body["task_id"]], {**body, "named": sorted(set(named))}, on)
