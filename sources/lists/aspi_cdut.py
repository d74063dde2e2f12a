"""China Defence Universities Tracker (ASPI): institutes with ties to armed forces or arms makers, in the words of a think tank.

Being listed: a research institute in Australia found such ties in public sources, graded from low to very high. It is an
opinion with references and no law: a reason to look, not a finding. Laboratories and agencies named in an entry are facts
about it, not entities.

Caveats: the tracker's site has no licence that lets its data be handed on, so it is an importer: the user brings the file in
the shape of MISP's galaxy cluster (JSON: values of value, description, uuid, meta), which is of 2020. Names are English with the
tracker's own short form in brackets; native names stand among the aliases. Known from the public builder of that shape.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sources.errors import SourceChanged
from sources.model import Document, Entity, File, Identifier, Listing, Name, Rejected, Source
from sources.read.checked import checked
from sources.read.packed import objects, quoted
from sources.read.raw import whole

SOURCE = Source(
    name="aspi_cdut",
    title_en="ASPI China Defence Universities Tracker",
    title_ja="豪州戦略政策研究所（ASPI）中国防衛大学トラッカー",
    publisher="Australian Strategic Policy Institute",
    url="https://unitracker.aspi.org.au",
    licence="not stated: bring your own copy",
    regime="ASPI tracker",
    cadence_days=3_650,
    files=(
        File(
            name="china-defence-universities.json",
            url="https://unitracker.aspi.org.au/china-defence-universities.json",
            media="json",
            max_bytes=20_000_000,
        ),
    ),
    standing="importer",
    by_default=False,
    sub_lists={"": 1},
)
_READ = {"value", "description", "uuid", "meta"}
_META = {
    "aliases", "refs", "risk", "supervising agencies", "subsidiaries", "topics", "categories", "major defence laboratories", "address",
    "lat", "long",
}  # fmt: skip
ALWAYS = ("aliases", "categories", "refs", "risk", "supervising agencies")
"""No single entry needs them, but the tracker has them."""
_DOUBLED = re.compile(r"(.+?) \((.+)\)")
_NATIVE = re.compile(r"[\u3400-\u9fff]")


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per value; its id is the cluster's uuid. Raises SourceChanged for a cluster of another type."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    told, seen = set[str](), set[str]()
    for cluster, _ in objects(document, SOURCE):
        if cluster.get("type") != "china-defence-universities" or not isinstance(cluster.get("values"), list):
            raise _changed(document, "*", "type, values")
        for number, value in enumerate(cluster["values"], 1):
            try:
                entity = _entity(document, number, value)
            except (KeyError, TypeError, AttributeError) as error:
                raise _changed(document, f"value {number}", str(error)) from error
            yield entity
            meta = value["meta"]
            seen.update(meta)
            for field in sorted(((value.keys() - _READ) | (meta.keys() - _META)) - told):
                told.add(field)
                said = f"{field} = {value.get(field, meta.get(field))}"[:200]
                yield Rejected(source=SOURCE.name, reason="rejected.unknown_field", quote=entity.quote, detail=said, severity="warning")
    for field in ALWAYS:
        if field not in seen:
            raise SourceChanged("source.field_missing", source=SOURCE.name, document=document.name, row="*", field=field)


def _entity(document: Document, number: int, value: Mapping[str, Any]) -> Entity:
    meta, written = value["meta"], value["value"]
    doubled = _DOUBLED.fullmatch(written)
    first, short = (doubled[1], doubled[2]) if doubled else (written, "")
    others = [text for text in (short, *meta.get("aliases", ())) if text and text != first]
    agencies = "; ".join(meta.get("supervising agencies", ()))
    return Entity(
        source=SOURCE.name,
        entity_id=value["uuid"],
        kind="organisation",
        names=(Name(text=first), *(Name(text=text, kind="alias", language="zh" if _NATIVE.search(text) else "") for text in others)),
        quote=quoted(document, f"value {number}", value),
        identifiers=(Identifier(scheme="misp_uuid", value=value["uuid"]),),
        listings=(
            Listing(
                regime=SOURCE.regime,
                categories=tuple(meta.get("categories", ())),
                reason=value["description"],
                reference=value["uuid"],
                url=next(iter(meta["refs"]), SOURCE.url),
                note="; ".join(part for part in (_risk(meta), f"supervising agencies: {agencies}" if agencies else "") if part),
            ),
        ),
    )


def _risk(meta: Mapping[str, Any]) -> str:
    risk = meta.get("risk", "")
    return "; ".join(risk) if isinstance(risk, list) else str(risk)


def _changed(document: Document, row: str, field: str) -> SourceChanged:
    return SourceChanged("source.field_shape", source=SOURCE.name, document=document.name, row=row, field=field)
