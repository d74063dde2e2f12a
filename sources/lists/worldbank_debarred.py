"""World Bank: firms and individuals that may not be awarded contracts financed by the Bank (debarment, cross-debarment).

Being listed: after a finding of fraud, corruption or the like in a project, or by another development bank's decision, the
party is ineligible for the Bank's contracts. It is no sanction of a state, binds nobody in Japan and says nothing of research.

Caveats: the Bank's service asks for a key of its own, so it is an importer: the user brings the answer (JSON: response,
ZPROCSUPP). Known from public readers of it. A name may end in a footnote mark (*137), which is left off; other names stand
in brackets or in the additional information, and only those marked a.k.a., f.k.a. or d.b.a. are read. An ineligibility may be
permanent or ongoing, then its last day is a placeholder. Not read, and left out of quoted rows: addresses, countries
and Mr or Ms of individuals, and the Bank's own notes on its records.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sources.countries import alpha2
from sources.model import Address, Document, Entity, File, Identifier, Kind, Listing, Name, NameKind, Quote, Rejected, Source
from sources.read.checked import checked
from sources.read.dates import partial
from sources.read.packed import members
from sources.read.raw import whole
from sources.read.row import QUOTE_LIMIT, Fields, Row

SOURCE = Source(
    name="worldbank_debarred",
    title_en="World Bank Listing of Ineligible Firms and Individuals",
    title_ja="世界銀行 資格停止企業・個人リスト",
    publisher="World Bank Group",
    url="https://projects.worldbank.org/en/projects-operations/procurement/debarred-firms",
    licence="not stated: bring your own copy",
    regime="World Bank debarment",
    cadence_days=14,
    files=(
        File(
            name="debarred.json",
            url="https://apigwext.worldbank.org/dvsvc/v1.0/json/APPLICATION/ADOBE_EXPRNCE_MGR/FIRM/SANCTIONED_FIRM",
            media="json",
            max_bytes=50_000_000,
        ),
    ),
    standing="importer",
    by_default=False,
    sub_lists={"": 400},
)
_KINDS: Mapping[str, Kind] = {"F": "organisation", "I": "person", "": "unknown"}
_PLACE = ("SUPP_ADDR", "SUPP_CITY", "SUPP_STATE_CODE", "SUPP_ZIP_CODE", "COUNTRY_NAME", "LAND1")
_OWN_NOTES = (
    "CREATE_USER", "CREATE_DATE", "CREATE_TIME", "UPD_USER", "UPD_DATE", "UPD_TIME", "CREATE_USER_NAME", "UPD_USER_NAME",
    "REGISTER", "REGISTER_ID", "PARENT", "RECHK_IND", "LAST_REFRESH_DATE",
)  # fmt: skip
_NOT_READ = (
    *_OWN_NOTES, "SUPP_POST_CODE", "SUPP_PROV_NAME", "SUPP_PRE_ACRN", "SUPP_POST_ACRN", "DEBAR_TYPE", "ELIG_STAT", "INELIG_FLG",
    "LEGACY_FLG", "UN_SUPP_FLG", "CRPD_MATCH", "CRPD_STAT",
)  # fmt: skip
FIELDS = (
    "SUPP_ID", "SUPP_NAME", "SUPP_TYPE_CODE", *_PLACE, "DEBAR_FROM_DATE", "DEBAR_TO_DATE", "DEBAR_REASON", "ADD_SUPP_INFO",
    "SUPP_ELIG_STAT", "INELIGIBLY_STATUS",
)  # fmt: skip
_FOOTNOTE = re.compile(r"\s*\*\s*\d+(?:\s*,\s*\d+)*\s*$")
_HONORIFIC = re.compile(r"^(?:mrs?|ms|miss)\b\.?\s*", re.IGNORECASE)
_OTHER = re.compile(r"\b([afd])[./]?\s?[kb][./]?\s?a\b[.:]?\s*([^();]+)", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\([^()]*\b[afd][./]?\s?[kb][./]?\s?a\b[^()]*\)", re.IGNORECASE)


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per supplier; its id is the Bank's number of it."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for record, quote in members(document, SOURCE, "response", "ZPROCSUPP"):
        row = Row(SOURCE, quote, {name: ["" if value is None else str(value)] for name, value in record.items()})
        written = row.need("SUPP_TYPE_CODE")
        kind = _KINDS.get(written)
        row.quote = _quotable(record, quote, kind)
        if kind is None:
            yield row.rejected("rejected.unknown_category", written)
            continue
        yield _entity(row, kind)
        yield from fields.spent(row)


def _quotable(record: Mapping[str, Any], quote: Quote, kind: Kind | None) -> Quote:
    hidden = (*_OWN_NOTES, *(() if kind == "organisation" else (*_PLACE, "SUPP_POST_CODE", "SUPP_PROV_NAME")))
    kept = {name: value for name, value in record.items() if name not in hidden}
    if kind == "person":
        kept["SUPP_NAME"] = _HONORIFIC.sub("", str(kept.get("SUPP_NAME") or ""))
    return replace(quote, text=json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace").decode()[:QUOTE_LIMIT])


def _entity(row: Row, kind: Kind) -> Entity:
    number, written, more = row.need("SUPP_ID"), row.need("SUPP_NAME"), row.need("ADD_SUPP_INFO")
    place, code = [row.need(name) for name in _PLACE[:-1]], row.need(_PLACE[-1])
    since, until, status = row.need("DEBAR_FROM_DATE"), row.need("DEBAR_TO_DATE"), row.need("INELIGIBLY_STATUS")
    standing = row.need("SUPP_ELIG_STAT")
    row.skip(*_NOT_READ)
    ends = status or (f"DEBAR_TO_DATE {partial(until)}" if until else "")
    listing = Listing(
        regime=SOURCE.regime,
        categories=(standing,) if standing else (),
        reason=row.need("DEBAR_REASON"),
        reference=number,
        url=SOURCE.url,
        listed_on=partial(since),
        note=ends,
    )
    address = Address(text=", ".join(part for part in place if part), city=place[1], country=alpha2(code) or alpha2(place[-1]))
    return Entity(
        source=SOURCE.name,
        entity_id=number,
        kind=kind,
        names=tuple(_names(_HONORIFIC.sub("", written) if kind == "person" else written, more)),
        quote=row.quote,
        identifiers=(Identifier(scheme="worldbank", value=number),),
        addresses=(address,) if kind == "organisation" and (address.text or address.country) else (),
        listings=(listing,),
    )


def _names(written: str, more: str) -> Iterator[Name]:
    """Of "EXAMPLE LTD (a.k.a. SAMPLE LTD)*137" -> the first name, then the other."""
    whole_name = _FOOTNOTE.sub("", written)
    yield Name(text=_BRACKET.sub("", whole_name).strip() or whole_name)
    for letter, text in [*_OTHER.findall(whole_name), *_OTHER.findall(more)]:
        as_: NameKind = "former" if letter in "fF" else "alias"
        if other := _FOOTNOTE.sub("", text).strip(" .,"):
            yield Name(text=other, kind=as_)
