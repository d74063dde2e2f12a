"""What a bulk search costs for each pair of names it compares, looking for them, bounds, alignments and all."""

import time
from pathlib import Path

from flows.compare import REFERENCE, party_of
from flows.fit import read
from flows.reference import load_tables
from matching.index import COMPARED, Index


def microseconds_a_pair(listed: Path, queries: Path) -> tuple[int, float]:
    """(pairs of names compared, CPU microseconds each), every query of one file searched in the list of the other."""
    tables = load_tables(REFERENCE / "names")
    parties = {row["id"]: party_of(row["kind"], row["names"]) for row in read(listed)}
    asked = [party_of(row["kind"], [row["name"]]) for row in read(queries)]
    index = Index(list(parties.items()), tables)
    pairs = sum(len(party.names) * len(parties[entity].names) for party in asked for entity in index.candidates(party, COMPARED))
    begun = time.process_time()
    for _ in index.answers(asked):
        pass
    return pairs, 1e6 * (time.process_time() - begun) / pairs
