"""OFAC Specially Designated Nationals and Blocked Persons (US Treasury): four delimited files that belong together.

Being listed: property under US jurisdiction is blocked and US persons may not deal with the party; bodies owned 50 % or
more by listed parties are blocked too, though they are not named here. It says nothing of research, and it is foreign law.

Caveats: no header, `-0- ` for null, a closing 0x1A. Remarks are cut at 1,000 characters and go on in sdn_comments.
Weak names ('a.k.a.' in quotes, in the remarks) say little of who is meant. Not read, and left out of quoted rows:
nationality, citizenship, birth place, gender, and the personal documents of natural persons.
"""

from collections.abc import Iterator, Mapping

from sources.model import Document, Entity, File, Rejected, Source
from sources.read.checked import checked
from sources.read.ofac_files import entities

_OLD = "https://www.treasury.gov/ofac/downloads/"
_NEW = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
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
        File(name=f"{name}.csv", url=f"{_OLD}{name}.csv", aliases=(f"{_NEW}{name.upper()}.CSV",))
        for name in ("sdn", "alt", "add", "sdn_comments")
    ),
    hosts=("wc2h-sls-prod-public-published.s3.us-gov-west-1.amazonaws.com",),
    standing="verified",
    sub_lists={"": 4500},
)


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per line of sdn.csv, with the names, addresses and remarks that the other three files add to it."""
    yield from checked(SOURCE, entities(SOURCE, documents))
