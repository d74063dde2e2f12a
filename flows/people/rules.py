"""data/reference/gaps.toml and the talent programmes that lists name -> the rules by which differences are found."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from flows.warehouse import Warehouse
from matching.normalise import fold
from matching.people.picture import Ledger, Rules
from matching.people.sightings import OF_TOLD, Programmes

_PROGRAMMES = """
select source, entity_id, text
from raw.names
where (source, entity_id) in (
    select source, entity_id from raw.listings where source = 'cset_talent' or (source = 'us_dod_1286' and sub_list = 'talent programmes')
) and kind <> 'acronym'
order by source, entity_id, position
"""


def load_rules(path: Path, programmes: Sequence[Sequence[str]] = ()) -> Rules:
    """`programmes`: the names of each talent programme."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    titles = {kind: tuple(fold(word) for word in words) for kind, words in table["titles"].items()}
    return Rules(
        ledgers={
            name: Ledger(
                expects={OF_TOLD[kind]: tuple(others) for kind, others in one["expects"].items()},
                leaves_out_unpaid=one.get("leaves_out_unpaid", False),
            )
            for name, one in table["ledger"].items()
        },
        honorary=titles["honorary"],
        emeritus=titles["emeritus"],
        competitive=tuple(fold(name) for name in table["competitive"]["funders"]),
        programmes=Programmes(tuple(tuple(names) for names in programmes)),
    )


def listed_programmes(warehouse: Warehouse) -> list[list[str]]:
    """The names of every talent programme that a list names, entry by entry."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in warehouse.rows(_PROGRAMMES):
        found.setdefault((row["source"], row["entity_id"]), []).append(row["text"])
    return list(found.values())
