"""FCC Covered List: communications equipment and services that US law holds to be a risk to national security.

Being listed: the equipment or service gets no new authorisation in the United States and no federal subsidy pays for it. The
list covers products, and names their makers only to say which: it is no list of parties one may not deal with, and it says
nothing of research. Rows that cover a class of goods without a maker ("… produced in a foreign country") name nobody; they
are told of as warnings and make no entity.

Caveats: a web page with one table of a sentence and a date; the maker's name is taken out of "… produced by NAME" or
"… provided by NAME", so the sentence is quoted whole. Subsidiaries and affiliates are covered but not named. The table's
heads are known from public readers of the page, not from a stored copy.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from sources.model import Document, Entity, File, Listing, Name, Rejected, Source
from sources.read.checked import checked
from sources.read.dates import partial
from sources.read.raw import whole
from sources.read.row import Fields, Row
from sources.read.webpage import tables

_AT = "https://www.fcc.gov/supplychain/coveredlist"
SOURCE = Source(
    name="us_fcc_covered",
    title_en="FCC Covered List",
    title_ja="米国連邦通信委員会 対象機器・サービスリスト（Covered List）",
    publisher="US Federal Communications Commission",
    url=_AT,
    licence="US Government work, public domain",
    regime="FCC Covered List",
    cadence_days=180,
    files=(File(name="coveredlist", url=_AT, media="html", max_bytes=10_000_000),),
    by_default=False,
    sub_lists={"": 8},
)
_HEADER = ("Covered Equipment or Services", "Date of Inclusion")
_MADE_BY = re.compile(
    r"\b(?:produced|provided|supplied)(?:,?\s+directly or indirectly,?)?\s+by\s+(?P<name>[A-Z].+?)"
    r"(?=\s+or any of its\b|\s+and its\b|\s+subject to\b|\s+or using\b|,?\s+to the extent\b|,?\s+including\b|\s*\.?\s*$)"
)
_SUBSIDIARY = re.compile(r"\bsubsidiary,?\s+(?P<name>[A-Z].+?)(?=,?\s+subject to\b|,\s|\s*\.?\s*$)")


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per maker that a row names; its id is the name with the row's date, as one maker has several rows."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for _, row in tables(document, SOURCE, _HEADER):
        covered, since = row.need(_HEADER[0]), partial(row.need(_HEADER[1]))
        makers = [match["name"].strip(" ,") for pattern in (_MADE_BY, _SUBSIDIARY) if (match := pattern.search(covered))]
        for maker in makers:
            yield _entity(row, maker, covered, since)
        if not makers:
            yield row.rejected("rejected.class_only", covered, severity="warning")
        yield from fields.spent(row)


def _entity(row: Row, maker: str, covered: str, since: str) -> Entity:
    return Entity(
        source=SOURCE.name,
        entity_id=sha256(f"{maker}\n{since}\n{covered}".encode()).hexdigest()[:16],
        kind="organisation",
        names=(Name(text=maker),),
        quote=row.quote,
        listings=(Listing(regime=SOURCE.regime, reason=covered, url=SOURCE.url, listed_on=since),),
    )
