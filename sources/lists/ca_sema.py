"""Canada: consolidated autonomous sanctions, under the Special Economic Measures Act (SEMA) and the Magnitsky law (JVCFOR).

Being listed: property in Canada is frozen and Canadians may not deal with the party. It binds nobody in Japan; it names
ministries, institutes and makers of arms that other lists name later or not at all.

Caveats: no identifiers, so an entry is known by its regulation and its names. Aliases stand in one text, in several
scripts, with labels such as "Russian:". Elements were renamed in 2020–2025 (Entity, DateOfBirth, Title -> EntityOrShip …)
and may be again; both shapes are read. The country names the regulation, not where the party is, so no address is made of it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256

from sources.model import Document, Entity, File, Identifier, Kind, Listing, Name, Rejected, Source
from sources.read.checked import checked
from sources.read.dates import partial
from sources.read.markup import records
from sources.read.raw import whole
from sources.read.row import Fields, Row

_AT = "https://www.international.gc.ca/world-monde/assets/office_docs/international_relations-relations_internationales/sanctions/"
SOURCE = Source(
    name="ca_sema",
    title_en="Consolidated Canadian Autonomous Sanctions List",
    title_ja="カナダ独自制裁統合リスト",
    publisher="Global Affairs Canada",
    url="https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/consolidated-consolide.aspx",
    licence="Open Government Licence - Canada",
    regime="Canada SEMA",
    cadence_days=30,
    files=(File(name="sema-lmes.xml", url=f"{_AT}sema-lmes.xml", media="xml"),),
    standing="verified",
    sub_lists={
        "Russia": 98, "Ukraine": 121, "Iran": 101, "Syria": 140, "Venezuela": 48, "Zimbabwe": 40, "Myanmar (Burma)": 44, "Belarus": 0,
        "JVCFOR": 35, "Nicaragua": 4, "South Sudan": 1, "Hamas Terrorist Attacks": 0, "Haiti": 0, "Moldova": 0, "Sudan": 0, "China": 0,
        "Extremist Settler Violence": 0, "Guatemala": 0, "Sri Lanka": 0,
    },
)  # fmt: skip
"""Regulations without a floor came after 2020, the oldest edition we know."""

_RENAMED = {"Burma": "Myanmar (Burma)"}
_LANGUAGES = {
    "russian": "ru", "belarusian": "be", "belarussian": "be", "ukrainian": "uk", "farsi": "fa", "persian": "fa", "arabic": "ar",
    "burmese": "my", "chinese": "zh", "french": "fr", "spanish": "es", "crimean tatar": "crh", "romanian": "ro", "hebrew": "he",
}  # fmt: skip
_LABEL = re.compile(rf"({'|'.join(_LANGUAGES)})\s*:\s*(.+)", re.IGNORECASE)
_FORMS = (
    "Ltd|Limited|Inc|LLC|L.L.C|Co|Corp|S.A|SA|GmbH|JSC|PJSC|OJSC|CJSC|AG|PLC|Pte|Pty|FZE|FZC|ZAO|OOO|OAO|PAO|AO|ООО|ОАО|ЗАО|ПАО|АО|ФГУП|НАО"
)
_BETWEEN = re.compile(
    r";\s*|,(?![^(]*\))\s+"  # not inside brackets,
    rf"(?!(?:{_FORMS.replace('.', '[.]')})[.]?\s*(?:[,;]|$))"  # not before a legal form that ends the name,
    r"(?!(?!al-|el-|ul-)[a-zа-я])"  # not in the middle of a sentence: "Ministry of Education, science and youth"
)
_CORE = ("Country", "Item", "LastName", "GivenName")
_SHAPES = (
    ("EntityOrShip", "DateOfBirthOrShipBuildDate", "DateOfListing", "Aliases", "Schedule"),
    ("Entity", "DateOfBirth", "Aliases", "Schedule"),
)


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per record; its id is made of the regulation and the names."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for _, row in records(document, SOURCE, "data-set", (), ("record",)):
        regulation = _regulation(row.need("Country"))
        if regulation not in SOURCE.sub_lists:
            yield row.rejected("rejected.new_regulation", regulation, severity="warning")
        yield _entity(row, regulation)
        yield from fields.spent(row)
    shape = _SHAPES[1] if fields.has("Entity") and not fields.has("EntityOrShip") else _SHAPES[0]
    fields.require(document.name, (*_CORE, *shape))


def _entity(row: Row, regulation: str) -> Entity:
    family, given, body = row.one("LastName"), row.one("GivenName"), row.one("EntityOrShip") or row.one("Entity")
    imo, built = row.one("ShipIMONumber"), row.one("DateOfBirthOrShipBuildDate") or row.one("DateOfBirth")
    kind: Kind = "vessel" if imo else "organisation" if body else "person"
    first = Name(text=body) if body else Name(text=f"{given} {family}".strip(), family=family, given=given)
    schedule, item, title = row.one("Schedule"), row.need("Item"), row.one("TitleOrShip") or row.one("Title")
    listing = Listing(
        regime=f"Canada {regulation}" if regulation == "JVCFOR" else f"Canada SEMA: {regulation}",
        sub_list=regulation,
        reference=f"Schedule {schedule}, Item {item}" if schedule else f"Item {item}",
        url=SOURCE.url,
        listed_on=partial(row.one("DateOfListing")),
        note=title,
    )
    return Entity(
        source=SOURCE.name,
        entity_id=sha256("\n".join((regulation, family, given, body)).encode()).hexdigest()[:16],
        kind=kind,
        names=(first, *_aliases(aliases, kind)) if (aliases := row.one("Aliases")) else (first,),
        quote=row.quote,
        identifiers=(Identifier(scheme="imo", value=imo),) if imo else (),
        birth_dates=(partial(built),) if built and kind == "person" else (),
        listings=(listing,),
    )


@lru_cache(maxsize=1000)
def _regulation(country: str) -> str:
    """Of "Justice for Victims of … (JVCFOR) / Règlement …" -> "JVCFOR"; "Syria / Syrie" -> "Syria"."""
    english = " ".join(country.partition(" / ")[0].split())
    return "JVCFOR" if "(JVCFOR)" in english else _RENAMED.get(english, english)


def _aliases(text: str, kind: Kind) -> Iterator[Name]:
    """A single word says little of a person (mostly another spelling of the given name): weak."""
    for part in _BETWEEN.split(text):
        written, language = part.strip(), ""
        if ":" in written and (label := _LABEL.fullmatch(written)):
            written, language = label[2], _LANGUAGES[label[1].lower()]
        if written := written.removeprefix("and ").strip():
            yield Name(text=written, kind="weak" if kind == "person" and " " not in written else "alias", language=language)
