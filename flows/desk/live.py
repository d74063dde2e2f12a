"""Tonight's hits with where each stands: the live warehouse and the ledger, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from flows.desk.basis import Basis, of_row
from flows.desk.ledger import Ledger
from flows.desk.standing import Decided, RestsOn, Standing
from flows.warehouse import query
from sources.errors import LedgerError

_HITS = """
select bases.*, grade, legal_check, confidence, points, subject_name, listed_name, first_seen_on, change
from marts.bases as bases
inner join marts.hits as hits using (hit_id)
order by program_id, hit_id
"""
_SHORTEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """One hit of tonight: its row of marts.hits, what it rests on, and where it stands."""

    row: dict[str, Any]
    basis: Basis
    standing: Standing


def live_hits(live: Path, ledger: Ledger, rests_on: RestsOn, today: date) -> list[Live]:
    """Every hit of the live file, by program and id. Raises WarehouseError or LedgerError."""
    decided = Decided(ledger.records(), rests_on)
    found = []
    for row in query(live, _HITS):
        basis = of_row(row)
        found.append(Live(row=row, basis=basis, standing=decided.standing(basis, row["asks_second_signer"], today)))
    return found


def standings(live: Path, ledger: Ledger, rests_on: RestsOn, today: date) -> pd.DataFrame:
    """One row per hit, as pages and exports join it: hit_id, state, judgement, decision, decided_by, decided_on, second_by,
    until, is_elsewhere, why (message keys, joined by a comma)."""
    columns = ("hit_id", "state", "judgement", "decision", "decided_by", "decided_on", "second_by", "until", "is_elsewhere", "why")
    rows = [
        (one.hit_id, one.state, one.judgement, one.decision, one.by, one.on, one.second_by, one.until, one.elsewhere,
         ", ".join(f"lapsed.{why.key}" for why in one.why))
        for one in (hit.standing for hit in live_hits(live, ledger, rests_on, today))
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(columns), dtype=object)


def named(hits: Sequence[Live], prefix: str) -> Live:
    """The one hit whose id begins so; "h-" may be left out. Raises LedgerError when there is none, or more than one."""
    wanted = "h-" + prefix.strip().removeprefix("h-").lower()
    found = [hit for hit in hits if hit.basis.hit_id.startswith(wanted)]
    if not found or len(wanted) < 2 + _SHORTEST:
        raise LedgerError("desk.no_such_hit", hit=prefix, shortest=_SHORTEST)
    if len(found) > 1:
        several = ", ".join(hit.basis.hit_id for hit in found[:5])
        raise LedgerError("desk.several_hits", hit=prefix, count=len(found), several=several)
    return found[0]
