"""OFAC Consolidated Sanctions List (US Treasury): everyone on a list of OFAC that is not the SDN list, in four delimited files or one XML.

Being listed blocks nothing as such: each programme forbids something of its own, such as dealing in new debt (UKRAINE-EO13662,
RUSSIA-EO14024 directives), in securities (CMIC-EO13959), or opening accounts (CAPTA). It is foreign law and says nothing of research.

Caveats: the shapes of the SDN list (see us_ofac_sdn), with the same entry numbers: a party may stand in both lists, and again inside the
Consolidated Screening List. The sub-lists here are the legal programmes. Not read, and left out of quoted rows:
nationality, citizenship, birth place, gender, and the personal documents of natural persons.
"""

from collections.abc import Iterator, Mapping

from sources.model import Document, Entity, File, Rejected, Source
from sources.read.checked import checked
from sources.read.ofac_formats import entities

_OLD = "https://www.treasury.gov/ofac/downloads/consolidated/"
_1_0 = "https://www.treasury.gov/ofac/downloads/sanctions/1.0/"
_AT = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
SOURCE = Source(
    name="us_ofac_cons",
    title_en="OFAC Consolidated Sanctions List (non-SDN)",
    title_ja="米国財務省OFAC 統合制裁リスト（SDN以外）",
    publisher="US Department of the Treasury, Office of Foreign Assets Control",
    url="https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists",
    licence="US Government work, public domain",
    regime="OFAC non-SDN",
    cadence_days=60,
    files=tuple(
        File(name=f"{name}.csv", url=f"{_AT}{name.upper()}.CSV", aliases=(f"{_OLD}{name}.csv",))
        for name in ("cons_prim", "cons_alt", "cons_add", "cons_comments")
    ),
    formats=(
        (File(name="cons_enhanced.zip", url=f"{_AT}CONS_ENHANCED.ZIP", media="zip"),),
        (File(name="cons_advanced.xml", url=f"{_AT}CONS_ADVANCED.XML", aliases=(f"{_1_0}cons_advanced.xml",), media="xml"),),
        (File(name="consolidated.xml", url=f"{_AT}CONSOLIDATED.XML", aliases=(f"{_OLD}consolidated.xml",), media="xml"),),
    ),
    hosts=("wc2h-sls-prod-public-published.s3.us-gov-west-1.amazonaws.com",),
    standing="verified",
    documented=("cons_advanced.xml",),
    by_default=False,
    sub_lists={
        "UKRAINE-EO13662": 200, "RUSSIA-EO14024": 60, "NS-PLC": 39, "CMIC-EO13959": 34, "SDGT": 0, "VENEZUELA-EO13850": 0, "561-Related": 0,
        "IRAN-CON-ARMS-EO": 0, "CAATSA - RUSSIA": 0, "FSE-IR": 0, "SYRIA": 0, "BURMA-EO14014": 0, "ILLICIT-DRUGS-EO14059": 0,
    },
)  # fmt: skip
"""Programmes without a floor have one or two entries."""


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per line of cons_prim.csv, under OFAC's entry number, with what the other three files add to it."""
    yield from checked(SOURCE, entities(SOURCE, documents))
