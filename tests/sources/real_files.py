"""The publishers' own files beside the checkout, as documents, and what a reader makes of them."""

from collections import Counter
from pathlib import Path

from samples import NOW, document

from sources.fetch import fetch
from sources.lists import (
    au_dfat,
    ca_sema,
    un_sc,
    us_bis_dpl,
    us_ofac_cons,
    us_ofac_sdn,
    us_trade_csl,
)
from sources.model import Document, Entity, Reader, Rejected, Snapshot

MIRRORED = (us_ofac_sdn, us_trade_csl, un_sc, ca_sema, us_ofac_cons, us_bis_dpl, au_dfat)


def mirrored(reader: Reader, shared: Path) -> dict[str, Document]:
    snapshot = fetch(reader.SOURCE, mirror=shared / "data" / "mirror", now=NOW)
    assert isinstance(snapshot, Snapshot)
    return {each.name: each for each in snapshot.documents}


def items(reader: Reader, documents: dict[str, Document]) -> tuple[list[Entity], Counter[tuple[str, str]]]:
    found = list(reader.parse(documents))
    reasons = Counter((item.reason, item.severity) for item in found if isinstance(item, Rejected))
    return [item for item in found if isinstance(item, Entity)], reasons


def one(reader: Reader, path: Path) -> dict[str, Document]:
    return {reader.SOURCE.files[0].name: document(reader.SOURCE.files[0].name, path.read_bytes())}


def sub_lists(found: list[Entity]) -> Counter[str]:
    return Counter(name for entity in found for name in {listing.sub_list for listing in entity.listings})
