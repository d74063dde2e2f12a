"""What a night hands to the look at its persons: rules, registry, public records."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from flows.messages import Messages
from flows.people.levels import Levels
from flows.people.persons import Persons
from flows.people.reading import Reading
from flows.people.rules import listed_programmes, load_rules
from flows.people.seen import read_public
from flows.programs import Plan
from flows.searches import Found
from flows.settings import ROOT
from flows.warehouse import Warehouse
from matching.model import Party
from matching.people.same import Same

RULES = ROOT / "data" / "reference" / "gaps.toml"


def persons_of(
    warehouse: Warehouse,
    plan: Plan,
    reading: Reading,
    levels: Levels,
    searches: Callable[[Party], Found],
    messages: Messages,
    as_of: date,
    attachments: Iterable[tuple[Any, ...]],
) -> Persons:
    """Over the raw and core layers of tonight."""
    return Persons(
        plan=plan,
        public=read_public(warehouse, attachments),
        same=Same(reading.tables, reading.bodies, reading.named),
        rules=load_rules(RULES, listed_programmes(warehouse)),
        levels=levels,
        searches=searches,
        messages=messages,
        as_of=as_of,
    )
