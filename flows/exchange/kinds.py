"""What members may tell each other, kind by kind and field by field. Pure.

This table is the whole of it: a field that is not here cannot be packed, and is refused when it arrives. No kind has a
field for a level of care, an advice, an amount, a case, a person, or words of one's own. flows.exchange.release asks in addition
where every name comes from before anything leaves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.exchange import shapes
from flows.exchange.canonical import canonical, strict
from sources.errors import ExchangeError

FORMAT = 1
WITHDRAWALS, TASKS = "withdrawals", "tasks"
LONGEST_LINE = 400_000
_EVERY: Mapping[str, tuple[str, shapes.Check]] = {
    "finding_id": ("string", shapes.short_hash),
    "revision": ("integer", lambda value: shapes.whole(value) and value > 0),
    "said_on": ("date", shapes.day),
    "until": ("date", shapes.day),
}
_few: shapes.Check = shapes.either(shapes.whole, shapes.word("few"))


def _tier(value: Any) -> bool:
    return type(value) is int and value in (1, 2)


KINDS: Mapping[str, Mapping[str, tuple[str, shapes.Check]]] = {
    # A listed body as the lists and registries call and number it.
    "organisations": {
        "name": ("string", shapes.name),
        "entities": ("array", shapes.several(shapes.entity, 1)),
        "identifiers": ("array", shapes.several(shapes.number)),
        "countries": ("array", shapes.several(shapes.country)),
    },
    # A listing as met.
    "listings": {
        "entity": ("string", shapes.entity),
        "sub_list": ("string", shapes.either(shapes.name, shapes.empty)),
        "listed_on": ("string", shapes.either(shapes.partial_day, shapes.empty)),
        "withdrawn_on": ("string", shapes.either(shapes.partial_day, shapes.empty)),
        "standing": ("string", shapes.word("listed", "announced", "withdrawn")),
    },
    # Whether a partner organisation is the listed body.
    "decisions": {
        "judgement": ("string", shapes.word("same", "different", "unsure")),
        "reason": ("string", shapes.code),
        "subject_identifiers": ("array", shapes.several(shapes.number)),
        "subject_names": ("array", shapes.several(shapes.name)),
        "entities": ("array", shapes.several(shapes.entity, 1)),
        "listed_name": ("string", shapes.name),
    },
    # Whether two listed entities are one body.
    "entity_links": {
        "judgement": ("string", shapes.word("one", "two")),
        "entity": ("string", shapes.entity),
        "other": ("string", shapes.entity),
    },
    # What was offered or agreed for work with a body; never what it cost or who does it.
    "measures": {
        "entities": ("array", shapes.several(shapes.entity, 1)),
        "measure_ids": ("array", shapes.several(shapes.code, 1)),
        "policy": ("string", shapes.code),
        "policy_edition": ("string", shapes.code),
        "stage": ("string", shapes.word("offered", "accepted", "done")),
    },
    # A row of a list that could not be used as it was published.
    "list_corrections": {
        "source": ("string", shapes.code),
        "edition": ("string", shapes.sha256),
        "place": ("string", shapes.name),
        "reason": ("string", shapes.code),
    },
    "fairness": {
        "group": ("string", shapes.code),
        "measure": ("string", shapes.code),
        "found": ("integer", shapes.whole),
        "asked": ("integer", shapes.whole),
        "tables": ("string", shapes.sha256),
    },
    # What the work costs an office. Small counts are "few".
    "burden": {
        "tier": ("integer", _tier),
        "subjects": ("any", _few),
        "hits": ("any", _few),
        "waiting": ("any", _few),
        "same": ("any", _few),
        "different": ("any", _few),
    },
    # Who assesses a body: asked only of those named.
    TASKS: {
        "task_id": ("string", shapes.short_hash),
        "step": ("string", shapes.word("requested", "taken", "done")),
        "name": ("string", shapes.either(shapes.name, shapes.empty)),
        "identifiers": ("array", shapes.several(shapes.number)),
        "entities": ("array", shapes.several(shapes.entity)),
        "named": ("array", shapes.several(shapes.member, 1)),
    },
    # A finding is taken back; its number stays.
    WITHDRAWALS: {"of_kind": ("string", shapes.code)},
}  # fmt: skip
ORDER = tuple(KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing said. `body`: the fields of its kind. `said_on`: the day it was decided or read; holds through `until`."""

    kind: str
    finding_id: str
    revision: int = 1
    said_on: str
    until: str
    body: Mapping[str, Any]

    @property
    def row(self) -> dict[str, Any]:
        """As it crosses: one flat record."""
        return {"finding_id": self.finding_id, "revision": self.revision, "said_on": self.said_on, "until": self.until, **self.body}

    @property
    def says(self) -> bytes:
        """All but the revision: whether it is still the same thing."""
        return canonical({name: value for name, value in self.row.items() if name != "revision"})


def fields_of(kind: str) -> Mapping[str, tuple[str, shapes.Check]]:
    """Field -> (Frictionless type, test). Raises ExchangeError for a kind there is not."""
    if kind not in KINDS:
        raise ExchangeError("exchange.unknown_kind", kind=kind[:40])
    return {**_EVERY, **KINDS[kind]}


def line_of(finding: Finding) -> bytes:
    """One canonical line, without its end. Raises ExchangeError when a value is not of its field's shape."""
    _refuse_shapeless(finding.kind, finding.row, finding.finding_id)
    return canonical(finding.row)


def finding_of(kind: str, line: bytes, place: str) -> Finding:
    """The line again. Raises ExchangeError naming the place when it is not exactly a record of this kind."""
    row = strict(line, place) if len(line) <= LONGEST_LINE else None
    if not isinstance(row, dict):
        raise ExchangeError("exchange.malformed", what=place)
    _refuse_shapeless(kind, row, place)
    body = {name: row[name] for name in KINDS[kind]}
    return Finding(kind=kind, body=body, **{name: row[name] for name in _EVERY})


def _refuse_shapeless(kind: str, row: Mapping[str, Any], place: str) -> None:
    known = fields_of(kind)
    if row.keys() != known.keys():
        raise ExchangeError("exchange.other_fields", place=place, fields=", ".join(sorted(map(str, row.keys() ^ known.keys())))[:200])
    for field, (_, check) in known.items():
        if not check(row[field]):
            raise ExchangeError("exchange.bad_field", place=place, field=field)
