"""OFAC Specially Designated Nationals and Blocked Persons (US Treasury): four delimited files, or one XML in one of three shapes.

Being listed: property under US jurisdiction is blocked and US persons may not deal with the party; bodies owned 50 % or
more by listed parties are blocked too, though they are not named here. It says nothing of research, and it is foreign law.

The four files are what is asked for each night: a whole set of the publisher's was read with this reader, each ends with a mark
that proves it whole, and all have some 10 MB, where SDN_ENHANCED and SDN_ADVANCED swell to over 120. These two give names in
their own scripts, days of listing and owners by number besides: an office that wants them puts one into its mirror instead of
the four files, or names it in sekisho.toml. The enhanced and the plain shape were read whole as files of the sister list, the
advanced one is known from descriptions alone.

Caveats: no header, `-0- ` for null, a closing 0x1A. Remarks are cut at 1,000 characters and go on in sdn_comments.
Weak names ('a.k.a.' in quotes, in the remarks) say little of who is meant. Not read, and left out of quoted rows:
nationality, citizenship, birth place, gender, and the personal documents of natural persons.
"""

from collections.abc import Iterator, Mapping

from sources.model import Document, Entity, File, Rejected, Source
from sources.read.checked import checked
from sources.read.ofac_formats import entities

_OLD = "https://www.treasury.gov/ofac/downloads/"
_1_0 = "https://www.treasury.gov/ofac/downloads/sanctions/1.0/"
_AT = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
SOURCE = Source(
    name="us_ofac_sdn",
    title_en="OFAC Specially Designated Nationals (SDN)",
    title_ja="米国財務省OFAC 特別指定国民リスト（SDN）",
    publisher="US Department of the Treasury, Office of Foreign Assets Control",
    url="https://ofac.treasury.gov/specially-designated-nationals-and-blocked-persons-list-sdn-human-readable-lists",
    licence="US Government work, public domain",
    regime="OFAC SDN",
    cadence_days=7,
    files=tuple(
        File(name=f"{name}.csv", url=f"{_AT}{name.upper()}.CSV", aliases=(f"{_OLD}{name}.csv",))
        for name in ("sdn", "alt", "add", "sdn_comments")
    ),
    formats=(
        (File(name="sdn_enhanced.zip", url=f"{_AT}SDN_ENHANCED.ZIP", media="zip"),),
        (File(name="sdn_advanced.xml", url=f"{_AT}SDN_ADVANCED.XML", aliases=(f"{_1_0}sdn_advanced.xml",), media="xml"),),
        (File(name="sdn.xml", url=f"{_AT}SDN.XML", aliases=(f"{_OLD}sdn.xml",), media="xml"),),
    ),
    hosts=("wc2h-sls-prod-public-published.s3.us-gov-west-1.amazonaws.com",),
    standing="verified",
    documented=("sdn_advanced.xml",),
    sub_lists={"": 4500},
)


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per line of sdn.csv, with the names, addresses and remarks that the other three files add to it."""
    yield from checked(SOURCE, entities(SOURCE, documents))
