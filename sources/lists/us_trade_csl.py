"""US Consolidated Screening List (International Trade Administration): thirteen lists of three departments in one CSV.

Being listed means something else in each list: a blocked party (SDN), a licence that is needed and mostly refused (Entity
List, Military End Users), a party whose end use could not be verified (UVL), an export privilege denied (DPL), a debarment
(ITAR), securities only (CMIC). The licence policy of a row says which; it stands in the listing's note.

Caveats: whole sub-lists have vanished from a file that still parsed (on 2024-05-06 the SDN), so each is counted by itself.
The rows of OFAC's lists repeat OFAC's own, with its entry number. Lists of Commerce and State do not tell persons from
organisations (kind "unknown"). Not read, and left out of quoted rows: citizenship, nationality, birth place, gender, and
the personal documents of natural persons.
"""

from collections.abc import Iterator, Mapping

from sources.countries import alpha2
from sources.model import Address, Document, Entity, File, Identifier, Kind, Listing, Rejected, Source
from sources.read.checked import checked
from sources.read.dates import partial
from sources.read.delimited import hide, table
from sources.read.ofac import WITHHELD, named, quotable
from sources.read.raw import whole
from sources.read.row import Fields, Row

SOURCE = Source(
    name="us_trade_csl",
    title_en="US Consolidated Screening List (CSL)",
    title_ja="米国統合スクリーニングリスト（CSL）",
    publisher="US Department of Commerce, International Trade Administration",
    url="https://www.trade.gov/consolidated-screening-list",
    licence="US Government work, public domain",
    regime="US CSL",
    cadence_days=2,
    files=(
        File(
            name="consolidated.csv",
            url="https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv",
            aliases=("https://api.trade.gov/static/consolidated_screening_list/consolidated.csv",),
        ),
    ),
    standing="verified",
    sub_lists={
        "SDN": 5000, "EL": 1000, "DTC": 360, "DPL": 230, "SSI": 140, "UVL": 100, "ISN": 80, "PLC": 39, "MEU": 35, "CMIC": 34,
        "MBS": 8, "CAP": 0, "FSE": 0,
    },
)  # fmt: skip
"""`CAP` and `FSE` have no floor: OFAC has emptied both to one row or none."""

_BIS, _OFAC, _STATE = "Bureau of Industry and Security", "Treasury Department", "State Department"
LISTS: Mapping[str, tuple[str, str]] = {
    f"Specially Designated Nationals (SDN) - {_OFAC}": ("SDN", ""),
    f"Sectoral Sanctions Identifications List (SSI) - {_OFAC}": ("SSI", ""),
    f"Palestinian Legislative Council List (PLC) - {_OFAC}": ("PLC", ""),
    f"Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - {_OFAC}": ("CMIC", ""),
    f"Non-SDN Menu-Based Sanctions List (NS-MBS List) - {_OFAC}": ("MBS", ""),
    f"Capta List (CAP) - {_OFAC}": ("CAP", ""),
    f"Foreign Sanctions Evaders (FSE) - {_OFAC}": ("FSE", ""),
    f"Entity List (EL) - {_BIS}": ("EL", "BIS Entity List"),
    f"Military End User (MEU) List - {_BIS}": ("MEU", "BIS Military End User List"),
    f"Unverified List (UVL) - {_BIS}": ("UVL", "BIS Unverified List"),
    f"Denied Persons List (DPL) - {_BIS}": ("DPL", "BIS Denied Persons List"),
    f"ITAR Debarred (DTC) - {_STATE}": ("DTC", "ITAR statutory debarment"),
    f"Nonproliferation Sanctions (ISN) - {_STATE}": ("ISN", ""),
}
_KINDS: Mapping[str, Kind] = {"Individual": "person", "Entity": "organisation", "Vessel": "vessel", "Aircraft": "aircraft", "": "unknown"}
_SCHEMES = {"Unified Social Credit Code (USCC)": "uscc", "SWIFT/BIC": "bic", "Legal Entity Number": "lei", "D-U-N-S Number": "duns"}
COLUMNS = (
    "_id", "source", "entity_number", "type", "programs", "name", "title", "addresses", "federal_register_notice", "start_date", "end_date",
    "license_requirement", "license_policy", "vessel_flag", "remarks", "alt_names", "dates_of_birth", "source_information_url", "ids",
)  # fmt: skip
_NOT_READ = (
    "citizenships", "nationalities", "places_of_birth", "title", "standard_order", "call_sign", "vessel_type", "gross_tonnage",
    "gross_registered_tonnage", "vessel_owner", "source_list_url",
)  # fmt: skip
_PERSONAL = ("citizenships", "nationalities", "places_of_birth")
_MOSTLY_PERSONS = {"DPL", "DTC"}


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per row and sub-list; a body in two sub-lists stands in two rows with one OFAC number."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for row in table(document, SOURCE, COLUMNS):
        listed, kind = LISTS.get(row.said("source")), _KINDS.get(row.said("type"))
        if not listed or not kind:
            yield row.rejected("rejected.unknown_category", f"{row.one('source')}, {row.one('type')}")
            continue
        _hide(row, is_person=kind == "person")
        row.skip("source", "type", *_NOT_READ)
        yield _entity(row, kind, *listed)
        yield from fields.spent(row)


def _entity(row: Row, kind: Kind, sub_list: str, regime: str) -> Entity:
    number, published_id = row.one("entity_number"), row.one("_id")
    names = [named(row.one("name"), "primary", kind)]
    for text in row.one("alt_names").split("; "):
        if text := text.strip().removeprefix("and ").strip():
            names.append(named(text, "weak" if kind == "person" and " " not in text else "alias", kind))
    own = [Identifier(scheme="ofac_uid", value=number)] if number else []
    flag, places, ids, born = row.one("vessel_flag"), row.one("addresses"), row.one("ids"), row.one("dates_of_birth")
    return Entity(
        source=SOURCE.name,
        entity_id=f"{sub_list}:{number or published_id}",
        kind=kind,
        names=tuple(names),
        quote=row.quote,
        identifiers=tuple(own if kind == "person" else dict.fromkeys([*own, *_identifiers(ids)])),
        addresses=() if kind == "person" or sub_list in _MOSTLY_PERSONS else tuple(_addresses(flag, places)),
        birth_dates=tuple(dict.fromkeys(partial(text) for text in born.split("; ") if text)) if kind == "person" else (),
        listings=_listings(row, number, sub_list, regime),
    )


def _listings(row: Row, number: str, sub_list: str, regime: str) -> tuple[Listing, ...]:
    """One listing for each legal programme; lists of Commerce and the ITAR one are a programme of their own."""
    programs = [text.strip() for text in row.one("programs").split(";") if text.strip()]
    regimes = {regime: ()} if regime else {f"OFAC {program}" if number else program: (program,) for program in programs}
    until = row.one("end_date")
    note = "; ".join(text for text in (row.one("remarks"), f"end_date {until}" if until else "") if text)
    policy = row.one("license_policy")
    reason, notice, url = row.one("license_requirement"), row.one("federal_register_notice"), row.one("source_information_url")
    since = partial(row.one("start_date"))
    return tuple(
        Listing(
            regime=name,
            sub_list=sub_list,
            categories=categories,
            reason=reason,
            reference=notice or number,
            url=url,
            listed_on=since,
            note=note,
            licence_policy=policy,
        )
        for name, categories in (regimes or {f"US {sub_list}": ()}).items()
    )


def _identifiers(ids: str) -> Iterator[Identifier]:
    """Of "CN, 91110000MA005UCQ5P, Unified Social Credit Code (USCC); IMO 1234567, Vessel Registration Identification"."""
    for entry in ids.split("; "):
        *_, value, label = ["", "", *entry.split(", ")]
        if label == "Vessel Registration Identification" and value.startswith("IMO "):
            yield Identifier(scheme="imo", value=value.removeprefix("IMO "))
        elif label in _SCHEMES:
            yield Identifier(scheme=_SCHEMES[label], value=value)


def _addresses(flag: str, places: str) -> Iterator[Address]:
    """Of "5 Example Road, Beijing, 100097, CN; RU": the last part of each is a country code where there is one."""
    if flag:
        yield Address(text=flag, country=alpha2(flag))
    for text in places.split("; "):
        code = text.strip().rpartition(", ")[2]
        if text.strip():
            yield Address(text=text.strip(), country=alpha2(code) if len(code) == 2 and code.isupper() else "")


def _hide(row: Row, *, is_person: bool) -> None:
    texts = row.raw
    outside = {name: WITHHELD for name in _PERSONAL if texts.get(name)}
    if is_person:
        outside["remarks"] = quotable(texts["remarks"], is_person=True)
        outside |= {"ids": WITHHELD} if texts["ids"] else {}
    hide(row, outside)
